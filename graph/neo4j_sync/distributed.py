"""The first load by the workers of a cluster: all nodes, then relationships in rounds.

In a round no part of the nodes is touched by two tasks, so that no writer waits for a lock of another.  What workers
wrote is known to the database itself (`exactly_once`); marker and fingerprints are written by this machine, last, as
after every other run.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from typing import IO, TYPE_CHECKING, Any

from ..fingerprint import bucket_of
from ..spark import gave_up, session
from ..store import Graph
from .delta import Delta
from .exactly_once import DROP_KEY, KEY
from .marker import Run
from .partitions import Job, Piece, Slice, Summary, WriteNodes, WriteTies, summary_of
from .schema import define_nodes
from .waiting import rounds

if TYPE_CHECKING:
    from pyspark import RDD

    from .writing import Step

SUBJECTS = 20_000  # of a task, about
_WRITERS = 8  # at most: the server is one


def load_distributed(
    graph: Graph, run: Run, master: str, buckets: int, subjects: IO[bytes], size: int, step: Step | None = None
) -> Delta:
    """Write everything into an empty database.

    Parameters
    ----------
    graph : Graph
        Its folder is seen by every worker.
    run : Run
        Has begun.
    master : str
        Of the cluster.
    buckets : int
    subjects : binary file
        IRIs of all subjects, one a line.
    size : int
        Their number, about.
    step : callable, optional
        Is told how many rounds of how many are done, that of nodes among them.

    Returns
    -------
    Delta

    Raises
    ------
    Unavailable
        If the cluster or the server cannot be reached, or gave up; the database is marked as half written.
    """
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    server = run.server
    server.define([KEY])
    with session(master) as spark:
        context = spark.sparkContext
        writers = min(max(context.defaultParallelism, 1), _WRITERS)
        user, password = server.login
        job = Job(
            graph.folder.resolve(),
            server.address,
            user,
            password,
            server.database or "",
            run.name,
            buckets,
            2 * writers,
        )
        turns = list(rounds(job.parts, writers))
        slices = list(sliced(subjects, max(1, size // SUBJECTS)))
        try:
            pieces: RDD[Piece] = (
                context.parallelize(slices, len(slices))
                .flatMap(WriteNodes(job))
                .partitionBy(job.summaries + 1, _itself)
            )
            done = context.runJob(pieces, _summaries, [job.summaries])  # waits for all nodes
            delta = _counted(done)
            define_nodes(server)
            for number, pairs in enumerate(turns, 1):
                if step:
                    step(number, len(turns) + 1, "")
                of = job.pairs
                _counted(context.runJob(pieces, WriteTies(job), [of[pair] for pair in pairs]))
        except (PySparkException, Py4JError, OSError) as error:
            raise gave_up(master, error) from error
    server.define([DROP_KEY])
    return delta


def sliced(subjects: IO[bytes], many: int) -> Iterator[Slice]:
    """Subjects in so many slices by a hash of their IRIs, each subject once.

    Parameters
    ----------
    subjects : binary file
        IRIs, one a line; one may stand there more than once.
    many : int
    """
    held = [bytearray() for _ in range(many)]
    subjects.seek(0)
    for line in subjects:
        held[bucket_of(line.decode().rstrip("\n"), many)] += line
    for number, lines in enumerate(held):
        yield number, zlib.compress(b"\n".join(sorted(set(bytes(lines).splitlines()))), 1)


def _itself(pair: int) -> int:
    return pair


def _summaries(pieces: Iterable[Piece]) -> list[Summary]:
    return [summary_of(packed) for _, packed in pieces]


def _counted(done: Iterable[Any]) -> Delta:
    """What tasks made; what one of them raised is raised."""
    delta = Delta()
    for summary in done:
        summary.check()
        delta.nodes_added.update(summary.nodes)
        delta.ties_added.update(summary.ties)
    return delta
