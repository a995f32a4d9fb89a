from __future__ import annotations

from collections.abc import Callable

import pytest
from policing_kg.loaders.extraction import Indicator

Read = Callable[[str], tuple[Indicator, ...]]


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("天津市公安局西青分局组建义警队伍30支。", "天津市公安局西青分局"),
        ("今年以来,吉林省公安厅破获案件300起。", "吉林省公安厅"),
        ("吉林省公安厅推行警务改革。目前,组建警务团队300支。", "吉林省公安厅"),
        ("据统计,全国刑事案件破案率提高3个百分点。", "全国"),
        ("浙江省公安厅持续用力,服务群众,办理业务5万件。", "浙江省公安厅"),
    ],
)
def test_a_figure_belongs_to_the_subject_of_its_clause_or_topic(indicators: Read, text: str, subject: str) -> None:
    (found,) = indicators(text)
    assert found.subject == subject


def test_each_clause_with_its_own_subject_keeps_its_figure(indicators: Read) -> None:
    first, second = indicators("吉林省公安厅建成警务室30个,河南省公安厅建成警务室40个。")
    assert (first.subject, second.subject) == ("吉林省公安厅", "河南省公安厅")


def test_a_subject_from_an_earlier_sentence_is_recorded_with_its_place(indicators: Read) -> None:
    text = "吉林省公安厅推行警务改革。目前,组建警务团队300支。"
    (found,) = indicators(text)
    assert found.subject_basis is not None
    assert text[slice(*found.subject_basis)] == "吉林省公安厅"
