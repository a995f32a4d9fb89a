"""Fingerprints that are brought along with a change are those that the whole graph has."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from invented import BUREAU, CENTRE, STATION, TEAMS, document, usual
from policing_kg.graph.dataset import Dataset
from policing_kg.graph.decision import Decision
from policing_kg.graph.fingerprint import Fingerprints
from policing_kg.graph.kept_fingerprints import keep, kept_file, read_kept
from policing_kg.graph.quad_line import said_in

BUCKETS = 256


def counted(dataset: Dataset) -> tuple[Fingerprints, set[bytes]]:
    """Fingerprints and subjects of a graph that is read from its start to its end."""
    found, subjects = Fingerprints(BUCKETS), set[bytes]()
    with dataset.graph() as graph:
        for said in said_in(graph.lines()):
            found.add(said.lines)
            subjects.add(said.iri.encode())
    return found, subjects


def kept(dataset: Dataset) -> tuple[Fingerprints, set[bytes]] | None:
    subjects = BytesIO()
    held = read_kept(dataset.folder / "rdf", dataset.digest, BUCKETS, subjects)
    return (held[0], set(subjects.getvalue().splitlines())) if held else None


@pytest.fixture
def known(dataset: Dataset, commit: Callable[..., Any]) -> Dataset:
    """A dataset beside whose graph its fingerprints are kept."""
    commit(dataset, usual("a.txt"))
    found, subjects = counted(dataset)
    keep(dataset.folder / "rdf", dataset.digest, found, BytesIO(b"".join(s + b"\n" for s in subjects)))
    return dataset


def assert_brought_along(dataset: Dataset) -> None:
    held, (found, subjects) = kept(dataset), counted(dataset)
    assert held is not None
    assert held[0].different(found) == []
    assert held[1] >= subjects


def test_documents_that_come_and_go(known: Dataset, commit: Callable[..., Any]) -> None:
    more = document("b.txt", [(STATION.id, "pk:implements", TEAMS.id, {}), (BUREAU.id, "pk:leads", CENTRE.id, {})],
                    [STATION, TEAMS, BUREAU, CENTRE])  # fmt: skip
    before = counted(known)[0]
    commit(known, more, usual("c.txt"))
    assert_brought_along(known)
    assert counted(known)[0].different(before)
    commit(known, without=["c.txt", "a.txt"])
    assert_brought_along(known)


@pytest.mark.parametrize("kind", ["accept", "reject"])
def test_decisions(known: Dataset, kind: str) -> None:
    claim = next(c.id for c in known.claims() if c.object)
    before = counted(known)[0]
    for decision in (
        Decision(kind, claim, "reviewer", "2025-01-01", "read"),
        Decision("merge", CENTRE.id, "reviewer", "2025-01-02", "one body", into=STATION.id),
    ):
        with known.writer() as writer:
            writer.decide(decision)
            writer.commit()
        assert_brought_along(known)
    assert counted(known)[0].different(before)


def test_what_no_neo4j_holds_has_none(dataset: Dataset, commit: Callable[..., Any]) -> None:
    commit(dataset, usual("a.txt"))
    commit(dataset, usual("b.txt"))
    assert not kept_file(dataset.folder / "rdf").exists()


@pytest.mark.parametrize("damage", [b"", b"{}\n", b'{"digest": "x"\n', b"\x00\xff"])
def test_a_damaged_file_is_as_none_and_stops_no_build(
    known: Dataset, commit: Callable[..., Any], damage: bytes
) -> None:
    file: Path = kept_file(known.folder / "rdf")
    file.write_bytes(damage)
    assert kept(known) is None
    commit(known, usual("b.txt"))
    assert not kept_file(known.folder / "rdf").exists()


def test_a_file_that_was_cut_short_is_as_none(known: Dataset) -> None:
    file: Path = kept_file(known.folder / "rdf")
    file.write_bytes(file.read_bytes()[:900])
    assert kept(known) is None
