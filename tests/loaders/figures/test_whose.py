"""Whose figure it is where a class, a worker, a mechanism, a room or an officer stands before it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from policing_kg.loaders.extraction import Indicator

Read = Callable[[str], tuple[Indicator, ...]]

BUREAU = "桐柏县公安局"
LEAD = f"{BUREAU}推行改革\n今年3月,{BUREAU}推行改革。\n"


@pytest.mark.parametrize(
    "sentence",
    [
        "社区民警每周入户不少于3天。",
        "每个警务区由派出所统筹,配备辅警两名。",
        "9个派出所全部设立调解室;排查隐患300处。",
        "县级公安机关机关警力占比降至15%,派出所警力净增40名。",
        "当地还将21名退休教师聘为调解员。",
    ],
)
def test_what_its_officers_and_stations_do_is_the_agency_s(indicators: Read, sentence: str) -> None:
    assert indicators(LEAD + sentence + "\n")[-1].subject == BUREAU


def test_a_worker_meant_one_by_one_has_his_own(indicators: Read) -> None:
    assert indicators(LEAD + "每名社区民警联系企业20家。\n")[-1].subject == "社区民警"


def test_a_mechanism_that_acts_has_what_it_did(indicators: Read) -> None:
    found = indicators(LEAD + "县公安局推行“鼓楼会商”机制。今年以来,“鼓楼会商”调处纠纷152件,成功率97%。\n")
    assert [i.subject for i in found] == ["鼓楼会商", "鼓楼会商"]


def test_a_mechanism_that_is_run_leaves_its_figures_to_who_runs_it(indicators: Read) -> None:
    found = indicators(LEAD + "县公安局推行“鼓楼会商”机制,调处纠纷152件。\n")
    assert found[-1].subject == BUREAU


def test_what_came_since_a_platform_went_online_is_the_platform_s(indicators: Read) -> None:
    found = indicators(LEAD + "县公安局建成“云上会商”平台。上线半年来,流转事项620件。\n")
    assert found[-1].subject == "云上会商"


def test_a_figure_in_brackets_belongs_to_the_name_before_them(indicators: Read) -> None:
    found = indicators(LEAD + "降幅居前的是唐河县公安局(下降21%)和西峡县公安局(下降18%)。\n")
    assert [i.subject for i in found] == ["唐河县公安局", "西峡县公安局"]


def test_a_body_in_charge_has_what_is_done_under_it(indicators: Read) -> None:
    found = indicators(LEAD + "由县综治中心牵头,每月召开纠纷研判会。\n")
    assert found[-1].subject.endswith("县综治中心")


def test_two_bodies_with_a_limit_of_time_each_keep_their_own(indicators: Read) -> None:
    found = indicators(LEAD + "预警由县反诈中心5分钟内致电、派出所15分钟内上门。\n")
    assert [i.subject[-4:] for i in found] == ["反诈中心", "县派出所"]


def test_a_day_that_is_named_belongs_to_who_meets_on_it(indicators: Read) -> None:
    found = indicators(LEAD + "每周三为“会诊日”,县综治中心召集各方会商纠纷。\n")
    assert found[0].subject.endswith("县综治中心")


def test_an_inner_officer_speaks_for_the_agency_unless_he_says_we(indicators: Read) -> None:
    told = indicators(LEAD + "县公安局治安大队大队长表示,今年拟新增警务站10个。\n")
    assert told[-1].subject == BUREAU
    own = indicators(LEAD + "县公安局治安大队大队长表示,我们今年检查场所610家。\n")
    assert own[-1].subject == f"{BUREAU}治安大队"


def test_a_party_committee_speaks_for_its_bureau(indicators: Read) -> None:
    assert indicators(LEAD + "县局党委表示,将增设警务站10个。\n")[-1].subject == BUREAU


@pytest.mark.parametrize(
    ("sentence", "value", "unit"),
    [
        ("县公安局在三个乡镇试行夜巡。", 3, "个"),
        ("县公安局增设两个快反驿站。", 2, "个"),
        ("到最远的村要走四个钟头。", 4, "小时"),
        ("每个警务室配一名民警。", 1, "名"),
        ("县公安局分两批清理事项。", 2, "批"),
        ("民警连着回访了五次。", 5, "次"),
        ("派出所每周选派民警到乡镇综治中心驻点两天。", 2, "天/周"),
        ("县公安局每周一会,当场对账。", 1, "次/周"),
    ],
)
def test_small_counts_of_what_is_governed_are_figures(indicators: Read, sentence: str, value: float, unit: str) -> None:
    found = indicators(LEAD + sentence + "\n")
    assert [(i.value, i.unit) for i in found] == [(value, unit)]


def test_a_year_in_which_people_are_sent_is_no_frequency(indicators: Read) -> None:
    found = indicators(LEAD + "县公安局每年选派12名骨干到派出所任职。\n")
    assert [(i.value, i.unit) for i in found] == [(12, "名")]
