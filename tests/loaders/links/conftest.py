"""How the tests of links read a text, and the table of cases that each family of patterns has."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pattern_cases import read_cases, read_text
from policing_kg.loaders.extraction import Link

CASES = Path(__file__).parent / "cases"


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Give the cases to a test that asks for one."""
    if "case" in metafunc.fixturenames:
        metafunc.parametrize("case", read_cases(CASES))


@pytest.fixture
def links() -> Callable[[str], tuple[Link, ...]]:
    """Links of a text."""
    return lambda text: read_text(text).links


@pytest.fixture(scope="session")
def rules_fired() -> frozenset[str]:
    """Rules that made a link of some case."""
    return frozenset(x.rule for case in read_cases(CASES) for x in read_text(case.values[0]["text"]).links)
