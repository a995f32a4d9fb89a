"""One reading of the mentions that the recognisers found: duplicates, nestings and overlaps settled.

The longest span that names one thing stays; what lies inside it goes.  Of two spans that cross, the longer stays,
then the one of the more specific type, then the earlier.
"""

from __future__ import annotations

from collections.abc import Iterable

from .extraction import Mention

# More specific first: decides between two mentions of the same span.
PRECEDENCE = ("Unit", "Department", "Organisation", "Mechanism", "Role", "Place")


def arbitrate(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    """Settle duplicates, nested and crossing mentions.

    Parameters
    ----------
    mentions : iterable of Mention
        Of all types, in any order.

    Returns
    -------
    tuple of Mention
        Sorted by start; no two overlap.  The result does not depend on the order given.

    Examples
    --------
    >>> unit = Mention(0, 6, "Unit", "甲市公安局", "r")
    >>> place = Mention(0, 2, "Place", "甲市", "r")
    >>> arbitrate([place, unit]) == (unit,)
    True
    """
    ranked = sorted(set(mentions), key=_rank)
    kept: list[Mention] = []
    taken = bytearray(max((m.end for m in ranked), default=0))
    for mention in ranked:
        if 1 not in taken[mention.start : mention.end]:
            taken[mention.start : mention.end] = b"\1" * (mention.end - mention.start)
            kept.append(mention)
    return tuple(sorted(kept, key=lambda m: (m.start, m.end)))


def _rank(m: Mention) -> tuple[int, int, int, str, str, str]:
    return (m.start - m.end, PRECEDENCE.index(m.type), m.start, m.canonical, m.rule, m.vocabulary)
