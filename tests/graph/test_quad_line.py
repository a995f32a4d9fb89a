"""Lines of N-Quads say what the engine's terms say, whatever stands in them."""

from __future__ import annotations

from itertools import groupby

import pytest
from any_quads import ANY, LITERALS, NODES, PREDICATES, graphs, stored
from hypothesis import given, settings
from policing_kg.graph.quad_line import IRI, Said, lines_of, read_value, said_in
from policing_kg.graph.term import term
from policing_kg.ontology.namespace import compact
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Triple


def home(quad: Quad) -> str:
    return "" if isinstance(quad.graph_name, DefaultGraph) else str(quad.graph_name)[1:-1]


@settings(ANY, max_examples=300)
@given(value=LITERALS)
def test_a_value_is_read_as_the_engine_reads_it(value: NamedNode | Literal) -> None:
    found = read_value(str(value))
    assert found.text == value.value
    if isinstance(value, NamedNode):
        assert (found.datatype, found.language) == (IRI, "")
    else:
        assert found.language == (value.language or "")
        assert found.datatype == ("" if value.language else compact(value.datatype.value))


@pytest.mark.parametrize(
    "text", ["\\", "\\n", '"\\"', "\x00\x07\x08\x0c\x7f", "\u2028\x85\r", '" <urn:a> .', "\U0001f46e"]
)
def test_no_character_is_read_as_another(text: str) -> None:
    assert read_value(str(Literal(text))).text == text


@settings(ANY, max_examples=60)
@given(quads=graphs())
def test_a_store_says_the_same_of_each_subject_in_each_graph_as_its_quads(
    tmp_path_factory: pytest.TempPathFactory, quads: set[Quad]
) -> None:
    def where(quad: Quad) -> tuple[str, str]:
        return str(quad.subject)[1:-1], home(quad)

    graph = stored(quads, tmp_path_factory.mktemp("any") / "rdf")
    found = list(said_in(graph.lines()))
    wanted = {
        of: sorted((str(quad.predicate), str(quad.object)) for quad in own)
        for of, own in groupby(sorted(graph.store, key=where), where)
    }
    assert {(said.iri, said.home): sorted(said.facts) for said in found} == wanted
    assert len(found) == len(wanted)
    assert sorted(line for said in found for line in said.lines) == sorted(lines_of(graph.store))


def test_the_last_subject_of_a_graph_that_is_the_first_of_the_next_is_two() -> None:
    quads = [Quad(NODES[0], PREDICATES[0], NODES[1]), Quad(NODES[0], PREDICATES[0], NODES[1], term("pk:reviewed"))]
    assert [(said.home, len(said.lines)) for said in said_in(lines_of(quads))] == [
        ("", 1),
        (term("pk:reviewed").value, 1),
    ]


def test_blank_nodes_and_triples_as_objects_end_where_they_end() -> None:
    told = Triple(NODES[0], PREDICATES[0], Literal('" )>> <urn:x> .'))
    quads = [Quad(NODES[0], PREDICATES[1], value, NODES[5]) for value in (BlankNode("b"), told)]
    (said,) = said_in(lines_of(quads))
    assert {value for _, value in said.facts} == {"_:b", f"<<( {told} )>>"}
    assert said.home == NODES[5].value
    assert next(said_in(lines_of([Quad(BlankNode("b"), PREDICATES[0], NODES[0])]))).iri == ""


def test_what_is_said_of_nobody_is_nothing() -> None:
    assert list(said_in([])) == list[Said]()
