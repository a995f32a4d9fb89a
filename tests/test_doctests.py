"""Every example in a docstring runs."""

import doctest
import pkgutil
from importlib import import_module

import policing_kg
import pytest

MODULES = sorted(m.name for m in pkgutil.walk_packages(policing_kg.__path__, "policing_kg.") if ".tests" not in m.name)
ROOMS = {"graph", "ontology", "loaders", "queries", "viz"}


def belongs(name: str) -> bool:
    parts = name.split(".")[1:]
    return parts[0] in ROOMS or len(parts) == 1


@pytest.mark.parametrize("name", [m for m in MODULES if belongs(m)])
def test_the_examples_hold(name: str) -> None:
    found = doctest.testmod(import_module(name))
    assert found.failed == 0


def test_the_walk_reaches_every_room() -> None:
    assert {m.split(".")[1] for m in MODULES} >= ROOMS
