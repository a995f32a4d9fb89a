"""Proving the spans of evidence: the fingerprint of the sentence in the text is the one that the claim bears."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from ..claim import Evidence
from ..holding import Holding
from ..segment import read_holdings
from .edition import Edition

if TYPE_CHECKING:
    from .proof import Check, Proof


class Text(Protocol):
    """The text that some evidence points into."""

    def holds(self, start: int, end: int, sentence: str) -> bool:
        """Whether the masked sentence at a span of the stored text has this fingerprint."""

    def doubt(self, start: int, end: int) -> str:
        """Why a sentence with another fingerprint may be right all the same; empty where it cannot be."""


# Of a document and the hash of a file: its text, or what is said of a text that is not at hand.
TextOf = Callable[[Holding, str], Text | str]


def prove_spans(proof: Proof, held: Edition, text_of: TextOf) -> None:
    """Compare the fingerprint of each sentence that evidence names with that of its claim."""
    check = proof.check("evidence")
    for number in range(held.buckets):
        for _, holding in sorted(read_holdings(held.folder, number).items()):
            _prove(proof, check, holding, text_of)


def _prove(proof: Proof, check: Check, holding: Holding, text_of: TextOf) -> None:
    texts: dict[str, Text | str] = {}
    without: Counter[str] = Counter()
    sentences = {claim.id: claim.sentence for claim, _ in holding.claims.values()}
    for e in holding.evidence:
        if e.claim not in sentences:
            proof.differs(check, f"{_where(holding, e)}: is of no claim of the document")
            continue
        if e.manifestation not in texts:
            texts[e.manifestation] = text_of(holding, e.manifestation)
        text = texts[e.manifestation]
        if isinstance(text, str):
            without[text] += 1
            continue
        inside = bool(e.row) or e.sentence_start <= e.start <= e.end <= e.sentence_end
        span = e.sentence_start, e.sentence_end
        if inside and text.holds(*span, sentences[e.claim]):
            check.compared += 1
        elif inside and (why := text.doubt(*span)):
            without[why] += 1
        else:
            check.compared += 1
            proof.differs(check, f"{_where(holding, e)}: the text does not hold its sentence there")
    check.unchecked += sum(without.values())
    for why, count in sorted(without.items()):
        proof.unchecked.append(f"{holding.key}: {count} {'span' if count == 1 else 'spans'}: {why}")


def _where(holding: Holding, e: Evidence) -> str:
    at = f"row {e.row}" if e.row else f"{e.start}–{e.end}"
    return f"evidence of claim {e.claim[:12]} in {holding.key} at {at}"
