"""Dirty buckets made equal to the graph: compared slice by slice, so that memory is bounded, and written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import IO

from neo4j import SummaryCounters

from ..fingerprint import bucket_of
from ..store import Graph
from .comparison import Difference, compare
from .delta import Delta
from .marker import Run
from .schema import define
from .server import Server
from .statements import (
    create_nodes,
    delete_relationships,
    in_parts,
    remove_keyless,
    remove_nodes,
    update_nodes,
    update_relationships,
)
from .subjects import gone
from .waiting import Waiting
from .writing import Step

_AT_ONCE = 5_000  # subjects, or buckets, that are compared at once
_ROUND = 200_000  # subjects whose IRIs are held at once
_ROWS = 5_000  # of one transaction

Slice = tuple[Sequence[int], dict[str, int]]  # buckets, and the subjects in them with the bucket of each


def slices(subjects: IO[bytes], size: int, dirty: Sequence[int], buckets: int) -> Iterator[Slice]:
    """The dirty buckets some at a time, with the subjects of the graph in them, so that memory is bounded."""
    some = max(_ROUND * buckets // max(size, 1), 1)
    few = max(_AT_ONCE * buckets // max(size, 1), 1)
    for part in in_parts(dirty, some):
        wanted = set(part)
        held: dict[int, list[str]] = {}
        subjects.seek(0)
        for line in subjects:
            iri = line[:-1].decode()
            if (bucket := bucket_of(iri, buckets)) in wanted:
                held.setdefault(bucket, []).append(iri)
        for these in in_parts(part, min(few, _AT_ONCE)):
            yield these, {iri: bucket for bucket in these for iri in held.pop(bucket, ())}


def mend(
    graph: Graph,
    server: Server,
    run: Run | None,
    types: frozenset[str],
    buckets: int,
    parts: Iterable[Slice],
    step: Step | None,
    total: int,
) -> Delta:
    """Compare slice by slice and write what differs: what goes, what changes, new nodes, and last what ties them.

    Parameters
    ----------
    graph : Graph
    server : Server
    run : Run or None
        None to compare only.
    types : frozenset of str
        Types of relationships whose constraints are there.
    buckets : int
    parts : iterable of (sequence of int, dict of str to int)
        See `slices`.
    step : callable, optional
        Is told how many buckets of how many are done.
    total : int
        How many buckets there are.
    """
    delta, done = Delta(), 0
    with Waiting() as waiting:
        for these, iris in parts:
            difference = compare(server, graph, these, iris, buckets)
            difference.count(delta)
            if run:
                delta.kept += _write(run, difference, graph, buckets)
            waiting.keep(difference.ties_added)
            done += len(these)
            if step:
                step(done, total, "")
        if run:
            if not set(delta.ties_added) <= types:
                define(server, delta.ties_added)
            waiting.tie(run, buckets)
    return delta


def _write(run: Run, found: Difference, graph: Graph, buckets: int) -> int:
    """Write everything but new relationships; returns how many nodes only lost our labels."""
    kept = 0
    for ids in in_parts(found.keyless, _ROWS):
        kept += _stripped(run.write(remove_keyless(ids)))
    for ties in in_parts(found.ties_deleted, _ROWS):
        ends = gone(graph, sorted({row.end for row in ties}))  # they go with the last that points at them
        kept += _stripped(run.write(chain(delete_relationships(ties), remove_nodes(ends))))
    for iris in in_parts(found.gone, _ROWS):
        kept += _stripped(run.write(remove_nodes(iris)))
    for changed in in_parts(found.nodes_changed, _ROWS):
        run.write(update_nodes((row, old.labels, bucket_of(row.iri, buckets)) for row, old in changed))
    for rows in in_parts(found.ties_changed, _ROWS):
        run.write(update_relationships(rows))
    for new in in_parts(found.nodes_added, _ROWS):
        run.write(create_nodes((row, bucket_of(row.iri, buckets)) for row in new))
    return kept


def _stripped(counters: Sequence[SummaryCounters]) -> int:
    return counters[-1].properties_set  # each that is left loses its bucket
