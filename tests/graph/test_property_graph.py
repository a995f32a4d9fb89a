"""The property graph holds the whole dataset: read back, it gives the same quads, whatever stands in them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from any_quads import ANY, NODES, graphs, stored
from hypothesis import given, settings
from invented import BRANCH, BUREAU, CENTRE, MEETING, RATE, STATION, TEAMS, document, policy, usual
from policing_kg.graph.claim import MENTIONS, OBSERVES
from policing_kg.graph.cypher_engine import open_database
from policing_kg.graph.cypher_writing import write_database
from policing_kg.graph.dataset import Dataset
from policing_kg.graph.decision import Decision
from policing_kg.graph.digest import quads_digest
from policing_kg.graph.property_batch import node_batches
from policing_kg.graph.property_graph import (
    NodeRow,
    RelationshipRow,
    is_node,
    node_quads,
    nodes,
    relationship_quads,
    relationships,
    rows_of,
)
from policing_kg.graph.property_names import (
    class_labels,
    constraints,
    indexes,
    property_key,
    property_term,
    relationship_type,
    relationship_types,
)
from policing_kg.graph.property_reading import read_quads
from policing_kg.graph.quad_line import Said
from policing_kg.graph.store import Graph
from policing_kg.graph.term import entity_iri, term
from policing_kg.ontology.terms import load_terms
from pyoxigraph import Literal, Quad

RULE = policy("警务工作规定")


def digest(quads: set[Quad]) -> str:
    return quads_digest(sorted(f"{quad} .\n".encode() for quad in quads))


def back(graph: Graph) -> tuple[set[Quad], list[NodeRow], list[RelationshipRow]]:
    found, tied = list(nodes(graph)), list(relationships(graph))
    homes = {row.iri: str(row.properties.get("graph", "")) for row in found}
    quads = {q for row in found for q in node_quads(row)}
    return quads | {q for row in tied for q in relationship_quads(row, homes[row.start])}, found, tied


@settings(ANY, max_examples=60)
@given(quads=graphs())
def test_any_quads_come_back_from_nodes_and_relationships(
    tmp_path_factory: pytest.TempPathFactory, quads: set[Quad]
) -> None:
    graph = stored(quads, tmp_path_factory.mktemp("any") / "rdf")
    found, rows, tied = back(graph)
    assert found == set(graph.store)
    assert len({row.iri for row in rows}) == len(rows)
    assert len({row.properties["sid"] for row in tied}) == len(tied)


@pytest.mark.usefixtures("cypher_engine")
@settings(ANY, max_examples=6)
@given(quads=graphs())
def test_any_quads_come_back_from_the_database_with_the_same_digest(
    tmp_path_factory: pytest.TempPathFactory, quads: set[Quad]
) -> None:
    folder = tmp_path_factory.mktemp("any")
    graph = stored(quads, folder / "rdf")
    size = write_database(folder / "cypher", folder / "engine.log", nodes(graph), relationships(graph))
    assert size == len(list(nodes(graph)))
    with open_database(folder / "cypher") as opened:
        assert digest(set(read_quads(lambda text: iter(opened.rows(text)[1])))) == digest(set(graph.store))


def test_a_dataset_with_every_kind_of_frame_and_decision_comes_back(
    dataset: Dataset, commit: Callable[..., Any]
) -> None:
    first = usual("a.txt")
    statements = [
        (STATION.id, "pk:implements", TEAMS.id, {"modality": "planned"}),
        (BRANCH.id, "pk:refersTo", CENTRE.id, {"manner": "diversion"}),
        (BUREAU.id, "pk:issues", RULE.id, {"when": "2020"}),
        (RULE.id, "pk:documentNumber", "云公通〔2020〕7号", {}),
        (BUREAU.id, OBSERVES, "12100", {"measure": RATE.id, "approx": "true", "bound": ">="}),
        (CENTRE.id, "pk:participatesIn", MEETING.id, {"frequency": "2次/月"}),
        ("b.txt", MENTIONS, RULE.id, {}),
    ]
    second = document("b.txt", statements, [STATION, BRANCH, BUREAU, CENTRE, TEAMS, MEETING, RATE, RULE])
    commit(dataset, first, second)
    accepted, rejected, numbered = first.claims[0], first.claims[3], second.claims[3]
    with dataset.writer() as writer:
        for kind, claim in (("accept", accepted), ("reject", rejected), ("accept", numbered)):
            writer.decide(Decision(kind, claim.id, "reviewer", "2025-01-01", "read"))
        writer.decide(Decision("merge", CENTRE.id, "reviewer", "2025-01-02", "one body", into=STATION.id))
        writer.commit()
    with dataset.graph() as graph:
        quads, _, _ = back(graph)
        assert quads == set(graph.store)


def test_a_plain_fact_is_one_relationship_with_the_live_claims_that_state_it(
    dataset: Dataset, commit: Callable[..., Any]
) -> None:
    documents = [usual("a.txt"), usual("b.txt")]
    negated = document("c.txt", [(STATION.id, "org:unitOf", BRANCH.id, {"polarity": "negative"})], [STATION, BRANCH])
    commit(dataset, *documents, negated)
    with dataset.writer() as writer:
        writer.decide(Decision("accept", documents[1].claims[0].id, "reviewer", "2025-01-01", "read"))
        writer.commit()
    with dataset.graph() as graph:
        ends = entity_iri(STATION.id).value, entity_iri(BRANCH.id).value
        (fact,) = [r for r in relationships(graph) if r.type == "UNIT_OF" and (r.start, r.end) == ends]
    assert fact.properties["claims"] == sorted(d.claims[0].id for d in documents)
    assert fact.properties["reviewed"] is True


def test_a_claim_is_a_node_tied_to_its_subject_object_and_evidence(
    dataset: Dataset, commit: Callable[..., Any]
) -> None:
    commit(dataset, usual())
    with dataset.graph() as graph:
        claims = [row for row in nodes(graph) if "Claim" in row.labels]
        ties = {(r.type, r.start) for r in relationships(graph)}
    assert len(claims) == len(usual().claims)
    for row in claims:
        assert {("CLAIM_SUBJECT", row.iri), ("EVIDENCE", row.iri), ("IN_DOCUMENT", row.iri)} <= ties
        figure = "claim_object" in row.properties
        assert (("CLAIM_OBJECT", row.iri) in ties) != figure
        assert row.properties["claim_predicate"] != "pk:observes" or row.properties["claim_object_lexical"] == "96.3"


def test_an_entity_is_a_node_with_a_readable_name_under_its_class_and_those_above(
    dataset: Dataset, commit: Callable[..., Any]
) -> None:
    commit(dataset, usual())
    with dataset.graph() as graph:
        by_name = {row.properties.get("name"): row for row in nodes(graph)}
    assert by_name["云川市公安局"].labels == ("Actor", "Body", "Entity", "PoliceBody", "PolicingKG")
    assert by_name["三队一台"].properties["name_en"] == "Three Teams and One Desk"
    assert by_name["云川市公安局东岭分局河口派出所"].properties["altLabel"] == ["河口派出所"]


def test_names_of_the_ontology_lead_to_one_key_and_one_type_each_and_back() -> None:
    names = [t.name for t in load_terms() if t.kind != "class"] + ["rdf:subject", "rdf:predicate", "rdf:object"]
    for names_of in (property_key, relationship_type):
        assert len({names_of(name) for name in names}) == len(names)
        assert [property_term(names_of(name)) for name in names] == names


@pytest.mark.parametrize("name", ["org:FOO", "skos:note", "rdf:_1", "http://example.org/a-b", "urn:x:y", "prov:a_b"])
def test_a_property_that_the_ontology_does_not_know_comes_back_too(name: str) -> None:
    assert property_term(property_key(name)) == property_term(relationship_type(name)) == name


def test_constraints_and_indexes_name_what_the_ontology_declares() -> None:
    declared = list(constraints())
    assert len(declared) == len(set(declared)) == len(list(relationship_types())) + 1
    assert {"`UNIT_OF`", "`CLAIM_OBJECT`", "`NEAR_DUPLICATE_OF`"} <= {
        text.split("r:")[1].split("]")[0] for text in declared[1:]
    }
    assert all(any(f"n:`{label}`" in text for label in class_labels()) for text in indexes())


def test_a_batch_is_bounded_and_of_one_set_of_labels() -> None:
    rows = [NodeRow(f"urn:{n}", ("A`B", "PolicingKG") if n % 3 else ("C", "PolicingKG")) for n in range(100)]
    batches = list(node_batches(iter(rows), size=10))
    assert all(len(batch) <= 10 and {row.labels for row in batch} == {labels} for labels, batch in batches)
    assert sorted(row.iri for _, batch in batches for row in batch) == sorted(row.iri for row in rows)


def test_a_node_that_is_only_pointed_at_is_a_node() -> None:
    assert rows_of(Said(NODES[0].value, "", []))[0].labels == ("PolicingKG",)
    assert is_node(str(NODES[0]))
    assert not is_node(str(term("pk:implements")))
    assert not is_node(str(Literal(f"{NODES[0]}")))
