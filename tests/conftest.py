"""The tests keep their masked texts in a folder of their own, never in the user's cache."""

from __future__ import annotations

import os
from collections.abc import Iterator
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
