"""A real Neo4j that a dataset was synchronised to answers every question of the catalogue as the RDF store does.

All tests of this file share one database, which follows from one dataset to the next by being synchronised.
"""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from neo4j_server import Address
from parity import BASE, CATALOGUE, SETS, Given, answered, may_be_given, same
from policing_kg.errors import Unavailable, UsageError
from policing_kg.graph.neo4j_sync import Server, synchronise
from policing_kg.queries import KnowledgeGraph, ask


@dataclass
class Database:
    """The database, and the reader whose dataset it holds."""

    address: Address
    follows: KnowledgeGraph | None = None

    def follow(self, reader: KnowledgeGraph) -> None:
        """Synchronise a dataset, and let its reader ask here."""
        if self.follows is not reader:
            with Server(self.address.uri, self.address.user, self.address.password) as server:
                synchronise(reader.graph, server, digest=reader.digest)
            reader.connect(self.address.uri, user=self.address.user, password=self.address.password)
            self.follows = reader


@pytest.fixture(scope="module")
def database(neo4j_address: Address) -> Database:
    neo4j_address.empty()
    return Database(neo4j_address)


@pytest.mark.parametrize(("name", "given"), SETS)
def test_it_answers_the_same_rows_in_the_same_order(
    reader: KnowledgeGraph, database: Database, name: str, given: Given
) -> None:
    database.follow(reader)
    assert same(ask(reader, name, given), ask(reader, name, given, "neo4j"))


@pytest.mark.parametrize("name", CATALOGUE)
def test_it_follows_the_decisions(reviewed: KnowledgeGraph, database: Database, name: str) -> None:
    database.follow(reviewed)
    for given, rdf in answered(reviewed, name):
        assert same(rdf, ask(reviewed, name, given, "neo4j"))


@pytest.mark.parametrize("name", CATALOGUE)
def test_it_answers_the_same_on_the_base_dataset(base: KnowledgeGraph, database: Database, name: str) -> None:
    database.follow(base)
    rows = 0
    for given in BASE.get(name, [{}, {"place": "天津市"}]):
        if may_be_given(name, given):
            rdf = ask(base, name, given)
            assert same(rdf, ask(base, name, given, "neo4j"))
            rows += len(rdf)
    assert rows or name not in BASE


def test_one_that_holds_another_state_is_not_asked_and_the_command_that_mends_it_is_named(
    reader: KnowledgeGraph, reviewed: KnowledgeGraph, database: Database
) -> None:
    database.follow(reviewed)
    with pytest.raises(Unavailable, match=r"run: policing-kg sync --kg .+ --to bolt://"):
        reader.connect(database.address.uri, user=database.address.user, password=database.address.password)


def test_without_a_server_the_option_that_names_one_is_said(world: str) -> None:
    with KnowledgeGraph(world) as alone, pytest.raises(UsageError, match="add --to bolt://"):
        ask(alone, "coverage", engine="neo4j")
