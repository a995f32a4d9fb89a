from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from shutil import copytree

import pytest
from policing_kg.graph.dataset import Dataset
from policing_kg.graph.decision import Decision
from policing_kg.loaders.build import build
from policing_kg.queries import KnowledgeGraph

sys.path.insert(0, str(Path(__file__).parent))

from invented_world import figure_of, iri_of, write_world


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("world") / "kg"
    write_world(folder)
    return folder


@pytest.fixture(scope="session")
def reader(world: Path) -> Iterator[KnowledgeGraph]:
    with KnowledgeGraph(world) as opened:
        yield opened


@pytest.fixture(scope="session")
def reviewed(world: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeGraph]:
    """The invented world after a merge of two bodies and a rejection, with a figure of a year before."""
    folder = copytree(world, tmp_path_factory.mktemp("reviewed") / "kg")
    merged = iri_of("station").partition("/id/")[2], iri_of("branch").partition("/id/")[2]
    with Dataset.open(folder) as dataset, dataset.writer() as writer:
        claim = next(c for c in dataset.claims() if c.predicate == "pk:implements")
        writer.put(figure_of("report/earlier.txt", "dongling", "rate", "91.25", "2022"))
        writer.decide(
            Decision("merge", merged[0], "reviewer", "2025-01-01", "one body", into=merged[1]),
            Decision("reject", claim.id, "reviewer", "2025-01-01", "not so"),
        )
        writer.commit()
    with KnowledgeGraph(folder) as opened:
        yield opened


@pytest.fixture(scope="session")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeGraph]:
    """The base dataset, with the digests that come with it."""
    folder = tmp_path_factory.mktemp("base")
    build([Path(str(files("policing_kg") / "data" / "digests"))], folder / "kg")
    with KnowledgeGraph(folder / "kg") as opened:
        yield opened
