"""Whatever a dataset holds comes back from a real Neo4j as it was, from one graph to the next."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from any_quads import ANY, graphs, stored
from hypothesis import given, settings
from neo4j_server import Address
from policing_kg.graph.neo4j_sync import Server, read_back, synchronise
from pyoxigraph import Quad


@pytest.fixture(scope="module")
def server(neo4j_address: Address) -> Iterator[Server]:
    neo4j_address.empty()
    with Server(neo4j_address.uri, neo4j_address.user, neo4j_address.password) as opened:
        yield opened


@settings(ANY, max_examples=25)
@given(quads=graphs())
def test_any_quads_come_back_though_the_database_held_others_before(
    server: Server, tmp_path_factory: pytest.TempPathFactory, quads: set[Quad]
) -> None:
    graph = stored(quads, tmp_path_factory.mktemp("any") / "rdf")
    synchronise(graph, server)
    assert list(read_back(server)) == list(graph.nquads())


@settings(ANY, max_examples=10)
@given(quads=graphs())
def test_any_quads_come_back_from_a_database_made_for_them(
    server: Server, tmp_path_factory: pytest.TempPathFactory, quads: set[Quad]
) -> None:
    graph = stored(quads, tmp_path_factory.mktemp("any") / "rdf")
    synchronise(graph, server, rebuild=True)
    assert list(read_back(server)) == list(graph.nquads())
