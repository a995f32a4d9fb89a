"""Places in texts of our own: short names, chains, named places, and words that are none."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("恩施州派员学习。", "湖北省恩施土家族苗族自治州"),
        ("内蒙古阿拉善盟派员学习。", "内蒙古自治区阿拉善盟"),
        ("四川省凉山州盐源县地处山区。", "盐源县"),
        ("上海静安区南京西路街道设点。", "上海市静安区南京西路街道"),
        ("杭州市江干区曾设点。", "杭州市江干区"),
        ("居民住在华宁县宁州街道郭家营社区。", "华宁县宁州街道郭家营社区"),
    ],
)
def test_a_county_is_named_without_its_prefecture_and_a_district_with_its_city(text, canonical, found):
    assert found(text, "Place") == [canonical]


def test_the_same_district_name_is_resolved_by_the_city_before_it(mentions):
    text = "江苏省南京市鼓楼区召开会议。鼓楼区各街道参加。"
    assert [m.place for m in mentions(text) if m.type == "Place"] == ["320106", "320106"]


@pytest.mark.parametrize("name", ["鼓楼区", "朝阳区"])
def test_a_name_of_several_districts_alone_stays_unresolved(name, mentions):
    (place,) = (m for m in mentions(f"{name}召开会议,会上发了言。") if m.type == "Place")
    assert (place.canonical, place.place, place.resolved) == (name, "", False)


@pytest.mark.parametrize(
    "text",
    [
        "和平年代更要平安,大家都长安无事。",
        "一片平安祥和,老街很热闹。",
        "这项产业方兴未艾,朝阳产业在发展。",
        "大家团结友好,共和之治。",
        "和县里的同志一起走访。",
    ],
)
def test_ordinary_words_are_no_places(text, found):
    assert found(text, "Place") == []


def test_a_short_name_in_a_longer_name_is_no_place(found):
    text = "长沙市岳麓区司法局望城坡司法所签约。"
    assert not any("望城区" in name for name in found(text))


def test_a_newspaper_s_name_begins_with_no_place(found):
    assert found("安徽省的淮南日报、淮南网记者来访。", "Place") == ["安徽省"]


def test_a_township_behind_a_city_that_lacks_it_is_not_its_namesake_elsewhere(found):
    text = "浙江省庆元县来人。新星市黄田镇地处戈壁。"
    assert found(text, "Place")[-1] == "新星市黄田镇"


def test_the_province_of_a_body_s_name_is_no_mention_of_its_own(found):
    assert found("福建省公安厅派员督导。", "Place") == []


def test_a_city_s_railway_police_are_not_of_the_district_of_its_name(mentions):
    (unit,) = (m for m in mentions("大同铁路公安处加强巡查。") if m.type == "Unit")
    assert (unit.canonical, unit.place) == ("大同铁路公安处", "140200")


def test_where_people_are_placed_a_bare_community_is_a_ground(mentions):
    text = "民警下沉到社区,社区变了样。"
    grounds = [text[m.start : m.end] for m in mentions(text) if m.type == "Place"]
    assert grounds == ["社区"]


@pytest.mark.parametrize("place", ["松潘古城", "银滩景区", "云栖小镇"])
def test_scenic_and_old_towns_are_places(place, found):
    assert found(f"民警来到{place}值守。", "Place") == [place]


def test_a_verb_between_two_old_towns_parts_them(found):
    assert found("民警在松潘古城组建古城快反队。", "Place") == ["松潘古城"]


def test_a_river_is_no_county(found):
    assert not found("头屯河水位上涨,民警巡查。", "Place")


@pytest.mark.parametrize("place", ["养马岛景区", "芝罘岛", "横山古镇", "朝阳古街"])
def test_sights_are_places(place, found):
    assert place in found(f"民警在{place}巡逻。", "Place")


def test_a_sight_named_after_its_town_alone_is_one_place(found):
    assert "平遥古城" in found("平遥县公安局在平遥古城设岗。", "Place")


def test_the_next_sight_of_a_list_is_one_too(found):
    assert found("民警在芝罘岛、东山商圈巡逻。", "Place") == ["芝罘岛", "东山商圈"]


def test_time_spent_in_communities_is_no_place(found):
    assert found("民警每周下沉社区20小时。", "Place") == []


def test_the_address_of_an_author_is_no_place_of_facts(found):
    text = "(岷江警官学院 治安系,四川 成都 610000)\n摘要:以绵阳市为例,派出所实行新制。"
    assert found(text, "Place") == ["四川省绵阳市"]


def test_a_county_written_right_below_its_province_keeps_that_name(mentions):
    (one,) = (m for m in mentions("浙江诸暨地处山区。") if m.type == "Place")
    assert (one.canonical, one.place) == ("诸暨市", "330681")
