"""Edges of a network: all claims that tie the same two entities in the same way, and what they say."""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction

from ..interval import EVER, edtf_span
from .node import Attributes
from .tie import Tie

_SCHEDULE = re.compile(r"(\d+)次/(\d*)(日|天|周|旬|半月|月|季度|半年|年)")
_IN_A_YEAR = {"日": 365, "天": 365, "周": 52, "旬": 36, "半月": 24, "月": 12, "季度": 4, "半年": 2, "年": 1}
# Qualifiers that are listed as they stand
TEXTS = (
    "meeting",
    "stage",
    "frequency",
    "initiator",
    "manner",
    "placeText",
)


def times_a_year(frequency: str) -> float:
    """How many times a year a schedule comes to; 0 where it gives time instead of times (4半天/周) or none.

    A year counts 365 days, 52 weeks, 36 xun, 24 half-months, 12 months.

    Examples
    --------
    >>> times_a_year("1次/周"), times_a_year("1次/2周"), times_a_year("2次/月"), times_a_year("4半天/周")
    (52.0, 26.0, 24.0, 0.0)
    """
    match = _SCHEDULE.fullmatch(frequency)
    if not match:
        return 0.0
    return float(Fraction(int(match[1]) * _IN_A_YEAR[match[3]], int(match[2] or 1)))


def edge_attributes(relation: str, ties: Iterable[Tie]) -> Attributes:
    """Sum up claims of one relation between two entities; what no claim says is left out.

    Parameters
    ----------
    relation : str
        Local name of the relation, the edge's key.
    ties : iterable of Tie
        At least one.

    Returns
    -------
    dict
        See docs/networks.md: ``relation``, ``claims``, ``documents``, ``statements``, ``sources`` (near-duplicates
        once), ``weight`` (the same), ``status`` (``reviewed`` if any claim was accepted, else ``live``) and, where
        said, ``first_reported``, ``since`` with ``since_basis``, ``meeting``, ``stage``, ``initiator``,
        ``manner``, ``placeText``, ``frequency``, ``times_a_year`` (the largest), ``headcount`` (the largest in all),
        ``headcount_each``.

    Examples
    --------
    >>> ties = [Tie("a", "pk:stationedIn", "b", c, "d", "d", "2024", False, {"headcount": n, "headcountScope": s})
    ...         for c, n, s in (("x", "5", "total"), ("y", "2", "each"))]
    >>> found = edge_attributes("stationedIn", ties)
    >>> found["headcount"], found["headcount_each"], found["statements"], found["sources"]
    (5, 2, 2, 1)
    """
    ties = sorted(ties, key=lambda t: t.claim)
    sources = len({t.source for t in ties})
    found: Attributes = {
        "relation": relation,
        "claims": tuple(dict.fromkeys(t.claim for t in ties)),
        "documents": tuple(sorted({t.document for t in ties})),
        "statements": len({t.claim for t in ties}),
        "sources": sources,
        "weight": sources,
        "status": "reviewed" if any(t.accepted for t in ties) else "live",
    }
    reported = [t.published for t in ties if t.published]
    if reported:
        found["first_reported"] = min(reported)
    dated = [t for t in ties if t.get("when")]
    if dated:
        first = min(dated, key=_beginning)
        found |= {"since": first.get("when"), "since_basis": first.get("whenBasis")}
    for name in TEXTS:
        said = sorted({t.get(name) for t in ties if t.get(name)})
        if said:
            found[name] = tuple(said)
    often = max(times_a_year(t.get("frequency")) for t in ties)
    if often:
        found["times_a_year"] = often
    for name, each in (("headcount", False), ("headcount_each", True)):
        heads = [int(t.get("headcount")) for t in ties if _counts(t, each)]
        if heads:
            found[name] = max(heads)
    return {key: value for key, value in found.items() if value != ""}


def _counts(tie: Tie, each: bool) -> bool:
    return tie.get("headcount").isdigit() and (tie.get("headcountScope") == "each") == each


def _beginning(tie: Tie) -> tuple[str, str, str]:
    """Order of beginnings: the earliest last day first, then what is bounded from below too."""
    span = edtf_span(tie.get("when"))
    return span.began_last, "" if span.began_first != EVER else "~", tie.get("when")
