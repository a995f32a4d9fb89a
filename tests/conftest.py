"""The tests keep their masked texts in a folder of their own, never in the user's cache.

Fixtures that several rooms use: the embedded Cypher engine, a real Neo4j, and Apache Jena.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import NoReturn

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from chromium import browser  # noqa: F401 -- a fixture
from jena_jars import Jena, bring_jena
from neo4j_jars import Neo4j, NoServer, bring_neo4j
from neo4j_server import Address, Server, StartNeo4j, outside_server


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("cache")
    before = os.environ.get("POLICING_KG_CACHE")
    os.environ["POLICING_KG_CACHE"] = str(folder)
    yield folder
    if before is None:
        del os.environ["POLICING_KG_CACHE"]
    else:
        os.environ["POLICING_KG_CACHE"] = before


@pytest.fixture(scope="session")
def cypher_engine() -> None:
    """The embedded Cypher engine: CI must have it, on another machine its tests are skipped where it is not here."""
    if find_spec("arcadedb_embedded") is None:
        say = pytest.fail if os.environ.get("CI") else pytest.skip
        say("the embedded Cypher engine is not installed; run: pip install 'policing-kg[cypher]'")


@pytest.fixture(scope="session")
def spark() -> None:
    """Apache Spark and its Java: CI must have them, elsewhere its tests are skipped where they are not here."""
    from policing_kg.errors import PolicingKGError
    from policing_kg.graph.spark import check_spark

    try:
        check_spark()
    except PolicingKGError as error:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(str(error))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests of one database run in one worker, one after another; those that start servers of their own in another."""
    for item in items:
        used = set(getattr(item, "fixturenames", ()))
        for fixture in ("neo4j_address", "neo4j_jars", "jena"):
            if fixture in used:
                item.add_marker(pytest.mark.xdist_group(fixture))


@pytest.fixture(scope="session")
def neo4j_jars() -> Neo4j:
    """Neo4j and a Java for it: CI must have them, elsewhere tests are skipped where they cannot be had."""
    try:
        return bring_neo4j()
    except NoServer as error:
        _lacking(error)


@pytest.fixture(scope="session")
def jena() -> Jena:
    """Apache Jena and a Java for it: CI must have them, elsewhere tests are skipped where they cannot be had."""
    try:
        return Jena(bring_jena())
    except NoServer as error:
        _lacking(error)


@pytest.fixture(scope="session")
def neo4j_address(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Address]:
    """A real Neo4j: the one that POLICING_KG_NEO4J_URI names, else one of the session's own, without a password."""
    try:
        named = outside_server()
        if named:
            yield named
            named.empty()
            return
        with Server(request.getfixturevalue("neo4j_jars"), tmp_path_factory.mktemp("neo4j")) as server:
            yield server.address
    except NoServer as error:
        _lacking(error)


@pytest.fixture
def neo4j(neo4j_address: Address) -> Address:
    """The database of the real Neo4j, with nothing in it."""
    neo4j_address.empty()
    return neo4j_address


@pytest.fixture
def start_neo4j(neo4j_jars: Neo4j, tmp_path: Path) -> Iterator[StartNeo4j]:
    """Starts servers of a test's own, which it may stop, kill and start again; see `Server` for what is given."""
    started: list[Server] = []

    def start(**given: object) -> Server:
        server = Server(neo4j_jars, tmp_path / f"neo4j-{len(started)}", **given)
        started.append(server)
        server.start()
        return server

    yield start
    for server in started:
        server.kill()


def _lacking(error: NoServer) -> NoReturn:
    if os.environ.get("CI"):
        pytest.fail(str(error))
    pytest.skip(str(error))
