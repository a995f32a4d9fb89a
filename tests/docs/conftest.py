"""The dataset of `data/digests`, which the documents speak of."""

from __future__ import annotations

from pathlib import Path

import pytest
from policing_kg.cli import cli, run

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    into = tmp_path_factory.mktemp("documents") / "kg"
    assert run(cli, ["build", str(ROOT / "data" / "digests"), "--into", str(into)]) == 0
    return into
