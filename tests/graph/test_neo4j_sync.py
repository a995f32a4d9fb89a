"""A Neo4j database holds what the graph holds: after the first sync, each change, and a stop midway."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from invented import BUREAU, CENTRE, MEETING, RATE, STATION, TEAMS, document, usual
from neo4j_server import Address
from policing_kg.errors import Unavailable
from policing_kg.graph.claim import OBSERVES
from policing_kg.graph.dataset import Dataset
from policing_kg.graph.decision import Decision
from policing_kg.graph.digest import quads_digest
from policing_kg.graph.neo4j_sync import Server, Synchronised, holds, synchronise
from policing_kg.graph.neo4j_sync.verification import verify
from policing_kg.graph.property_graph import relationships
from policing_kg.graph.property_reading import read_quads
from policing_kg.graph.store import Graph, build_store
from policing_kg.graph.term import term
from policing_kg.ontology.namespace import BASE
from pyoxigraph import Literal, NamedNode, Quad

NODES = [NamedNode(f"{BASE}id/unit/990102/{n:012x}") for n in range(40)]
TIES = "MATCH (:PolicingKG)-[r]->(:PolicingKG) RETURN properties(r) AS r"


def held(neo4j: Address) -> str:
    """Digest of the quads that the database gives back."""
    quads = read_quads(lambda text: iter(neo4j.rows(text)))
    return quads_digest(f"{quad} .\n".encode() for quad in set(quads))


def wanted(graph: Graph) -> str:
    return quads_digest(graph.nquads())


def sync(graph: Graph, neo4j: Address, **how: Any) -> Synchronised:
    with Server(neo4j.uri, neo4j.user, neo4j.password) as server:
        return synchronise(graph, server, **how)


@pytest.fixture
def plain(tmp_path: Path) -> Callable[[set[Quad]], Graph]:
    """Makes a graph of quads."""

    def made(quads: set[Quad]) -> Graph:
        folder = tmp_path / f"rdf-{len(list(tmp_path.iterdir()))}"
        build_store(folder, quads)
        return Graph(folder)

    return made


def links() -> set[Quad]:
    """Each node has a class and a name, and leads the next."""
    found = set()
    for n, node in enumerate(NODES):
        found.add(Quad(node, term("rdf:type"), term("pk:PoliceBody")))
        found.add(Quad(node, term("rdfs:label"), Literal(f"第{n}派出所", language="zh")))
        found.add(Quad(node, term("pk:leads"), NODES[(n + 1) % len(NODES)]))
    return found


def counts(done: Synchronised) -> dict[str, tuple[int, int, int]]:
    return {name: (added, changed, deleted) for _, name, added, changed, deleted in done.delta.rows()}


def test_the_first_sync_writes_everything(neo4j: Address, plain: Callable[[set[Quad]], Graph]) -> None:
    graph = plain(links())
    assert counts(sync(graph, neo4j)) == {"PoliceBody": (40, 0, 0), "LEADS": (40, 0, 0)}
    assert held(neo4j) == wanted(graph)


def test_a_graph_of_which_the_database_holds_the_digest_is_not_looked_at(
    neo4j: Address, plain: Callable[[set[Quad]], Graph]
) -> None:
    sync(plain(links()), neo4j, digest="1")
    done = sync(plain(set()), neo4j, digest="1")  # were it looked at, all would be deleted
    assert (done.looked_at, bool(done.delta)) == (0, False)


def test_a_graph_written_by_another_mapping_is_not_the_one_that_is_asked_for(
    neo4j: Address, plain: Callable[[set[Quad]], Graph]
) -> None:
    sync(plain(links()), neo4j, digest="1")
    with Server(neo4j.uri, neo4j.user, neo4j.password) as server:
        assert holds(server, "1")
        neo4j.rows("MATCH (n:PolicingKGSync) SET n.mapping = 'of yesterday'")
        assert not holds(server, "1")


def test_a_change_touches_the_nodes_and_relationships_that_changed_and_no_others(
    neo4j: Address, plain: Callable[[set[Quad]], Graph]
) -> None:
    quads = links()
    sync(plain(quads), neo4j)
    quads.remove(Quad(NODES[3], term("pk:leads"), NODES[4]))
    quads.add(Quad(NODES[3], term("pk:leads"), NODES[9]))
    quads.remove(Quad(NODES[5], term("rdfs:label"), Literal("第5派出所", language="zh")))
    quads.add(Quad(NODES[5], term("rdfs:label"), Literal("第五派出所", language="zh")))
    quads.remove(Quad(NODES[7], term("rdf:type"), term("pk:PoliceBody")))
    quads.add(Quad(NODES[7], term("rdf:type"), term("pk:Department")))
    graph = plain(quads)
    done = sync(graph, neo4j)
    assert counts(done) == {"PoliceBody": (0, 1, 0), "Department": (0, 1, 0), "LEADS": (1, 0, 1)}
    assert held(neo4j) == wanted(graph)


def test_a_node_goes_with_the_last_quad_that_speaks_of_it(neo4j: Address, plain: Callable[[set[Quad]], Graph]) -> None:
    quads = links()
    outside = NamedNode(BASE + "id/unit/990102/ffffffffffff")
    quads |= {Quad(NODES[0], term("pk:leads"), outside), Quad(NODES[1], term("pk:leads"), outside)}
    sync(plain(quads), neo4j)
    every = "MATCH (n:PolicingKG) RETURN count(n) AS n"
    assert neo4j.rows(every) == [{"n": 41}]
    quads.remove(Quad(NODES[0], term("pk:leads"), outside))
    quads = {quad for quad in quads if NODES[20] not in (quad.subject, quad.object)}
    sync(plain(quads), neo4j)
    assert neo4j.rows(every) == [{"n": 40}]
    quads.remove(Quad(NODES[1], term("pk:leads"), outside))
    graph = plain(quads)
    sync(graph, neo4j)
    assert neo4j.rows(every) == [{"n": 39}]
    assert held(neo4j) == wanted(graph)


def test_a_node_of_which_nothing_is_said_any_more_stays_while_another_points_at_it(
    neo4j: Address, plain: Callable[[set[Quad]], Graph]
) -> None:
    quads = links()
    sync(plain(quads), neo4j)
    graph = plain({quad for quad in quads if quad.subject != NODES[9]})
    sync(graph, neo4j)
    assert neo4j.rows("MATCH (n {iri: $iri}) RETURN labels(n) AS labels", {"iri": NODES[9].value}) == [
        {"labels": ["PolicingKG"]}
    ]
    assert held(neo4j) == wanted(graph)


def test_decisions_change_the_facts_that_claims_carry(
    neo4j: Address, dataset: Dataset, commit: Callable[..., Any]
) -> None:
    first = usual("a.txt")
    statements = [
        (STATION.id, "pk:implements", TEAMS.id, {"modality": "planned"}),
        (BUREAU.id, OBSERVES, "12100", {"measure": RATE.id, "approx": "true", "bound": ">="}),
        (CENTRE.id, "pk:participatesIn", MEETING.id, {"frequency": "2次/月"}),
    ]
    second = document("b.txt", statements, [STATION, BUREAU, CENTRE, TEAMS, MEETING, RATE])
    commit(dataset, first, second)
    with dataset.graph() as graph:
        sync(graph, neo4j, digest=dataset.digest)
        assert held(neo4j) == wanted(graph)
    for decision in (
        Decision("accept", first.claims[0].id, "reviewer", "2025-01-01", "read"),
        Decision("reject", first.claims[0].id, "reviewer", "2025-01-02", "misread"),
        Decision("merge", CENTRE.id, "reviewer", "2025-01-03", "one body", into=STATION.id),
    ):
        with dataset.writer() as writer:
            writer.decide(decision)
            writer.commit()
        with dataset.graph() as graph:
            assert sync(graph, neo4j, digest=dataset.digest).delta
            assert held(neo4j) == wanted(graph)
            ties = {row.properties["sid"]: dict(row.properties) for row in relationships(graph)}
        assert {row["r"]["sid"]: row["r"] for row in neo4j.rows(TIES)} == ties


@pytest.mark.parametrize("stop", range(6))
def test_a_run_that_stops_anywhere_is_finished_by_the_next(
    neo4j: Address, plain: Callable[[set[Quad]], Graph], monkeypatch: pytest.MonkeyPatch, stop: int
) -> None:
    quads = links()
    if stop % 2:
        sync(plain(quads), neo4j)
        quads = {quad for quad in quads if NODES[7] not in (quad.subject, quad.object)}
        quads |= {Quad(node, term("pk:headcount"), Literal(n)) for n, node in enumerate(NODES[10:20])}
    graph = plain(quads)
    write, left = Server.write, [stop // 2 + 1]

    def stopping(self: Server, work: Callable[..., Any]) -> Any:
        if not left[0]:
            raise Unavailable("stopped")
        left[0] -= 1
        return write(self, work)

    with monkeypatch.context() as patched:
        patched.setattr(Server, "write", stopping)
        with pytest.raises(Unavailable, match="stopped"):
            sync(graph, neo4j, digest="1")
    sync(graph, neo4j, digest="1")
    assert held(neo4j) == wanted(graph)


def test_what_is_not_ours_stays_as_it_is(neo4j: Address, plain: Callable[[set[Quad]], Graph]) -> None:
    neo4j.rows("CREATE (:Note {text: 'mine'})-[:ABOUT]->(:Topic)")
    quads = links()
    sync(plain(quads), neo4j)
    neo4j.rows("MATCH (a:PolicingKG {iri: $iri}), (n:Note) CREATE (n)-[:REMARKS]->(a)", {"iri": NODES[2].value})
    quads = {quad for quad in quads if NODES[2] not in (quad.subject, quad.object)}
    graph = plain(quads)
    done = sync(graph, neo4j)
    assert done.delta.kept == 1
    assert neo4j.rows("MATCH (n:Note)-[:REMARKS]->(a) RETURN labels(a) AS labels, a.name AS name") == [
        {"labels": [], "name": "第2派出所"}
    ]
    assert neo4j.rows("MATCH (:Note {text: 'mine'})-[:ABOUT]->(:Topic) RETURN count(*) AS n") == [{"n": 1}]
    assert held(neo4j) == wanted(graph)


def test_a_node_of_somebody_else_under_our_label_is_named_and_nothing_is_written(
    neo4j: Address, plain: Callable[[set[Quad]], Graph]
) -> None:
    neo4j.rows("CREATE (:PolicingKG {iri: 'urn:mine'})")
    with pytest.raises(Unavailable, match="urn:mine bears the label PolicingKG and is not ours; take the label"):
        sync(plain(links()), neo4j)
    assert neo4j.rows("MATCH (n) RETURN count(n) AS n") == [{"n": 1}]


def test_rebuilding_loads_anew_and_keeps_what_is_not_ours(neo4j: Address, plain: Callable[[set[Quad]], Graph]) -> None:
    neo4j.rows("CREATE (:Note)")
    sync(plain(links()), neo4j)
    graph = plain({quad for quad in links() if quad.subject != NODES[0]})
    sync(graph, neo4j, rebuild=True)
    assert held(neo4j) == wanted(graph)
    assert neo4j.rows("MATCH (n:Note) RETURN count(n) AS n") == [{"n": 1}]


def test_a_rebuild_that_stops_while_it_deletes_is_finished_by_the_next_run(
    neo4j: Address, plain: Callable[[set[Quad]], Graph], monkeypatch: pytest.MonkeyPatch
) -> None:
    graph = plain(links())
    sync(graph, neo4j, digest="1")
    in_parts = Server.write_in_parts

    def stopping(self: Server, text: str, /, **parameters: Any) -> None:
        in_parts(self, text, **parameters)
        raise Unavailable("stopped")

    with monkeypatch.context() as patched:
        patched.setattr(Server, "write_in_parts", stopping)
        with pytest.raises(Unavailable, match="stopped"):
            sync(graph, neo4j, digest="1", rebuild=True)
    assert held(neo4j) != wanted(graph)
    sync(graph, neo4j, digest="1")
    assert held(neo4j) == wanted(graph)


def test_a_database_whose_marker_somebody_deleted_is_loaded_anew(
    neo4j: Address, plain: Callable[[set[Quad]], Graph]
) -> None:
    sync(plain(links()), neo4j)
    neo4j.rows("MATCH (n:PolicingKGSync) DELETE n")
    graph = plain({quad for quad in links() if quad.subject != NODES[0]})
    sync(graph, neo4j)
    assert held(neo4j) == wanted(graph)


@pytest.mark.parametrize("first", [True, False])
def test_a_run_writes_nothing_if_another_has_begun_since_it_read_the_fingerprints(
    neo4j: Address, plain: Callable[[set[Quad]], Graph], monkeypatch: pytest.MonkeyPatch, first: bool
) -> None:
    if not first:
        sync(plain({quad for quad in links() if quad.subject != NODES[1]}), neo4j)
    graph, other = plain(links()), plain({quad for quad in links() if quad.subject != NODES[0]})
    write, others = Server.write, [sync]

    def overtaken(self: Server, work: Callable[..., Any]) -> Any:
        if others:
            others.pop()(other, neo4j)
        return write(self, work)

    monkeypatch.setattr(Server, "write", overtaken)
    with pytest.raises(Unavailable, match="another run has begun to write into the database; wait for it"):
        sync(graph, neo4j)
    assert held(neo4j) == wanted(other)
    with Server(neo4j.uri, neo4j.user, neo4j.password) as server:
        assert verify(other, server)


def test_a_dry_run_counts_and_writes_nothing(neo4j: Address, plain: Callable[[set[Quad]], Graph]) -> None:
    assert counts(sync(plain(links()), neo4j, dry_run=True)) == {"PoliceBody": (40, 0, 0), "LEADS": (40, 0, 0)}
    assert neo4j.rows("MATCH (n) RETURN count(n) AS n") == [{"n": 0}]
    sync(plain(links()), neo4j)
    fewer = plain({quad for quad in links() if quad.subject != NODES[0]})
    assert counts(sync(fewer, neo4j, dry_run=True))["LEADS"] == (0, 0, 1)
    assert held(neo4j) == wanted(plain(links()))


def test_a_run_that_another_has_followed_writes_no_more(
    neo4j: Address, plain: Callable[[set[Quad]], Graph], monkeypatch: pytest.MonkeyPatch
) -> None:
    graph, write, follows = plain(links()), Server.write, iter([False, True])

    def followed(self: Server, work: Callable[..., Any]) -> Any:
        if next(follows, False):
            neo4j.rows("MATCH (n:PolicingKGSync) SET n.run = 'another'")
        return write(self, work)

    monkeypatch.setattr(Server, "write", followed)
    with pytest.raises(Unavailable, match="another run has begun to write into the database; wait for it"):
        sync(graph, neo4j)


def test_a_database_without_our_graph_is_told_from_one_that_differs(
    neo4j: Address, plain: Callable[[set[Quad]], Graph]
) -> None:
    with (
        Server(neo4j.uri, neo4j.user, neo4j.password) as server,
        pytest.raises(Unavailable, match="holds no graph of policing-kg; write it with: policing-kg sync"),
    ):
        verify(plain(links()), server)
