"""The JSON object of one document, as ``policing-kg extract`` prints it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath
from typing import Any

from .coding.coding import code_extraction
from .extraction import Extraction, Findings, Indicator, Link, Mention
from .persons.masking import masked_stored_text, masked_words
from .persons.privacy import person_names
from .persons.shown import covered_spans
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
    shown = masked_stored_text(article, covered_spans(extraction))
    names = person_names(article, extraction.persons)

    def place(start: int, end: int) -> dict[str, Any]:
        first, last = article.clean.stored(start, end)
        return {"text": shown[first:last], "start": first, "end": last}

    def stored(span: Span | None) -> list[int] | None:
        return list(article.clean.stored(*span)) if span else None

    def entity(mention: Mention) -> dict[str, Any]:
        return place(mention.start, mention.end) | {"type": mention.type, "canonical": mention.canonical}

    def stated(link: Link) -> dict[str, Any]:
        first, last = article.clean.stored(link.start, link.end)
        row = {"subject": link.subject, "relation": link.relation, "object": link.object, "start": first, "end": last}
        if link.qualifiers:
            row["qualifiers"] = {k: int(v) if k == "headcount" else v for k, v in link.qualifiers}
        return row

    def figure(i: Indicator) -> dict[str, Any]:
        row = place(i.start, i.end) | {"value": i.value, "unit": i.unit, "measure": i.measure, "subject": i.subject}
        if i.value_max is not None:
            row["value_max"] = i.value_max
        row |= {"period": i.period, "comparison": i.comparison, "direction": i.direction}
        return row | {"approx": i.approx, "bound": i.bound}

    title = stored(article.title)
    coding = code_extraction(extraction)
    more: dict[str, Any] = {
        "title": shown[title[0] : title[1]] if title else "",
        "date": article.date.edtf,
        "date_basis": article.date.basis,
        "publisher": coding.publisher,
        "carrier": coding.carrier,
        "issuer": coding.issuer,
        "genre": coding.genre,
        "reporting": coding.reporting,
        "copy": coding.copy,
        "sections": [list(article.clean.stored(s.start, s.end)) for s in article.sections if s.end > s.start],
        "articles": [
            {
                **dict(zip(("start", "end"), article.clean.stored(s.start, s.end), strict=True)),
                "title": shown[slice(*article.clean.stored(*s.heading))] if s.heading else "",
                "publisher": masked_words(s.publisher, names),
                "date": s.date,
            }
            for s in article.sections
            if s.level == 1 and (s.publisher or s.date)
        ],
        "repairs": [{"start": r.start, "end": r.end, "reason": r.reason} for r in article.clean.repairs],
        "unresolved": sorted({m.canonical for m in extraction.mentions if not m.resolved}),
        "new_mechanisms": sorted(
            {m.canonical for m in extraction.mentions if m.type == "Mechanism" and not m.vocabulary}
        ),
        "entities": [entity(m) for m in extraction.policies],
        "relations": [stated(link) for link in extraction.relations],
        "rules": {
            "entities": [m.rule for m in extraction.mentions],
            "indicators": [i.rule for i in extraction.indicators],
            "links": [link.rule for link in extraction.links],
            "relations": [link.rule for link in extraction.relations],
        },
        "subject_basis": [stored(i.subject_basis) for i in extraction.indicators],
        "intervals": [i.interval for i in extraction.indicators],
    }
    if extraction.offered:
        more["offered"] = _offered(extraction.offered, entity, stated, figure)
    return {
        "id": masked_words(PurePath(article.source.name).stem, names),
        "body": [list(article.clean.stored(*span)) for span in article.body],
        "entities": [entity(m) for m in extraction.mentions],
        "indicators": [figure(i) for i in extraction.indicators],
        "links": [stated(link) for link in extraction.links],
        "more": more,
    }


def _offered(
    offered: Findings,
    entity: Callable[[Mention], dict[str, Any]],
    stated: Callable[[Link], dict[str, Any]],
    figure: Callable[[Indicator], dict[str, Any]],
) -> dict[str, Any]:
    """What optional recognisers found, apart from what the rules found, each with the rule behind it."""
    return {
        "recognisers": list(offered.recognisers),
        "entities": [entity(m) | {"rule": m.rule} for m in offered.mentions],
        "indicators": [figure(i) | {"rule": i.rule} for i in offered.indicators],
        "links": [stated(link) | {"rule": link.rule} for link in offered.links],
        "refused": dict(offered.refused),
        "unanswered": offered.unanswered,
    }
