"""The bill of materials holds against CycloneDX, names everything required, and comes out the same again."""

from __future__ import annotations

import json

import pytest
from bill import bill
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from required import required


@pytest.fixture
def text(monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    return bill()


def test_the_bill_holds_against_the_schema(text: str) -> None:
    validator = JsonStrictValidator(SchemaVersion.V1_6)
    assert validator.validate_str(text) is None
    assert validator.validate_str(text.replace('"library"', '"book"')) is not None


def test_everything_required_is_in_it_with_version_licence_and_what_it_needs(text: str) -> None:
    held = json.loads(text)
    parts = {part["name"]: part for part in held["components"]}
    assert {n: p["version"] for n, p in parts.items()} == {n: d.version for n, d in required().items()}
    assert all(part["licenses"] and part["purl"].startswith("pkg:pypi/") for part in parts.values())
    needs = {d["ref"]: d.get("dependsOn", []) for d in held["dependencies"]}
    assert parts["markupsafe"]["bom-ref"] in needs[parts["jinja2"]["bom-ref"]]
    assert parts["rdflib"]["bom-ref"] in needs["policing-kg"]


def test_the_same_installation_gives_the_same_bytes(text: str) -> None:
    assert bill() == text
