from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from policing_kg.queries import Reader
from policing_kg.viz.plots import Plot, draw_plot

sys.path.insert(0, str(Path(__file__).parent))

from every_plot import ASKED


@pytest.fixture(scope="session")
def plotted(invented: Reader) -> dict[str, Plot]:
    """Every plot of the invented world, in English; a picture is drawn once."""
    return {name: draw_plot(invented, name, asked) for name, asked in ASKED.items()}


@pytest.fixture(scope="session")
def texts() -> Callable[[str], list[str]]:
    """The texts of an SVG, in the order in which they are written; lines of one text are joined."""

    def read(svg: str) -> list[str]:
        root = ElementTree.fromstring(svg)
        found: list[Any] = [e for e in root.iter() if e.tag.endswith("}text")]
        return ["".join(e.itertext()) for e in found]

    return read


@pytest.fixture
def invented_copy(tmp_path: Path) -> Path:
    """The invented world as a dataset of the test's own."""
    from invented_world import write_world

    write_world(tmp_path / "world")
    return tmp_path / "world"
