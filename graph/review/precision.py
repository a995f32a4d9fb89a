"""How often each rule is right, as reviewers found: accepted of those decided, with Wilson's interval."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from math import sqrt

from ..claim import MENTIONS
from ..dataset import Dataset
from .basis import claim_verdicts

Z95 = 1.959963984540054  # of the standard normal distribution, two-sided 95 %


@dataclass(frozen=True, slots=True)
class RulePrecision:
    """What reviews say of one rule.

    Parameters
    ----------
    rule : str
        Id and version.
    claims : int
        Claims that it makes (alone or beside others), mentions left out.
    accepted, corrected, rejected : int
        Of those, by their last decision.
    precision : float or None
        Share of the accepted among the decided: what had to be corrected was not right.  None where nothing was.
    low, high : float or None
        Wilson's 95 % interval.
    """

    rule: str
    claims: int
    accepted: int
    corrected: int
    rejected: int
    precision: float | None
    low: float | None
    high: float | None


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


def rule_precision(dataset: Dataset) -> list[RulePrecision]:
    """The precision of each rule from the decisions that stand.

    It is that of the claims that were reviewed: only where they were drawn at random does it hold for the others.

    Parameters
    ----------
    dataset : Dataset

    Returns
    -------
    list of RulePrecision
        Sorted by rule; coded claims and rules that nobody reviewed are there too.
    """
    last = {d.target: d.kind for d in claim_verdicts(dataset.decisions.on_claim.values())}
    made: dict[str, int] = defaultdict(int)
    kinds: dict[str, dict[str, int]] = defaultdict(lambda: {"accept": 0, "correct": 0, "reject": 0})
    for holding in dataset.holdings():
        for claim, origins in holding.claims.values():
            for rule in {o.rule for o in origins} if claim.predicate != MENTIONS else ():
                made[rule] += 1
                if claim.id in last:
                    kinds[rule][last[claim.id]] += 1
    return [_of(rule, made[rule], kinds[rule]) for rule in sorted(made)]


def _of(rule: str, claims: int, kinds: dict[str, int]) -> RulePrecision:
    accepted, corrected, rejected = kinds["accept"], kinds["correct"], kinds["reject"]
    decided = accepted + corrected + rejected
    low, high = wilson(accepted, decided) if decided else (None, None)
    return RulePrecision(
        rule, claims, accepted, corrected, rejected, accepted / decided if decided else None, low, high
    )
