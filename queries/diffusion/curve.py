"""The adoption curve: how many had adopted by the end of each year, at least and at most."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from ...graph.interval import EVER, NEVER
from .adoption import Adoption, reported_by


class YearOfCurve(NamedTuple):
    """One mechanism at the end of one year.

    `lower` counts adopters that had begun by then for certain, `upper` those that may have; `undated` of the upper
    ones have no date that any source states.  `reported` counts those first reported by then, which is neither.
    """

    mechanism: str
    year: int
    lower: int
    upper: int
    undated: int
    reported: int
    adopters: int


def adoption_curve(found: Iterable[Adoption]) -> list[YearOfCurve]:
    """Cumulative adopters by year, with bounds from the uncertainty of their dates.

    The true curve lies between `lower` and `upper` for the adopters that the sources report at all; bodies that no
    source names are no part of it.

    Parameters
    ----------
    found : iterable of Adoption

    Returns
    -------
    list of YearOfCurve
        By mechanism, from the first to the last year that any date or report of it names.

    References
    ----------
    Rogers, E. M. (2003). Diffusion of innovations, 5th ed., ch. 7. Free Press. ISBN 978-0-7432-2209-9.
    Turnbull (1976), DOI 10.1111/j.2517-6161.1976.tb01597.x (events censored to intervals).

    Examples
    --------
    >>> from ...graph.interval import Span, edtf_span
    >>> spans = [edtf_span("2021-03/.."), edtf_span("2022"), Span()]
    >>> found = [Adoption("m", "b", "", "", "", s, "", "", "2023-05", "page", "", "", 1, 1, ()) for s in spans]
    >>> for row in adoption_curve(found):
    ...     print(row.year, row.lower, row.upper, row.undated, row.reported)
    2021 1 3 1 0
    2022 2 3 1 0
    2023 2 3 1 3
    """
    groups: dict[str, list[Adoption]] = defaultdict(list)
    for adoption in found:
        groups[adoption.mechanism].append(adoption)
    return [row for mechanism, listed in sorted(groups.items()) for row in _curve(mechanism, listed)]


def years_of(found: Iterable[Adoption]) -> range:
    """From the first to the last year that a stated date or a report names; empty where none does."""
    days = [d for a in found for d in (a.began.began_first, a.began.began_last, reported_by(a))]
    years = [int(day[:4]) for day in days if day not in (EVER, NEVER)]
    return range(min(years), max(years) + 1) if years else range(0)


def _curve(mechanism: str, found: list[Adoption]) -> Iterable[YearOfCurve]:
    undated = sum(not a.began.dated for a in found)
    for year in years_of(found):
        end = f"{year:04d}-12-31"
        yield YearOfCurve(
            mechanism,
            year,
            sum(a.began.began_last <= end for a in found),
            sum(a.began.began_first <= end for a in found),
            undated,
            sum(reported_by(a) <= end for a in found),
            len(found),
        )
