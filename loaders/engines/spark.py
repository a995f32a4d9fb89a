"""Reading on Apache Spark: jobs and results travel as rows of bytes through `mapInArrow`.

What a worker does is the function that a process of this machine would do.  A job names a file by its path, so each
worker must see the sources under the same path, and have this package.  A task whose worker dies is done again, and
since the function depends on its job alone, nobody can tell afterwards.
"""

from __future__ import annotations

import os
import pickle
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from importlib.resources import as_file, files
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from ...errors import MissingExtra, Unavailable, UsageError
from ...graph.text_cache import cache_folder
from .java import check_java

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import SparkSession

TASK = 64  # jobs of a task
WAVE = 20_000  # jobs whose results lie on the workers' disks at a time
_BATCH = 16  # results of a record batch
_MASTER = re.compile(r"local(-cluster)?(\[[\d*, ]+\])?|yarn|(spark|k8s|mesos)://\S+")
_LOGGING = "spark-log4j2.properties"


def check_spark(master: str = "local") -> None:
    """See that Spark and a Java for it are here and what a master is, before anything is begun.

    Parameters
    ----------
    master : str

    Raises
    ------
    UsageError
        If it is none: of that Spark would speak in many lines.
    MissingExtra, Unavailable
        If Spark or its Java is not here.

    Examples
    --------
    >>> check_spark("nowhere")
    Traceback (most recent call last):
    policing_kg.errors.UsageError: --master nowhere: not a master of Spark; write local[N], spark://HOST:7077, yarn or k8s://…
    """
    if not _MASTER.fullmatch(master):
        raise UsageError(
            f"--master {master}: not a master of Spark; write local[N], spark://HOST:7077, yarn or k8s://…"
        )
    for module in ("pyspark", "pandas"):  # `mapInArrow` asks for pandas, though it uses none
        if find_spec(module) is None:
            raise MissingExtra("Apache Spark", "spark")
    check_java()


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
        with _session(self._master) as spark:
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
            raise _gave_up(self._master, error) from error
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


@contextmanager
def _session(master: str) -> Iterator[SparkSession]:
    """The session that is open already, as in a notebook; else one of our own, which ends with the build."""
    from pyspark.sql import SparkSession

    held = SparkSession.getActiveSession()
    if held is not None:
        yield held
        return
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    if master.startswith("local"):
        os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    with as_file(files(__package__) / _LOGGING) as logging:
        builder = SparkSession.builder.master(master).appName("policing-kg")
        for name, value in _settings(master, logging.resolve().as_uri()).items():
            builder = builder.config(name, value)
        try:
            spark = builder.getOrCreate()
        except Exception as error:  # of Java or of Python, by what went wrong
            raise _gave_up(master, error) from error
        try:
            yield spark
        finally:
            spark.stop()


def _settings(master: str, logging: str) -> dict[str, str]:
    found = {
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.driver.extraJavaOptions": f"-Dlog4j2.configurationFile={logging}",
        "spark.executorEnv.POLICING_KG_CACHE": str(cache_folder()),
    }
    if master.startswith("local"):
        found["spark.executorEnv.PYTHONPATH"] = os.pathsep.join(filter(None, sys.path))
    return found


def _gave_up(master: str, error: Exception) -> Unavailable:
    """What Spark's failure means, in a line: of Java's many lines the first."""
    said = str(getattr(error, "java_exception", "") or error)
    first = " ".join(said.splitlines()[0].split())[:200] if said else type(error).__name__
    return Unavailable(f"engine spark: {master} gave up ({first}); see that the cluster runs, then run the same again")
