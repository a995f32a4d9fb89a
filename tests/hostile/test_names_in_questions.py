"""A name is a parameter of every question, in both languages, and never a part of it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hostile_names import ALL, MARKUP, QUERIES, entity
from policing_kg.errors import UsageError
from policing_kg.graph.digest import quads_digest
from policing_kg.queries import KnowledgeGraph, Result, ask, load_catalogue
from policing_kg.queries.definition import Parameter, Query

pytestmark = [pytest.mark.xdist_group("hostile-names"), pytest.mark.usefixtures("cypher_engine")]
CATALOGUE = load_catalogue()
KIND = {"mechanism": "mechanism", "measure": "measure", "policy": "policy"}
ASKED = ("string", "entity", "body", "party", "mechanism", "measure", "policy", "document", "place")
PAIRS = [
    pytest.param(query, parameter, id=f"{query.name}-{parameter.name}")
    for query in CATALOGUE.values()
    for parameter in query.parameters
    if parameter.type in ASKED and not parameter.choices and parameter.name not in ("reviewed", "as_of")
]


@pytest.fixture(scope="module")
def unchanged(reader: KnowledgeGraph) -> Iterator[None]:
    before = quads_digest(reader.graph.nquads())
    yield
    assert quads_digest(reader.graph.nquads()) == before


def value_of(parameter: Parameter, name: str) -> str:
    """What is typed for a parameter: an entity by its name, for which the dataset has one of each kind."""
    return f"{name}.txt" if parameter.type == "document" else name


def given(query: Query, parameter: Parameter, name: str) -> dict[str, str]:
    needed = {p.name: f"id:{entity(KIND.get(p.type, 'unit'), name).id}" for p in query.parameters if p.required}
    return needed | {parameter.name: value_of(parameter, name)}


def answered(reader: KnowledgeGraph, query: str, asked: dict[str, str], engine: str) -> Result | str:
    try:
        return ask(reader, query, asked, engine=engine)
    except UsageError as error:
        return str(error)


@pytest.mark.parametrize(("query", "parameter"), PAIRS)
@pytest.mark.usefixtures("unchanged")
def test_a_name_as_a_parameter_is_answered_alike_and_changes_nothing(
    reader: KnowledgeGraph, query: Query, parameter: Parameter
) -> None:
    for name in (*QUERIES, MARKUP[0], MARKUP[8]):
        asked = given(query, parameter, name)
        rdf, cypher = (answered(reader, query.name, asked, engine) for engine in ("rdf", "cypher"))
        if isinstance(rdf, str) or isinstance(cypher, str):
            assert rdf == cypher
            assert "\n" not in rdf
        else:
            assert [(dict(r), r.claims) for r in cypher] == [(dict(r), r.claims) for r in rdf]


@pytest.mark.parametrize("name", ALL)
def test_what_bears_a_name_is_found_by_it(reader: KnowledgeGraph, name: str) -> None:
    rows = ask(reader, "mechanisms-of", {"body": f"id:{entity('unit', name).id}"})
    assert {str(row["mechanism"]) for row in rows} == {name}
    assert reader.label(f"https://w3id.org/policing-kg/id/{entity('unit', name).id}") == name
