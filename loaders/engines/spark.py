"""Reading on Apache Spark: jobs and results travel as rows of bytes through `mapInArrow`.

What a worker does is the function that a process of this machine would do.  A job names a file by its path, so each
worker must see the sources under the same path, and have this package.  A task whose worker dies is done again, and
since the function depends on its job alone, nobody can tell afterwards.
"""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from ...graph.spark import gave_up, session

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import SparkSession

TASK = 64  # jobs of a task
WAVE = 20_000  # jobs whose results lie on the workers' disks at a time
_BATCH = 16  # results of a record batch


class Spark:
    """A cluster that applies functions.

    Parameters
    ----------
    master : str
        ``local[N]``, ``spark://HOST:PORT``, ``yarn`` or ``k8s://…``.
    """

    def __init__(self, master: str) -> None:
        self._master = master

    def each(self, function: Callable[[Any], Any], given: Sequence[Any]) -> Iterator[Any]:
        """Apply a function to each of a sequence, in its order; see `graph.parallel.each`.

        Parameters
        ----------
        function : callable
            Of a module, so that a worker finds it.
        given : sequence

        Raises
        ------
        UsageError
            If the master is none.
        Unavailable
            If the cluster cannot be reached, or gave up.
        """
        if not given:
            return
        with session(self._master) as spark:
            for at in range(0, len(given), WAVE):
                yield from self._applied(spark, function, given[at : at + WAVE])

    def _applied(self, spark: SparkSession, function: Callable[[Any], Any], jobs: Sequence[Any]) -> Iterator[Any]:
        from py4j.protocol import Py4JError
        from pyspark import StorageLevel
        from pyspark.errors import PySparkException

        rows = [(pickle.dumps(job),) for job in jobs]
        tasks = -(-len(rows) // TASK)
        sent = spark.createDataFrame(spark.sparkContext.parallelize(rows, tasks), "held binary")
        made = sent.mapInArrow(_Applied(function, os.getcwd()), "held binary").persist(StorageLevel.DISK_ONLY)
        try:
            made.count()  # all tasks side by side; what follows takes one partition after the other
            for row in made.toLocalIterator():
                yield pickle.loads(row["held"])  # noqa: S301 -- what a worker of ours pickled
        except (PySparkException, Py4JError, OSError) as error:
            raise gave_up(self._master, error) from error
        finally:
            made.unpersist()


class _Applied:
    """The function over the record batches of a task."""

    def __init__(self, function: Callable[[Any], Any], folder: str) -> None:
        self._function, self._folder = function, folder

    def __call__(self, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        import pyarrow as pa

        os.chdir(self._folder)  # from which paths were named
        schema = pa.schema([("held", pa.binary())])
        waiting: list[bytes] = []
        for batch in batches:
            for job in batch.column(0).to_pylist():
                waiting.append(pickle.dumps(self._function(pickle.loads(job))))  # noqa: S301 -- of the build's own
                if len(waiting) == _BATCH:
                    yield pa.record_batch([waiting], schema=schema)
                    waiting = []
        if waiting:
            yield pa.record_batch([waiting], schema=schema)
