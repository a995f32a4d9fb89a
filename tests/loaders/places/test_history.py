"""Divisions by year: what a name means in a document of some date, former divisions and their successors."""

from __future__ import annotations

import pytest
from policing_kg.loaders.places.changes import KINDS, changes_of, read_changes
from policing_kg.loaders.places.gazetteer import VINTAGE, load_gazetteer
from policing_kg.loaders.places.toponym import spans_in
from policing_kg.loaders.resolution import body_entity, place_entity


def dated(year: int, *lines: str) -> str:
    """A page with a headline, a date and some text."""
    return "\n".join(("警务见闻", f"{year}-03-05 09:00 来源:江汉小报", *lines))


def codes(text: str, year: int | None) -> list[str]:
    return [s.code for s in spans_in(text, [(0, len(text))], [(0, len(text))], None, year)]


@pytest.mark.parametrize(
    ("text", "year", "expected"),
    [
        ("襄樊市的夜市很热闹。", 2008, ["420600"]),
        ("襄阳市的夜市很热闹。", 2024, ["420600"]),
        ("莱芜市的夜市很热闹。", 2016, ["371200"]),
        ("莱芜区的夜市很热闹。", 2024, ["370116"]),
        ("巢湖市的夜市很热闹。", 2009, ["341400"]),
        ("巢湖市的夜市很热闹。", 2024, ["340181"]),
        ("巢湖市的夜市很热闹。", None, ["340181"]),
        ("安徽省巢湖市居巢区设点。", None, ["341402"]),
        ("思茅市翠云区设点。", 2005, ["530802"]),
        ("普洱市思茅区设点。", 2024, ["530802"]),
        ("黔江地区的干部来访。", 1996, ["513500"]),
        ("黔江区的干部来访。", 2024, ["500114"]),
        ("北京市崇文区设点。", 2008, ["110103"]),
        ("北京市崇文区曾设点。", 2024, ["110103"]),
        ("广州市增城分局接警。", 2010, ["440100", "440183"]),
        ("广州市增城分局接警。", 2024, ["440100", "440118"]),
        ("广州市增城分局接警。", None, ["440100", "440118"]),
        ("资阳市简阳市设点。", 2012, ["512081"]),
        ("成都市简阳市设点。", 2024, ["510185"]),
    ],
)
def test_a_name_means_the_division_of_the_document_s_time(text, year, expected):
    spans = spans_in(text, [(0, len(text))], [(0, len(text))], None, year)
    last = [s.code for s in spans][-1]
    assert last == expected[-1]


def test_a_name_that_two_divisions_bore_at_that_time_stays_open_without_context():
    assert codes("江北区设点。", 2020) == [""]
    assert codes("重庆市推行新制,江北区设点。", 2020) == ["500000", "500105"]


def test_without_a_date_a_former_division_needs_its_province_near_by():
    assert codes("江北区设点。", None) == ["330205"]
    assert codes("重庆市推行新制,江北区设点。", None) == ["500000", "500105"]


@pytest.mark.parametrize("year", [2020, None])
def test_a_division_that_ended_long_ago_is_read_in_documents_of_its_time_only(year):
    assert codes("万县市建成新城。", 1995) == ["511200"]
    assert codes("万县市建成新城。", year) == []


def test_a_former_district_named_like_an_ordinary_word_is_read_in_its_time_only():
    assert codes("大同市城区设点。", 2012) == ["140202"]
    assert codes("大同市城区设点。", 2023) == ["140200"]


@pytest.mark.parametrize(
    "text",
    [
        "开元盛世,城南旧事,红星照耀。",
        "动力十足,各地振东兴西。",
        "全省开展平安县、平安乡创建。",
        "小河边的公园里,燕山很近。",
        "南市北市都热闹,新青年登上狮子山。",
    ],
)
@pytest.mark.parametrize("year", [None, 2002, 2024])
def test_words_that_were_names_of_divisions_are_words(text, year):
    assert codes(text, year) == []


