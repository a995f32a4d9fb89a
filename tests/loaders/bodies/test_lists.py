"""Several bodies in one list: shared parents, shared heads, stems for departments."""

from __future__ import annotations

import pytest


def test_stations_that_share_the_last_head_are_units_each(mentions):
    text = "合肥市公安局包河分局望湖、滨湖和骆岗派出所各建一支队伍。"
    units = [(text[m.start : m.end], m.canonical) for m in mentions(text) if m.type == "Unit"]
    assert units[1:] == [
        ("望湖", "合肥市公安局包河分局望湖派出所"),
        ("滨湖", "合肥市公安局包河分局滨湖派出所"),
        ("骆岗派出所", "合肥市公安局包河分局骆岗派出所"),
    ]


def test_a_station_in_a_list_has_the_organ_of_the_one_before_it(found):
    text = "呼和浩特市公安局赛罕区分局人民路派出所、昭乌达路派出所实行错时工作。"
    assert found(text, "Unit")[1] == "呼和浩特市公安局赛罕区分局昭乌达路派出所"


def test_a_sub_bureau_in_a_list_has_the_city_of_the_one_before_it(found):
    text = "青岛市公安局市南分局、崂山分局沙子口派出所派员到场。"
    assert found(text, "Unit") == ["青岛市公安局市南分局", "青岛市公安局崂山分局沙子口派出所"]


def test_both_levels_of_organs_are_one_population(mentions):
    (organs,) = (m for m in mentions("市县两级公安机关要落实责任。") if m.type == "Unit")
    assert organs.generic


def test_bare_stems_in_a_list_are_departments(found):
    text = "每周由派出所、综治、矛调、网格、司法所共同研判。"
    assert {"综治中心", "矛调中心", "网格中心", "司法所"} <= set(found(text, "Department"))


def test_the_same_stems_outside_a_list_are_none(found):
    assert found("综治很重要,网格很细。", "Department") == []


def test_courts_procuratorates_and_mass_bodies_keep_their_district(found):
    text = "大同市平城区法院、平城区检察院、平城区司法局与平城区妇联签约。"
    assert found(text, "Department") == [
        "大同市平城区法院",
        "大同市平城区检察院",
        "大同市平城区司法局",
        "大同市平城区妇联",
    ]


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("建水县公安局在曲江、南庄两个派出所试点。", ["曲江派出所", "南庄派出所"]),
        ("建水县公安局说,曲江、南庄等农村派出所警力不足。", ["曲江派出所", "南庄派出所"]),
        ("建水县公安局的刑侦大队在曲江、南庄、岔科三个所设点。", ["曲江派出所", "南庄派出所", "岔科派出所"]),
    ],
)
def test_a_count_or_deng_closes_a_list_of_stations_that_share_their_head(text, units, found):
    assert [u for u in found(text, "Unit") if u[6:] in units] == ["建水县公安局" + u for u in units]


@pytest.mark.parametrize(
    "text",
    [
        "建水县公安局在曲江、南庄三个派出所试点。",  # two names, three stations
        "建水县公安局要求打击、防范等派出所工作到位。",
        "建水县公安局联合社区、街道两个派出所。",
    ],
)
def test_a_list_of_another_count_or_of_other_words_is_none(text, found):
    assert not [u for u in found(text, "Unit") if u.startswith("建水县公安局") and u.endswith("派出所")]


def test_sub_bureaus_of_a_list_are_the_city_bureau_s(found):
    text = "佳木斯市公安局组织前进、永红、郊区3个分局演练。"
    assert found(text, "Unit")[1:-1] == [f"佳木斯市公安局{n}分局" for n in ("前进", "永红", "郊区")]


def test_short_names_of_bureaus_in_a_list_are_the_countys_bureaus(found):
    text = "建水县公安局会同信访、司法行政、农业农村等部门会商。"
    assert found(text, "Department")[-2:] == ["建水县司法局", "建水县农业农村局"]
