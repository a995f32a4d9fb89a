"""A figure: a numeral that counts, measures or compares, with unit, blur, bound, direction and base of comparison."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache

CLAUSE_MARKS = ",，。;；:：!?！？\n…"
_MARK = re.compile(f"[{CLAUSE_MARKS}]")


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure in its sentence.

    Parameters
    ----------
    start, end : int
        Span: figure, unit, approximation, bound, comparison and direction words.
    core, after : int
        Where numeral and unit themselves begin and end.
    value, value_max, unit, approx, bound, direction, comparison
        As in `Indicator`.
    form : str
        ``number``, ``share``, ``duration``, ``frequency``, ``run`` (连续4年) or ``zero`` (零发案).
    listed : bool
        True if it goes on a list that the figure before it began (17.6%、30.6%).
    """

    start: int
    end: int
    core: int
    after: int
    value: float
    unit: str
    value_max: float | None = None
    approx: bool = False
    bound: str | None = None
    direction: str | None = None
    comparison: str | None = None
    form: str = "number"
    listed: bool = False


def clause_start(text: str, start: int, position: int) -> int:
    """Return where the clause that holds a position begins, not before `start`.

    Examples
    --------
    >>> clause_start("全市破案300起,上升8%", 0, 10)
    9
    """
    if position <= start:
        return position
    marks = _clause_marks(text)
    at = bisect_left(marks, position)
    return marks[at - 1] + 1 if at and marks[at - 1] >= start else start


def clause_end(text: str, position: int, end: int) -> int:
    """Return where the clause that holds a position ends, not after `end`.

    Examples
    --------
    >>> clause_end("全市破案300起,上升8%", 2, 14)
    8
    """
    if position >= end:
        return position
    marks = _clause_marks(text)
    at = bisect_left(marks, position)
    return min(end, marks[at]) if at < len(marks) else end


@lru_cache(maxsize=4)  # a sentence after another asks for those of one article
def _clause_marks(text: str) -> tuple[int, ...]:
    return tuple(mark.start() for mark in _MARK.finditer(text))
