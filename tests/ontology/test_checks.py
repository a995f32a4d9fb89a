"""Each quality check finds what its failing dataset holds, and nothing in its passing one."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from policing_kg.errors import DataError
from policing_kg.graph.validation import run_checks
from policing_kg.ontology import read_checks

EXAMPLES = Path(__file__).parents[2] / "ontology" / "examples" / "checks"


def run(name: str, verdict: str) -> tuple[tuple[str, ...], ...]:
    store = ox.Store()
    store.load((EXAMPLES / verdict / f"{name}.trig").read_bytes(), format=ox.RdfFormat.TRIG)
    (result,) = run_checks(store, {name: read_checks()[name]})
    return result.rows


def test_every_check_has_both_datasets_and_no_dataset_lacks_its_check() -> None:
    for verdict in ("pass", "fail"):
        assert sorted(path.stem for path in (EXAMPLES / verdict).glob("*.trig")) == sorted(read_checks())


@pytest.mark.parametrize("name", read_checks())
def test_the_check_returns_nothing_where_all_is_well(name: str) -> None:
    assert run(name, "pass") == ()


@pytest.mark.parametrize("name", read_checks())
def test_the_check_names_what_is_wrong(name: str) -> None:
    assert run(name, "fail") != ()


def test_every_check_has_title_problem_and_level() -> None:
    results = run_checks(ox.Store())
    assert [result.name for result in results] == list(read_checks())
    assert {result.level for result in results} == {"error", "warning"}
    assert all(result.title and result.problem and result.passed for result in results)


@pytest.mark.parametrize(
    "query",
    ["SELECT ?s WHERE { ?s ?p ?o }", "# title: a\n# problem: b\n# level: grave\nSELECT ?s WHERE { ?s ?p ?o }"],
)
def test_a_check_without_its_header_is_refused(query: str) -> None:
    with pytest.raises(DataError, match="comments"):
        run_checks(ox.Store(), {"mine": query})


@pytest.mark.parametrize("query", ["ASK { ?s ?p ?o }", "SELECT"])
def test_a_check_that_is_no_select_query_is_refused(query: str) -> None:
    with pytest.raises(DataError, match="mine"):
        run_checks(ox.Store(), {"mine": f"# title: a\n# problem: b\n# level: error\n{query}"})
