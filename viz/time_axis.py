"""Boxes on a time axis: each hangs at the days on which a thing may have begun, in the lane of its level.

Within a lane boxes are packed into rows from the left; what overlaps in time overlaps on the axis, and no order is
drawn where the dates give none.  What has no date stands apart, to the left of the axis.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from .plan import Bar

GAP, LANE = 12.0, 56.0  # pixels between rows, and between lanes
WIDEST, NARROWEST, AXIS = 420.0, 96.0, 1500.0  # pixels of a year, and of an axis of many years
APART = 60.0  # pixels between the undated and the axis
UNDER = 8.0  # pixels that a bar needs under its box


@dataclass(frozen=True, slots=True)
class Hanging:
    """A box to be hung: its lane, size and bars (one for each node in it), and whether it is folded away at first."""

    id: str
    lane: int
    width: float
    height: float
    bars: tuple[Bar, ...]
    folded: bool = False


@dataclass(frozen=True, slots=True)
class Hung:
    """Middles of boxes, left to right only for those folded away, bars from edge to edge, and the years' ticks."""

    spots: dict[str, tuple[float, float]]
    across: dict[str, float]
    bars: dict[str, dict[str, Any]]
    ticks: list[dict[str, Any]]


def hang(boxes: Sequence[Hanging]) -> Hung:
    """Give every box its place.

    Parameters
    ----------
    boxes : sequence of Hanging

    Returns
    -------
    Hung

    Examples
    --------
    >>> hung = hang([Hanging("a", 0, 100, 30, (Bar("2021-01-01", "2021-12-31"),)), Hanging("b", 0, 100, 30, (Bar(),))])
    >>> hung.bars["a"], hung.spots["b"][0] < hung.spots["a"][0]
    ({'x0': 0.0, 'x1': 418.6, 'earlier': False}, True)
    """
    dated = [bar for box in boxes for bar in box.bars if bar.first]
    years = [int(text[:4]) for bar in dated for text in (bar.first, bar.last)]
    start, end = (min(years), max(years) + 1) if years else (0, 0)
    year = min(WIDEST, max(NARROWEST, AXIS / max(1, end - start)))

    def at(day: str) -> float:
        return (date.fromisoformat(day).toordinal() - date(start, 1, 1).toordinal()) / 365.25 * year

    across, bars = {}, {}
    for box in boxes:
        known = [bar for bar in box.bars if bar.first]
        if known:
            left, right = min(at(bar.first) for bar in known), max(at(bar.last) for bar in known)
            bars[box.id] = {"x0": round(left, 1), "x1": round(max(right, left + 4), 1)}
            bars[box.id]["earlier"] = any(bar.earlier for bar in known)
            across[box.id] = round(left + box.width / 2, 1)
        else:
            across[box.id] = round(-APART - box.width / 2, 1)
    spots = _rows([box for box in boxes if not box.folded], across, bars)
    ticks = [{"x": round((n - start) * year, 1), "text": str(n)} for n in range(start, end + 1)] if years else []
    return Hung(spots, across, bars, ticks)


def _rows(
    boxes: Iterable[Hanging], across: dict[str, float], bars: dict[str, dict[str, Any]]
) -> dict[str, tuple[float, float]]:
    """Rows of each lane, filled from the left; a box with its bar goes into the first row that has room."""
    lanes: dict[int, list[Hanging]] = {}
    for box in boxes:
        lanes.setdefault(box.lane, []).append(box)
    spots: dict[str, tuple[float, float]] = {}
    top = 0.0
    for _, listed in sorted(lanes.items()):
        rows: list[tuple[float, list[Hanging]]] = []
        for box in sorted(listed, key=lambda b: across[b.id] - b.width / 2):
            left, right = across[box.id] - box.width / 2, across[box.id] + box.width / 2
            right = max(right, bars[box.id]["x1"]) if box.id in bars else right
            free = next((i for i, (edge, _) in enumerate(rows) if edge + GAP <= left), len(rows))
            held = rows[free][1] if free < len(rows) else []
            rows[free : free + 1] = [(right, [*held, box])]
        for _, held in rows:
            high = max(b.height for b in held)
            spots |= {b.id: (across[b.id], round(top + b.height / 2, 1)) for b in held}
            top += high + UNDER + GAP
        top += LANE
    return spots
