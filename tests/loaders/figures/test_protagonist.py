"""The main agency of an article, and the figures that are told for the whole."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from policing_kg.loaders.extraction import Indicator

Read = Callable[[str], tuple[Indicator, ...]]

BUREAU = "桐柏县公安局"
STATION = "桐柏县公安局毛集派出所"
LEAD = f"{BUREAU}推行联勤联调\n今年3月,{BUREAU}推行联勤联调机制,由县委政法委统筹。\n"


def subjects(found: tuple[Indicator, ...]) -> list[str]:
    return [i.subject for i in found]


@pytest.mark.parametrize(
    "sentence",
    [
        "截至6月底,共化解纠纷380起。",
        "据统计,累计化解纠纷380起。",
        "机制运行以来,化解纠纷380起。",
        "今年以来,全县化解纠纷380起。",
        "目前,平台流转事项380件。",
    ],
)
def test_results_of_the_whole_belong_to_the_main_agency_not_to_the_body_named_last(
    indicators: Read, sentence: str
) -> None:
    text = f"{LEAD}县法院在毛集派出所设立法官工作室,每周二到岗。\n{sentence}\n"
    assert subjects(indicators(text))[-1] == BUREAU


def test_a_paragraph_that_a_station_opens_is_the_station_s(indicators: Read) -> None:
    text = f"{LEAD}毛集派出所在集市设立警务室。去年以来,接待群众4300人次。\n全县组建义警队26支。\n"
    assert subjects(indicators(text)) == [STATION, BUREAU]


def test_a_part_with_a_heading_of_its_own_unit_has_its_own_main_agency(indicators: Read) -> None:
    text = (
        f"{LEAD}截至5月,办理业务3200件。\n【相关】内乡县公安局:夜间窗口受欢迎\n"
        "内乡县公安局试行夜间窗口。5个月来,接待群众2100人次。\n"
    )
    assert subjects(indicators(text)) == [BUREAU, "内乡县公安局"]


def test_a_place_counts_its_own_where_a_department_leads(indicators: Read) -> None:
    text = "桐柏县委政法委部署诉源治理。\n桐柏县委政法委成立专班。截至年底,全县信访量下降两成。\n"
    assert subjects(indicators(text))[-1] == "桐柏县"


def test_an_article_that_goes_through_several_organs_gives_each_its_own(indicators: Read) -> None:
    text = (
        "派出所工作经验\n湖北省宜城市公安局:推行网格警务,全市配备网格民警156名。\n"
        "安徽省桐城市公安局:创新调解法。今年以来,化解纠纷2700起。\n"
        "陕西省韩城市公安局组建旅游警察大队,涉旅投诉下降四成。\n"
    )
    assert subjects(indicators(text)) == ["湖北省宜城市公安局", "安徽省桐城市公安局", "陕西省韩城市公安局"]


def test_under_a_signed_heading_only_frequencies_and_money_go_to_others(indicators: Read) -> None:
    text = (
        f"深化联勤联调 守护一方平安\n{BUREAU}\n{BUREAU}推行联勤联调机制,县委政法委组建专班,派出警力30名。"
        "每周一,县委政法委召开调度会。综治中心受理纠纷610件。\n"
    )
    found = indicators(text)
    assert [i.subject.endswith(BUREAU) for i in found] == [True, False, True]
    assert found[1].subject.endswith("县委政法委")
