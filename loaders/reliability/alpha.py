"""Krippendorff's alpha for coders who judge given units: any number of coders, any level, data may be missing.

References
----------
Krippendorff (2004), Content Analysis: An Introduction to Its Methodology, 2nd ed., Sage, chapter 11; 4th ed. 2018,
chapter 12, DOI 10.4135/9781071878781.  Krippendorff (2011), Computing Krippendorff's Alpha-Reliability.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

Value = str | float
Unit = Sequence[Value | None]  # one value of each coder, None where there is none
LEVELS = ("nominal", "ordinal", "interval", "ratio")


def alpha(units: Sequence[Unit], level: str = "nominal", order: Sequence[Value] = ()) -> float | None:
    """Krippendorff's alpha.

    Parameters
    ----------
    units : sequence of sequence
        Each unit with one value a coder; None where a coder has none.
    level : str
        ``nominal``, ``ordinal``, ``interval`` or ``ratio``; of the last two the values are numbers, of the last none is
        below 0.
    order : sequence
        For ``ordinal``, the values from the lowest up; by default in their own order.

    Returns
    -------
    float or None
        1 for perfect agreement, 0 for that of chance; None where no unit has two values, or all values are one.

    Examples
    --------
    >>> alpha([("a", "a"), ("b", "b"), ("a", "b"), ("b", None)])
    0.4444444444444444
    """
    pairable = [[v for v in unit if v is not None] for unit in units]
    pairable = [values for values in pairable if len(values) > 1]
    counts = Counter(v for values in pairable for v in values)
    if len(counts) < 2:
        return None
    if level == "nominal":
        observed = sum(_unlike(Counter(values)) / (len(values) - 1) for values in pairable)
        expected = _unlike(counts) / (counts.total() - 1)
    elif level == "ratio":
        observed = sum(_out_of_proportion(Counter(values)) / (len(values) - 1) for values in pairable)
        expected = _out_of_proportion(counts) / (counts.total() - 1)
    else:
        scale = _ranks(counts, order) if level == "ordinal" else {v: float(v) for v in counts}
        observed = sum(_apart([scale[v] for v in values]) / (len(values) - 1) for values in pairable)
        expected = _apart([scale[v] for values in pairable for v in values]) / (counts.total() - 1)
    return 1 - observed / expected


def _unlike(counts: Counter[Value]) -> int:
    """Ordered pairs of values that differ."""
    return counts.total() ** 2 - sum(n * n for n in counts.values())


def _out_of_proportion(counts: Counter[Value]) -> float:
    """Sum over ordered pairs of the squares of difference over sum; of 0 and 0 that is 0."""
    held = [(float(value), n) for value, n in counts.items()]
    return sum(n * m * ((v - w) / (v + w)) ** 2 for v, n in held for w, m in held if v != w)


def _apart(values: Sequence[float]) -> float:
    """Sum of the squared differences over ordered pairs of values."""
    mean = sum(values) / len(values)
    return 2 * len(values) * sum((v - mean) ** 2 for v in values)


def _ranks(counts: Mapping[Value, int], order: Sequence[Value]) -> dict[Value, float]:
    """Middle rank of each value: the ordinal difference is that of ranks so counted."""
    ranks: dict[Value, float] = {}
    below = 0
    placed = [v for v in order if v in counts]
    for value in (*placed, *sorted(v for v in counts if v not in placed)):
        ranks[value] = below + counts[value] / 2
        below += counts[value]
    return ranks
