"""What a decision rests on: the claim as the reviewer saw it, so that it can be told when another look is due."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable

from ..claim import Claim
from ..dataset import Dataset
from ..decision import Decision
from ..holding import Holding, Origin
from ..scan import documents_of_claims
from ..segment import bucket_of

ON_CLAIMS = ("accept", "reject", "correct")


def gist(claim: Claim) -> str:
    """Hash what a claim says in which sentence, whatever the document: the same words elsewhere have the same gist.

    Examples
    --------
    >>> from ..claim import make_claim
    >>> a, b = (make_claim(key, "s", "pk:leads", "o", sentence="f") for key in ("a.txt", "b.txt"))
    >>> a.id == b.id, gist(a) == gist(b)
    (False, True)
    """
    subject = "" if claim.subject == claim.document else claim.subject
    parts = [subject, claim.predicate, claim.object, claim.value, claim.datatype, claim.qualifiers, claim.sentence]
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()[:32]


def rules_of(origins: Iterable[Origin]) -> str:
    """The rules that make a claim, each once, parted by a semicolon."""
    return "; ".join(sorted({o.rule for o in origins}))


def seen_of(claim: Claim, origins: Iterable[Origin]) -> tuple[tuple[str, str], ...]:
    """What a decision on a claim notes of it.

    Returns
    -------
    tuple of (str, str)
        ``document``, ``subject``, ``predicate``, ``object`` (or the value), ``rule`` and ``gist``.
    """
    noted = {
        "document": claim.document,
        "subject": claim.subject,
        "predicate": claim.predicate,
        "object": claim.object or claim.value,
        "rule": rules_of(origins),
        "gist": gist(claim),
    }
    return tuple(noted.items())


def is_claim(target: str) -> bool:
    """Whether the target of a decision is a claim, not an entity.

    Examples
    --------
    >>> is_claim("0" * 64), is_claim("unit/120111/000000000000")
    (True, False)
    """
    return "/" not in target


def claim_verdicts(decisions: Iterable[Decision]) -> list[Decision]:
    """Decisions that judge a claim."""
    return [d for d in decisions if d.kind in ON_CLAIMS and is_claim(d.target)]


def holdings_of(dataset: Dataset, keys: Iterable[str]) -> Iterable[Holding]:
    """Some documents, bucket by bucket."""
    wanted = set(keys)
    buckets = sorted({bucket_of(key, dataset.manifest.buckets) for key in wanted})
    return (holding for holding in dataset.holdings(buckets) if holding.key in wanted)


def claims_by_id(dataset: Dataset, ids: Iterable[str]) -> dict[str, tuple[Claim, tuple[Origin, ...]]]:
    """Those of some claims that the dataset holds, each with its origins."""
    wanted = {i for i in ids if is_claim(i)}
    if not wanted or not dataset.generation:
        return {}
    keys = documents_of_claims(dataset.folder, wanted)
    return {i: found for h in holdings_of(dataset, keys) for i, found in h.claims.items() if i in wanted}
