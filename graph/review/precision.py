"""How often each rule is right, as reviewers and annotators found, with Wilson's intervals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from ..claim import MENTIONS
from ..dataset import Dataset
from ..decision import Decision
from .annotated import annotated_shares
from .basis import claim_verdicts
from .wilson import wilson


@dataclass(frozen=True, slots=True)
class RulePrecision:
    """What reviews, and annotated documents, say of one rule.

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
    gold_found, gold_right : int
        What this version of the rule found in annotated documents, and how much of it annotators found too.
    gold_precision, gold_low, gold_high : float or None
        Their ratio with its interval; None where nothing was found there.
    """

    rule: str
    claims: int
    accepted: int
    corrected: int
    rejected: int
    precision: float | None
    low: float | None
    high: float | None
    gold_found: int = 0
    gold_right: int = 0
    gold_precision: float | None = None
    gold_low: float | None = None
    gold_high: float | None = None


def verdicts_by_rule(decisions: Iterable[Decision]) -> dict[str, dict[str, int]]:
    """Claims that were judged, by the rule that had made them when they were, and by the last verdict.

    Parameters
    ----------
    decisions : iterable of Decision
        Those that stand on claims, in their order.

    Returns
    -------
    dict of str to dict of str to int
        Of each rule: how many were ``accept``, ``correct`` and ``reject``.

    Examples
    --------
    >>> seen = (("rule", "links.a@1; links.b@2"),)
    >>> first, last = (Decision(kind, "c" * 64, "anna", "2026", "", seen=seen) for kind in ("reject", "accept"))
    >>> verdicts_by_rule([first, last])
    {'links.a@1': {'accept': 1}, 'links.b@2': {'accept': 1}}
    """
    found: dict[str, dict[str, int]] = {}
    for decision in {d.target: d for d in claim_verdicts(decisions)}.values():
        for rule in filter(None, dict(decision.seen).get("rule", "").split("; ")):
            of = found.setdefault(rule, {})
            of[decision.kind] = of.get(decision.kind, 0) + 1
    return found


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
    precision = accepted / decided if decided else None
    share = annotated_shares().get(rule)
    measured = (share.found, share.right, share.precision, share.low, share.high) if share else ()
    return RulePrecision(rule, claims, accepted, corrected, rejected, precision, low, high, *measured)
