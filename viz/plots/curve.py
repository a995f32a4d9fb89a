"""The adoption curve by the day: of how many the beginning lies behind, at least and at most."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from typing import NamedTuple

from ...graph.interval import EVER, NEVER, Span


class Point(NamedTuple):
    """From a day on, how many had begun at least and at most, and how many were reported."""

    day: str
    lower: int
    upper: int
    reported: int


def curve(spans: Iterable[Span], reported: Iterable[str]) -> list[Point]:
    """Count beginnings by the day; nothing is between two points but the earlier of them.

    Parameters
    ----------
    spans : iterable of Span
        Between which days each began.
    reported : iterable of str
        ISO day of the first report of each; `NEVER` where it is not dated.

    Returns
    -------
    list of Point
        From the first of January before the first day that anything names to that after the last; empty where nothing
        is dated.  `lower` and `upper` never fall and never cross: whatever the true days are, as long as each lies in
        its span, their curve lies between the two.

    References
    ----------
    Turnbull (1976), DOI 10.1111/j.2517-6161.1976.tb01597.x (events censored to intervals).

    Examples
    --------
    >>> for point in curve([Span("2021-03-01", "2021-03-31"), Span(EVER, "2022-12-31")], ["2023-05-10", NEVER]):
    ...     print(*point)
    2021-01-01 0 1 0
    2021-03-01 0 2 0
    2021-03-31 1 2 0
    2022-12-31 2 2 0
    2023-05-10 2 2 1
    2024-01-01 2 2 1
    """
    listed, told = list(spans), sorted(reported)
    first, last = sorted(s.began_first for s in listed), sorted(s.began_last for s in listed)
    days = sorted({*first, *last, *told} - {EVER, NEVER})
    if not days:
        return []
    days = sorted({f"{days[0][:4]}-01-01", *days, f"{min(int(days[-1][:4]) + 1, 9999):04d}-01-01"})
    return [Point(d, bisect_right(last, d), bisect_right(first, d), bisect_right(told, d)) for d in days]
