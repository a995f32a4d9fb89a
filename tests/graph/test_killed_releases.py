"""A release that is killed leaves its folder whole or not there, and one that it replaces as it was or as it is."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from invented import generated
from policing_kg.graph.dataset import Dataset
from policing_kg.graph.versions import prove
from policing_kg.graph.versions.layout import read_release
from policing_kg.graph.writer import Changes
from soak import Kills

MOMENTS = int(os.environ.get("POLICING_KG_KILLS", "6"))
pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs SIGKILL and fork")
# A process with everything imported, which does each piece of work in a child of its own; it kills a child before it
# waits for it.
STAGE = """
import os, signal, sys, time
from pathlib import Path
from policing_kg.graph.dataset import Dataset
from policing_kg.graph.versions import About, freeze, restore
import policing_kg.graph.commit, policing_kg.graph.fresh, pyarrow.parquet
def fill(folder):
    (folder / "ontology").mkdir()
    (folder / "ontology" / "a.ttl").write_text("# a\\n")
for line in sys.stdin:
    verb, source, target, version, moment = line.split()
    child = os.fork()
    if not child:
        if verb == "restore":
            restore(Path(source), Path(target))
        else:
            with Dataset.open(source) as dataset:
                freeze(dataset, Path(target), About(version, "2026-11-30"), fill, replace=verb == "replace")
        os._exit(0)
    if float(moment) >= 0:
        time.sleep(float(moment))
        os.kill(child, signal.SIGKILL)
    print(os.waitpid(child, 0)[1], flush=True)
"""


class Stage:
    """Freezes and restores in a process apart, and kills it."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", STAGE], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def run(self, verb: str, source: Path, target: Path, version: str = "1.0", moment: float = -1) -> int:
        """Do one piece of work, killed after some seconds unless the moment is negative; its wait status."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(f"{verb} {source} {target} {version} {moment}\n")
        self.process.stdin.flush()
        return int(self.process.stdout.readline())

    def lasts(self, verb: str, source: Path, target: Path) -> float:
        """Seconds that the work takes when nobody kills it."""
        began = time.monotonic()
        assert self.run(verb, source, target) == 0
        return time.monotonic() - began


@pytest.fixture
def stage() -> Iterator[Stage]:
    made = Stage()
    yield made
    assert made.process.stdin is not None
    made.process.stdin.close()
    made.process.wait()
    assert made.process.stdout is not None
    made.process.stdout.close()


@pytest.fixture
def kg(dataset: Dataset, commit: Callable[..., Changes]) -> Dataset:
    commit(dataset, *(generated(f"{n}.txt", 40, n) for n in range(8)))
    return dataset


def test_a_killed_release_is_whole_or_not_there(kg: Dataset, stage: Stage, tmp_path: Path) -> None:
    lasts = stage.lasts("freeze", kg.path, tmp_path / "first")
    whole, kills = claims_of(tmp_path / "first"), Kills("release")
    dice, ended = random.Random(20261130), []
    for n in range(MOMENTS):
        target = tmp_path / f"r{n}"
        ended.append(stage.run("freeze", kg.path, target, moment=dice.uniform(0, 1.1 * lasts)))
        assert target.exists() or ended[-1] == signal.SIGKILL
        kills.ended(ended[-1])
        kills.found(claims_of(target), [], whole)
        if target.exists():
            assert not prove(target, nobody).differences
            shutil.rmtree(target)
    kills.write()
    assert signal.SIGKILL in ended
    assert stage.run("freeze", kg.path, tmp_path / "last") == 0
    assert read_release(tmp_path / "last") == read_release(tmp_path / "first")


def test_a_killed_restoring_leaves_the_whole_dataset_or_none(kg: Dataset, stage: Stage, tmp_path: Path) -> None:
    assert stage.run("freeze", kg.path, tmp_path / "r") == 0
    lasts = stage.lasts("restore", tmp_path / "r", tmp_path / "first")
    whole, kills = [c.id for c in kg.claims()], Kills("restore")
    dice, ended = random.Random(20261130), []
    for n in range(MOMENTS):
        target = tmp_path / f"kg{n}"
        ended.append(stage.run("restore", tmp_path / "r", target, moment=dice.uniform(0, 1.1 * lasts)))
        assert (target / "CURRENT").exists() or ended[-1] == signal.SIGKILL
        kills.ended(ended[-1])
        if (target / "CURRENT").exists():
            with Dataset.open(target) as again:
                assert again.digest == kg.digest
                kills.found((c.id for c in again.claims()), [], whole)
        else:
            kills.found([], [], whole)
        shutil.rmtree(target, ignore_errors=True)
    kills.write()
    assert signal.SIGKILL in ended


def test_a_release_that_is_replaced_is_never_mixed(kg: Dataset, stage: Stage, tmp_path: Path) -> None:
    target = tmp_path / "r"
    lasts = stage.lasts("freeze", kg.path, target)
    whole, kills = claims_of(target), Kills("replace a release")
    dice = random.Random(20261130)
    for n in range(MOMENTS // 2):
        kills.ended(stage.run("replace", kg.path, target, f"1.{n}", dice.uniform(0, 1.1 * lasts)))
        beside = list(tmp_path.glob(".r.*"))
        if not target.exists():  # between the two renames both stand beside it, whole
            next(p for p in beside if p.suffix == ".old").rename(target)
        assert not prove(target, nobody).differences
        kills.found(claims_of(target), whole, whole)
        for left in tmp_path.glob(".r.*"):
            shutil.rmtree(left)
    kills.write()


def claims_of(release: Path) -> list[str]:
    """Ids of the claims of a release; none where there is none."""
    return [str(i) for f in release.glob("data/claims-*.parquet") for i in pq.read_table(f)["id"].to_pylist()]


def nobody(*_: object) -> str:
    return "not at hand"
