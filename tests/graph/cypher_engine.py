"""Whether the embedded Cypher engine is here: CI must have it, another machine may lack it."""

from __future__ import annotations

import os
from importlib.util import find_spec

import pytest

MEND = "the embedded Cypher engine is not installed; run: pip install 'policing-kg[cypher]'"


def needs_engine() -> None:
    """Skip the test, or fail it in CI, where the engine is missing."""
    if find_spec("arcadedb_embedded") is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(MEND)
