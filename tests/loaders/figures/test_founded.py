"""Figures of bodies that a sentence founds, of citizens who help, and of a part of a class of units."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from policing_kg.loaders.extraction import Indicator

Read = Callable[[str], tuple[Indicator, ...]]

BUREAU = "桐柏县公安局"
LEAD = f"{BUREAU}推行改革\n今年3月,{BUREAU}推行改革。\n"


@pytest.mark.parametrize(
    ("sentence", "subject"),
    [
        ("县公安局在城关镇设立联勤调解室,5名人民调解员常驻。", "联勤调解室"),
        ("县公安局成立夜巡专班,由巡特警大队牵头,每晚巡逻不少于3小时。", "夜巡专班"),
        ("县公安局组建夜巡专班,从各派出所抽调民警24名。", "夜巡专班"),
        ("治安大队、法制大队各派2名民警进驻县矛调中心。", "矛调中心"),
        ("县公安局牵头成立禁毒专班。专班每周召开一次调度会。", "禁毒专班"),
    ],
)
def test_a_new_or_receiving_body_has_what_is_told_of_it(indicators: Read, sentence: str, subject: str) -> None:
    assert indicators(LEAD + sentence + "\n")[-1].subject.endswith(subject)


@pytest.mark.parametrize(
    "sentence",
    ["县公安局在城关镇设立联勤警务室,6名民警入驻。", "县公安局在城关镇设立联勤警务室。今年以来,化解纠纷37起。"],
)
def test_the_founder_s_own_officers_and_results_stay_the_founder_s(indicators: Read, sentence: str) -> None:
    assert indicators(LEAD + sentence + "\n")[-1].subject == BUREAU


def test_citizens_who_help_the_police_have_what_they_gave(indicators: Read) -> None:
    first, second = indicators(LEAD + "县公安局组建义警队伍30支,向公安机关提供线索62条。\n")
    assert first.subject == BUREAU
    assert second.subject.endswith("义警队伍")


def test_a_part_of_a_class_of_units_stands_for_the_class(indicators: Read) -> None:
    found = indicators(LEAD + "三分之一的农村派出所缺少内勤;其余9个派出所缺少车辆。\n")
    assert [i.subject.removeprefix("桐柏县") for i in found] == ["农村派出所", "派出所"]


def test_a_unit_described_before_its_name_is_the_subject(indicators: Read) -> None:
    found = indicators(LEAD + "地处山区的毛集派出所首创马背警务,化解纠纷37起。\n")
    assert found[-1].subject.endswith("毛集派出所")


def test_two_stations_that_try_a_thing_are_the_stations_of_their_place(indicators: Read) -> None:
    text = LEAD + f"{BUREAU}毛集派出所、{BUREAU}吴城派出所先行试点。试点以来,出警用时缩短至9分钟。\n"
    assert indicators(text)[-1].subject == "桐柏县派出所"


def test_a_place_s_countryside_counts_for_the_place(indicators: Read) -> None:
    assert indicators(LEAD + "桐柏县农村刑事警情下降四成。\n")[-1].subject.endswith(("桐柏县", BUREAU))


def test_a_centre_has_what_it_passes_on_to_the_stations_and_no_more(indicators: Read) -> None:
    text = "县公安局建成合成作战中心,整合各警种值守,向派出所推送线索433条;平均处警时间缩短到6分钟。"
    first, second = indicators(LEAD + text + "\n")
    assert (first.subject, second.subject) == (f"{BUREAU}合成作战中心", BUREAU)
