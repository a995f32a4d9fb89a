"""Short names, words that stand for a unit, and classes: resolved from where they stand, or left open."""

from __future__ import annotations

import pytest


def test_words_that_stand_for_a_unit_mean_the_one_named_before(found):
    text = "赣州市公安局章贡分局赣江派出所人手紧,所里新增辅警,该所又招一批。我局已同意,市局也已批复。"
    assert found(text, "Unit") == [
        "赣州市公安局章贡分局赣江派出所",
        "赣州市公安局章贡分局赣江派出所",
        "赣州市公安局章贡分局赣江派出所",
        "赣州市公安局章贡分局",
        "赣州市公安局",
    ]


def test_the_provincial_department_is_told_by_the_province_before_it(found):
    text = "贵州省公安厅印发方案。省厅要求各地落实。"
    assert found(text, "Unit") == ["贵州省公安厅", "贵州省公安厅"]


def test_the_title_s_county_is_that_of_its_bureau_courts_and_stations(found):
    text = (
        "青田县政府工作报告\n"
        "各位代表:过去一年,县公安局破案多,县人民法院、县司法局、县委政法委配合。油竹派出所获评先进。"
    )
    assert found(text, "Unit", "Department")[1:] == [
        "青田县公安局",
        "青田县人民法院",
        "青田县司法局",
        "青田县委政法委",
        "青田县公安局油竹派出所",
    ]


def test_a_station_of_a_two_county_text_stays_open(mentions):
    text = "甘肃省临洮县公安局和陇西县公安局会商。随后通报了情况。城关派出所办理了案件。"
    station = next(m for m in mentions(text) if m.canonical.endswith("派出所"))
    assert (station.canonical, station.resolved) == ("城关派出所", False)


def test_a_station_to_which_an_officer_was_moved_need_not_lie_in_the_same_county(found):
    text = "他曾在天津市滨海新区公安局工作,已被提拔到杏林路派出所任职。"
    assert "天津市滨海新区公安局杏林路派出所" not in found(text, "Unit")


def test_the_district_s_sub_bureau_is_told_by_the_district_before_it(found):
    text = "上海市普陀区司法局开会,区公安分局派员。"
    assert found(text, "Unit") == ["上海市公安局普陀分局"]


def test_a_part_named_once_behind_its_organ_is_known_when_it_stands_alone(found):
    text = "额尔古纳市公安局拉布大林第二派出所地处草原。拉布大林第二派出所有义警百名。"
    assert len(set(found(text, "Unit"))) == 1


def test_a_brigade_without_its_organ_is_the_one_named_in_full_elsewhere(found):
    text = "三江侗族自治县公安局交管大队出警。交管大队查到线索。"
    assert found(text, "Unit") == ["三江侗族自治县公安局交管大队"] * 2


@pytest.mark.parametrize("text", ["山东省各派出所要走访企业。", "青岛市派出所都建了警务室。"])
def test_a_plural_without_a_name_is_a_population_of_its_place(text, mentions):
    unit = next(m for m in mentions(text) if m.type == "Unit")
    assert unit.generic
    assert unit.canonical.startswith(("山东省", "青岛市"))


def test_the_police_of_the_whole_country_belong_to_no_place(mentions):
    text = "嵊州市黄泽镇来了客人。全国公安机关都在学习。"
    unit = next(m for m in mentions(text) if m.type == "Unit")
    assert (unit.canonical, unit.place, unit.generic) == ("全国公安机关", "", True)


def test_traditional_script_gives_the_same_canonical_name(found):
    text = "臺州市公安局椒江分局海門派出所推行新制。"
    assert found(text, "Unit") == ["台州市公安局椒江分局海门派出所"]


def test_names_inside_english_prose_are_found(found):
    text = "This paper examines the work of 温岭市公安局大溪派出所 in 浙江省."
    assert found(text) == ["温岭市公安局大溪派出所", "浙江省"]


def test_a_statute_names_classes_not_bodies(mentions):
    text = "第三十二条 公安派出所可以会同司法所、居民委员会开展调解。"
    assert all(m.generic for m in mentions(text) if m.type in ("Unit", "Department"))


def test_a_division_that_several_share_leaves_the_body_open_and_ends_nothing(mentions):
    named = {m.canonical: m.resolved for m in mentions("普陀区司法局联合区公安分局举行启动仪式。")}
    assert named["普陀区司法局"] is False
