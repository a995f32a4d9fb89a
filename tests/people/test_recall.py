"""The filter of persons on names that no rule was tuned on; docs/people.md holds the whole table."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from cases import cases, hard, is_covered, recall, wilson

DOCUMENT = Path(__file__).parents[2] / "docs" / "people.md"
COUNT = int(os.environ.get("POLICING_KG_NAMES", "640"))  # `make soak` draws the 4,000 of the document


@pytest.fixture(scope="module")
def measured() -> dict[str, dict[str, tuple[int, int]]]:
    return recall(cases(COUNT))


def _documented(table: str) -> dict[str, tuple[int, int]]:
    """Rows of a table of the document, by name: covered, of how many."""
    text = DOCUMENT.read_text("utf-8").partition(f"| {table} ")[2].partition("\n\n")[0]
    return {name: (int(hits), int(of)) for name, of, hits in re.findall(r"^\| (.+?) \| (\d+) \| (\d+) \|", text, re.M)}


@pytest.mark.parametrize("group", ["position", "kind", "all"])
def test_no_fewer_names_are_covered_than_the_document_says(measured: dict, group: str) -> None:
    documented = _documented(f"generated: {group}")
    assert set(documented) == set(measured[group])
    for name, (hits, of) in measured[group].items():
        was, whole = documented[name]
        if COUNT == 4000:
            assert (hits, of) == (was, whole), name
        assert wilson(hits, of)[1] >= wilson(was, whole)[0], name


def test_the_names_written_by_hand_are_covered_as_the_document_says() -> None:
    found = [is_covered(case) for case in hard()]
    assert _documented("by hand: all") == {"all": (sum(found), len(found))}


def test_the_same_seed_draws_the_same_cases_and_each_is_another() -> None:
    first = list(cases(100))
    assert first == list(cases(100))
    assert first != list(cases(100, seed=2))
    assert all(case.text[case.start :].startswith(case.name) for case in first)
    assert len({case.text for case in first}) > 90
