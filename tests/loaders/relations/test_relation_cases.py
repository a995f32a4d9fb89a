"""What each pattern reads and what it leaves alone, case by case: see the tables in `cases`.

A case has a `text`; the `relations` that it states, as ``subject relation object key=value -key`` (``*`` for anything,
``-key`` for a qualifier that must be missing; a name may be the end of a longer one); those it `never` states; and the
`rule` that must have made one of them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from policing_kg.loaders.extraction import Link
from policing_kg.loaders.links.pattern import read_link_patterns
from policing_kg.loaders.relations import status
from policing_kg.loaders.relations.find import HEADINGS, relation_patterns

RULES = [p.id for p in (*relation_patterns(), *read_link_patterns(status.FOLDER), *read_link_patterns(HEADINGS))]


def _is(link: Link, statement: str) -> bool:
    subject, relation, obj, *qualifiers = statement.split()
    rows = [((subject, link.subject), (relation, link.relation), (obj, link.object))]
    if relation == "sharesSiteWith":
        rows.append(((subject, link.object), (relation, link.relation), (obj, link.subject)))
    if not any(all(want == "*" or got.endswith(want) for want, got in row) for row in rows):
        return False
    held = dict(link.qualifiers)
    return all(
        q[1:] not in held if q.startswith("-") else held.get(q.partition("=")[0]) == q.partition("=")[2]
        for q in qualifiers
    )


def test_a_case_states_its_relations_and_no_others(
    case: dict[str, Any], relations: Callable[[str], tuple[Link, ...]]
) -> None:
    found = relations(case["text"])
    shown = [(x.subject, x.relation, x.object, dict(x.qualifiers), x.rule) for x in found]
    for statement in case.get("relations", ()):
        assert any(_is(x, statement) for x in found), f"missing {statement}: {shown}"
    for statement in case.get("never", ()):
        assert not any(_is(x, statement) for x in found), f"unwanted {statement}: {shown}"
    if "rule" in case:
        assert case["rule"] in {x.rule for x in found}, shown


@pytest.mark.parametrize("rule", RULES)
def test_every_pattern_makes_a_relation_of_some_case(rule: str, rules_fired: frozenset[str]) -> None:
    assert rule in rules_fired


def test_every_case_asserts_something(case: dict[str, Any]) -> None:
    assert case.get("relations") or case.get("never")
