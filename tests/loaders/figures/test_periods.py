"""The period of a figure: of its clause, of its sentence, of the clauses before a semicolon; never of a comparison."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from policing_kg.loaders.extraction import Indicator

Read = Callable[[str], tuple[Indicator, ...]]


def test_what_follows_a_semicolon_keeps_the_period_that_lasts(indicators: Read) -> None:
    found = indicators("截至9月底,桐柏县公安局建成警务室30个;组建义警队伍9支。")
    assert [i.period for i in found] == ["截至9月底", "截至9月底"]


def test_the_next_sentence_has_a_period_of_its_own_or_none(indicators: Read) -> None:
    found = indicators("截至9月底,桐柏县公安局建成警务室30个。组建义警队伍9支。")
    assert [i.period for i in found] == ["截至9月底", None]


def test_what_a_figure_is_compared_with_is_no_period(indicators: Read) -> None:
    first, second = indicators("今年上半年,桐柏县刑事警情较去年同期下降12%,办理业务4200件。")
    assert (first.period, second.period) == ("今年上半年", "今年上半年")


@pytest.mark.parametrize("when", ["2022年5月", "2022年5月起"])
def test_when_a_thing_began_is_no_period_of_what_came_of_it(indicators: Read, when: str) -> None:
    (found,) = indicators(f"{when},桐柏县公安局推行夜巡制度,建成警务站12个。")
    assert found.period is None


def test_when_a_thing_was_learnt_is_no_period(indicators: Read) -> None:
    (found,) = indicators("记者日前从桐柏县公安局获悉,全县派出所民警达166人。")
    assert found.period is None


def test_a_period_holds_for_a_paragraph_of_an_agency_s_own_paper(indicators: Read) -> None:
    found = indicators("桐柏县公安局2021年工作总结\n2021年,我局立案340起。其中,盗窃案50起。\n化解纠纷90起。\n")
    assert [i.period for i in found] == ["2021年", "2021年", None]
