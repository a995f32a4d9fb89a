"""What a database says of itself: of which graph it holds what, bucket by bucket, so that equal graphs cost one read.

One node ``:PolicingKGSync`` names the graph, beside it ``:PolicingKGFingerprints`` nodes hold the fingerprints in
parts.  While a run writes, the state is ``writing`` and the fingerprints of the buckets that it touches are unknown;
it writes the new ones last, so that whatever stops it leaves those buckets to be read again.  A run begins only where
the marker is still the one that it has read: else another has begun, and what it has read holds no more.
"""

from __future__ import annotations

import sys
import uuid
from array import array
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, TypeVar

from neo4j import ManagedTransaction, SummaryCounters

from ..fingerprint import UNKNOWN, Fingerprints
from .server import Server, Statement, Taken

Result = TypeVar("Result")

MARKER, PART = "PolicingKGSync", "PolicingKGFingerprints"
COMPLETE, WRITING, IMPORTED = "complete", "writing", "imported"
_STILL = f"MATCH (n:{MARKER} {{key: 1}}) RETURN n.run AS run"
_LOCK = f"MERGE (n:{MARKER} {{key: 1}}) SET n.key = 1"
_FORGET = f"MATCH (n:{PART}) DELETE n"
WRITTEN = "PolicingKGWritten"  # what partitions of a run on a cluster have written; gone when the run is done
_FORGET_WRITTEN = f"MATCH (n:{WRITTEN}) DELETE n"
_PART = 2**13  # buckets of one node
SCHEMA = (
    f"CREATE CONSTRAINT policing_kg_sync IF NOT EXISTS FOR (n:{MARKER}) REQUIRE n.key IS UNIQUE",
    f"CREATE CONSTRAINT policing_kg_fingerprints IF NOT EXISTS FOR (n:{PART}) REQUIRE n.part IS UNIQUE",
)


@dataclass(frozen=True, slots=True)
class Marker:
    """What the marker says.

    Parameters
    ----------
    digest : str
        Of the dataset that was written last.
    mapping : str
        Version of the mapping, and of the ontology.
    buckets : int
    state : str
        `COMPLETE`, `WRITING`, or `IMPORTED`: all is there but constraints and indexes, and what buckets of unknown
        fingerprint lack.
    nodes : int
        How many there are when it is complete or imported.
    run : str
        Name of the run that wrote it, which is no part of what it says.
    """

    digest: str
    mapping: str
    buckets: int
    state: str
    nodes: int = 0
    run: str = field(default="", compare=False)


def read_marker(server: Server) -> Marker | None:
    """Read the marker; None where there is none."""
    for row in server.rows(f"MATCH (n:{MARKER} {{key: 1}}) RETURN properties(n) AS held"):
        held = row["held"]
        return Marker(*(held[name] for name in Marker.__slots__))
    return None


def read_fingerprints(server: Server, buckets: int) -> Fingerprints:
    """Read the fingerprints; those that are not there are unknown."""
    values = array("Q", b"\xff" * 8 * buckets)
    for row in server.rows(f"MATCH (n:{PART}) RETURN n.part AS part, n.values AS held"):
        part = array("Q", bytes(row["held"]))
        if sys.byteorder == "big":
            part.byteswap()
        values[row["part"] * _PART : row["part"] * _PART + len(part)] = part
    return Fingerprints(buckets, values)


class Run:
    """One run that writes; one that another has followed writes no more.

    Parameters
    ----------
    server : Server
    held : Fingerprints or None
        As read; None to begin with none.
    dirty : collection of int
        Buckets that it is going to touch.
    """

    def __init__(self, server: Server, held: Fingerprints | None, dirty: Collection[int]) -> None:
        self.server, self._held, self._dirty = server, held, dirty
        self.name = uuid.uuid4().hex

    def begin(self, marker: Marker, after: Marker | None) -> None:
        """Say that it writes, and that nobody knows what the dirty buckets hold.

        Parameters
        ----------
        marker : Marker
        after : Marker or None
            As read before the fingerprints were.

        Raises
        ------
        Taken
            If another run has begun since; nothing is written.
        """
        told: list[Statement] = [self._says(marker), (_FORGET_WRITTEN, {})]
        if self._held is None:
            told.append((_FORGET, {}))
        else:
            values = self._held.values[:]
            for bucket in self._dirty:
                values[bucket] = UNKNOWN
            told += _parts(Fingerprints(len(values), values), self._dirty)

        def work(transaction: ManagedTransaction) -> None:
            transaction.run(_LOCK).consume()
            self._guard(transaction, after.run if after else None)
            for statement in told:
                transaction.run(*statement).consume()

        self.server.write(work)

    def do(self, work: Callable[[ManagedTransaction], Result]) -> Result:
        """Write in one transaction.

        Raises
        ------
        Taken
            If another run has followed; nothing is written.
        """

        def guarded(transaction: ManagedTransaction) -> Result:
            self._guard(transaction, self.name)
            return work(transaction)

        return self.server.write(guarded)

    def write(self, statements: Iterable[Statement]) -> list[SummaryCounters]:
        """Write statements in one transaction, and say what each has changed."""
        held = list(statements)
        return self.do(lambda transaction: [transaction.run(*said).consume().counters for said in held])

    def finish(self, marker: Marker, new: Fingerprints) -> None:
        """Write what the dirty buckets hold now, and that all is there."""
        self.write([*_parts(new, self._dirty), self._says(marker), (_FORGET_WRITTEN, {})])

    def _guard(self, transaction: ManagedTransaction, name: str | None) -> None:
        found = transaction.run(_STILL).single()
        if found is None or found["run"] != name:
            raise Taken(f"{self.server.address}: another run has begun to write into the database; wait for it")

    def _says(self, marker: Marker) -> Statement:
        return f"MERGE (n:{MARKER} {{key: 1}}) SET n = $said", {"said": marker_properties(marker, self.name)}


def marker_properties(marker: Marker, run: str) -> dict[str, Any]:
    """All that stands on the marker's node."""
    return {**{name: getattr(marker, name) for name in Marker.__slots__}, "key": 1, "run": run}


def parts_of(values: Fingerprints, buckets: Iterable[int]) -> Iterator[tuple[int, bytes]]:
    """Number and fingerprints of each part in which some buckets stand."""
    for part in sorted({bucket // _PART for bucket in buckets}):
        held = values.values[part * _PART : (part + 1) * _PART]
        if sys.byteorder == "big":
            held.byteswap()
        yield part, held.tobytes()


def _parts(values: Fingerprints, buckets: Iterable[int]) -> Iterator[Statement]:
    for part, held in parts_of(values, buckets):
        yield f"MERGE (n:{PART} {{part: $part}}) SET n.values = $held", {"part": part, "held": held}
