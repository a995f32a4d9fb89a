"""Diffusion: what is in force and what is first reported stand apart, and what dates cannot tell is not told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from invented_adoptions import body, write_adoptions
from invented_world import iri_of
from policing_kg.graph.interval import EVER, NEVER, Span, edtf_days, edtf_span
from policing_kg.queries import Reader
from policing_kg.queries.diffusion import Adoption, adoption_curve, adoptions
from policing_kg.queries.diffusion.adoption import earliest_beginning
from policing_kg.queries.diffusion.order import order_of
from policing_kg.queries.measures import measure

World = Callable[..., Reader]


@pytest.fixture
def adopted(tmp_path: Path) -> World:
    """A dataset of one statement a document: who (a place's bureau, or a body), qualifiers, date of the document."""
    return lambda *statements: write_adoptions(tmp_path / "kg", *statements)


def only(reader: Reader, **choice: str) -> Adoption:
    (found,) = adoptions(reader.graph, **choice)  # type: ignore[arg-type]
    return found


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2021-03/..", "2021-03-01", "2021-03-31"),
        ("2021-03-05/2022", "2021-03-05", "2021-03-05"),
        ("2024-02", EVER, "2024-02-29"),
        ("2019/2022", "2019-01-01", "2019-12-31"),
        ("../2022", EVER, "2022-12-31"),
        ("202X/..", "2020-01-01", "2029-12-31"),
        ("2021~/..", "2021-01-01", "2021-12-31"),
        ("", EVER, NEVER),
        ("去年", EVER, NEVER),
        ("2021-13", EVER, NEVER),
        ("2023-02-30/..", EVER, NEVER),
    ],
)
def test_an_interval_leaves_open_what_it_does_not_say(text: str, first: str, last: str) -> None:
    span = edtf_span(text)
    assert (span.began_first, span.began_last) == (first, last)


def test_days_of_leap_years_and_months() -> None:
    assert edtf_days("2023-02") == ("2023-02-01", "2023-02-28")
    assert edtf_days("2000-02")[1] == "2000-02-29"
    assert edtf_days("1900-02")[1] == "1900-02-28"


def test_a_first_report_is_no_date_of_adoption(adopted: World) -> None:
    found = only(adopted(("东岭区", {}, "2023-05-10"), ("东岭区", {}, "2022-08")))
    assert (found.first_reported, found.reported_basis, found.documents) == ("2022-08", "page", 2)
    assert not found.began.dated
    assert (found.stated, found.basis) == ("", "")


def test_a_stated_date_keeps_its_basis_beside_the_report(adopted: World) -> None:
    found = only(adopted(("东岭区", {"when": "2021-03/..", "when_basis": "relative", "stage": "pilot"}, "2023-05-10")))
    assert (found.stated, found.basis, found.first_reported) == ("2021-03/..", "relative", "2023-05-10")
    assert found.began.bounds == ("2021-03-01", "2021-03-31")
    assert (found.stage, found.level, found.code) == ("pilot", "county", "990102")


def test_a_single_date_bounds_the_beginning_from_above_unless_the_researcher_assumes_more(adopted: World) -> None:
    reader = adopted(("东岭区", {"when": "2022", "when_basis": "stated"}, "2023"))
    assert only(reader).began.bounds == (None, "2022-12-31")
    assert only(reader, dates="began").began.bounds == ("2022-01-01", "2022-12-31")


def test_plans_and_denials_are_no_adoption(adopted: World) -> None:
    reader = adopted(
        ("东岭区", {"modality": "planned"}, "2023"),
        ("云川市", {"modality": "required"}, "2023"),
        ("云省", {"polarity": "negative"}, "2023"),
    )
    assert adoptions(reader.graph) == []


def test_several_statements_narrow_the_beginning_and_never_contradict_the_earliest() -> None:
    assert earliest_beginning(map(edtf_span, ("2021/..", "2021-06"))).bounds == ("2021-01-01", "2021-06-30")
    assert earliest_beginning(map(edtf_span, ("2023/..", "2021"))).bounds == (None, "2021-12-31")
    assert earliest_beginning(map(edtf_span, ("2023/..", "2021-03/.."))).bounds == ("2021-03-01", "2021-03-31")
    assert not earliest_beginning([]).dated


def test_the_curve_lies_between_its_bounds(adopted: World) -> None:
    reader = adopted(
        ("东岭区", {"when": "2021-03/.."}, "2023-05"),
        ("云川市", {"when": "2022"}, "2023-06"),
        ("云省", {}, "2022-01"),
    )
    shown = [(r.year, r.lower, r.upper, r.undated, r.reported) for r in adoption_curve(adoptions(reader.graph))]
    assert shown == [(2021, 1, 3, 1, 0), (2022, 2, 3, 1, 1), (2023, 2, 3, 1, 3)]
    narrower = adoption_curve(adoptions(reader.graph, dates="began"))
    assert [(r.year, r.lower, r.upper) for r in narrower] == [(2021, 1, 2), (2022, 2, 3), (2023, 2, 3)]


