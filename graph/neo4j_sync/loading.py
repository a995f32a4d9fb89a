"""The first load into an empty database: one way through the graph, nodes first, then what ties them.

Relationships wait in files, so that memory does not grow with the graph.  Constraints and indexes are made when what
they are of is there, which is faster than growing an index with each row.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import IO

from ..fingerprint import Fingerprints, bucket_of
from ..property_graph import NodeRow, Rows, rows, subjects
from ..store import Graph
from .delta import Delta
from .marker import Run
from .schema import define_nodes
from .statements import create_nodes, in_parts
from .waiting import Waiting
from .writing import Ahead, Step

_ROWS = 10_000  # of one transaction
_WRITERS = 2  # of nodes


def load(
    graph: Graph, run: Run | None, found: Fingerprints, step: Step | None, subjects: IO[bytes] | None = None
) -> Delta:
    """Write everything.

    Parameters
    ----------
    graph : Graph
    run : Run or None
        None to count only.
    found : Fingerprints
        Empty; filled on the way.
    step : callable, optional
        Is told how many quads of how many are done.
    subjects : binary file, optional
        Is given the IRI of each subject, one a line.

    Returns
    -------
    Delta
    """
    delta, buckets = Delta(), len(found)
    with Waiting() as waiting:
        with Ahead(_WRITERS) as ahead:
            for part in in_parts(_nodes(graph, found, waiting, delta, step), _ROWS):
                delta.nodes_added.update(row.labels for row in part)
                if subjects:
                    subjects.write("".join(f"{row.iri}\n" for row in part).encode())
                if run:
                    ahead.do(run.write, list(create_nodes((row, bucket_of(row.iri, buckets)) for row in part)))
        if run:
            define_nodes(run.server)
            waiting.tie(run, buckets)
    return delta


def _nodes(graph: Graph, found: Fingerprints, waiting: Waiting, delta: Delta, step: Step | None) -> Iterator[NodeRow]:
    """Each node; its relationships have to wait."""
    for node, ties in spoken_of(graph, found, step):
        waiting.keep(ties)
        delta.ties_added.update([tie.type for tie in ties])
        yield node


def spoken_of(graph: Graph, found: Fingerprints, step: Step | None) -> Iterator[Rows]:
    """Each node of which the graph says something, with its relationships; its fingerprint is counted.

    Parameters
    ----------
    graph : Graph
    found : Fingerprints
        Filled on the way.
    step : callable, optional
        Is told now and then how many quads of how many are done.
    """
    total, done, told = (len(graph) if step else 0), 0, 0

    def count(lines: Sequence[bytes]) -> None:
        nonlocal done
        found.add(lines)
        done += len(lines)

    for both in rows(graph, subjects(graph, count)):
        if step and done >= told + _ROWS:
            step(done, total, "")
            told = done
        yield both
