"""Changes of divisions by year: what was renamed, founded, abolished, raised or moved since 1980."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from .tables import read_rows

KINDS = ("created", "renamed", "upgraded", "converted", "merged", "moved", "redrawn", "abolished")


class Change(NamedTuple):
    """One change of one division.

    Parameters
    ----------
    year : int
        In which it took effect, or in whose official list of codes it first shows.
    kind : str
        ``created``, ``renamed``, ``upgraded`` (a county or prefecture became a city), ``converted`` (became a
        district), ``merged`` (went into another), ``moved`` (same name, new code, mostly under another city),
        ``redrawn`` or ``abolished``.
    old_code, old_name, old_parent, new_code, new_name, new_parent : str
        Codes of GB/T 2260 and names before and after; empty where there is none.

    Examples
    --------
    >>> [c for c in changes_of("420600") if c.kind == "renamed"][0][:4]
    (2010, 'renamed', '420600', '襄樊市')
    """

    year: int
    kind: str
    old_code: str
    old_name: str
    old_parent: str
    new_code: str
    new_name: str
    new_parent: str


@cache
def read_changes() -> tuple[Change, ...]:
    """Read every change, sorted by year; the table is opened at the first call.

    Examples
    --------
    >>> read_changes()[0].year, len(read_changes()) > 4000
    (1981, True)
    """
    return tuple(Change(int(year), *rest) for year, *rest in read_rows("changes.csv"))


def changes_of(code: str) -> tuple[Change, ...]:
    """The changes from which a division came or into which it went, sorted by year.

    Parameters
    ----------
    code : str
        6 digits, of a division in force or a former one.

    Examples
    --------
    >>> [(c.year, c.kind, c.new_name) for c in changes_of("110103")]
    [(2010, 'merged', '东城区')]
    """
    return tuple(c for c in read_changes() if code in (c.old_code, c.new_code))
