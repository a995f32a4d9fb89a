"""The organ that an article, or a section of it, is about: short names and units without a parent belong to it."""

from __future__ import annotations

import pytest


def test_in_a_city_at_county_level_the_city_s_bodies_are_its_own(found):
    text = "义乌市公安局推行新制。市公安局、市司法局、市委政法委会商,市局发文,全市派出所照办。"
    assert found(text, "Unit", "Department") == [
        "义乌市公安局",
        "义乌市公安局",
        "义乌市司法局",
        "义乌市委政法委",
        "义乌市公安局",
        "义乌市派出所",
    ]


def test_the_name_of_a_sub_bureau_is_kept_as_the_article_writes_it_in_full(found):
    text = "成都市公安局青羊区分局开会。青羊区分局部署,分局反诈中心落实。"
    assert found(text, "Unit") == [
        "成都市公安局青羊区分局",
        "成都市公安局青羊区分局",
        "成都市公安局青羊区分局反诈中心",
    ]


def test_brigades_without_a_parent_belong_to_the_county_s_bureau(found):
    text = "理县公安局推行新制。交警大队、巡特警大队轮流值守,县局按月通报。"
    assert found(text, "Unit") == ["理县公安局", "理县公安局交警大队", "理县公安局巡特警大队", "理县公安局"]


def test_a_class_of_stations_bears_the_sub_bureau_or_the_county(found):
    assert found("三亚市公安局天涯分局发文。分局要求各派出所照办。", "Unit")[-1] == "三亚市公安局天涯分局派出所"
    assert found("理县公安局发文,要求派出所照办。", "Unit")[-1] == "理县派出所"


def test_a_place_outside_the_organ_s_own_goes_before_it(found):
    text = "三亚市公安局天涯分局发文。全市派出所照办。"
    assert found(text, "Unit")[-1] == "三亚市派出所"


def test_stations_counted_after_a_named_one_are_a_class(found):
    text = "邢台市公安局襄都分局在南长街派出所等5个派出所试点。"
    assert found(text, "Unit")[1:] == ["邢台市公安局襄都分局南长街派出所", "邢台市公安局襄都分局派出所"]


def test_each_of_two_articles_on_a_page_has_its_own_organ(found):
    text = (
        "做实流动服务\n桃源县公安局\n桃源县公安局推行新制,交警大队配合。\n"
        "守好湖区平安\n南县公安局\n南县公安局组建湖区铁骑队3支,县局统一调度。"
    )
    units = found(text, "Unit")
    assert "桃源县公安局交警大队" in units
    assert units[-2:] == ["南县公安局湖区铁骑队", "南县公安局"]


def test_a_station_belongs_to_the_county_named_before_it_in_its_sentence(found):
    text = (
        "在赣州市章贡区办厂的他对水西派出所竖起大拇指。\n上犹县公安局水西派出所照常办公。\n赣州市公安局章贡分局很忙。"
    )
    assert found(text, "Unit")[0] == "赣州市公安局章贡分局水西派出所"


def test_the_police_of_a_city_are_its_bureau_where_the_article_names_it(found):
    assert found("烟台公安推行新制。烟台市公安局说,成效好。", "Unit") == ["烟台市公安局"] * 2


def test_a_border_detachment_is_part_of_no_local_bureau(found):
    text = "西双版纳边境管理支队关累边境派出所民警走访。关累边境派出所还在抵边警务室值守。"
    assert found(text, "Unit") == [
        "西双版纳边境管理支队关累边境派出所",
        "西双版纳边境管理支队关累边境派出所",
        "西双版纳边境管理支队关累边境派出所抵边警务室",
    ]


@pytest.mark.parametrize("word", ["和", "与"])
def test_a_brigade_and_a_station_joined_are_two(word, found):
    text = f"理县公安局从特警大队{word}派出所抽人。"
    assert found(text, "Unit") == ["理县公安局", "理县公安局特警大队", "理县派出所"]


def test_a_sub_bureau_of_a_bureau_without_a_place_is_read(found):
    assert found("县公安局城西分局走访。", "Unit") == ["县公安局城西分局"]
    text = "理县公安局推行新制。县公安局城西分局照办。"
    assert found(text, "Unit") == ["理县公安局", "理县公安局城西分局"]


def test_a_bureau_that_stands_only_before_its_sub_bureau_is_not_the_article_s_own(found):
    text = "丽水市公安局莲都分局推行新制。\n年初以来,刑侦大队下沉。\n分局指挥中心每周点评,派出所照办。"
    assert found(text, "Unit")[1:] == [
        "丽水市公安局莲都分局刑侦大队",
        "丽水市公安局莲都分局指挥中心",
        "丽水市公安局莲都分局派出所",
    ]
