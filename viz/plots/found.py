"""What a plot is drawn from: the rows behind it, what they rest on, and what was asked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ...errors import UsageError
from ...queries.result import Result, Row, Value
from ..asking import Asked
from .lettering import drawn
from .rests import Rests, documents_of

PANELS = 12  # in one plot


@dataclass(frozen=True, slots=True)
class Found:
    """The answer that a plot shows.

    Parameters
    ----------
    data : Result
        The rows; the CSV of the plot holds them all.
    rests : Rests
    asked : Asked
        What was typed for each parameter, resolved.
    contradicted : frozenset
        Keys of figures with which another figure cannot both hold; see `figures.key_of`.
    """

    data: Result
    rests: Rests
    asked: Asked
    contradicted: frozenset[tuple[str, ...]] = frozenset()

    def text(self, name: str) -> str:
        """The one value of a parameter, or nothing."""
        return str(self.asked[name][0]) if name in self.asked else ""

    def documents(self, row: Row) -> str:
        """Titles of the documents of a row, as a tooltip shows them."""
        return listed(self.rests.documents[iri].document.label for iri in documents_of(row))


def listed(names: Iterable[str]) -> str:
    """The first of some names, and how many more there are, as a tooltip shows them.

    Examples
    --------
    >>> listed(["甲", "乙", "丙", "丁", "甲"])
    '丁; 丙; 乙 +1'
    """
    found = sorted(set(names))
    return "; ".join(drawn(name, 60) for name in found[:3]) + (f" +{len(found) - 3}" if len(found) > 3 else "")


def iri_of(value: Value) -> str:
    """IRI of an entity in a cell; a text, or nothing, as it is."""
    return getattr(value, "iri", "" if value is None else str(value))


def check_panels(asked: Asked) -> None:
    """See that no more mechanisms are named than panels can be read.

    Raises
    ------
    UsageError
    """
    if len(asked["mechanism"]) > PANELS:
        raise UsageError(f"mechanism: {len(asked['mechanism'])} of them; a plot draws {PANELS} panels at most")


def asked_rows(asked: Asked, most: int) -> int:
    """How many rows may be drawn.

    Raises
    ------
    UsageError
        If that is none, or more than can be read.

    Examples
    --------
    >>> asked_rows({"rows": (40,)}, 200)
    40
    >>> asked_rows({"rows": (900,)}, 200)
    Traceback (most recent call last):
    policing_kg.errors.UsageError: rows=900: a plot draws 1 to 200 rows; its CSV holds them all
    """
    rows = int(str(asked["rows"][0]))
    if not 1 <= rows <= most:
        raise UsageError(f"rows={rows}: a plot draws 1 to {most} rows; its CSV holds them all")
    return rows
