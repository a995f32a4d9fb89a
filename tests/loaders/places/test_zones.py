"""Development zones: full names, short names by context, unit names; what stays open."""

from __future__ import annotations

import pytest
from policing_kg.loaders.places.gazetteer import load_gazetteer
from policing_kg.loaders.places.zones import load_zones, zone_area, zone_words
from policing_kg.loaders.resolution import body_entity

KINDS = ("hi-tech", "economic", "bonded", "new-area", "industrial", "demonstration", "management")


def zones_in(mentions, text: str) -> list[tuple[str, str]]:
    return [(m.canonical, m.place) for m in mentions(text) if m.type in ("Organisation", "Place") and m.resolved]


def test_every_zone_has_a_kind_a_host_and_a_name_that_ends_like_a_zone_s():
    gazetteer, zones = load_gazetteer(), load_zones()
    assert {z.kind for z in zones.all} == set(KINDS) == set(zone_words().values())
    for zone in zones.all:
        assert zone.host in gazetteer, zone
        assert zone.host not in gazetteer.former, zone
        assert zone.level in ("national", "provincial", ""), zone
        assert zone.source in ("list", "statistics", "list+statistics"), zone
        assert zone.name.endswith(tuple(zone_words())), zone
        assert zone in zones.named(zone.name), zone


def test_no_zone_is_listed_twice():
    listed = [(z.host, z.name) for z in load_zones().all]
    assert len(set(listed)) == len(listed)


@pytest.mark.parametrize(
    ("name", "zone", "host"),
    [
        ("成都高新技术产业开发区", "成都高新技术产业开发区", "510100"),
        ("成都高新区", "成都高新技术产业开发区", "510100"),
        ("合肥市经开区", "合肥经济技术开发区", "340100"),
        ("武汉东湖高新区", "武汉东湖新技术开发区", "420100"),
        ("苏州工业园区", "苏州工业园区", "320500"),
        ("天津港保税区", "天津港保税区", "120116"),
        ("洋山保税港区", "上海洋山特殊综合保税区", "310115"),
        ("昆山高新区", "昆山高新技术产业开发区", "320583"),
    ],
)
def test_a_zone_is_found_by_its_name_long_or_short(name, zone, host, mentions):
    assert zones_in(mentions, f"民警来到{name},居民说好。") == [(zone, host)]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("居民住在贵安新区。", "贵州省贵安新区"),
        ("居民住在江苏省南京市江北新区。", "江苏省南京市江北新区"),
        ("居民住在四川天府新区。", "四川省天府新区"),
    ],
)
def test_a_new_area_is_a_place_of_its_host(text, place, found):
    assert found(text, "Place") == [place]


def test_a_new_area_that_is_a_division_stays_one(mentions):
    (place,) = (m for m in mentions("居民住在上海市浦东新区。") if m.type == "Place")
    assert (place.canonical, place.place) == ("上海市浦东新区", "310115")


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("绵阳市公安局通报情况。高新区发案下降。", "绵阳高新技术产业开发区"),
        ("成都市武侯区的居民说好。高新区也说好。", "成都高新技术产业开发区"),
        ("合肥市推行新制。在经开区设点。", "合肥经济技术开发区"),
        ("昆山市推行新制。在高新区设点。", "昆山高新技术产业开发区"),
        ("民警到成都高新区走访。高新区发案下降。", "成都高新技术产业开发区"),
    ],
)
def test_a_short_name_is_the_only_zone_of_its_kind_there(text, zone, mentions):
    assert zones_in(mentions, text)[-1][0] == zone


@pytest.mark.parametrize(
    "text",
    [
        "高新区发案下降。",
        "长春市公安局通报情况。高新区发案下降。",
        "四川省公安厅通报情况。高新区发案下降。",
        "绵阳市公安局通报情况。国家级高新区增多。",
        "绵阳市公安局通报情况。某高新区域发案下降。",
        "昆山市公安局通报情况。在开发区设点。",
        "绵阳市公安局通报情况。新区、示范区建设加快。",
    ],
)
def test_a_short_name_that_may_mean_several_zones_or_none_stays_open(text, mentions):
    zones = {z.name for z in load_zones().all}
    assert not [m for m in mentions(text) if zones & {m.canonical, m.canonical.removeprefix("四川省")}]


def test_the_zone_of_a_county_without_one_of_its_own_in_the_table_is_not_its_city_s(mentions):
    (zone,) = (m for m in mentions("在永康市经济开发区增设站点。") if m.type == "Organisation")
    assert (zone.canonical, zone.place) == ("永康市经济开发区", "330784")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("秦皇岛市公安局通报情况。在海港经济开发区设点。", "130302"),
        ("唐山市公安局通报情况。在海港经济开发区设点。", ""),
        ("在海港经济开发区设点。", ""),
    ],
)
def test_a_zone_named_after_an_ordinary_word_needs_its_city_near_by(text, place, mentions):
    (zone,) = (m for m in mentions(text) if m.type == "Organisation")
    assert zone.place == place


def test_a_zone_is_found_in_an_article_on_another_city(mentions):
    assert zones_in(mentions, "绵阳市公安局学习成都高新区做法。") == [("成都高新技术产业开发区", "510100")]


def test_a_sub_bureau_that_only_a_zone_places_is_of_the_host_s_bureau(mentions):
    (unit,) = (m for m in mentions("苏州工业园区公安分局接警。") if m.type == "Unit")
    assert (unit.canonical, unit.place, unit.resolved) == ("苏州市公安局工业园区分局", "320500", True)


def test_a_zone_s_own_bureau_keeps_its_name(mentions):
    (unit,) = (m for m in mentions("贵安新区公安局挂牌。") if m.type == "Unit")
    assert (unit.canonical, unit.place, unit.resolved) == ("贵安新区公安局", "520000", True)


@pytest.mark.parametrize(
    "names",
    [
        ("成都市公安局高新分局", "成都市公安局高新区分局", "成都市公安局高新技术产业开发区分局"),
        ("合肥市公安局经开分局", "合肥市公安局经开区分局", "合肥市公安局经济技术开发区分局"),
    ],
)
def test_spellings_of_a_zone_s_sub_bureau_are_one_body(names):
    assert len({body_entity(n, type="Unit").id for n in names}) == 1


def test_where_a_city_has_two_zones_of_a_kind_spellings_are_not_made_alike():
    assert zone_area("220100", "高新") == "高新"
    two = ("长春市公安局高新分局", "长春市公安局净月高新技术产业开发区分局")
    assert len({body_entity(n, type="Unit").id for n in two}) == 2
