"""The review sheet: context to read, five columns to fill."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields

from ...graph.claim import QUALIFIERS
from ...graph.decision import KINDS, UNDO
from ...graph.entity import Entity
from ...graph.review import ReviewRow
from ..vocabulary import read_terms
from .spreadsheet import Sheet

CONTEXT = tuple(f.name for f in fields(ReviewRow))
DECIDED = ("decision", "corrected_field", "corrected_value", "reason", "reviewer")
COLUMNS = (*CONTEXT, *DECIDED)
CHOICES = tuple(kind for kind in KINDS if kind != UNDO)
FIELDS = ("subject", "object", "value", *QUALIFIERS)
_WIDTHS = {
    "id": 14, "document": 24, "title": 28, "subject": 26, "object": 26, "qualifiers": 24, "quote": 60,
    "citation": 30, "rule": 20, "note": 26, "corrected_value": 24, "reason": 30,
}  # fmt: skip
_HELP = (
    ("decision", "applies to", "what it does"),
    ("accept", "claim", "what the claim says is what the document says; a model's claim counts from then on"),
    ("accept", "name", "the name stands as it is and is not listed again"),
    ("reject", "claim", "the document does not say so; the claim stays, and no longer counts as a fact"),
    ("reject", "name", "it names nothing: every claim with it is rejected"),
    (
        "correct",
        "claim",
        "it says something else: name the field and what it should read, or several as stage=pilot; when=2021",
    ),
    ("merge", "name", "it is another name of an entity that is there: write that name, its IRI or id"),
    (
        "split",
        "name",
        "in the documents of this row it is another entity: write its name; left empty, a merge is undone",
    ),
)


def review_sheets(rows: Iterable[ReviewRow]) -> list[Sheet]:
    """The sheet of rows to review, and one that says what each decision does."""
    written = [[*(str(getattr(row, name)) for name in CONTEXT), *("" for _ in DECIDED)] for row in rows]
    choices = {"decision": CHOICES, "corrected_field": FIELDS}
    return [
        Sheet("review", COLUMNS, written, choices, _WIDTHS),
        Sheet("help", _HELP[0], _HELP[1:], widths={"what it does": 60}),
    ]


def in_vocabulary(entity: Entity) -> bool:
    """Whether the vocabulary lists a name, or its grammar makes it from a listed kind of body or a division.

    Examples
    --------
    >>> listed, unlisted = (Entity("mechanism/-/0", "mechanism", name) for name in ("两队一室", "三桌一椅"))
    >>> in_vocabulary(listed), in_vocabulary(unlisted)
    (True, False)
    """
    if entity.kind == "mechanism":
        return entity.name in _names("mechanisms")
    if entity.kind == "policy":
        return entity.name in _names("policies")
    if entity.kind == "role":
        return entity.name in _names("posts")
    return bool(entity.unit_kind) or bool(entity.generic)


def _names(table: str) -> frozenset[str]:
    return frozenset(name for term in read_terms(table) for name in (term.name, *term.aliases))
