from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from policing_kg.graph.dataset import Dataset
from policing_kg.graph.digest import quads_digest
from policing_kg.graph.document import DocumentClaims
from policing_kg.graph.writer import Changes

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture
def dataset(tmp_path: Path) -> Iterable[Dataset]:
    with Dataset.create(tmp_path / "kg") as made:
        yield made


def committed(dataset: Dataset, *documents: DocumentClaims, without: Iterable[str] = ()) -> Changes:
    with dataset.writer() as w:
        for found in documents:
            w.put(found)
        for key in without:
            w.withdraw(key)
        return w.commit()


@pytest.fixture
def commit() -> Callable[..., Changes]:
    return committed


def graph_digest(dataset: Dataset) -> str:
    with dataset.graph() as graph:
        return quads_digest(graph.nquads())


@pytest.fixture
def quads() -> Callable[[Dataset], str]:
    return graph_digest
