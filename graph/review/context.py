"""The context of a claim: the masked sentence where the text is at hand, the place, and the citation."""

from __future__ import annotations

from functools import cached_property

from ..citation import Citation
from ..citation_styles import write_citations
from ..claim import Evidence
from ..holding import Holding
from ..location import Location, Named
from ..term import document_iri
from ..text_cache import read_masked

LONGEST = 400  # characters of a quote; of a longer sentence what stands around the statement
LEFT_OUT = "…"


class Source:
    """One document as context.

    Parameters
    ----------
    holding : Holding
    """

    def __init__(self, holding: Holding) -> None:
        self.key, self.title = holding.key, holding.document.title
        self._document = holding.document
        self._evidence: dict[str, Evidence] = {}
        for e in holding.evidence:
            self._evidence.setdefault(e.claim, e)
        self._texts: dict[str, str] = {}

    def evidence(self, claim: str) -> Evidence | None:
        """The first place that a claim rests on."""
        return self._evidence.get(claim)

    @cached_property
    def citation(self) -> str:
        """The document by GB/T 7714, in one line."""
        d = self._document
        coded = (self.key, d.title, d.publisher, d.issuer, d.date, d.date_basis, d.address, d.genre, d.language)
        whole = Citation(Named(document_iri(self.key).value, d.title or self.key), *coded)
        return " ".join(write_citations([whole], "gbt7714").split())

    def where(self, evidence: Evidence | None) -> str:
        """The place in the document, as people read it."""
        if evidence is None:
            return ""
        e = evidence
        at = Location(
            e.claim, Named("", ""), e.start, e.end, e.sentence_start, e.sentence_end,
            row=e.row, column=e.column, page=e.page, paragraph=e.paragraph, article=e.article,
        )  # fmt: skip
        return " ".join(part for part in (at.where, at.article) if part)

    def quote(self, evidence: Evidence | None) -> str:
        """The masked sentence; empty where this reader does not have the text."""
        text = self.text(evidence.manifestation) if evidence else ""
        if not evidence or not text or evidence.row:
            return ""
        first, last = evidence.sentence_start, evidence.sentence_end
        low, high = first, last
        if last - first > LONGEST:
            room = max(LONGEST - (evidence.end - evidence.start), 0) // 2
            low, high = max(first, evidence.start - room), min(last, evidence.start + LONGEST - room)
        words = " ".join(text[low:high].split())
        return LEFT_OUT * (low > first) + words + LEFT_OUT * (high < last)

    def text(self, manifestation: str) -> str:
        """The masked text of a file; empty where this reader does not have it."""
        if manifestation not in self._texts:
            self._texts[manifestation] = read_masked(manifestation)
        return self._texts[manifestation]
