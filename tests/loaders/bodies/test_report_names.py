"""Names of bodies in reports, notices, regulations and abstracts: what stands near and what is only named."""

from __future__ import annotations

import pytest


def test_what_several_stations_have_is_of_the_place_s_stations(found):
    text = "平江县公安局说,三墩派出所、梅仙派出所推行新制,设立综合指挥室和社区警务队。"
    assert found(text, "Unit")[3:] == ["平江县派出所综合指挥室", "平江县派出所社区警务队"]


def test_what_stations_of_several_counties_have_is_of_the_city_above_them(found):
    text = "绵阳市公安局涪城分局城厢派出所、江油市公安局中坝派出所受访。案件办理队移交线索。"
    assert found(text, "Unit")[-1] == "绵阳市派出所案件办理队"


def test_a_window_founded_in_counted_stations_is_of_the_class(found):
    text = "平江县公安局在5个派出所设立涉企服务窗口。"
    assert found(text, "Unit")[1:] == ["平江县派出所", "平江县派出所涉企服务窗口"]


def test_a_list_of_counties_qualifies_nothing_after_it(found):
    text = "绵阳市公安局推行新制。\n梓潼县公安局、平武县公安局先试,每个派出所选一名教官。"
    assert found(text, "Unit")[-1] == "绵阳市派出所"


def test_the_counties_bureaus_are_those_of_the_city_whatever_county_stands_near(found):
    text = "绵阳市公安局推行新制,在梓潼县试行。各县(市)公安局跟进。"
    assert found(text, "Unit")[-1] == "绵阳市县(市)公安局"


@pytest.mark.parametrize("verb", ["下辖", "选取", "建议"])
def test_a_verb_before_a_station_is_no_part_of_its_name(verb, found):
    assert found(f"平江县公安局{verb}派出所9个。", "Unit") == ["平江县公安局", "平江县派出所"]


def test_the_place_of_a_superior_who_orders_qualifies_nothing(found):
    text = "平江县公安局推行新制。按照湖南省公安厅统一部署,派出所增设岗位。"
    assert found(text, "Unit")[-1] == "平江县派出所"


def test_a_room_that_is_to_cover_all_is_a_class_of_the_place(found):
    text = "平江县公安局推广三墩派出所的做法,计划实现社区警务室全覆盖。"
    assert found(text, "Unit")[-1] == "平江县社区警务室"


def test_rooms_in_a_list_are_founded_by_one_organ(found):
    text = "平江县公安局在两处分别设立校园警务室、景区警务站。"
    assert found(text, "Unit")[1:] == ["平江县公安局校园警务室", "平江县公安局景区警务站"]


def test_a_bureau_that_tells_of_its_sub_bureaus_is_the_home_organ(found):
    text = "绵阳市公安局通报。涪城分局、游仙分局试点,涪城分局先行。\n下一步,合成作战中心将启用。"
    assert found(text, "Unit")[-1] == "绵阳市公安局合成作战中心"


def test_a_station_after_a_preposition_may_begin_a_list(found):
    text = "平江县公安局说,由古槐派出所、交警大队派员值守。"
    assert "平江县公安局古槐派出所" in found(text, "Unit")


def test_our_bureau_may_be_where_something_is_done(found):
    assert found("平江县公安局通报:我局在学校试点。", "Unit") == ["平江县公安局", "平江县公安局"]


REGULATION = """平江县辅警管理规定
第一条 为了规范平江县辅警管理,制定本规定。
第二条 县公安局负责招聘。
第三条 公安派出所应当每月召开例会,司法所可以派员参加。
第四条 旗(市)公安机关、上级公安机关可以抽查。
"""


def test_the_classes_of_a_regulation_are_of_no_place(found):
    names = found(REGULATION, "Unit", "Department")
    assert names == ["平江县公安局", "公安派出所", "司法所", "旗(市)公安机关", "上级公安机关"]


def test_the_department_of_the_autonomous_region_is_found_from_its_county(found):
    text = "田阳区公安分局试点,自治区公安厅督办。"
    assert found(text, "Unit")[-1] == "广西壮族自治区公安厅"


def test_a_task_force_for_policing_is_a_unit(mentions):
    text = "平江县公安局成立社区警务领导小组,县委成立防汛领导小组。"
    assert [m.type for m in mentions(text) if m.canonical.endswith("领导小组")][:1] == ["Unit"]
