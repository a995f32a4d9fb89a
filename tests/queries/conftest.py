from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from policing_kg.queries import KnowledgeGraph

sys.path.insert(0, str(Path(__file__).parent))

from invented_world import write_world


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("world") / "kg"
    write_world(folder)
    return folder


@pytest.fixture(scope="session")
def reader(world: Path) -> Iterator[KnowledgeGraph]:
    with KnowledgeGraph(world) as opened:
        yield opened
