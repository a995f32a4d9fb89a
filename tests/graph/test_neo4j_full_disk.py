"""A server whose disk fills says so, and the next synchronisation finishes once there is room again."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from invented import generated
from neo4j_jars import Neo4j
from neo4j_server import LOG_AHEAD, Server
from policing_kg.errors import Unavailable
from policing_kg.graph.dataset import Dataset
from policing_kg.graph.neo4j_sync import Server as Database
from policing_kg.graph.neo4j_sync import read_back, sync
from small_disk import small_disk_in

SIZE = 160  # MB of the disk
LEFT = 500_000  # bytes of it, once the server has started
DOCUMENTS, CLAIMS = 8, 30


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own, in memory."""
    with small_disk_in(tmp_path / "disk", SIZE) as folder:
        yield folder


def test_a_full_disk_is_named_and_the_next_run_finishes(small_disk: Path, neo4j_jars: Neo4j, tmp_path: Path) -> None:
    kg = tmp_path / "kg"
    with Dataset.create(kg) as dataset, dataset.writer() as writer:
        for n in range(DOCUMENTS):
            writer.put(generated(f"{n}.txt", CLAIMS, 7))
        writer.commit()
    with Dataset.open(kg) as dataset, dataset.graph() as graph:
        wanted = list(graph.nquads())
    with Server(neo4j_jars, small_disk / "home", settings=LOG_AHEAD) as server:
        ballast = small_disk / "ballast"
        ballast.write_bytes(bytes(shutil.disk_usage(small_disk).free - LEFT))
        with pytest.raises(Unavailable, match="see that the server's disk has room") as refused:
            sync(kg, server.address.uri)
        assert len(str(refused.value).splitlines()) == 1
        ballast.unlink()
        sync(kg, server.address.uri)
        with Database(server.address.uri) as database:
            assert list(read_back(database)) == wanted
