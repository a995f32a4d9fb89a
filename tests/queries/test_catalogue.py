"""Every query of the catalogue answers the rows that were worked out by hand from the fixture.

Each `expected.json` stands beside its query: cases of parameters and rows.  A row names entities and claims by their
keys in `fixture/*.csv` and documents by theirs; an empty cell is left out.  README.md says how the rows were checked.
"""

from __future__ import annotations

import json
from collections import Counter
from decimal import Decimal
from importlib.resources import files
from typing import Any

import policing_kg.queries
import pytest
from invented_world import claims, document_iri_of, iri_of, span_of
from policing_kg.ontology.namespace import expand
from policing_kg.queries import Named, Reader, Row, Value, ask, load_catalogue
from policing_kg.queries.definition import COLUMN_TYPES, PARAMETER_TYPES

CATALOGUE = load_catalogue()
FOLDER = files(policing_kg.queries) / "catalogue"


def _cases(name: str) -> list[dict[str, Any]]:
    file = FOLDER / name / "expected.json"
    found: list[dict[str, Any]] = json.loads(file.read_text("utf-8")) if file.is_file() else []
    return found


CASES = [
    pytest.param(name, case, id=f"{name}-{number}") for name in CATALOGUE for number, case in enumerate(_cases(name))
]


def _expected(value: Any) -> tuple[str, str]:
    """Type and lexical form of a cell as `expected.json` writes it."""
    if isinstance(value, dict):
        ((kind, text),) = value.items()
        iris = {"entity": iri_of, "document": document_iri_of, "term": expand}
        return (kind, str(Decimal(text))) if kind == "decimal" else ("iri", iris[kind](text))
    return type(value).__name__, str(value)


def _found(value: Value) -> tuple[str, str]:
    if isinstance(value, Named):
        return "iri", value.iri
    return type(value).__name__.lower(), str(value)


def _row(row: Row) -> frozenset[Any]:
    cells = {(column, _found(value)) for column, value in row.items() if value is not None}
    return frozenset(cells | {("claims", row.claims)})


def _expected_row(row: dict[str, Any]) -> frozenset[Any]:
    said = tuple(sorted(claims()[key].id for key in row["claims"]))
    cells = {(column, _expected(value)) for column, value in row.items() if column != "claims"}
    return frozenset(cells | {("claims", said)})


@pytest.mark.parametrize(("name", "case"), CASES)
def test_a_query_answers_its_expected_rows_with_their_claims(reader: Reader, name: str, case: dict[str, Any]) -> None:
    result = ask(reader, name, case["parameters"])
    assert Counter(map(_row, result)) == Counter(map(_expected_row, case["rows"]))


@pytest.mark.parametrize("name", CATALOGUE)
def test_every_query_has_a_case_with_rows_and_where_claims_carry_them_one_without(name: str) -> None:
    cases = _cases(name)
    assert any(case["rows"] for case in cases)
    assert not CATALOGUE[name].support or any(not case["rows"] for case in cases)


@pytest.mark.parametrize("name", CATALOGUE)
def test_every_parameter_and_every_column_is_used_by_some_case(name: str) -> None:
    query, cases = CATALOGUE[name], _cases(name)
    bound = {p.name for p in query.parameters if p.variable}  # what selects claims is tested in test_selection.py
    assert bound == {p for case in cases for p in case["parameters"]}
    assert {c for case in cases for row in case["rows"] for c in row} - {"claims"} <= {c.name for c in query.columns}


@pytest.mark.parametrize(("name", "case"), CASES)
def test_every_row_says_the_document_and_the_span_of_each_of_its_claims(
    reader: Reader, name: str, case: dict[str, Any]
) -> None:
    by_id = {claim.id: key for key, claim in claims().items()}
    for row in ask(reader, name, case["parameters"]):
        said = {(e.key, e.start, e.end, e.row) for e in row.evidence}
        assert said == {span_of(by_id[claim]) for claim in row.claims}
        assert bool(row.evidence) == bool(CATALOGUE[name].support)


@pytest.mark.parametrize("name", CATALOGUE)
def test_a_query_is_described_in_both_languages_and_typed(name: str) -> None:
    query = CATALOGUE[name]
    texts = [query.title_en, query.title_zh, query.question_en, query.question_zh]
    texts += [t for p in query.parameters for t in (p.doc_en, p.doc_zh)]
    texts += [t for c in query.columns for t in (c.label_en, c.label_zh, c.doc_en, c.doc_zh)]
    assert all(texts)
    assert {p.type for p in query.parameters} <= set(PARAMETER_TYPES)
    assert {c.type for c in query.columns} <= set(COLUMN_TYPES)
    assert set(query.order) <= {c.name for c in query.columns}
    assert not {c.name for c in query.columns} & {"claims", "source", "evidence"}


@pytest.mark.parametrize("name", CATALOGUE)
def test_each_parameter_is_a_block_of_the_query_and_each_block_a_parameter(name: str) -> None:
    from re import findall

    query = CATALOGUE[name]
    assert set(findall(r"VALUES \?(\w+) \{ UNDEF \}", query.sparql)) == {p.variable for p in query.parameters} - {""}


@pytest.mark.parametrize("name", CATALOGUE)
def test_rows_come_in_one_order(reader: Reader, name: str) -> None:
    given = next(case["parameters"] for case in _cases(name) if case["rows"])
    assert list(ask(reader, name, given)) == list(ask(reader, name, given))


def test_the_catalogue_holds_at_least_twelve_queries() -> None:
    assert len(CATALOGUE) >= 12
