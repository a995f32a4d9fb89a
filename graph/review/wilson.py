"""The interval of a share."""

from __future__ import annotations

from math import sqrt

Z95 = 1.959963984540054  # of the standard normal distribution, two-sided 95 %


def wilson(right: int, of: int, z: float = Z95) -> tuple[float, float]:
    """Interval of a share.

    Parameters
    ----------
    right, of : int
        Successes and trials; one trial at least.
    z : float
        Quantile of the standard normal distribution.

    References
    ----------
    Wilson (1927), Probable inference, the law of succession, and statistical inference, JASA 22, 209-212.

    Examples
    --------
    >>> [round(bound, 4) for bound in wilson(81, 263)]
    [0.2553, 0.3662]
    >>> wilson(5, 5)[1], round(wilson(0, 5)[1], 4)
    (1.0, 0.4345)
    """
    share = right / of
    centre = (share + z * z / (2 * of)) / (1 + z * z / of)
    half = z / (1 + z * z / of) * sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    return max(centre - half, 0.0), min(centre + half, 1.0)
