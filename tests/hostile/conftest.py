from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[1] / "viz" / "explorer"))

from hostile_names import write_names
from policing_kg.queries import KnowledgeGraph


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dataset of which every name attacks."""
    folder = tmp_path_factory.mktemp("hostile") / "kg"
    write_names(folder)
    return folder


@pytest.fixture(scope="session")
def reader(hostile: Path) -> Iterator[KnowledgeGraph]:
    with KnowledgeGraph(hostile) as opened:
        yield opened
