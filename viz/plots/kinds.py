"""Kinds of bodies (派出所, 综治中心), beside the bodies themselves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ...queries.definition import Column
from ...queries.described import Described
from ...queries.result import Result, Row
from .found import iri_of
from .wording import Say

KIND = Column(
    "kind", "string", "Kind of body", "机构种类", "Kind of body, else its own name", "机构种类,未知则为其名称"
)


def kind_of(told: Described | None) -> str:
    """The kind of a body; its own name where it has none, as a post has not.

    Examples
    --------
    >>> kind_of(Described("urn:a", "甲市公安局", "pk:PoliceBody", "police", "公安局")), kind_of(None)
    ('公安局', '')
    """
    return (told.sort or told.label) if told else ""


def kind_named(kind: str, say: Say) -> str:
    """A kind as an axis names it."""
    return kind or say("values", "not_said")


def with_kinds(found: Result, column: str, told: Mapping[str, Described]) -> Result:
    """An answer with the kind of the body in one of its columns as a further column."""
    rows = tuple(
        Row({**row, KIND.name: kind_of(told.get(iri_of(row[column])))}, row.claims, row.evidence) for row in found.rows
    )
    return replace(found, columns=(*found.columns, KIND), rows=rows)
