"""The gazetteer: codes, stems, what lies in what, former divisions."""

from __future__ import annotations

from collections import Counter

import pytest
from policing_kg.loaders.places.gazetteer import load_gazetteer, normal_code, stem


def test_the_tables_hold_the_divisions_of_china():
    gazetteer = load_gazetteer()
    held = {d.code: d.level for name in gazetteer.names() for d in gazetteer.named(name)}
    levels = Counter(level for code, level in held.items() if code not in gazetteer.former)
    assert levels["province"] == 34
    assert 330 <= levels["city"] <= 340
    assert 2_800 <= levels["county"] <= 3_000
    assert 38_000 <= levels["township"] <= 41_000
    former = Counter(held[code] for code in gazetteer.former)
    assert former["county"] > 1_500
    assert former["township"] > 500


def test_every_division_lies_in_one_of_a_higher_level():
    gazetteer = load_gazetteer()
    order = ("country", "province", "city", "county", "township")
    for name in gazetteer.names():
        for division in gazetteer.named(name):
            if division.parent:
                assert order.index(gazetteer[division.parent].level) < order.index(division.level), division


@pytest.mark.parametrize(
    ("code", "normal"),
    [
        ("12", "120000"),
        ("1201", "120100"),
        ("640323", "640323"),
        ("120111000000", "120111"),
        ("120111101", "120111101000"),
        ("120111101000", "120111101000"),
        ("unknown", "unknown"),
    ],
)
def test_a_code_is_written_in_its_shortest_standard_form(code, normal):
    assert normal_code(code) == normal


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("恩施土家族苗族自治州", "恩施"),
        ("东乡族自治县", "东乡"),
        ("内蒙古自治区", "内蒙古"),
        ("神农架林区", "神农架"),
        ("滨海新区", "滨海"),
        ("蓟县", ""),
    ],
)
def test_a_stem_is_the_name_without_its_generic_part(name, short):
    assert stem(name) == short


@pytest.mark.parametrize(
    ("name", "context", "code"),
    [
        ("鼓楼区", [], None),
        ("鼓楼区", ["350000"], "350102"),
        ("鼓楼区", ["320100"], "320106"),
        ("朝阳区", ["110000"], "110105"),
        ("朝阳区", ["220000"], "220104"),
        ("新城区", ["610100"], "610102"),
        ("天津西青", [], "120111"),
        ("吉林", [], "220000"),
        ("大寺", ["120111"], "120111105000"),
    ],
)
def test_an_ambiguous_name_is_resolved_by_its_context_or_not_at_all(name, context, code):
    division = load_gazetteer().resolve(name, context)
    assert (division.code if division else None) == code


@pytest.mark.parametrize(
    ("name", "full"),
    [
        ("江干区", "浙江省杭州市江干区"),
        ("闸北区", "上海市闸北区"),
        ("渝北", "重庆市渝北区"),
        ("增城市", "广东省广州市增城市"),
    ],
)
def test_a_former_division_is_found_under_the_code_that_it_had(name, full):
    gazetteer = load_gazetteer()
    division = gazetteer.resolve(name)
    assert division is not None
    assert gazetteer.full_name(division.code) == full


def test_a_short_name_that_a_division_in_force_bears_is_not_the_former_one_s():
    assert [d.name for d in load_gazetteer().stemmed("长乐")] == ["长乐区"]
