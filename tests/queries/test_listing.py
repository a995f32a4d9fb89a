from __future__ import annotations

import doctest
import importlib
import pkgutil
from importlib.resources import files

import policing_kg.queries
import pytest
from policing_kg.queries import load_catalogue
from policing_kg.queries.listing import catalogue_page

MODULES = [m.name for m in pkgutil.iter_modules(policing_kg.queries.__path__) if m.name != "catalogue"]


def test_the_page_of_questions_is_in_step_with_the_catalogue() -> None:
    assert (files(policing_kg.queries) / "README.md").read_text("utf-8") == catalogue_page()


@pytest.mark.parametrize("name", load_catalogue())
def test_a_query_as_json_has_its_name_and_its_text(name: str) -> None:
    shown = load_catalogue()[name].as_json()
    assert shown["name"] == name
    assert "SELECT" in shown["sparql"]
    assert all(set(p) >= {"name", "type", "required", "doc_en", "doc_zh"} for p in shown["parameters"])


@pytest.mark.parametrize("module", MODULES)
def test_the_examples_of_the_room_run(module: str) -> None:
    found = doctest.testmod(importlib.import_module(f"policing_kg.queries.{module}"))
    assert found.failed == 0
