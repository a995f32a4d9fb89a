"""Spans and sections found by bisection, so that asking for each name of a long text stays cheap."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate

from .article import Section, Span


def joined_spans(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Sort spans and join those that overlap.

    Examples
    --------
    >>> joined_spans([(5, 8), (0, 2), (7, 9), (9, 10)])
    ((0, 2), (5, 9), (9, 10))
    """
    out: list[Span] = []
    for start, end in sorted(spans):
        if out and start < out[-1][1]:
            out[-1] = out[-1][0], max(end, out[-1][1])
        else:
            out.append((start, end))
    return tuple(out)


class SpanIndex:
    """Tells whether any of many spans touches a stretch of text.

    Parameters
    ----------
    spans : iterable of spans
        In any order; they may overlap.

    Examples
    --------
    >>> index = SpanIndex([(2, 5), (9, 11)])
    >>> index.touches(4, 7), index.touches(5, 9), index.cut_by(3), index.cut_by(5)
    (True, False, True, False)
    """

    def __init__(self, spans: Iterable[Span]) -> None:
        ordered = sorted(spans)
        self._starts = [start for start, _ in ordered]
        self._reached = list(accumulate((end for _, end in ordered), max))

    def touches(self, start: int, end: int) -> bool:
        """Whether a span shares a character with a stretch."""
        before = bisect_left(self._starts, end)
        return before > 0 and self._reached[before - 1] > start

    def holds(self, start: int, end: int) -> bool:
        """Whether one span holds the whole of a stretch."""
        before = bisect_right(self._starts, start)
        return before > 0 and self._reached[before - 1] >= end

    def cut_by(self, at: int) -> bool:
        """Whether an offset lies inside a span, not at its edge."""
        return self.touches(at, at)


class SectionIndex:
    """Tells which sections hold a position.

    Parameters
    ----------
    sections : sequence of Section

    Examples
    --------
    >>> index = SectionIndex([Section(0, 9, level=1), Section(4, 9)])
    >>> index.at(2), index.at(5), index.at(9)
    ((0,), (0, 1), ())
    """

    def __init__(self, sections: Sequence[Section]) -> None:
        opening: dict[int, list[int]] = {}
        closing: dict[int, set[int]] = {}
        for i, section in enumerate(sections):
            if section.start < section.end:
                opening.setdefault(section.start, []).append(i)
                closing.setdefault(section.end, set()).add(i)
        self._bounds = sorted({*opening, *closing})
        self._holding: list[tuple[int, ...]] = []
        inside: list[int] = []
        for bound in self._bounds:
            inside = sorted([*(i for i in inside if i not in closing.get(bound, ())), *opening.get(bound, ())])
            self._holding.append(tuple(inside))

    def at(self, position: int) -> tuple[int, ...]:
        """Indices of the sections that hold a position, in their order."""
        index = bisect_right(self._bounds, position) - 1
        return self._holding[index] if index >= 0 else ()
