"""The curve by the day: its bounds hold whatever the true days are, never fall and never cross."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from policing_kg.graph.interval import EVER, NEVER, Span
from policing_kg.viz.plots.curve import curve

DAYS = st.dates(date(1990, 1, 1), date(2030, 12, 31)).map(date.isoformat)


@st.composite
def beginnings(draw: st.DrawFn) -> tuple[Span, str]:
    """A span that may be open at either end, and the true day in it."""
    first, true, last = sorted(draw(st.tuples(DAYS, DAYS, DAYS)))
    return Span(draw(st.sampled_from([first, EVER])), draw(st.sampled_from([last, NEVER]))), true


@given(st.lists(beginnings(), max_size=12), st.lists(DAYS | st.just(NEVER), max_size=12))
def test_the_truth_lies_between_bounds_that_never_fall_and_never_cross(
    held: list[tuple[Span, str]], reported: list[str]
) -> None:
    points = curve([span for span, _ in held], reported)
    for point in points:
        assert point.lower <= sum(true <= point.day for _, true in held) <= point.upper <= len(held)
    for before, after in pairwise(points):
        assert before.day < after.day
        assert before.lower <= after.lower
        assert before.upper <= after.upper
        assert before.reported <= after.reported


@given(st.lists(beginnings(), min_size=1, max_size=12), DAYS)
def test_between_two_points_nothing_changes(held: list[tuple[Span, str]], day: str) -> None:
    spans = [span for span, _ in held]
    points = curve(spans, [])
    known = [p for p in points if p.day <= day]
    if known and day <= points[-1].day:
        assert known[-1].lower == sum(s.began_last <= day for s in spans)
        assert known[-1].upper == sum(s.began_first <= day for s in spans)


@given(st.lists(beginnings(), max_size=12))
def test_a_report_moves_no_bound(held: list[tuple[Span, str]]) -> None:
    spans = [span for span, _ in held]
    alone, told = curve(spans, []), curve(spans, ["2010-06-15"] * len(spans))
    bounds = {p.day: (p.lower, p.upper) for p in told}
    assert all(bounds.get(p.day, (p.lower, p.upper)) == (p.lower, p.upper) for p in alone)


def test_a_curve_without_any_day_is_empty_and_one_of_one_day_has_its_year() -> None:
    assert curve([Span(), Span()], [NEVER]) == []
    assert [tuple(p) for p in curve([Span("2021-05-01", "2021-05-31")], [])] == [
        ("2021-01-01", 0, 0, 0),
        ("2021-05-01", 0, 1, 0),
        ("2021-05-31", 1, 1, 0),
        ("2022-01-01", 1, 1, 0),
    ]
