"""Percentile intervals by drawing clusters of units anew, with a fixed seed.

References
----------
Efron and Tibshirani (1993), An Introduction to the Bootstrap, chapter 13, DOI 10.1201/9780429246593.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import TypeVar

_T = TypeVar("_T")
LEAST = 100  # draws in which the statistic must be defined


def interval(
    statistic: Callable[[Sequence[_T]], float | None], clusters: Sequence[Sequence[_T]], draws: int, seed: int = 0
) -> tuple[float, float] | None:
    """The 95 % interval of a statistic over units.

    Parameters
    ----------
    statistic : callable
    clusters : sequence of sequence
        Units that belong together, as those of one document; they are drawn as a whole.
    draws : int
        Number of draws; 0 for no interval.
    seed : int

    Returns
    -------
    (float, float) or None
        None for fewer than two clusters, or where too many draws leave the statistic undefined.

    Examples
    --------
    >>> interval(lambda units: sum(units) / len(units), [[0.0], [1.0]] * 50, 1000)
    (0.4, 0.6)
    """
    if len(clusters) < 2 or not draws:
        return None
    dice = random.Random(seed)  # noqa: S311 - draws of a bootstrap, no secret
    found = []
    for _ in range(draws):
        value = statistic([unit for _ in clusters for unit in dice.choice(clusters)])
        if value is not None:
            found.append(value)
    if len(found) < min(LEAST, draws):
        return None
    found.sort()
    return found[int(0.025 * len(found))], found[min(int(0.975 * len(found)), len(found) - 1)]
