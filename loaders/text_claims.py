"""What one text that was read becomes: its document as the coding describes it, and the claims that it makes."""

from __future__ import annotations

from dataclasses import replace

from ..graph.document import Document, DocumentClaims, Manifestation, body_hash
from .base import base_sources, coded_keys
from .claims.assertion import assert_claims
from .coding.coding import code_extraction
from .extraction import Extraction
from .persons.masking import masked_clean_text
from .persons.privacy import find_persons, person_names
from .persons.shown import covered_spans, shown_words
from .texts.script import simplify


def read_claims(extraction: Extraction, key: str, manifestation: Manifestation) -> DocumentClaims:
    """Turn an extraction into the claims of one document.

    Parameters
    ----------
    extraction : Extraction
    key : str
        Key of the document, unless the base dataset has coded this body under another.
    manifestation : Manifestation

    Returns
    -------
    DocumentClaims
    """
    article = extraction.article
    masked = masked_clean_text(article, extraction.persons)
    # A coded source bears the hash of its body as the rules alone mask it.
    by_rules = masked_clean_text(article, find_persons(article)) if extraction.offered else masked
    known = coded_keys().get(body_hash("".join(by_rules[start:end] for start, end in article.body)), "")
    document = base_sources()[known].document if known else _document(extraction, key)
    stored = tuple(article.clean.stored(*span) for span in article.body)
    return assert_claims(extraction, document, replace(manifestation, body=stored))


def _document(extraction: Extraction, key: str) -> Document:
    article = extraction.article
    shown = masked_clean_text(article, covered_spans(extraction))
    title = shown[slice(*article.title)].strip() if article.title else ""
    coding = code_extraction(extraction)
    return Document(
        key,
        title or shown_words(article.source.title, person_names(article, extraction.persons)),
        genre=coding.genre,
        issuer=coding.issuer,
        publisher=coding.publisher,
        date=article.date.edtf,
        date_basis=article.date.basis,
        address=article.source.address,
        language="zh-Hant" if _is_traditional(article.source.text) else "zh-Hans",
        reporting=coding.reporting,
        copy=coding.copy,
        carrier=coding.carrier,
    )


def _is_traditional(text: str) -> bool:
    head = text[:4000]
    return sum(a != b for a, b in zip(head, simplify(head), strict=True)) > len(head) // 20
