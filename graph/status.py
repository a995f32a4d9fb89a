"""The standing of a claim: whether what it says counts as a fact, and if not, why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from .claim import QUALIFIERS, Claim, claim_id
from .decision import Decision, Decisions

STATUSES = ("live", "planned", "required", "negated", "rejected", "withheld")


@dataclass(frozen=True, slots=True)
class Standing:
    """A claim as decisions leave it.

    Parameters
    ----------
    claim : Claim
        The claim, or what a reviewer's correction makes of it.
    status : str
        One of `STATUSES`.
    accepted : bool
        True where a reviewer accepted or corrected it.
    evidence_of : str
        Id of the claim whose evidence it rests on: its own, or that of the claim it corrects.
    """

    claim: Claim
    status: str
    accepted: bool
    evidence_of: str


def status_of(claim: Claim, decision: Decision | None = None, model_only: bool | None = None) -> str:
    """Tell the status of a claim.

    Parameters
    ----------
    claim : Claim
    decision : Decision, optional
        The last decision on it.
    model_only : bool, optional
        True if nothing but a model made it; by default what its `origin` says.

    Returns
    -------
    str
        ``rejected`` before ``negated`` before ``required`` or ``planned`` before ``withheld`` (a model's, undecided)
        before ``live``.

    Examples
    --------
    >>> from .claim import make_claim
    >>> status_of(make_claim("d", "a", "pk:implements", "b", qualifiers={"modality": "planned"}))
    'planned'
    """
    if decision is not None and decision.kind in ("reject", "correct"):
        return "rejected"
    if claim.qualifier("polarity") == "negative":
        return "negated"
    modality = claim.qualifier("modality")
    if modality in ("required", "planned"):
        return modality
    by_model = claim.origin == "model" if model_only is None else model_only
    return "withheld" if by_model and decision is None else "live"


def corrected(claim: Claim, decision: Decision) -> Claim:
    """Write the claim that a correction puts in another's place.

    Examples
    --------
    >>> from .claim import make_claim
    >>> wrong = make_claim("d", "a", "pk:implements", "b", qualifiers={"stage": "full"})
    >>> right = corrected(wrong, Decision("correct", wrong.id, "r", "2025", "", change=(("stage", "pilot"),)))
    >>> right.qualifier("stage"), right.origin, right.id != wrong.id
    ('pilot', 'coder', True)
    """
    change = dict(decision.change)
    qualifiers = dict(claim.qualifiers) | {k: v for k, v in change.items() if k in QUALIFIERS}
    pairs = tuple(sorted((k, v) for k, v in qualifiers.items() if v))
    new = replace(
        claim,
        subject=change.get("subject", claim.subject),
        object=change.get("object", claim.object),
        value=change.get("value", claim.value),
        qualifiers=pairs,
        origin="coder",
        rule="review.correct@1",
    )
    return replace(new, id=claim_id(new))


def standings(claims: Iterable[tuple[Claim, bool]], decisions: Decisions) -> Iterator[Standing]:
    """Tell the standing of each claim, corrections included.

    Parameters
    ----------
    claims : iterable of (Claim, bool)
        Each claim, and whether nothing but a model made it.
    decisions : Decisions
    """
    for claim, model_only in claims:
        decision = decisions.on_claim.get(claim.id)
        accepted = decision is not None and decision.kind == "accept"
        yield Standing(claim, status_of(claim, decision, model_only), accepted, claim.id)
        if decision is not None and decision.kind == "correct":
            new = corrected(claim, decision)
            yield Standing(new, status_of(new, None, model_only=False), True, claim.id)