def test_the_curve_never_falls_and_its_bounds_never_cross(reader: Reader) -> None:
    rows = adoption_curve(adoptions(reader.graph))
    for before, after in pairwise(rows):
        assert before.lower <= before.upper <= before.adopters
        if before.mechanism == after.mechanism:
            assert before.lower <= after.lower
            assert before.upper <= after.upper
            assert before.reported <= after.reported


@pytest.mark.parametrize(
    ("upper", "lower", "order"),
    [
        ("2021/..", "2022/..", "top-down"),
        ("2022/..", "2021/..", "bottom-up"),
        ("2021/..", "2021-06/..", "undetermined"),
        ("2021-01/..", "2021-02/..", "top-down"),
        ("2021", "2022/..", "top-down"),
        ("2022", "2021/..", "undetermined"),
        ("2021/..", "2022", "undetermined"),
        ("", "2022/..", "undetermined"),
        ("2021/..", "", "undetermined"),
    ],
)
def test_levels_are_ordered_only_where_intervals_lie_apart(upper: str, lower: str, order: str) -> None:
    assert order_of(edtf_span(upper), edtf_span(lower))[0] == order


def test_order_comes_from_stated_dates_and_never_from_reports(adopted: World) -> None:
    reader = adopted(("云川市", {}, "2020-01"), ("东岭区", {}, "2023-01"), ("云省", {"when": "2019/.."}, "2024"))
    rows = measure(reader, "order-of-places", {"mechanism": "三队一台"})
    assert {(str(r["upper"]), str(r["lower"])): (r["order"], r["why"]) for r in _renamed(rows)} == {
        ("云川市", "东岭区"): ("undetermined", "no date stated"),
        ("云省", "东岭区"): ("undetermined", "no date stated"),
        ("云省", "云川市"): ("undetermined", "no date stated"),
    }


def _renamed(rows: object) -> list[dict[str, object]]:
    return [{"upper": r["upper_place"], "lower": r["lower_place"], **r} for r in rows]  # type: ignore[attr-defined]


def test_an_undated_body_of_a_place_leaves_its_beginning_open(adopted: World) -> None:
    second = body("东岭区", "东岭区公安分局")
    reader = adopted(
        ("东岭区", {"when": "2022/.."}, "2023"), (second, {}, "2023"), ("云川市", {"when": "2021/.."}, "2023")
    )
    (row,) = measure(reader, "order-of-places")
    assert (row["order"], row["why"]) == ("undetermined", "intervals overlap")
    assert (row["lower_earliest"], row["lower_latest"]) == (None, "2022-12-31")


def test_levels_are_mixed_where_pairs_disagree(adopted: World) -> None:
    reader = adopted(
        ("云省", {"when": "2020/.."}, "2023"),
        ("云川市", {"when": "2022/.."}, "2023"),
        ("东岭区", {"when": "2021/.."}, "2023"),
    )
    shown = {(r["upper_level"], r["lower_level"]): r["order"] for r in measure(reader, "order-of-levels")}
    assert shown == {
        ("province", "prefecture"): "top-down",
        ("province", "county"): "top-down",
        ("prefecture", "county"): "bottom-up",
    }


def test_adoption_in_the_world_is_as_worked_out_by_hand(reader: Reader) -> None:
    rows = {(r["body"].iri, r["mechanism"].iri): r for r in measure(reader, "adoption")}  # type: ignore[union-attr]
    assert set(rows) == {
        *((iri_of(b), iri_of("teams")) for b in ("branch", "county", "south")),
        *((iri_of(b), iri_of("grid")) for b in ("bureau", "county", "station", "centre")),
    }
    branch = rows[iri_of("branch"), iri_of("teams")]
    assert (branch["in_force"], branch["basis"], branch["first_reported"]) == ("2021-03/..", "stated", "2023-05-10")
    assert (branch["earliest"], branch["latest"], branch["sources"]) == ("2021-03-01", "2021-03-31", 2)
    undated = rows[iri_of("county"), iri_of("grid")]
    assert (undated["basis"], undated["in_force"], undated["first_reported"]) == ("no date", None, None)
    placed = rows[iri_of("bureau"), iri_of("grid")]
    assert placed["place"].iri == iri_of("dongling")  # type: ignore[union-attr]


def test_adoptions_of_a_place_include_what_lies_in_it(reader: Reader) -> None:
    def bodies(place: str) -> set[str]:
        return {str(r["body"]) for r in measure(reader, "adoption", {"place": place, "mechanism": "警格联动"})}

    assert bodies("东岭区") == {"云川市公安局", "云川市公安局东岭分局河口派出所", "东岭区综治中心"}
    assert bodies("云川市") == bodies("东岭区") | {"西坪县公安局"}
    assert bodies("南屏市") == set()


def test_spans_are_values() -> None:
    assert replace(edtf_span("2021/.."), began_last=NEVER) == Span("2021-01-01")
