"""Spark reads as this machine does: the same bytes, whatever the partitions, and with a worker killed meanwhile."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from policing_kg.errors import Unavailable, UsageError
from policing_kg.graph.dataset import Dataset
from policing_kg.graph.segment import TABLES
from policing_kg.graph.spark import check_java, check_spark
from policing_kg.loaders.engines import engine_of
from spark_cluster import CLUSTER, EXECUTOR, LONGEST, kill_one, start

TASK, WAVE = (f"policing_kg.loaders.engines.spark.{name}" for name in ("TASK", "WAVE"))


@dataclass
class Built:
    """What a build wrote: bytes by name of file, and the digest."""

    files: Mapping[str, bytes]
    digest: str


def built(kg: Path) -> Built:
    with Dataset.open(kg) as dataset:
        names = [p for p in sorted(dataset.folder.glob("*.parquet")) if p.name.startswith(TABLES)]
        return Built({p.name: p.read_bytes() for p in names}, dataset.digest)


@pytest.fixture(scope="module")
def local(news: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("local")
    ended = start(folder, {}, "build", str(news), "--into", str(folder / "kg"), "--no-base")
    assert ended.communicate(timeout=LONGEST)[0]
    return built(folder / "kg")


@pytest.mark.usefixtures("spark")
@pytest.mark.parametrize(
    ("master", "task", "wave", "victim"),
    [
        (CLUSTER, 3, 1000, ""),
        ("local[2]", 16, 25, ""),
        (CLUSTER, 2, 1000, EXECUTOR),
        (CLUSTER, 2, 1000, "pyspark.daemon"),
    ],
    ids=["cluster", "other partitions", "an executor killed", "a Python worker killed"],
)
def test_the_dataset_is_the_same_byte_for_byte(
    news: Path, local: Built, tmp_path: Path, master: str, task: int, wave: int, victim: str
) -> None:
    spark = ("--engine", "spark", "--master", master)
    into = ("--into", str(tmp_path / "kg"), "--no-base")
    building = start(tmp_path, {TASK: task, WAVE: wave}, "build", str(news), *into, *spark)
    read = tmp_path / "cache"
    assert not victim or kill_one(building, victim, lambda: any(p.is_file() for p in read.rglob("*")))
    out, err = building.communicate(timeout=LONGEST)
    assert (building.returncode, err.count("\n")) == (1, 1), err  # the empty file is refused, as everywhere
    assert "empty.txt" in err
    assert "60 files read, 0 unchanged, 1 refused" in out
    assert built(tmp_path / "kg") == local
    assert not victim or (tmp_path / "spark" / "work").is_dir()  # where workers write, not where Spark is installed


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
