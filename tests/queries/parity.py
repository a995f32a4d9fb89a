"""Questions that two engines are asked, and what it means that they answer the same."""

from __future__ import annotations

import itertools
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from importlib.resources import files
from typing import Any

import policing_kg.queries
import pytest
from policing_kg.errors import AmbiguousName, UsageError
from policing_kg.queries import Named, Reader, Result, Row, Value, ask, load_catalogue

CATALOGUE = load_catalogue()
FOLDER = files(policing_kg.queries) / "catalogue"
Given = Mapping[str, str | list[str]]


def _cases(name: str) -> list[dict[str, Any]]:
    cases: list[dict[str, Any]] = json.loads((FOLDER / name / "expected.json").read_text("utf-8"))
    return [case["parameters"] for case in cases]


# What the cases leave out.
FURTHER: dict[str, list[Given]] = {
    "comparison": [
        {"measure": "纠纷化解率", "by": "period"},
        {"measure": ["报警数", "纠纷化解率"], "by": ["place", "period"]},
        {"measure": "纠纷化解率", "by": ["place", "period"], "place": ["东岭区", "云川市"]},
    ],
    "links": [{"name": "云川市公安局", "below": ["no", "yes"], "with": ["综治", "Dongling"]}],
}


def several(name: str) -> list[Given]:
    """Parameters of a question: those of its cases, nothing if that is allowed, and two values of each at once."""
    cases = _cases(name)
    found: list[Given] = [*cases, {}, *FURTHER.get(name, ())]
    for one, other in itertools.combinations(cases, 2):
        shared = [p for p in one if p in other and one[p] != other[p]]
        found += [{**one, p: [one[p], other[p]]} for p in shared]
    return [given for given in found if may_be_given(name, given)]


def may_be_given(name: str, given: Given) -> bool:
    parameters = CATALOGUE[name].parameters
    return {p.name for p in parameters if p.required} <= set(given) <= {p.name for p in parameters}


def answered(reader: Reader, name: str) -> Iterator[tuple[Given, Result]]:
    """What the RDF engine answers to a question, where no decision took a name away that it asks for."""
    for given in several(name):
        try:
            yield given, ask(reader, name, given)
        except UsageError as error:
            if "unknown" not in str(error) and not isinstance(error, AmbiguousName):
                raise


SETS = [pytest.param(name, given, id=f"{name}-{n}") for name in CATALOGUE for n, given in enumerate(several(name))]


def _value(value: Value) -> tuple[str, str, str]:
    if isinstance(value, Named):
        return "iri", value.iri, value.label
    return type(value).__name__, str(value), ""


def _row(row: Row) -> tuple[Any, ...]:
    return tuple((column, _value(value)) for column, value in row.items()), row.claims, row.evidence


def same(rdf: Result, cypher: Result) -> bool:
    assert Counter(map(_row, cypher)) == Counter(map(_row, rdf))
    assert (cypher.columns, cypher.parameters, cypher.dataset) == (rdf.columns, rdf.parameters, rdf.dataset)
    return [_row(r) for r in cypher] == [_row(r) for r in rdf]


# What the base dataset is asked.
BASE: dict[str, list[Given]] = {
    "chain": [{"unit": "大寺派出所"}, {"unit": ["天津市公安局", "大寺派出所"]}],
    "subordinates": [{"unit": "公安部"}],
    "names": [{"name": "天津市公安局"}],
    "evidence": [{"name": "天津市公安局"}, {"name": "西青区", "status": "live"}],
    "first-reported": [{"mechanism": "两队一室"}, {"mechanism": ["警网融合", "两队一室"], "place": "天津市"}],
    "adopters": [{"mechanism": "警网融合"}, {"place": "江苏省"}],
    "figures": [{}, {"measure": "矛盾纠纷化解率"}, {"year": "2022"}, {"unit": "%", "place": "天津市"}],
    "cross-department-network": [{}, {"place": "西青区"}, {"place": "宁夏回族自治区"}],
    "who-meets-whom": [{}, {"place": "西青区"}],
    "government-of": [{"place": "吉林省"}],
    "adoption-by-year": [{}, {"mechanism": "警网融合"}, {"place": "天津市"}],
    "bodies": [{"place": "天津市"}, {"sector": ["police", "department"], "place": "西青区"}, {"kind": "派出所"}],
    "coverage": [{}, {"place": "天津市"}, {"genre": "statute"}, {"reporting": "third-party"}],
    "documents": [{}, {"year": ["2021", "2023"]}, {"publisher": "公安"}],
    "intended": [{}, {"standing": "required"}, {"place": "天津市"}],
    "links": [{"name": "天津市公安局", "below": "yes"}, {"name": "西青区", "relation": "led by"}, {"name": "两队一室"}],
    "timeline": [{"mechanism": "警网融合"}, {"mechanism": ["两队一室", "警网融合"], "place": ["天津市", "江苏省"]}],
}
