"""Where each box stands: four columns, ordered so that lines cross little; the same network gives the same places.

From left to right: mechanisms that the police run alone, police bodies under their superiors, what ties the two
sides, and the others.  Orders are found by sweeps of barycentres [1]_, heights by pooling neighbours that would
overlap, so that no two boxes of a column ever do.

References
----------
.. [1] Sugiyama, Tagawa & Toda (1981), "Methods for visual understanding of hierarchical system structures", IEEE
   Transactions on Systems, Man, and Cybernetics 11(2), 109-125. doi:10.1109/TSMC.1981.4308636
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

GAP = 14.0  # pixels between two boxes of a column
SWEEPS = 12


@dataclass(frozen=True, slots=True)
class Box:
    """A box to be placed.

    Parameters
    ----------
    id : str
    column : int
        From 0, left to right.
    width, height : float
        Pixels.
    parent : str
        The box above it in its column's hierarchy, or empty.
    """

    id: str
    column: int
    width: float
    height: float
    parent: str = ""


@dataclass(slots=True)
class _Column:
    boxes: list[Box]
    middles: dict[str, float] = field(default_factory=dict)


def place(
    boxes: Sequence[Box], edges: Iterable[tuple[str, str]], gutter: float = 96.0
) -> dict[str, tuple[float, float]]:
    """Give every box its middle.

    Parameters
    ----------
    boxes : sequence of Box
    edges : iterable of (str, str)
        Ids of boxes that a line joins.
    gutter : float
        Pixels between columns.

    Returns
    -------
    dict of str to (float, float)
        Middle of each box in pixels, right and down.

    Examples
    --------
    >>> place([Box("a", 0, 100, 30), Box("b", 1, 100, 30), Box("c", 1, 100, 30)], [("a", "b"), ("a", "c")])["c"]
    (246.0, 22.0)
    """
    by_id = {b.id: b for b in boxes}
    near: dict[str, list[str]] = {b.id: [] for b in boxes}
    for a, b in edges:
        if by_id[a].column != by_id[b].column:
            near[a].append(b)
            near[b].append(a)
    columns = [_Column([b for b in boxes if b.column == c]) for c in sorted({b.column for b in boxes})]
    heights: dict[str, float] = {}
    for column in columns:
        _settle(column, {b.id: float(i) for i, b in enumerate(_tree_order(column.boxes, {}))}, heights)
    for sweep in range(SWEEPS):
        for column in columns if sweep % 2 else reversed(columns):
            wanted = {b.id: _mean([heights[n] for n in near[b.id]], heights[b.id]) for b in column.boxes}
            _settle(column, wanted, heights)
    return _across(columns, heights, gutter)


def _settle(column: _Column, wanted: Mapping[str, float], heights: dict[str, float]) -> None:
    """Order a column by the heights it wants and place it there, each box clear of the next."""
    order = _tree_order(column.boxes, wanted)
    offsets, at = [], 0.0
    for i, box in enumerate(order):
        at += box.height / 2 + (order[i - 1].height / 2 + GAP if i else -box.height / 2)
        offsets.append(at)
    # Least squares under the order: pools of neighbours that move as one.
    pools: list[tuple[float, int]] = []
    for box, offset in zip(order, offsets, strict=True):
        mean, size = wanted.get(box.id, 0.0) - offset, 1
        while pools and pools[-1][0] >= mean:
            other, count = pools.pop()
            mean, size = (mean * size + other * count) / (size + count), size + count
        pools.append((mean, size))
    shifts = [mean for mean, size in pools for _ in range(size)]
    placed = [shift + offset for shift, offset in zip(shifts, offsets, strict=True)]
    middle = (placed[0] + placed[-1]) / 2 if placed else 0.0
    heights.update({box.id: y - middle for box, y in zip(order, placed, strict=True)})


def _tree_order(boxes: Sequence[Box], wanted: Mapping[str, float]) -> list[Box]:
    """Parents before children, siblings by the heights they want."""
    here = {b.id for b in boxes}
    children: dict[str, list[Box]] = {}
    for box in boxes:
        children.setdefault(box.parent if box.parent in here else "", []).append(box)
    out: list[Box] = []
    left = _last_first(children.get("", ()), wanted)
    seen = set()
    while left:
        box = left.pop()
        if box.id not in seen:
            seen.add(box.id)
            out.append(box)
            left += _last_first(children.get(box.id, ()), wanted)
    return out + [b for b in boxes if b.id not in seen]


def _last_first(boxes: Iterable[Box], wanted: Mapping[str, float]) -> list[Box]:
    """Boxes from the lowest to the highest, so that the highest is popped first; equals keep their order."""
    return sorted(boxes, key=lambda b: wanted.get(b.id, 0.0))[::-1]


def _across(columns: Sequence[_Column], heights: Mapping[str, float], gutter: float) -> dict[str, tuple[float, float]]:
    """Put the columns side by side; a child stands to the right of the one it is under."""
    out: dict[str, tuple[float, float]] = {}
    left = 0.0
    for column in columns:
        width = max(b.width for b in column.boxes)
        for box in column.boxes:
            out[box.id] = round(left + width - box.width / 2, 1), round(heights[box.id], 1)
        left += width + gutter
    return out


def _mean(values: Sequence[float], default: float) -> float:
    return sum(values) / len(values) if values else default
