"""What each pattern reads and what it leaves alone, case by case: see the tables in `cases`.

A case states its `links` and what it `never` states in the form that `pattern_cases` describes.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from pattern_cases import check_case
from policing_kg.loaders.extraction import Link
from policing_kg.loaders.links.pattern import read_link_patterns


def test_a_case_states_its_links_and_no_others(case: dict[str, Any], links: Callable[[str], tuple[Link, ...]]) -> None:
    check_case(case, case.get("links", ()), links(case["text"]))


@pytest.mark.parametrize("rule", [p.id for p in read_link_patterns()])
def test_every_pattern_makes_a_link_of_some_case(rule: str, rules_fired: frozenset[str]) -> None:
    assert rule in rules_fired


def test_every_case_asserts_something(case: dict[str, Any]) -> None:
    assert case.get("links") or case.get("never")
