"""What a worker of a cluster does of a first load: nodes of a slice of subjects, then relationships between two parts.

A worker opens the graph of the generation, which has to be there under the same path, and maps and writes with the
functions that this machine uses.  A failure of ours travels as a value, so that the cluster does not try it again.
"""

from __future__ import annotations

import pickle
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import combinations_with_replacement
from pathlib import Path

from ...errors import PolicingKGError, Unavailable, UsageError
from ..fingerprint import bucket_of
from ..property_graph import RelationshipRow
from ..store import Graph
from .delta import Labels
from .exactly_once import Once
from .server import Server
from .statements import create_nodes, in_parts
from .subjects import rows_of
from .waiting import Pair, pair_of
from .writing import tie

_NODES = 10_000  # of one transaction
_TOGETHER = 5_000  # relationships of one transaction

Slice = tuple[int, bytes]  # its number, and IRIs of subjects, a line each, compressed
Piece = tuple[int, bytes]  # number of the pair of parts, or `Job.summaries`, and what is for it


@dataclass(frozen=True)
class Job:
    """What every worker knows.

    Parameters
    ----------
    store : Path
        Folder of the graph.
    address, user, password, database : str
        Of the server.
    run : str
        Name of the run.
    buckets : int
    parts : int
        Of the nodes, by which relationships are told apart.
    """

    store: Path
    address: str
    user: str
    password: str = field(repr=False)
    database: str
    run: str
    buckets: int
    parts: int

    @property
    def pairs(self) -> dict[Pair, int]:
        """The number of each pair of parts."""
        return {pair: n for n, pair in enumerate(combinations_with_replacement(range(self.parts), 2))}

    @property
    def summaries(self) -> int:
        """The number after those of pairs."""
        return self.parts * (self.parts + 1) // 2

    def server(self) -> Server:
        """A connection of the worker's own."""
        return Server(self.address, self.user, self.password, self.database)


@dataclass(frozen=True, slots=True)
class Summary:
    """What came of a task.

    Parameters
    ----------
    nodes, ties : Counter
        Made, by labels and by type.
    refused, mistaken : str
        Why the task was given up, if it was: something is not available, or the user is mistaken.
    """

    nodes: Counter[Labels] = field(default_factory=Counter)
    ties: Counter[str] = field(default_factory=Counter)
    refused: str = ""
    mistaken: str = ""

    def check(self) -> None:
        """Raise what the worker raised."""
        if self.mistaken:
            raise UsageError(self.mistaken)
        if self.refused:
            raise Unavailable(self.refused)


@dataclass(frozen=True)
class WriteNodes:
    """Creates the nodes of a slice; gives the relationships that start at them, and a summary."""

    job: Job

    def __call__(self, slice_: Slice) -> Iterator[Piece]:
        """Do it."""
        summary = Summary()
        try:
            yield from self._written(slice_, summary)
        except PolicingKGError as error:
            summary = _given_up(error)
        yield self.job.summaries, pickle.dumps(summary)

    def _written(self, slice_: Slice, summary: Summary) -> Iterator[Piece]:
        number, packed = slice_
        iris = zlib.decompress(packed).decode().split("\n")
        chunks = _Chunks(self.job, number)
        with self.job.server() as server, Graph(self.job.store) as graph:
            described = ((row, ties) for _, row, ties in rows_of(graph, iris) if row is not None)
            for at, some in enumerate(in_parts(described, _NODES)):
                nodes = create_nodes((row, bucket_of(row.iri, self.job.buckets)) for row, _ in some)
                Once(server, self.job.run, f"nodes {number} {at}").write(nodes)
                for row, ties in some:
                    summary.nodes[row.labels] += 1
                    summary.ties.update(one.type for one in ties)
                    yield from chunks.add(ties)
        yield from chunks.rest()


class _Chunks:
    """Relationships by the pair of parts that each ties, as many together as one transaction takes."""

    def __init__(self, job: Job, slice_: int) -> None:
        self._job, self._slice, self._pairs = job, slice_, job.pairs
        self._held: defaultdict[int, list[RelationshipRow]] = defaultdict(list)
        self._made = Counter[int]()

    def add(self, rows: Iterable[RelationshipRow]) -> Iterator[Piece]:
        for row in rows:
            pair = self._pairs[pair_of(row, self._job.parts)]
            self._held[pair].append(row)
            if len(self._held[pair]) >= _TOGETHER:
                yield self._packed(pair)

    def rest(self) -> Iterator[Piece]:
        for pair in sorted(self._held):
            yield self._packed(pair)

    def _packed(self, pair: int) -> Piece:
        name = f"ties {self._slice} {pair} {self._made[pair]}"
        self._made[pair] += 1
        return pair, zlib.compress(pickle.dumps((name, list(map(tuple, self._held.pop(pair))))), 1)


@dataclass(frozen=True)
class WriteTies:
    """Creates the relationships of one pair of parts; gives a summary."""

    job: Job

    def __call__(self, pieces: Iterable[Piece]) -> list[Summary]:
        """Do it."""
        try:
            with self.job.server() as server:
                for _, packed in pieces:
                    name, rows = pickle.loads(zlib.decompress(packed))  # noqa: S301 - of the run's own
                    tie(Once(server, self.job.run, name), [RelationshipRow(*row) for row in rows], self.job.buckets)
        except PolicingKGError as error:
            return [_given_up(error)]
        return [Summary()]


def summary_of(packed: bytes) -> Summary:
    """The summary that a worker gave."""
    found: Summary = pickle.loads(packed)  # noqa: S301 - of the run's own
    return found


def _given_up(error: PolicingKGError) -> Summary:
    return Summary(mistaken=str(error)) if isinstance(error, UsageError) else Summary(refused=str(error))
