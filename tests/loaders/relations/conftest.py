"""How the tests of further relations read a text, and the table of cases that each family of patterns has."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from policing_kg.loaders.extraction import Link
from policing_kg.loaders.pipeline import extract_article
from policing_kg.loaders.texts.article import SourceText

CASES = Path(__file__).parent / "cases"


@cache
def read_relations(text: str) -> tuple[Link, ...]:
    """Extract a text and return its further relations."""
    return extract_article(SourceText("case.txt", text, "0" * 64)).relations


def read_cases() -> list[Any]:
    """Every case of the tables, named after its file and its rule or name."""
    found = []
    for path in sorted(CASES.glob("*.toml")):
        for i, case in enumerate(tomllib.loads(path.read_text("utf-8"))["case"]):
            name = case.get("name") or case["rule"]
            found.append(pytest.param(case, id=f"{path.stem}-{i}-{name}"))
    return found


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Give the cases to a test that asks for one."""
    if "case" in metafunc.fixturenames:
        metafunc.parametrize("case", read_cases())


@pytest.fixture
def relations() -> Callable[[str], tuple[Link, ...]]:
    """Further relations of a text."""
    return read_relations


@pytest.fixture(scope="session")
def rules_fired() -> frozenset[str]:
    """Rules that made a relation of some case."""
    return frozenset(x.rule for case in read_cases() for x in read_relations(case.values[0]["text"]))
