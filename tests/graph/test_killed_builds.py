"""A build that is killed leaves the dataset as it was before, or as it is after, whenever it is killed."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from policing_kg.graph.dataset import Dataset
from policing_kg.graph.digest import quads_digest
from soak import Kills

MOMENTS = int(os.environ.get("POLICING_KG_KILLS", "8"))
pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs SIGKILL and fork")

# A process with everything imported and read, which runs each build in a child of its own.  It kills a child before
# it waits for it, so that the number is the child's whatever happened.
STAGE = """
import os, signal, sys, tempfile, time
from pathlib import Path
from policing_kg.loaders.build import build
from policing_kg.loaders.pipeline import extract_article
from policing_kg.loaders.texts.reading import read_source
from policing_kg.ontology.terms import class_axioms
import policing_kg.graph.commit, pyarrow.parquet, rdflib, shacl
class_axioms()
with tempfile.TemporaryDirectory() as folder:
    Path(folder, "a.txt").write_text("昆山市公安局召开会议\\n\\n会议在昆山市公安局召开。\\n", encoding="utf-8")
    extract_article(read_source(Path(folder, "a.txt")))
for line in sys.stdin:
    sources, into, moment = line.split()
    child = os.fork()
    if not child:
        report = build([sources], into, base=False)
        os._exit(1 if report.refused else 0)
    if float(moment) >= 0:
        time.sleep(float(moment))
        os.kill(child, signal.SIGKILL)
    print(os.waitpid(child, 0)[1], flush=True)
"""
TOWNS = ("大街", "东河", "南山", "西桥")


@dataclass
class Stage:
    """Runs builds, and kills them."""

    process: subprocess.Popen[str]

    def build(self, sources: Path, into: Path, kill_after: float | None = None) -> int:
        """Run one build; returns its wait status."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(f"{sources} {into} {-1 if kill_after is None else kill_after}\n")
        self.process.stdin.flush()
        return int(self.process.stdout.readline())


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    process = subprocess.Popen(
        [sys.executable, "-c", STAGE],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "XDG_CACHE_HOME": str(tmp_path / "cache")},
    )
    with process:
        yield Stage(process)
        if process.stdin:
            process.stdin.close()


def write_texts(folder: Path, version: int) -> None:
    """Three short reports in the test's own words; each version changes one, drops one and adds one."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.txt"):
        old.unlink()
    for n in range(version, version + 3):
        town, share = TOWNS[n % len(TOWNS)], 80 + n + version
        (folder / f"{town}.txt").write_text(
            f"{town}派出所推进综合治理\n\n"
            f"今年以来,昆山市公安局{town}派出所推行“两队一室”警务机制,与综治中心、司法所每周召开一次联席会议,"
            f"共同研判矛盾纠纷。\n该所派出{n + 2}名民警常驻网格中心。上半年矛盾纠纷化解率达到{share}%。\n",
            encoding="utf-8",
        )


def state(path: Path) -> tuple[str, str, tuple[str, ...], tuple[str, ...]]:
    """Digest of the dataset and of its graph, names that are found, and claims: what a reader can see."""
    with Dataset.open(path) as dataset, dataset.graph() as graph:
        assert all(stamp.startswith(dataset.digest) for stamp in dataset.manifest.projections.values())
        names = tuple(sorted(f.id for f in dataset.names().find("派出所", limit=100)))
        claims = tuple(sorted(c.id for c in dataset.claims()))
        return dataset.digest, quads_digest(graph.nquads()), names, claims


def test_a_killed_build_leaves_the_dataset_before_or_after_it(stage: Stage, tmp_path: Path) -> None:
    texts, first, kg = tmp_path / "texts", tmp_path / "first", tmp_path / "kg"
    expected = []
    for version in (0, 1):
        write_texts(texts, version)
        fresh = tmp_path / f"undisturbed-{version}"
        assert stage.build(texts, fresh) == 0
        expected.append(state(fresh))
    assert expected[0] != expected[1]
    assert all(len(part) > 0 for one in expected for part in one)

    write_texts(texts, 0)
    assert stage.build(texts, first) == 0
    shutil.copytree(first, kg)
    write_texts(texts, 1)
    began = time.monotonic()
    assert stage.build(texts, first) == 0
    duration = time.monotonic() - began

    dice = random.Random(20)
    now, seen, kills = 0, set(), Kills("build")
    for n in range(MOMENTS):
        following = 1 - now
        write_texts(texts, following)
        killed = stage.build(texts, kg, kill_after=duration * (n + dice.random()) / MOMENTS)
        found = state(kg)
        kills.ended(killed)
        kills.found(found[3], expected[now][3], expected[following][3])
        assert found in (expected[now], expected[following]), f"neither before nor after, killed in part {n}"
        seen.add((killed == signal.SIGKILL, found == expected[following]))
        assert stage.build(texts, kg) == 0
        assert state(kg) == expected[following]
        now = following
    kills.write()
    assert (True, False) in seen  # some build was killed before it was done
    with Dataset.open(kg) as dataset:
        kept = sorted(int(p.name) for p in (kg / "generations").iterdir())
        assert kept == [dataset.generation - 1, dataset.generation]  # nothing that a killed build left


def test_a_killed_first_build_leaves_an_empty_dataset_or_a_whole_one(stage: Stage, tmp_path: Path) -> None:
    texts = tmp_path / "texts"
    write_texts(texts, 0)
    began = time.monotonic()
    assert stage.build(texts, tmp_path / "whole") == 0
    duration = time.monotonic() - began
    whole = state(tmp_path / "whole")
    dice = random.Random(3)
    for n in range(3):
        kg = tmp_path / f"kg{n}"
        stage.build(texts, kg, kill_after=duration * (n + dice.random()) / 3)
        if (kg / "CURRENT").exists():
            assert state(kg) == whole
        assert stage.build(texts, kg) == 0
        assert state(kg) == whole
