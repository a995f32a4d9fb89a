"""A session of Apache Spark: what has to be here for one, how it is opened, and what its failure means."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import as_file, files
from importlib.util import find_spec
from typing import TYPE_CHECKING

from ...errors import MissingExtra, Unavailable, UsageError
from ..text_cache import cache_folder
from .java import check_java

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

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


@contextmanager
def session(master: str) -> Iterator[SparkSession]:
    """The session that is open already, as in a notebook; else one of our own, which ends with the work."""
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
            raise gave_up(master, error) from error
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


def gave_up(master: str, error: Exception) -> Unavailable:
    """What Spark's failure means, in a line: of Java's many lines the first."""
    said = str(getattr(error, "java_exception", "") or error)
    first = " ".join(said.splitlines()[0].split())[:200] if said else type(error).__name__
    return Unavailable(f"engine spark: {master} gave up ({first}); see that the cluster runs, then run the same again")
