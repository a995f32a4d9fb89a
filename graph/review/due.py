"""When another look is due: the rule or the source changed, or reviewers differ; and what carries over by itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..claim import Claim
from ..dataset import Dataset
from ..decision import Decision
from ..holding import Origin
from .basis import claim_verdicts, claims_by_id, gist, holdings_of, rules_of, seen_of

RULE, SOURCE, GONE = "rule changed", "source changed", "withdrawn"


@dataclass(frozen=True, slots=True)
class Due:
    """A decision whose ground has changed.

    Parameters
    ----------
    decision : Decision
    why : str
        ``rule changed`` (another rule, or version of it, makes the claim now), ``source changed`` (the sentence reads
        otherwise) or ``withdrawn`` (nothing of the document says so any more).
    claims : tuple of str
        Ids of the claims to look at: that of the decision, or those that took its place; empty where it is withdrawn.
    """

    decision: Decision
    why: str
    claims: tuple[str, ...]


def due(dataset: Dataset) -> list[Due]:
    """Decisions on claims that no longer rest on what the reviewer saw.

    Parameters
    ----------
    dataset : Dataset

    Returns
    -------
    list of Due
        In the order of the decisions.  A decision on the claim that took the place of another settles it.
    """
    standing = claim_verdicts(dataset.decisions.on_claim.values())
    held = claims_by_id(dataset, (d.target for d in standing))
    gone = [d for d in standing if d.target not in held]
    instead = _successors(dataset, gone)
    found = []
    for decision in standing:
        if decision.target in held:
            rule = dict(decision.seen).get("rule", "")
            if rule and rule != rules_of(held[decision.target][1]):
                found.append(Due(decision, RULE, (decision.target,)))
            continue
        now = instead.get(decision.target, ())
        if not now:
            found.append(Due(decision, GONE, ()))
        elif not any(i in dataset.decisions.on_claim for i in now):
            found.append(Due(decision, SOURCE, now))
    return found


def _successors(dataset: Dataset, gone: Iterable[Decision]) -> dict[str, tuple[str, ...]]:
    """Claims of the same document that link the same ends as a claim that is gone, by its id."""
    noted = {d.target: dict(d.seen) for d in gone if d.seen}
    ends: dict[tuple[str, ...], list[str]] = {}
    for holding in holdings_of(dataset, {n["document"] for n in noted.values()}):
        for claim, _ in holding.claims.values():
            ends.setdefault(_ends(holding.key, claim), []).append(claim.id)
    keys = ("document", "subject", "predicate", "object")
    found = {target: ends.get(tuple(n[k] for k in keys), []) for target, n in noted.items()}
    return {target: tuple(sorted(ids)) for target, ids in found.items() if ids}


def _ends(key: str, claim: Claim) -> tuple[str, ...]:
    return key, claim.subject, claim.predicate, claim.object or claim.value


def disputed(decisions: Iterable[Decision]) -> dict[str, dict[str, Decision]]:
    """Claims on which the last words of two reviewers differ.

    Parameters
    ----------
    decisions : iterable of Decision
        Those that stand, in their order.

    Returns
    -------
    dict of str to dict of str to Decision
        By claim, by reviewer.

    Examples
    --------
    >>> two = [Decision("accept", "c", "anna", "2025", ""), Decision("reject", "c", "bo", "2025", "")]
    >>> sorted(disputed(two)["c"]), disputed([*two, Decision("reject", "c", "anna", "2026", "")])
    (['anna', 'bo'], {})
    """
    last: dict[str, dict[str, Decision]] = {}
    for d in claim_verdicts(decisions):
        last.setdefault(d.target, {})[d.who] = d
    return {t: by for t, by in last.items() if len({(d.kind, d.change) for d in by.values()}) > 1}


def carried(dataset: Dataset, by: str, when: str, batch: str = "") -> Iterator[Decision]:
    """Decisions that carry over to undecided claims which say the same, by the same rule, in the same sentence.

    A page that is fetched again under its key keeps its decisions by itself, for its claims keep their ids.  Where the
    sentence stands elsewhere (another address, a reprint, a new file), what was decided on it holds there as well.

    Parameters
    ----------
    dataset : Dataset
    by : str
        Who lets them carry over.
    when : str
        ISO time.
    batch : str

    Yields
    ------
    Decision
        None where decisions on the same words differ, or reviewers do.
    """
    on_claim = dataset.decisions.on_claim
    differ = disputed(dataset.decisions.standing)
    by_gist: dict[tuple[str, str], list[Decision]] = {}
    for d in claim_verdicts(on_claim.values()):
        noted = dict(d.seen)
        if noted.get("gist"):
            by_gist.setdefault((noted["gist"], noted["rule"]), []).append(d)
    if not by_gist:
        return
    for holding in dataset.holdings():
        for claim, origins in sorted(holding.claims.values(), key=lambda found: found[0].id):
            like = [] if claim.id in on_claim else by_gist.get((gist(claim), rules_of(origins)), [])
            if like and len({(d.kind, d.change) for d in like}) == 1 and not any(d.target in differ for d in like):
                yield _over(like[0], claim, origins, by, when, batch)


def _over(first: Decision, claim: Claim, origins: tuple[Origin, ...], by: str, when: str, batch: str) -> Decision:
    why = f"carried over from decision {first.id[:12]} of {first.who}: {first.why}"
    return Decision(first.kind, claim.id, by, when, why, change=first.change, seen=seen_of(claim, origins), batch=batch)
