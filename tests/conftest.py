"""The tests keep their masked texts in a folder of their own, never in the user's cache."""

from __future__ import annotations

import os
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("cache")
    before = os.environ.get("POLICING_KG_CACHE")
    os.environ["POLICING_KG_CACHE"] = str(folder)
    yield folder
    if before is None:
        del os.environ["POLICING_KG_CACHE"]
    else:
        os.environ["POLICING_KG_CACHE"] = before


@pytest.fixture(scope="session")
def cypher_engine() -> None:
    """The embedded Cypher engine: CI must have it, on another machine its tests are skipped where it is not here."""
    if find_spec("arcadedb_embedded") is None:
        say = pytest.fail if os.environ.get("CI") else pytest.skip
        say("the embedded Cypher engine is not installed; run: pip install 'policing-kg[cypher]'")
