"""What each plot of the invented world draws, worked out by hand from its claims."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from pathlib import Path

import pytest
from every_plot import ASKED
from invented_adoptions import body, write_adoptions
from invented_world import claims, figure_of, iri_of
from policing_kg.graph.dataset import Dataset
from policing_kg.queries import Reader
from policing_kg.queries.result import Row
from policing_kg.viz.plots import Plot, draw_plot
from policing_kg.viz.plots.adoption_by_year import years
from policing_kg.viz.plots.adoption_curve import panels_of
from policing_kg.viz.plots.co_occurrence import counted as co_occurring
from policing_kg.viz.plots.figures import is_change, key_of, kind_of, signed
from policing_kg.viz.plots.meetings import counted as met
from policing_kg.viz.plots.postings import counted as posted

TEAMS, GRID = iri_of("teams"), iri_of("grid")


def test_places_begin_between_their_bounds_and_first_reports_stand_beside(plotted: dict[str, Plot]) -> None:
    panels = panels_of(plotted["adoption-curve"].data.rows)
    number, points = panels[TEAMS]
    assert number == 3  # 东岭区 since March 2021; 西坪县 and 南屏市 without a date
    assert [tuple(p) for p in points] == [
        ("2021-01-01", 0, 2, 0),
        ("2021-03-01", 0, 3, 0),
        ("2021-03-31", 1, 3, 0),
        ("2022-11-03", 1, 3, 1),
        ("2023-05-10", 1, 3, 2),
        ("2024-01-15", 1, 3, 3),
        ("2025-01-01", 1, 3, 3),
    ]
    number, points = panels[GRID]
    assert (number, points[-1].lower, points[-1].upper, points[-1].reported) == (3, 0, 3, 2)


@pytest.mark.parametrize(
    ("asked", "places"),
    [({"reviewed": "yes"}, 1), ({"as_of": "2022"}, 2), ({"level": "prefecture"}, 1), ({"place": "云川市"}, 2)],
)
def test_only_what_was_asked_for_counts(invented: Reader, asked: dict[str, str], places: int) -> None:
    found = panels_of(draw_plot(invented, "adoption-curve", {"mechanism": "三队一台", **asked}).data.rows)
    assert found[TEAMS][0] == places


def test_a_date_of_a_quarter_or_a_year_is_a_band_and_a_second_body_moves_only_the_bound_below(tmp_path: Path) -> None:
    second = body("东岭区", "东岭区公安分局")
    with write_adoptions(
        tmp_path / "kg",
        ("东岭区", {"when": "2022-04/.."}, "2023-02"),
        (second, {"when": "2021/.."}, "2023-02"),
        ("西坪县", {"when": "2020-06-15"}, ""),
    ) as reader:
        plot = draw_plot(reader, "adoption-curve", {"mechanism": "三队一台"})
        ((number, points),) = panels_of(plot.data.rows).values()
        began = draw_plot(reader, "adoption-curve", {"mechanism": "三队一台", "dates": "began"})
        ((_, narrower),) = panels_of(began.data.rows).values()
    assert number == 2
    # 东岭区 began in 2021 with the first of its bodies; 西坪县 was running by the day and may have begun long before.
    at = {p.day: (p.lower, p.upper) for p in points}
    assert [at[d] for d in ("2020-01-01", "2020-06-15", "2021-01-01", "2021-12-31")] == [(0, 1), (1, 1), (1, 2), (2, 2)]
    assert {p.day: (p.lower, p.upper) for p in narrower}["2020-01-01"] == (0, 0)


def test_each_body_counts_in_one_year_by_the_best_basis(plotted: dict[str, Plot]) -> None:
    assert years(plotted["adoption-by-year"].data.rows) == {
        (TEAMS, iri_of("branch")): ("stated", "2021"),
        (TEAMS, iri_of("south")): ("first reported", "2022"),
        (TEAMS, iri_of("county")): ("first reported", "2024"),
        (TEAMS, iri_of("squad")): ("no date", ""),
    }


def test_figures_that_cannot_both_hold_are_marked_and_those_that_agree_are_not(plotted: dict[str, Plot]) -> None:
    plot = plotted["figures"]
    shown = {str(row["value"]): (kind_of(row), key_of(row) in plot.found.contradicted) for row in plot.data}
    assert shown == {
        "96.3": ("exact", True),
        "94": ("exact", True),
        "95": ("least", False),  # at least 95, and 97: both can hold
        "97": ("exact", False),
    }


def test_figures_of_one_value_are_one_row_with_its_documents_and_several_values_are_never_averaged(
    invented_copy: Path,
) -> None:
    with Dataset.open(invented_copy) as dataset, dataset.writer() as writer:
        writer.put(figure_of("again.txt", "dongling", "rate", "94", "2023"))
        writer.commit()
    with Reader(invented_copy) as reader:
        drawn = draw_plot(reader, "figures", {"measure": "纠纷化解率", "place": "东岭区"})
        words = [t for t in drawn.svg.split("<text") if ">94%<" in t or ">96.3%<" in t]
        assert len(words) == 2
        assert "its own issuer · not coded · 2 documents" in drawn.svg
        assert ">95.15" not in drawn.svg
        assert len(drawn.data) == 3


def test_postings_are_counted_by_headcount_and_frequency(plotted: dict[str, Plot]) -> None:
    cells = {key: len(found) for key, found in posted(plotted["postings"].data).items()}
    assert cells == {
        ("0 000002 名", "4半天/周"): 1,
        ("1 000005 名", ""): 1,
        ("9", ""): 1,  # 社区民警 at the justice office; what is denied is no posting
    }


def test_meetings_are_counted_by_source_and_their_frequency_goes_for_all_who_take_part(
    invented: Reader, plotted: dict[str, Plot]
) -> None:
    plot, weekly = plotted["meetings"], iri_of("weekly")
    cells = {key: len(found) for key, found in met(plot.data, plot.found.rests, "meeting").items()}
    assert cells == {(weekly, "1次/周"): 1, (weekly, "2次/周"): 1, (weekly, "2次/月"): 1}
    by_kind = draw_plot(invented, "meetings", {"by": "kind"})
    cells = {key: len(found) for key, found in met(by_kind.data, by_kind.found.rests, "kind").items()}
    east = {(kind, often): 1 for kind in ("分局", "综治中心", "司法所", "派出所") for often in ("1次/周", "2次/周")}
    assert cells == east | {("公安局", "2次/月"): 1, ("综治中心", "2次/月"): 1}


CO_OCCURRING = {
    ("分局", "司法所"), ("分局", "派出所"), ("分局", "综治中心"), ("派出所", "综治中心"), ("司法所", "派出所"),
    ("司法所", "综治中心"), ("司法所", "社区民警"),  # 东岭的碰头会: one meeting, and the post at the justice office
    ("公安局", "分局"), ("人民政府", "公安局"), ("专班", "公安局"), ("专班", "人民政府"),  # 云川市年度报告
    ("公安局", "综治中心"),  # 南屏的做法
}  # fmt: skip


def test_bodies_co_occur_where_a_document_ties_them_or_puts_both_into_one_meeting(
    invented: Reader, plotted: dict[str, Plot]
) -> None:
    found = co_occurring(plotted["co-occurrence"].found)
    assert {tuple(sorted(pair)) for pair in found} == {tuple(sorted(pair)) for pair in CO_OCCURRING}
    assert set(found.values()) == {1}
    named = draw_plot(invented, "co-occurrence", {"by": "body"})
    assert len(co_occurring(named.found)) == 11  # a post is no named body
    assert iri_of("officer") not in {iri for pair in co_occurring(named.found) for iri in pair}


def test_shares_say_whether_the_place_is_reported_to_run_the_mechanism(plotted: dict[str, Plot]) -> None:
    rows = {(str(r["place"]), str(r["value"]), kind_of(r), r["runs"]) for r in plotted["staffing-shares"].data}
    assert rows == {("云省云川市东岭区", "41.5", "least", True), ("海原省南屏市", "38", "exact", True)}


@pytest.mark.parametrize("name", ASKED)
def test_the_csv_holds_every_row_with_its_claims_and_places(plotted: dict[str, Plot], name: str) -> None:
    plot = plotted[name]
    rows = list(csv.DictReader(io.StringIO(plot.csv)))
    assert len(rows) == len(plot.data) > 0
    known = {claim.id for claim in claims().values()}
    for row, shown in zip(rows, plot.data, strict=True):
        assert set(row["claims"].split()) == set(shown.claims)
        assert set(row["claims"].split()) <= known
        assert row["claims"]
        assert "[" in row["source"]


def figure(**said: object) -> Row:
    held: dict[str, object] = dict.fromkeys(("value_max", "direction", "comparison", "bound", "approximate"))
    return Row({**held, "value": Decimal("8.5"), **said})  # type: ignore[dict-item] -- as a test words it


@pytest.mark.parametrize(
    ("said", "kind", "value", "changed"),
    [
        ({}, "exact", 8.5, False),
        ({"approximate": True}, "approximate", 8.5, False),
        ({"value_max": Decimal(9)}, "range", 8.5, False),
        ({"bound": ">="}, "least", 8.5, False),
        ({"bound": "<="}, "most", 8.5, False),
        ({"direction": "up", "comparison": "同比"}, "exact", 8.5, True),
        ({"direction": "down", "comparison": "同比"}, "exact", -8.5, True),
        ({"direction": "down", "bound": ">="}, "most", -8.5, True),  # a fall of at least 8.5 lies at -8.5 or below
    ],
)
def test_changes_stand_apart_from_levels_and_a_fall_lies_below_zero(
    said: dict[str, object], kind: str, value: float, changed: bool
) -> None:
    row = figure(**said)
    assert (kind_of(row), signed(row, "value"), is_change(row)) == (kind, value, changed)
