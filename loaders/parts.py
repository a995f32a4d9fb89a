"""A digest cut into its articles, so that each is read by itself, and what was found in them put together again.

Home place, agency, date and everything else that a recogniser takes from around a name end with the article.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from .extraction import Extraction, Indicator, Link, Mention
from .texts.article import Article, CleanText, DocumentDate, Section, Span


@dataclass(frozen=True, slots=True)
class Part:
    """One article of a page, with offsets of its own, and where it begins in the page."""

    article: Article
    start: int

    def own(self, spans: Sequence[Span]) -> tuple[Span, ...]:
        """Those of some sorted, disjoint spans of the page that lie in the part, with its offsets."""
        end = self.start + len(self.article.text)
        first = bisect_left(spans, (self.start, 0))
        last = bisect_left(spans, (end, 0))
        return tuple((a - self.start, min(b, end) - self.start) for a, b in spans[first:last])


def parts_of(article: Article) -> tuple[Part, ...]:
    """Cut a digest into its articles; any other article is its only part.

    Parameters
    ----------
    article : Article

    Returns
    -------
    tuple of Part
        In order.

    Examples
    --------
    >>> from policing_kg.loaders.texts.article import SourceText
    >>> from policing_kg.loaders.texts.structure import read_article
    >>> said = "民警每周走访社区群众，与网格员共同化解邻里纠纷，去年发案下降两成，群众安心。"
    >>> heads = ("平川县深化派出所改革|来源：平川日报 2023-05-06", "石岭县推行警网融合|来源：石岭晚报 2021-05-08")
    >>> page = "|".join(f"{head}|{said}" for head in heads).replace("|", chr(10))
    >>> parts = parts_of(read_article(SourceText("a.txt", page, "")))
    >>> [(p.article.text[slice(*p.article.title)], p.article.date.edtf) for p in parts]
    [('平川县深化派出所改革', '2023-05-06'), ('石岭县推行警网融合', '2021-05-08')]
    """
    tops = [section for section in article.sections if section.level == 1]
    if sum(bool(top.publisher or top.date) for top in tops) < 2:
        return (Part(article, 0),)
    stops = [*(top.start for top in tops[1:]), tops[-1].end]
    return tuple(_part(article, top, stop) for top, stop in zip(tops, stops, strict=True))


def joined(
    article: Article, persons: tuple[Span, ...], parts: Sequence[Part], found: Sequence[Extraction]
) -> Extraction:
    """Put together what was found in the parts of an article, with the offsets of the whole.

    Parameters
    ----------
    article : Article
    persons : tuple of spans
        Of the whole.
    parts : sequence of Part
    found : sequence of Extraction
        One for each part.
    """
    if len(parts) == 1:
        return found[0]
    by = [part.start for part in parts]

    def mentions(kind: str) -> tuple[Mention, ...]:
        return tuple(_mention(m, at) for at, e in zip(by, found, strict=True) for m in getattr(e, kind))

    def links(kind: str) -> tuple[Link, ...]:
        return tuple(_link(m, at) for at, e in zip(by, found, strict=True) for m in getattr(e, kind))

    return Extraction(
        article,
        mentions("mentions"),
        tuple(_indicator(i, at) for at, e in zip(by, found, strict=True) for i in e.indicators),
        links("links"),
        persons,
        mentions("policies"),
        links("relations"),
    )


def _part(article: Article, top: Section, stop: int) -> Part:
    at = top.start
    clean = article.clean
    paragraphs = [n for n, (a, _) in enumerate(article.paragraphs) if at <= a < stop]
    sections = [n for n, s in enumerate(article.sections) if at <= s.start < stop and (s.level > 1 or s is top)]
    of_paragraph = {n: i for i, n in enumerate(paragraphs)}
    of_section = {n: i for i, n in enumerate(sections)}
    own = replace(
        article,
        clean=CleanText(clean.text[at:stop], clean.starts[at:stop], clean.ends[at:stop]),
        body=tuple((max(a, at) - at, min(b, stop) - at) for a, b in article.body if a < stop and b > at),
        title=_moved(top.heading, -at),
        paragraphs=tuple((a - at, b - at) for a, b in (article.paragraphs[n] for n in paragraphs)),
        sections=tuple(_section(article.sections[n], -at) for n in sections),
        sentences=tuple(
            replace(
                s, start=s.start - at, end=s.end - at,
                paragraph=of_paragraph[s.paragraph], section=of_section.get(s.section, 0),
            )
            for s in article.sentences
            if s.paragraph in of_paragraph
        ),
        date=DocumentDate(top.date, "page") if top.date else article.date,
        publisher=top.publisher,
    )  # fmt: skip
    return Part(own, at)


def _moved(span: Span | None, by: int) -> Span | None:
    return (span[0] + by, span[1] + by) if span else None


def _section(section: Section, by: int) -> Section:
    heading, agency = _moved(section.heading, by), _moved(section.agency, by)
    return replace(section, start=section.start + by, end=section.end + by, heading=heading, agency=agency)


def _mention(mention: Mention, by: int) -> Mention:
    return replace(mention, start=mention.start + by, end=mention.end + by)


def _indicator(found: Indicator, by: int) -> Indicator:
    basis = _moved(found.subject_basis, by)
    return replace(found, start=found.start + by, end=found.end + by, subject_basis=basis)


def _link(link: Link, by: int) -> Link:
    return replace(link, start=link.start + by, end=link.end + by, basis=_moved(link.basis, by))
