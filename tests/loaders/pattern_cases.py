"""Tables of cases of relation patterns: how they are read, and when a link is the one that a case states.

A case has a `text`; what it states, as ``subject relation object key=value -key`` (``*`` for anything, ``-key`` for a
qualifier that must be missing; a name may be the end of a longer one); those it `never` states; and the `rule` that
must have made one of them.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from policing_kg.loaders.extraction import Extraction, Link
from policing_kg.loaders.pipeline import extract_article
from policing_kg.loaders.texts.article import SourceText

SYMMETRIC = ("cooperatesWith", "sharesSiteWith")


@cache
def read_text(text: str) -> Extraction:
    """Extract a text, once."""
    return extract_article(SourceText("case.txt", text, "0" * 64))


def read_cases(folder: Path) -> list[Any]:
    """Every case of the tables, named after its file and its rule or name."""
    found = []
    for path in sorted(folder.glob("*.toml")):
        for i, case in enumerate(tomllib.loads(path.read_text("utf-8"))["case"]):
            name = case.get("name") or case["rule"]
            found.append(pytest.param(case, id=f"{path.stem}-{i}-{name}"))
    return found


def is_stated(link: Link, statement: str) -> bool:
    """Whether a link is the one that a statement means; a symmetric one in either direction."""
    subject, relation, obj, *qualifiers = statement.split()
    rows = [((subject, link.subject), (relation, link.relation), (obj, link.object))]
    if relation in SYMMETRIC:
        rows.append(((subject, link.object), (relation, link.relation), (obj, link.subject)))
    if not any(all(want == "*" or got.endswith(want) for want, got in row) for row in rows):
        return False
    held = dict(link.qualifiers)
    return all(
        q[1:] not in held if q.startswith("-") else held.get(q.partition("=")[0]) == q.partition("=")[2]
        for q in qualifiers
    )


def check_case(case: dict[str, Any], stated: Sequence[str], found: Sequence[Link]) -> None:
    """Fail unless a case's links are found, those it denies are not, and its rule has made one of them."""
    shown = [(x.subject, x.relation, x.object, dict(x.qualifiers), x.rule) for x in found]
    for statement in stated:
        assert any(is_stated(x, statement) for x in found), f"missing {statement}: {shown}"
    for statement in case.get("never", ()):
        assert not any(is_stated(x, statement) for x in found), f"unwanted {statement}: {shown}"
    if "rule" in case:
        assert case["rule"] in {x.rule for x in found}, shown
