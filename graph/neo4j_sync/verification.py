"""A database read back and compared with the graph, all of it, and mended where somebody has changed it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from tempfile import TemporaryFile

from ...errors import Unavailable
from ..property_reading import read_quads
from ..store import Graph
from .comparison import compare
from .marker import COMPLETE, IMPORTED, WRITING, Marker, Run, read_fingerprints, read_marker
from .mending import mend, slices
from .schema import define
from .server import Server
from .statements import COUNT, LABEL_AGAIN, NOT_OURS
from .synchronisation import fingerprints, mapping_version
from .writing import Step


@dataclass
class Verified:
    """What a database holds beside what the graph says.

    Parameters
    ----------
    here, there : Counter
        Nodes by class and relationships by type, of the graph and of the database.
    differences : list of str
        The first ones, a line each.
    count : int
        All of them.
    repaired : bool
        Whether they are mended.
    """

    here: Counter[tuple[str, str]] = field(default_factory=Counter)
    there: Counter[tuple[str, str]] = field(default_factory=Counter)
    differences: list[str] = field(default_factory=list)
    count: int = 0
    repaired: bool = False

    def __bool__(self) -> bool:
        return not self.count

    def rows(self) -> Iterator[tuple[str, str, int, int]]:
        """Kind, name, and how many there are in the graph and in the database."""
        for kind, name in sorted({*self.here, *self.there}):
            yield kind, name, self.here[kind, name], self.there[kind, name]

    def _add(self, lines: Iterator[str], most: int) -> bool:
        before = self.count
        for line in lines:
            self.count += 1
            if len(self.differences) < most:
                self.differences.append(line)
        return self.count > before


def verify(
    graph: Graph, server: Server, *, digest: str = "", repair: bool = False, most: int = 20, step: Step | None = None
) -> Verified:
    """Read everything back and compare it.

    Parameters
    ----------
    graph : Graph
    server : Server
    digest : str
        Of the dataset whose graph it is.
    repair : bool
        Whether to mend what differs, and nothing else.
    most : int
        Differences that are named; the others are counted.
    step : callable, optional
        Is told how many buckets of how many are done.

    Raises
    ------
    Unavailable
        If the database holds no graph of ours, or the server fails.
    """
    marker = read_marker(server)
    if marker is None:
        raise Unavailable(f"{server.address}: holds no graph of policing-kg; write it with: policing-kg sync")
    if marker.state == IMPORTED:
        raise Unavailable(f"{server.address}: lacks its indexes after the import; make them with: policing-kg sync")
    found, buckets = Verified(), marker.buckets
    with TemporaryFile() as subjects:
        now, size = fingerprints(graph, "", buckets, subjects)
        held = read_fingerprints(server, buckets)
        dirty = set(held.different(now))
        unlike, done = len(dirty), 0
        for these, iris in slices(subjects, size, range(buckets), buckets):
            difference = compare(server, graph, these, iris, buckets)
            found.here += difference.here
            found.there += difference.there
            if found._add(difference.lines(), most):
                dirty |= difference.buckets
            done += len(these)
            if step:
                step(done, buckets, "")
        seen = sum(count for (kind, _), count in found.there.items() if kind == "node")
        if server.value(COUNT) != seen:
            rows = server.rows(NOT_OURS, buckets=buckets)
            found._add((f"node {row['key']}: bears our label and is not ours" for row in rows), most)
        if unlike and not found.count:
            found._add(iter([f"fingerprints of {unlike} buckets: not those of this graph"]), most)
        if repair and dirty:
            ordered = sorted(dirty)
            run = Run(server, held, ordered)
            define(server, ())
            run.begin(Marker(marker.digest, mapping_version(), buckets, WRITING), marker)
            run.write([(LABEL_AGAIN, {})])  # else their relationships could not be made anew: their keys are taken
            parts = slices(subjects, size, ordered, buckets)
            mend(graph, server, run, frozenset(), buckets, parts, None, len(ordered))
            found.repaired = server.value(NOT_OURS, buckets=buckets) is None
            nodes = server.value(COUNT) if found.repaired else 0  # else the next sync would not look for those
            run.finish(Marker(digest, mapping_version(), buckets, COMPLETE, nodes), now)
    return found


def read_back(server: Server) -> list[bytes]:
    """Every quad of the database as a line of N-Quads, sorted: byte for byte what the graph gives."""
    return sorted(f"{quad} .\n".encode() for quad in read_quads(server.rows))
