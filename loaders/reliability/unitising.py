"""Agreement on units themselves: where coders draw them on a continuum.

References
----------
Krippendorff (2004), Measuring the reliability of qualitative text analysis data, Quality & Quantity 38, 787-800,
DOI 10.1007/s11135-004-8107-7, for alpha of unitising.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, permutations

Span = tuple[int, int]


def unitising_alpha(coders: Sequence[Sequence[Span]], length: int) -> tuple[float, float]:
    """Observed and expected disagreement of coders who draw units of one category on a continuum.

    Parameters
    ----------
    coders : sequence of sequence of (int, int)
        Half-open spans of each coder, two coders at least; those of one that overlap count as one unit.
    length : int
        Of the continuum, in the unit of the spans.

    Returns
    -------
    (float, float)
        Alpha is 1 less the first over the second; of several categories, of the sums.

    Examples
    --------
    >>> observed, expected = unitising_alpha([[(0, 10)], [(0, 10)]], 40)
    >>> observed, expected > 0
    (0.0, True)
    """
    drawn = [_sections(spans, length) for spans in coders]
    m = len(drawn)
    observed = sum(
        _difference(g, h) for one, other in permutations(drawn, 2) for g in one for h in other if _meet(g, h)
    ) / (m * (m - 1) * length**2)
    units = [g for sections in drawn for g in sections if g[2]]
    gaps = [h[1] - h[0] for sections in drawn for h in sections if not h[2]]
    expected = 0.0
    for start, end, _ in units:
        size = end - start
        expected += (len(units) - 1) / 3 * (2 * size**3 - 3 * size**2 + size)
        expected += size**2 * sum(gap - size + 1 for gap in gaps if gap >= size)
    every = m * length
    pairs = every * (every - 1) - sum((end - start) * (end - start - 1) for start, end, _ in units)
    return observed, 2 / length * expected / pairs if pairs else 0.0


Section = tuple[int, int, bool]  # start, end, whether it is a unit or a gap


def _sections(spans: Sequence[Span], length: int) -> list[Section]:
    """Units and the gaps between them."""
    units: list[list[int]] = []
    for start, end in sorted(spans):
        if units and start < units[-1][1]:
            units[-1][1] = max(units[-1][1], end)
        else:
            units.append([start, end])
    borders = [(0, 0), *((a, b) for a, b in units), (length, length)]
    gaps = [(before[1], after[0], False) for before, after in pairwise(borders) if before[1] < after[0]]
    return sorted([*gaps, *((a, b, True) for a, b in units)])


def _meet(g: Section, h: Section) -> bool:
    return g[0] < h[1] and h[0] < g[1]


def _difference(g: Section, h: Section) -> int:
    """Squared difference of two sections that meet: of their ends if both are units, else of a unit in a gap."""
    if g[2] and h[2]:
        return (g[0] - h[0]) ** 2 + (g[1] - h[1]) ** 2
    if g[2] and not h[2] and h[0] <= g[0] and g[1] <= h[1]:
        return (g[1] - g[0]) ** 2
    if h[2] and not g[2] and g[0] <= h[0] and h[1] <= g[1]:
        return (h[1] - h[0]) ** 2
    return 0


def matched(one: Sequence[Span], other: Sequence[Span], *, exact: bool) -> int:
    """How many units of two coders stand for each other, one to one: with the same borders, or with any overlap.

    Examples
    --------
    >>> matched([(0, 4), (9, 12)], [(1, 4), (9, 12)], exact=True), matched([(0, 4)], [(1, 4), (2, 4)], exact=False)
    (1, 1)
    """
    left = sorted(other)
    hits = 0
    for span in sorted(one):
        at = next((i for i, h in enumerate(left) if (h == span if exact else h[0] < span[1] and span[0] < h[1])), None)
        if at is not None:
            left.pop(at)
            hits += 1
    return hits
