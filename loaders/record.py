"""The JSON object of one document, as ``policing-kg extract`` prints it."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

from .extraction import Extraction
from .persons.masking import masked_stored_text, masked_words
from .persons.privacy import person_names
from .texts.article import Span


def document_record(extraction: Extraction) -> dict[str, Any]:
    """Write an extraction as one JSON-ready object with offsets of the stored text.

    Parameters
    ----------
    extraction : Extraction

    Returns
    -------
    dict
        ``id``, ``body``, ``entities``, ``indicators``, ``links`` and ``more``; every character of a person's name
        inside a text, or in the file's name, reads ``■``.

    Examples
    --------
    >>> from policing_kg.loaders.pipeline import extract_article
    >>> from policing_kg.loaders.texts.article import SourceText
    >>> record = document_record(extract_article(SourceText("记民警傅志刚.txt", "甲市公安局民警傅志刚走访。", "")))
    >>> record["id"], record["entities"][0]["text"], record["entities"][0]["start"]
    ('记民警■■■', '甲市公安局', 0)
    """
    article = extraction.article
    shown = masked_stored_text(article, extraction.persons)
    names = person_names(article, extraction.persons)

    def place(start: int, end: int) -> dict[str, Any]:
        first, last = article.clean.stored(start, end)
        return {"text": shown[first:last], "start": first, "end": last}

    def stored(span: Span | None) -> list[int] | None:
        return list(article.clean.stored(*span)) if span else None

    entities = [place(m.start, m.end) | {"type": m.type, "canonical": m.canonical} for m in extraction.mentions]
    indicators = []
    for i in extraction.indicators:
        row = place(i.start, i.end) | {"value": i.value, "unit": i.unit, "measure": i.measure, "subject": i.subject}
        if i.value_max is not None:
            row["value_max"] = i.value_max
        row |= {"period": i.period, "comparison": i.comparison, "direction": i.direction}
        indicators.append(row | {"approx": i.approx, "bound": i.bound})
    links = []
    for link in extraction.links:
        first, last = article.clean.stored(link.start, link.end)
        row = {"subject": link.subject, "relation": link.relation, "object": link.object, "start": first, "end": last}
        if link.qualifiers:
            row["qualifiers"] = {k: int(v) if k == "headcount" else v for k, v in link.qualifiers}
        links.append(row)
    title = stored(article.title)
    more = {
        "title": shown[title[0] : title[1]] if title else "",
        "date": article.date.edtf,
        "date_basis": article.date.basis,
        "publisher": masked_words(article.publisher, names),
        "sections": [list(article.clean.stored(s.start, s.end)) for s in article.sections if s.end > s.start],
        "repairs": [{"start": r.start, "end": r.end, "reason": r.reason} for r in article.clean.repairs],
        "unresolved": sorted({m.canonical for m in extraction.mentions if not m.resolved}),
        "new_mechanisms": sorted(
            {m.canonical for m in extraction.mentions if m.type == "Mechanism" and not m.vocabulary}
        ),
        "rules": {
            "entities": [m.rule for m in extraction.mentions],
            "indicators": [i.rule for i in extraction.indicators],
            "links": [link.rule for link in extraction.links],
        },
        "subject_basis": [stored(i.subject_basis) for i in extraction.indicators],
        "intervals": [i.interval for i in extraction.indicators],
    }
    return {
        "id": masked_words(PurePath(article.source.name).stem, names),
        "body": [list(article.clean.stored(*span)) for span in article.body],
        "entities": entities,
        "indicators": indicators,
        "links": links,
        "more": more,
    }