def test_a_place_bears_the_names_of_its_time(mentions):
    text = dated(2008, "襄樊市公安局推行新制。全市公安机关跟进。居民走访襄樊市樊城区。")
    found = {m.canonical: m.place for m in mentions(text) if m.type in ("Unit", "Place")}
    assert found == {"襄樊市公安局": "420600", "襄樊市公安机关": "420600", "襄樊市樊城区": "420606"}


def test_a_later_document_that_uses_the_old_name_means_the_renamed_city(mentions):
    (place,) = (m for m in mentions(dated(2024, "原襄樊市的居民说好。")) if m.type == "Place")
    assert (place.canonical, place.place) == ("湖北省襄阳市", "420600")


def test_a_renamed_city_is_one_place_and_its_bureau_one_body():
    old, new = (place_entity("420600", name) for name in ("湖北省襄樊市", "湖北省襄阳市"))
    assert old == new
    assert "襄樊市" in new.aliases
    old, new = (body_entity(name, type="Unit") for name in ("襄樊市公安局", "襄阳市公安局"))
    assert (old.id, old.name) == (new.id, "襄阳市公安局")
    assert "襄樊市公安局" in old.aliases


@pytest.mark.parametrize(
    ("written", "place", "name"),
    [
        ("襄樊市公安局樊城分局", "420606", "襄阳市公安局樊城分局"),
        ("铜川市公安局王益分局城区派出所", "610202", "铜川市公安局王益分局城区派出所"),
        ("崇文区城管局", "110103", "崇文区城管局"),
    ],
)
def test_only_the_leading_division_of_a_body_s_name_is_brought_up_to_date(written, place, name):
    assert body_entity(written, type="Unit", place=place).name == name


def test_a_bureau_of_a_former_city_is_not_that_of_its_namesake(mentions):
    then, now = (
        next(m for m in mentions(dated(year, "巢湖市公安局推行新制。")) if m.type == "Unit") for year in (2009, 2024)
    )
    ids = {body_entity(m.canonical, type="Unit", place=m.place).id for m in (then, now)}
    assert (then.place, now.place, len(ids)) == ("341400", "340181", 2)


@pytest.mark.parametrize(
    ("former", "successor"),
    [
        ("110103", "110101"),
        ("371200", "370116"),
        ("341402", "340181"),
        ("513500", "500114"),
        ("440183", "440118"),
        ("330103", "330105"),
    ],
)
def test_a_former_division_leads_to_the_one_that_took_its_place(former, successor):
    gazetteer = load_gazetteer()
    assert former in gazetteer.former
    assert gazetteer.successor(former) == successor
    assert former in gazetteer.predecessors(successor)


def test_a_division_in_force_has_no_successor():
    assert load_gazetteer().successor("420600") == ""


def test_every_successor_is_in_force_and_of_no_lower_level_than_a_county():
    gazetteer = load_gazetteer()
    for code in gazetteer.former:
        successor = gazetteer.successor(code)
        if successor:
            assert successor not in gazetteer.former, code
            assert gazetteer[successor].level != "township" or gazetteer[code].level == "township", code


def test_a_former_township_is_found_and_leads_to_the_town_of_its_name():
    gazetteer = load_gazetteer()
    (code,) = codes("邯郸市永年区界河店乡设点。", None)
    assert gazetteer.full_name(code) == "河北省邯郸市永年区界河店乡"
    assert gazetteer[gazetteer.successor(code)].name == "界河店镇"


def test_changes_are_sorted_and_their_kinds_known():
    changes = read_changes()
    assert [c.year for c in changes] == sorted(c.year for c in changes)
    assert {c.kind for c in changes} == set(KINDS)
    assert all(c.old_code or c.new_code for c in changes)


def test_the_changes_of_a_division_tell_its_line():
    assert [(c.year, c.old_name, c.new_name) for c in changes_of("530800")][-1] == (2007, "思茅市", "普洱市")


def test_the_gazetteer_has_a_vintage():
    assert VINTAGE == "2026-09-11"
