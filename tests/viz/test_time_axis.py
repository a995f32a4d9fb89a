"""Where boxes hang on a time axis, and what their bars say."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from policing_kg.viz.diffusion import beginning
from policing_kg.viz.plan import Bar
from policing_kg.viz.time_axis import Hanging, hang

World = Any  # the class in conftest.py
DAYS = st.dates().map(
    lambda d: d.replace(year=2010 + d.year % 15).isoformat() if (d.month, d.day) != (2, 29) else "2012-02-29"
)


@st.composite
def hangings(draw: st.DrawFn) -> list[Hanging]:
    made = []
    for i in range(draw(st.integers(1, 25))):
        first, last = sorted((draw(DAYS), draw(DAYS)))
        bar = draw(st.sampled_from([Bar(first, last), Bar()]))
        made.append(
            Hanging(f"n{i}", draw(st.integers(0, 3)), draw(st.floats(60, 200)), draw(st.floats(20, 80)), (bar,))
        )
    return made


@given(hangings())
@settings(max_examples=100, deadline=None)
def test_no_two_boxes_overlap_and_lanes_stand_under_each_other(boxes: list[Hanging]) -> None:
    hung = hang(boxes)
    spots = hung.spots
    for a, b in combinations(boxes, 2):
        across = abs(spots[a.id][0] - spots[b.id][0]) - (a.width + b.width) / 2
        down = abs(spots[a.id][1] - spots[b.id][1]) - (a.height + b.height) / 2
        assert max(across, down) >= 8, (a, b)
        if a.id in hung.bars and down < 8:  # in one row a bar ends before the next box
            left, right = sorted((a, b), key=lambda box: spots[box.id][0])
            assert left.id not in hung.bars or hung.bars[left.id]["x1"] < spots[right.id][0] - right.width / 2
        if a.lane < b.lane:
            assert spots[a.id][1] < spots[b.id][1]


@given(hangings())
@settings(max_examples=60, deadline=None)
def test_a_box_begins_at_the_first_day_and_its_bar_ends_at_the_last(boxes: list[Hanging]) -> None:
    hung = hang(boxes)
    for box in boxes:
        (bar,) = box.bars
        if bar.first:
            assert hung.spots[box.id][0] - box.width / 2 == pytest.approx(hung.bars[box.id]["x0"], abs=0.11)
            years = {t["text"]: t["x"] for t in hung.ticks}
            assert years[bar.first[:4]] - 2 <= hung.bars[box.id]["x0"] <= years[str(int(bar.first[:4]) + 1)] + 2
        else:
            assert box.id not in hung.bars
            assert hung.spots[box.id][0] + box.width / 2 < 0


def test_boxes_whose_days_overlap_overlap_on_the_axis_whatever_their_order() -> None:
    boxes = [
        Hanging("year", 0, 90, 30, (Bar("2020-01-01", "2020-12-31"),)),
        Hanging("day", 0, 90, 30, (Bar("2020-06-01", "2020-06-01"),)),
    ]
    bars = hang(boxes).bars
    assert bars["year"]["x0"] < bars["day"]["x0"] < bars["day"]["x1"] < bars["year"]["x1"]
    assert hang(boxes[::-1]).spots == hang(boxes).spots


def test_what_is_folded_away_has_its_day_but_no_row_yet() -> None:
    hung = hang([Hanging("a", 0, 90, 30, (Bar("2020-01-01", "2020-12-31"),), folded=True)])
    assert hung.spots == {}
    assert "a" in hung.across


@pytest.mark.parametrize(
    ("when", "published", "bar", "note"),
    [
        ("2021-03/..", "2023-01-02", Bar("2021-03-01", "2021-03-31"), "since 2021-03"),
        ("2022", "2023-01-02", Bar("2022-01-01", "2022-12-31", earlier=True), "by 2022"),
        ("", "2023-01-02", Bar("2023-01-02", "2023-01-02", earlier=True), "first reported 2023-01-02"),
        ("", "", Bar(), "No date told"),
        ("去年", "2023", Bar("2023-01-01", "2023-12-31", earlier=True), "first reported 2023"),
    ],
)
def test_a_beginning_is_what_is_stated_else_first_reported_and_never_more(
    world: World, when: str, published: str, bar: Bar, note: str
) -> None:
    said = world.statement(qualifiers=[("when", when)] if when else [], published=published)
    assert beginning([said]) == (bar, beginning([said])[1])
    assert beginning([said])[1][1] == note


def test_the_earliest_statement_counts_before_any_report(world: World) -> None:
    late = world.statement(1, qualifiers=[("when", "2022-05/..")], published="2019-01-01")
    early = world.statement(2, qualifiers=[("when", "2021/..")], published="2024-01-01")
    assert beginning([late, early])[0] == beginning([early, late])[0] == Bar("2021-01-01", "2021-12-31")
