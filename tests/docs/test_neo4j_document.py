"""The Cypher of docs/neo4j and docs/zh finds something in a real Neo4j, and the style sheet is the ontology's."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from neo4j_server import Address
from policing_kg.graph.neo4j_sync import sync
from policing_kg.graph.property_names import class_labels, relationship_types
from policing_kg.loaders.build import build
from policing_kg.viz.browser_style import browser_style

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "docs" / "neo4j"
PAGES = (FOLDER / "README.md", ROOT / "docs" / "zh" / "neo4j.md")
SHOWN = [
    query
    for page in PAGES
    for query in re.findall(r"^```cypher\n(.*?)^```$", page.read_text("utf-8"), re.MULTILINE | re.DOTALL)
]


@pytest.fixture(scope="module")
def holding(tmp_path_factory: pytest.TempPathFactory, neo4j_address: Address) -> Address:
    """The database with the dataset of the first session."""
    kg = tmp_path_factory.mktemp("document") / "kg"
    build([ROOT / "data" / "digests"], kg)
    neo4j_address.empty()
    sync(kg, neo4j_address.uri, user=neo4j_address.user, password=neo4j_address.password)
    return neo4j_address


@pytest.mark.parametrize("text", SHOWN, ids=range(len(SHOWN)))
def test_each_query_finds_something(holding: Address, text: str) -> None:
    assert holding.rows(text)


def test_the_style_sheet_is_that_of_the_ontology() -> None:
    assert (FOLDER / "style.grass").read_text("utf-8") == browser_style()


def test_the_style_sheet_knows_every_class_once_below_those_that_it_is_a_kind_of() -> None:
    rules = re.findall(r"^node\.(\w+) \{", browser_style(), re.MULTILINE)
    assert sorted(rules[1:]) == list(class_labels())
    assert rules.index("Actor") < rules.index("Body") < rules.index("PoliceBody")
    assert set(re.findall(r"^relationship\.(\w+) \{", browser_style(), re.MULTILINE)) <= set(relationship_types())
    assert "relationship.STATIONED_IN {" in browser_style()


def test_the_release_that_containers_run_is_the_one_that_tests_run() -> None:
    (pinned,) = re.findall(r"<neo4j.version>(\d+\.\d+)\.", (FOLDER / "pom.xml").read_text("utf-8"))
    assert f"image: neo4j:{pinned}-community" in (FOLDER / "compose.yaml").read_text("utf-8")
