"""An import that is killed has appended all of a sheet or nothing, whenever it is killed."""

from __future__ import annotations

import csv
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import policing_kg
import pytest
from policing_kg.graph.dataset import Dataset
from soak import Kills

# A process with everything imported, which appends a sheet in a child of its own that it kills.
STAGE = """
import os, signal, sys, time
import policing_kg.reviewing, policing_kg.graph.review, policing_kg.loaders.review.filled, policing_kg.graph.writer
import policing_kg.graph.commit, policing_kg.queries, pyarrow.parquet, rdflib, shacl
from policing_kg.ontology.terms import class_axioms
from policing_kg.reviewing import review
class_axioms()
for line in sys.stdin:
    sheet, kg, moment = line.split()
    child = os.fork()
    if not child:
        review(kg).take(sheet, by="coder-a", when="2026-01-01T00:00:00+00:00")
        os._exit(0)
    if float(moment) >= 0:
        time.sleep(float(moment))
        os.kill(child, signal.SIGKILL)
    print(os.waitpid(child, 0)[1], flush=True)
"""
MOMENTS = int(os.environ.get("POLICING_KG_KILLS", "4"))


@pytest.fixture
def append() -> Iterator[Callable[[Path, Path, float], int]]:
    with subprocess.Popen(
        [sys.executable, "-c", STAGE], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        stdin, stdout = process.stdin, process.stdout
        assert stdin is not None
        assert stdout is not None

        def run(sheet: Path, kg: Path, moment: float) -> int:
            stdin.write(f"{sheet} {kg} {moment}\n")
            stdin.flush()
            return int(stdout.readline())

        yield run
        stdin.close()


def decided(kg: Path) -> list[str]:
    with Dataset.open(kg) as dataset:
        assert all(stamp.startswith(dataset.digest) for stamp in dataset.manifest.projections.values())
        return [row.target for row in dataset.decisions.rows]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs SIGKILL and fork")
def test_a_killed_import_appends_all_of_a_sheet_or_nothing(
    append: Callable[[Path, Path, float], int], kg: Path, tmp_path: Path
) -> None:
    undisturbed, sheet = tmp_path / "undisturbed", tmp_path / "filled.csv"
    shutil.copytree(kg, undisturbed)
    rows = policing_kg.review(undisturbed).rows(documents=["nanhe.txt"])
    with sheet.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows([("id", "decision"), *((row.id, "accept") for row in rows)])
    began = time.monotonic()
    assert append(sheet, undisturbed, -1) == 0
    takes, whole = time.monotonic() - began, decided(undisturbed)
    assert len(whole) == len(rows) > 0
    dice, kills = random.Random(9), Kills("review import")
    for n in range(MOMENTS):
        own = tmp_path / f"kg-{n}"
        shutil.copytree(kg, own)
        killed = append(sheet, own, dice.uniform(0, 1.3 * takes))
        assert killed in (0, signal.SIGKILL)
        kills.ended(killed)
        kills.found(decided(own), [], whole)
        assert decided(own) in ([], whole)
        if n % 5 == 0:
            assert append(sheet, own, -1) == 0
            assert decided(own) == whole
        shutil.rmtree(own)
    kills.write()
