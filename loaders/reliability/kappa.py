"""Cohen's kappa of two coders, and its mean over pairs of more.

References
----------
Cohen (1960), A coefficient of agreement for nominal scales, Educational and Psychological Measurement 20, 37-46,
DOI 10.1177/001316446002000104.  Light (1971), Measures of response agreement for qualitative data, Psychological
Bulletin 76, 365-377, DOI 10.1037/h0031643, for the mean over pairs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import combinations

from .alpha import Unit


def kappa(units: Sequence[Unit]) -> float | None:
    """Cohen's kappa, over the units that both coders judged; of more than two coders the mean over pairs.

    Parameters
    ----------
    units : sequence of sequence
        Each unit with one value a coder; None where a coder has none.

    Returns
    -------
    float or None
        None where a pair shares no unit, or both used one value alone.

    Examples
    --------
    >>> kappa([("a", "a"), ("b", "b"), ("a", "b"), ("b", None)])
    0.4
    """
    coders = max((len(unit) for unit in units), default=0)
    found = [_of_two([(u[i], u[j]) for u in units]) for i, j in combinations(range(coders), 2)]
    told = [k for k in found if k is not None]
    return sum(told) / len(told) if told and len(told) == len(found) else None


def agreement_share(units: Sequence[Unit]) -> float | None:
    """Share of the pairs of judgements on one unit that are the same; None where there is no pair.

    Examples
    --------
    >>> agreement_share([("a", "a"), ("a", "b"), ("b", None)])
    0.5
    """
    pairs = [(a, b) for u in units for a, b in combinations([v for v in u if v is not None], 2)]
    return sum(a == b for a, b in pairs) / len(pairs) if pairs else None


def _of_two(pairs: Sequence[tuple[object, object]]) -> float | None:
    both = [(a, b) for a, b in pairs if a is not None and b is not None]
    if not both:
        return None
    n = len(both)
    rows, columns = Counter(a for a, _ in both), Counter(b for _, b in both)
    same = sum(a == b for a, b in both)
    by_chance = sum(rows[v] * columns[v] for v in rows)  # times n
    return (n * same - by_chance) / (n * n - by_chance) if by_chance != n * n else None
