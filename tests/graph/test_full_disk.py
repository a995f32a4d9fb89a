"""A disk that fills at any point of a build, a load, a review or a release: one line, and the dataset as it was."""

from __future__ import annotations

import os
import random
import shutil
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from invented import generated
from policing_kg.errors import Unavailable, UsageError
from policing_kg.graph.dataset import Dataset
from policing_kg.graph.decision import Decision
from policing_kg.graph.digest import quads_digest
from policing_kg.graph.versions import About, freeze
from small_disk import small_disk_in
from soak import note

MOMENTS = int(os.environ.get("POLICING_KG_FULL", "2"))
SIZE = 64  # MB of the disk


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own, in memory."""
    with small_disk_in(tmp_path / "disk", SIZE, held=True) as folder:
        yield folder


def state(kg: Path) -> tuple[str, str, int]:
    with Dataset.open(kg) as dataset, dataset.graph() as graph:
        return dataset.digest, quads_digest(graph.nquads()), sum(1 for _ in dataset.claims())


def build(kg: Path) -> None:
    with Dataset.open(kg) as dataset, dataset.writer() as writer:
        writer.put(generated("more.txt", 60, 5))
        writer.commit()


def load(kg: Path) -> None:
    with Dataset.open(kg) as dataset:
        shutil.rmtree(dataset.folder / "rdf", ignore_errors=True)
        with dataset.writer() as writer:
            writer.commit()


def decide(kg: Path) -> None:
    with Dataset.open(kg) as dataset, dataset.writer() as writer:
        for claim in sorted(c.id for c in dataset.claims())[:20]:
            writer.decide(Decision("accept", claim, "coder-a", "2026-01-01", "as it says"))
        writer.commit()


def release(kg: Path) -> None:
    with Dataset.open(kg) as dataset:
        freeze(dataset, kg.with_name("release"), About("1.0", "2026-11-30"), lambda folder: None, replace=True)


def refused(work: Callable[[Path], None], kg: Path) -> str:
    try:
        work(kg)
    except (Unavailable, UsageError) as error:
        return str(error)
    return ""


@pytest.mark.parametrize("work", [build, load, decide, release])
def test_a_full_disk_is_named_in_one_line_and_the_work_is_done_once_there_is_room(
    small_disk: Path, tmp_path: Path, work: Callable[[Path], None]
) -> None:
    ready, kg, ballast = tmp_path / "ready", small_disk / "kg", small_disk / "ballast"
    with Dataset.create(ready) as dataset, dataset.writer() as writer:
        for n in range(6):
            writer.put(generated(f"{n}.txt", 40, n))
        writer.commit()
    before = state(ready)
    shutil.copytree(ready, kg)
    used = shutil.disk_usage(small_disk).used
    work(kg)
    needs, after = shutil.disk_usage(small_disk).used - used, state(kg)
    dice, counts, began = random.Random(4), Counter[str](), time.monotonic()
    for n in range(MOMENTS):
        for path in (kg, small_disk / "release"):
            shutil.rmtree(path, ignore_errors=True)
        shutil.copytree(ready, kg)
        left = int(needs * (n + dice.random()) / MOMENTS)
        ballast.write_bytes(bytes(shutil.disk_usage(small_disk).free - left))
        counts["runs"] += 1
        told = refused(work, kg)
        if told:
            counts["told"] += 1
            assert len(told.splitlines()) == 1
            assert "cannot be written (" in told
            assert [p.name for p in (kg / "generations").iterdir()] == ["1"]
            assert not list(small_disk.glob(".release*"))
            if work is not load:  # there the graph was gone before
                assert state(kg) == before
        else:
            assert state(kg) == after
        ballast.unlink()
        work(kg)
        assert state(kg) == after
    note(f"full-disk-{work.__name__}", {"work": work.__name__, **counts, "seconds": round(time.monotonic() - began, 1)})
    assert counts["told"]
