"""The workers of a cluster write what this machine would: each chunk once, whoever dies meanwhile."""

from __future__ import annotations

import os
import zlib
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from invented import generated, usual
from neo4j_server import Address
from policing_kg.errors import Unavailable, UsageError
from policing_kg.graph.dataset import Dataset
from policing_kg.graph.digest import quads_digest
from policing_kg.graph.neo4j_sync import Server, sync, verify
from policing_kg.graph.neo4j_sync.distributed import sliced
from policing_kg.graph.neo4j_sync.exactly_once import KEY
from policing_kg.graph.neo4j_sync.marker import WRITING, WRITTEN, Marker, Run, read_marker
from policing_kg.graph.neo4j_sync.partitions import Job, WriteNodes, WriteTies, summary_of
from policing_kg.graph.neo4j_sync.schema import define_marker, define_nodes
from policing_kg.graph.neo4j_sync.synchronisation import fingerprints, synchronise
from policing_kg.graph.property_reading import read_quads
from spark_cluster import CLUSTER, EXECUTOR, LONGEST, kill_one, start

BUCKETS = 256
KILLED = os.environ.get("POLICING_KG_KILLS", "0") != "0"  # of `make soak`: a second cluster costs a minute
VICTIMS = {"nobody dies": ""} | ({"an executor killed": EXECUTOR} if KILLED else {})
COUNT = f"MATCH (n:{WRITTEN}) RETURN count(n) AS n"


@pytest.fixture
def many(dataset: Dataset, commit: Callable[..., Any]) -> Dataset:
    """A dataset of some thousand nodes."""
    commit(dataset, usual("a.txt"), *(generated(f"d{n}", 60, 1) for n in range(8)))
    return dataset


def held(neo4j: Address) -> str:
    """Digest of the quads that the database gives back."""
    quads = read_quads(lambda text: iter(neo4j.rows(text)))
    return quads_digest(f"{quad} .\n".encode() for quad in set(quads))


def wanted(dataset: Dataset) -> str:
    with dataset.graph() as graph:
        return quads_digest(graph.nquads())


@pytest.mark.usefixtures("spark")
@pytest.mark.parametrize("victim", VICTIMS.values(), ids=VICTIMS)
def test_a_first_load_by_a_cluster(many: Dataset, neo4j: Address, tmp_path: Path, victim: str) -> None:
    login = ("--user", neo4j.user) if neo4j.user else ()
    sizes = {"policing_kg.graph.neo4j_sync.distributed.SUBJECTS": 100}
    to = ("--kg", str(many.path), "--to", neo4j.uri, *login)
    syncing = start(tmp_path / "spark", sizes, "sync", *to, "--engine", "spark", "--master", CLUSTER)
    assert not victim or kill_one(syncing, victim, lambda: neo4j.rows(COUNT)[0]["n"] > 2)
    out, err = syncing.communicate(timeout=LONGEST)
    assert (syncing.returncode, err) == (0, ""), err
    assert "Claim" in out
    assert held(neo4j) == wanted(many)
    assert neo4j.rows(COUNT) == [{"n": 0}]
    given = {"user": neo4j.user, "password": neo4j.password}
    again = sync(many.path, neo4j.uri, **given)
    assert (bool(again.delta), again.looked_at) == (False, 0)
    assert verify(many.path, neo4j.uri, **given)
    with Server(neo4j.uri, **given) as server, many.graph() as graph:  # by fingerprints, not by the digest
        assert synchronise(graph, server, dry_run=True).looked_at == 0


@pytest.fixture
def job(many: Dataset, neo4j: Address) -> Iterator[tuple[Server, Job, list[tuple[int, bytes]]]]:
    """A run that has begun, and what its workers are to do."""
    subjects = BytesIO()
    with Server(neo4j.uri, neo4j.user, neo4j.password) as server, many.graph() as graph:
        fingerprints(graph, "", BUCKETS, subjects)
        define_marker(server)
        run = Run(server, None, range(BUCKETS))
        run.begin(Marker("", "", BUCKETS, WRITING), None)
        server.define([KEY])
        yield (
            server,
            Job(graph.folder, neo4j.uri, *server.login, "", run.name, BUCKETS, 4),
            list(sliced(subjects, 3)),
        )


def test_what_is_done_again_is_written_once(
    many: Dataset, neo4j: Address, job: tuple[Server, Job, list[tuple[int, bytes]]]
) -> None:
    server, work, slices = job
    pieces = [piece for one in slices for _ in range(2) for piece in WriteNodes(work)(one)]
    first = [piece for one in slices for piece in WriteNodes(work)(one)]
    summaries = [summary_of(packed) for number, packed in pieces if number == work.summaries]
    assert {(s.refused, s.mistaken) for s in summaries} == {("", "")}
    assert len(pieces) == 2 * len(first)
    define_nodes(server)
    for number in work.pairs.values():
        for _ in range(2):
            (done,) = WriteTies(work)([piece for piece in first if piece[0] == number])
            done.check()
    assert held(neo4j) == wanted(many)
    counted = neo4j.rows("MATCH (n:PolicingKG) OPTIONAL MATCH (n)-[r]->() RETURN count(DISTINCT n) AS n, count(r) AS r")
    assert counted == [
        {
            "n": sum(sum(s.nodes.values()) for s in summaries) // 2,
            "r": sum(sum(s.ties.values()) for s in summaries) // 2,
        }
    ]


@pytest.mark.parametrize("how", ["done", "followed"])
def test_a_worker_that_was_left_behind_writes_nothing(
    neo4j: Address, job: tuple[Server, Job, list[tuple[int, bytes]]], how: str
) -> None:
    server, work, slices = job
    if how == "done":
        neo4j.rows("MATCH (n:PolicingKGSync) SET n.state = 'complete'")
    else:
        Run(server, None, range(BUCKETS)).begin(Marker("", "", BUCKETS, WRITING), read_marker(server))
    *_, (number, packed) = WriteNodes(work)(slices[0])
    assert number == work.summaries
    with pytest.raises(Unavailable, match=r"another run has begun to write into the database; wait for it$"):
        summary_of(packed).check()
    assert neo4j.rows("MATCH (n:PolicingKG) RETURN count(n) AS n") == [{"n": 0}]


def test_what_a_cluster_left_half_written_the_next_sync_of_this_machine_mends(
    many: Dataset, neo4j: Address, job: tuple[Server, Job, list[tuple[int, bytes]]]
) -> None:
    _, work, slices = job
    list(WriteNodes(work)(slices[1]))
    assert neo4j.rows(COUNT)[0]["n"] > 0
    sync(many.path, neo4j.uri, user=neo4j.user, password=neo4j.password)
    assert held(neo4j) == wanted(many)
    assert neo4j.rows(COUNT) == [{"n": 0}]


def test_a_master_without_its_engine_is_refused_before_anything_is_reached() -> None:
    with pytest.raises(UsageError, match=r"^--master: is for the engine spark; add --engine spark, or leave it out$"):
        sync("kg", "bolt://127.0.0.1:1", master="yarn")


def test_slices_hold_each_subject_once() -> None:
    listed = [f"urn:{n % 70}" for n in range(100)]
    slices = list(sliced(BytesIO("".join(f"{iri}\n" for iri in listed).encode()), 4))
    assert [number for number, _ in slices] == [0, 1, 2, 3]
    found = [iri for _, packed in slices for iri in zlib.decompress(packed).decode().split("\n")]
    assert sorted(found) == sorted(set(listed))
