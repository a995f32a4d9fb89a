"""Loading projections, migrating and exporting, killed at random moments: all of it is there, or nothing is."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from invented import generated
from policing_kg.graph.cypher_store import open_cypher
from policing_kg.graph.dataset import Dataset
from policing_kg.graph.digest import quads_digest
from policing_kg.graph.writer import Changes
from soak import Kills
from test_older_format import as_first_format

MOMENTS = int(os.environ.get("POLICING_KG_KILLS", "1"))
pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs SIGKILL and fork")
# A process with everything imported, which does each piece of work in a child of its own; it kills a child before it
# waits for it.
STAGE = """
import os, signal, sys, time
from pathlib import Path
from policing_kg.graph.cypher_store import make_cypher
from policing_kg.graph.dataset import Dataset
from policing_kg.graph.export import export
import policing_kg.graph.commit, policing_kg.graph.fresh, policing_kg.graph.early_conformance, pyarrow.parquet
for line in sys.stdin:
    verb, kg, out, moment = line.split()
    child = os.fork()
    if not child:
        with Dataset.open(kg) as dataset:
            if verb == "export":
                export(dataset, "nquads", Path(out), replace=True)
            elif verb == "cypher":
                make_cypher(dataset)
            else:
                with dataset.writer() as writer:
                    writer.commit()
        os._exit(0)
    if float(moment) >= 0:
        time.sleep(float(moment))
        os.kill(child, signal.SIGKILL)
    print(os.waitpid(child, 0)[1], flush=True)
"""
Run = Callable[..., int]


@pytest.fixture
def run() -> Iterator[Run]:
    command = [sys.executable, "-c", STAGE]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        stdin, stdout = process.stdin, process.stdout
        assert stdin is not None
        assert stdout is not None

        def run(verb: str, kg: Path, out: Path | str = "-", moment: float = -1) -> int:
            stdin.write(f"{verb} {kg} {out} {moment}\n")
            stdin.flush()
            return int(stdout.readline())

        yield run
        stdin.close()


@pytest.fixture
def kg(dataset: Dataset, commit: Callable[..., Changes]) -> Dataset:
    commit(dataset, *(generated(f"{n}.txt", 40, n) for n in range(8)))
    return dataset


def quads(kg: Path) -> str:
    with Dataset.open(kg) as dataset, dataset.graph() as graph:
        return quads_digest(graph.nquads())


def claims(kg: Path) -> list[str]:
    with Dataset.open(kg) as dataset:
        return [c.id for c in dataset.claims()]


def moments(lasts: float, dice: random.Random, kills: Kills) -> Iterator[float]:
    """When to kill, spread over what the work lasts; then sooner until a run was killed, since a warm one is faster."""
    yield from (lasts * (n + dice.random()) / MOMENTS for n in range(MOMENTS))
    while not kills.counts["kills"] and lasts > 0.001:
        lasts /= 2
        yield lasts * dice.random()


def lost_projections(folder: Path) -> None:
    shutil.rmtree(folder / "rdf")
    (folder / "search.sqlite").unlink()


@pytest.mark.parametrize(("work", "harm"), [("load", lost_projections), ("migrate", as_first_format)])
def test_a_killed_loading_or_migration_leaves_the_generation_before_or_the_one_after(
    kg: Dataset, run: Run, tmp_path: Path, work: str, harm: Callable[[Path], None]
) -> None:
    expected, whole = quads(kg.path), claims(kg.path)
    old = tmp_path / "old"
    shutil.copytree(kg.path, old)
    harm(old / "generations" / "1")
    shutil.copytree(old, tmp_path / "first")
    began = time.monotonic()
    assert run(work, tmp_path / "first") == 0
    lasts = time.monotonic() - began
    assert quads(tmp_path / "first") == expected
    dice, kills = random.Random(7), Kills(work)
    for n, moment in enumerate(moments(lasts, dice, kills)):
        own = tmp_path / f"kg{n}"
        shutil.copytree(old, own)
        kills.ended(run(work, own, moment=moment))
        kills.found(claims(own), whole, whole)
        with Dataset.open(own) as held:
            assert held.generation in (1, 2)
        if held.generation == 2:
            assert quads(own) == expected
        assert run(work, own) == 0
        assert (quads(own), claims(own)) == (expected, whole)
        assert sorted(p.name for p in (own / "generations").iterdir()) == ["1", "2"]
        shutil.rmtree(own)
    kills.write()
    assert kills.counts["kills"]


def test_a_killed_export_leaves_the_file_that_was_there_or_the_new_one(kg: Dataset, run: Run, tmp_path: Path) -> None:
    out = tmp_path / "graph.nq"
    began = time.monotonic()
    assert run("export", kg.path, out) == 0
    lasts, new = time.monotonic() - began, out.read_bytes()
    whole, dice, kills = claims(kg.path), random.Random(8), Kills("export")
    for moment in moments(lasts, dice, kills):
        out.write_bytes(b"what was there\n")
        kills.ended(run("export", kg.path, out, moment))
        kills.found(claims(kg.path), whole, whole)
        assert out.read_bytes() in (b"what was there\n", new)
    kills.write()
    assert kills.counts["kills"]


def test_a_killed_load_of_the_cypher_database_leaves_none_or_a_whole_one(
    kg: Dataset, run: Run, cypher_engine: None
) -> None:
    whole, dice, kills = claims(kg.path), random.Random(9), Kills("load for Cypher")
    began = time.monotonic()
    assert run("cypher", kg.path) == 0
    lasts = time.monotonic() - began
    stated = "MATCH (n) RETURN count(n) AS n"
    with open_cypher(kg) as opened:
        expected = opened.rows(stated)
    for n in range(max(1, MOMENTS // 4)):
        shutil.rmtree(kg.folder / "cypher", ignore_errors=True)
        kills.ended(run("cypher", kg.path, "-", lasts * (n + dice.random()) / max(1, MOMENTS // 4)))
        kills.found(claims(kg.path), whole, whole)
        with open_cypher(kg) as opened:
            assert opened.rows(stated) == expected
    kills.write()
    assert kills.counts["runs"]
