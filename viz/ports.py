"""Where lines meet boxes: at the sides, spread so that no two lines of a box begin at one point."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from .layout import Box

Point = tuple[float, float]
STEP = 16.0  # pixels a unit stands in from the one above it
APART = 7.0  # pixels between two lines that meet a box, where its side has the room
CORNER = 8.0  # pixels at the ends of a side that stay free


def curves(
    boxes: Mapping[str, Box], spots: Mapping[str, Point], lines: Sequence[tuple[str, str]]
) -> list[tuple[Point, Point]]:
    """Give the ends of lines between columns: from the side of one box to the facing side of another.

    Parameters
    ----------
    boxes : mapping of str to Box
    spots : mapping of str to (float, float)
        Middle of each box in pixels.
    lines : sequence of (str, str)
        Ids of the boxes at the ends.

    Returns
    -------
    list of (point, point)
        In the order of `lines`.

    Examples
    --------
    >>> two = {"a": Box("a", 0, 100, 30), "b": Box("b", 1, 100, 30)}
    >>> curves(two, {"a": (0, 0), "b": (200, 40)}, [("a", "b")])
    [((50.0, 0.0), (150.0, 40.0))]
    """
    met: dict[tuple[str, int], list[tuple[float, int, int]]] = {}
    for number, (start, end) in enumerate(lines):
        right = 1 if spots[start][0] <= spots[end][0] else -1
        met.setdefault((start, right), []).append((spots[end][1], number, 0))
        met.setdefault((end, -right), []).append((spots[start][1], number, 1))
    ends: dict[tuple[int, int], Point] = {}
    for (box, side), there in met.items():
        x, y = spots[box]
        room = boxes[box].height - 2 * CORNER
        step = min(APART, room / max(1, len(there) - 1))
        for i, (_, number, end_of) in enumerate(sorted(there)):
            height = y + step * (i - (len(there) - 1) / 2)
            ends[number, end_of] = round(x + side * boxes[box].width / 2, 1), round(height, 1)
    return [(ends[number, 0], ends[number, 1]) for number in range(len(lines))]


def branch(above: Box, below: Box, spots: Mapping[str, Point], left: float) -> list[Point]:
    """Give the corners of the line from a unit to one under it in the same column.

    Parameters
    ----------
    above, below : Box
    spots : mapping of str to (float, float)
        Middle of each box in pixels.
    left : float
        Left edge of the column, for a line that is no branch of the tree and goes around the boxes.

    Returns
    -------
    list of point

    Examples
    --------
    >>> above, below = Box("a", 0, 100, 30), Box("b", 0, 84, 30, parent="a")
    >>> branch(above, below, {"a": (50, 0), "b": (58, 44)}, 0)
    [(8.0, 15.0), (8.0, 44), (16.0, 44)]
    """
    (x, y), (u, v) = spots[above.id], spots[below.id]
    edge, inner = x - above.width / 2, u - below.width / 2
    if below.parent == above.id and inner - edge >= STEP:
        return [(edge + STEP / 2, y + above.height / 2), (edge + STEP / 2, v), (inner, v)]
    around = left - STEP
    return [(edge, y), (around, y), (around, v), (inner, v)]
