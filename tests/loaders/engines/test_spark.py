"""Spark reads as this machine does: the same bytes, whatever the partitions, and with a worker killed meanwhile."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from policing_kg.errors import Unavailable, UsageError
from policing_kg.graph.dataset import Dataset
from policing_kg.graph.segment import TABLES
from policing_kg.loaders.engines import engine_of
from policing_kg.loaders.engines.java import check_java
from policing_kg.loaders.engines.spark import check_spark

CLUSTER = "local-cluster[2,1,1024]"
# A build with other sizes of tasks and waves than those that pay.
SMALL = """
import sys
from unittest import mock
from policing_kg.cli import main
task, wave, *arguments = sys.argv[1:]
spark = "policing_kg.loaders.engines.spark"
with mock.patch(f"{spark}.TASK", int(task)), mock.patch(f"{spark}.WAVE", int(wave)):
    main(arguments)
"""


@dataclass
class Built:
    """What a build wrote: bytes by name of file, and the digest."""

    files: Mapping[str, bytes]
    digest: str


def built(kg: Path) -> Built:
    with Dataset.open(kg) as dataset:
        names = [p for p in sorted(dataset.folder.glob("*.parquet")) if p.name.startswith(TABLES)]
        return Built({p.name: p.read_bytes() for p in names}, dataset.digest)


# A machine with more to do than to test starts a JVM in minutes: nobody is given up for that.
PATIENT = """
spark.worker.timeout 600
spark.network.timeout 600s
spark.executor.extraJavaOptions -XX:+UseSerialGC -XX:TieredStopAtLevel=1
"""


def environment(cache: Path) -> dict[str, str]:
    path = os.pathsep.join(filter(None, sys.path))
    settings = cache.with_name("spark-conf")
    settings.mkdir(exist_ok=True)
    (settings / "spark-defaults.conf").write_text(PATIENT, "utf-8")
    return {**os.environ, "PYTHONPATH": path, "POLICING_KG_CACHE": str(cache), "SPARK_CONF_DIR": str(settings)}


def start(cache: Path, task: int, wave: int, *arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", SMALL, str(task), str(wave), "build", *arguments]
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment(cache), encoding="utf-8"
    )


@pytest.fixture(scope="module")
def local(news: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("local")
    ended = start(folder / "cache", 1, 1, str(news), "--into", str(folder / "kg"), "--no-base")
    assert ended.communicate(timeout=900)[0]
    return built(folder / "kg")


def children(pid: int) -> dict[int, str]:
    """Processes that a process started, and those that they started, with their commands."""
    command = ["ps", "-ww", "-eo", "pid=,ppid=,args="]
    listed = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    rows = [(int(child), int(parent), said) for child, parent, said in (line.split(None, 2) for line in listed)]
    found: dict[int, str] = {}
    above = {pid}
    while above:
        found |= (below := {child: said for child, parent, said in rows if parent in above})
        above = set(below)
    return found


def kill_one(building: subprocess.Popen[str], what: str, cache: Path) -> int:
    """Kill a process of the build by what its command holds, once a first text has been read."""
    until = time.monotonic() + 900
    while time.monotonic() < until and building.poll() is None:
        if any(p.is_file() for p in cache.rglob("*")):
            for pid, said in children(building.pid).items():
                if what in said:
                    os.kill(pid, signal.SIGKILL)
                    return pid
        time.sleep(0.02)
    return 0


@pytest.mark.usefixtures("spark")
@pytest.mark.parametrize(
    ("master", "task", "wave", "victim"),
    [
        (CLUSTER, 3, 1000, ""),
        ("local[2]", 16, 25, ""),
        (CLUSTER, 2, 1000, "CoarseGrainedExecutorBackend"),
        (CLUSTER, 2, 1000, "pyspark.daemon"),
    ],
    ids=["cluster", "other partitions", "an executor killed", "a Python worker killed"],
)
def test_the_dataset_is_the_same_byte_for_byte(
    news: Path, local: Built, tmp_path: Path, master: str, task: int, wave: int, victim: str
) -> None:
    spark = ("--engine", "spark", "--master", master)
    building = start(tmp_path / "cache", task, wave, str(news), "--into", str(tmp_path / "kg"), "--no-base", *spark)
    assert not victim or kill_one(building, victim, tmp_path / "cache")
    out, err = building.communicate(timeout=900)
    assert (building.returncode, err.count("\n")) == (1, 1), err  # the empty file is refused, as everywhere
    assert "empty.txt" in err
    assert "60 files read, 0 unchanged, 1 refused" in out
    assert built(tmp_path / "kg") == local


@pytest.mark.parametrize("master", ["nowhere", "spark:", "local[two]", "k8s://", "bolt://127.0.0.1:7687"])
def test_a_master_that_is_none_is_refused_before_spark_is_started(master: str) -> None:
    with pytest.raises(UsageError, match=r"^--master .+: not a master of Spark; write local\[N\], spark://HOST:7077"):
        check_spark(master)


def test_without_java_one_line_says_how_to_bring_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    with pytest.raises(Unavailable, match=r"^engine spark: no Java is found; install Java 17 \(apt-get install .+\)"):
        check_java()
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    with pytest.raises(Unavailable, match="no Java is found in JAVA_HOME"):
        check_java()


@pytest.mark.parametrize(("version", "said"), [("21.0.8", "is Java 21"), ("none", "is Java of no known version")])
def test_a_java_that_does_not_fit_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, version: str, said: str
) -> None:
    java = tmp_path / "java"
    java.write_text(f"#!{shutil.which('sh')}\necho 'openjdk version \"{version}\"' >&2\n", "utf-8")
    java.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    with pytest.raises(Unavailable, match=f"{said}, not 8, 11 or 17; install Java 17"):
        check_java()


def test_an_engine_or_master_that_does_not_fit_is_refused() -> None:
    def each(function: object, given: Sequence[object]) -> object:
        raise AssertionError

    assert engine_of("local", "", each) is each
    with pytest.raises(UsageError, match="use local, spark"):
        engine_of("hadoop", "", each)
    with pytest.raises(UsageError, match="add --engine spark"):
        engine_of("local", "yarn", each)
