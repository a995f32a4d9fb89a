"""From a source to everything found in it: the order of the recognisers, and the last look for persons."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from daachorse import CharwiseDoubleArrayAhoCorasick

from .arbitration import arbitrate
from .bodies.find import find_bodies
from .extraction import Extraction, Indicator, Link, Mention
from .figures.indicators import find_indicators
from .links.find import find_links
from .mechanisms.find import find_mechanisms
from .mechanisms.roles import find_roles
from .persons.privacy import find_persons, person_names
from .places.find import division_spans, find_places
from .texts.article import Article, SourceText, Span
from .texts.reading import read_source
from .texts.structure import read_article


def extract_article(source: SourceText) -> Extraction:
    """Read one source and find its mentions, indicators and links.

    Parameters
    ----------
    source : SourceText
        A text or an HTML page, decoded.

    Returns
    -------
    Extraction
        Without the name of a person in any field.

    Examples
    --------
    >>> source = SourceText("a.txt", "甲市公安局推行“两队一室”改革。", "0" * 64)
    >>> [m.canonical for m in extract_article(source).mentions if m.type == "Mechanism"]
    ['两队一室']
    """
    article = read_article(source)
    persons = find_persons(article)
    divisions = division_spans(article)
    places = find_places(article, divisions)
    bodies = find_bodies(article, places, persons, divisions)
    mechanisms = find_mechanisms(article, bodies, persons)
    roles = find_roles(article, bodies, persons)
    mentions = arbitrate((*places, *bodies, *mechanisms, *roles))
    mentions = _without_persons(article, mentions, persons)
    indicators = find_indicators(article, mentions, persons)
    links = find_links(article, mentions, indicators, persons)
    return _screened(Extraction(article, mentions, indicators, links, persons))


def extract_file(path: str | Path) -> Extraction:
    """Read one file and extract it; see `extract_article`.

    Raises
    ------
    InputRefused
        If the file is missing, empty, binary, or its encoding cannot be told.
    """
    return extract_article(read_source(path))


def _without_persons(article: Article, mentions: Iterable[Mention], persons: tuple[Span, ...]) -> tuple[Mention, ...]:
    """Drop mentions that overlap a person's name."""
    covered = bytearray(len(article.text))
    for start, end in persons:
        covered[start:end] = b"\1" * (end - start)
    return tuple(m for m in mentions if not any(covered[m.start : m.end]))


def _screened(extraction: Extraction) -> Extraction:
    """Drop whatever still holds a person's name in a field: recognisers take canonical names from context."""
    names = person_names(extraction.article, extraction.persons)
    if not names:
        return extraction

    automaton = CharwiseDoubleArrayAhoCorasick(sorted(names))
    seen: dict[str, bool] = {}

    def holds_none(field: str) -> bool:
        if field not in seen:
            seen[field] = not automaton.find(field)
        return seen[field]

    def clean(*fields: str | None) -> bool:
        return all(holds_none(field) for field in fields if field)

    def screened_indicator(i: Indicator) -> Indicator | None:
        if not clean(i.subject):
            return None
        return i if clean(i.measure, i.period, i.comparison) else replace(i, measure="", measure_id="")

    def kept(link: Link) -> bool:
        return clean(link.subject, link.object, *(value for _, value in link.qualifiers))

    return replace(
        extraction,
        mentions=tuple(m for m in extraction.mentions if clean(m.canonical)),
        indicators=tuple(s for i in extraction.indicators if (s := screened_indicator(i))),
        links=tuple(link for link in extraction.links if kept(link)),
    )
