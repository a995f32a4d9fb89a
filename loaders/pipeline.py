"""From a source to everything found in it: the order of the recognisers, and the last look for persons."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from pathlib import Path

from daachorse import CharwiseDoubleArrayAhoCorasick

from .arbitration import arbitrate
from .bodies.find import find_bodies
from .extraction import Extraction, Indicator, Link
from .figures.indicators import find_indicators
from .links.discourse import read_discourse
from .links.find import links_in
from .mechanisms.find import find_mechanisms
from .mechanisms.roles import find_roles
from .parts import joined, parts_of
from .persons.privacy import find_persons, person_names, without_persons
from .persons.shown import shown_spans
from .places.find import division_spans, find_places
from .places.zone_spans import find_zones, name_zones
from .policies.find import find_policies
from .recognisers.offering import screened_findings, with_findings
from .recognisers.recogniser import Recogniser
from .relations.find import find_relations
from .texts.article import Article, SourceText, Span
from .texts.reading import read_source
from .texts.span_index import joined_spans
from .texts.structure import read_article

_FEW = 12  # names


def extract_article(source: SourceText, recognisers: Sequence[Recogniser] = ()) -> Extraction:
    """Read one source and find its mentions, indicators and links.

    Parameters
    ----------
    source : SourceText
        A text or an HTML page, decoded.
    recognisers : sequence of Recogniser
        Optional ones, in the order in which they run.

    Returns
    -------
    Extraction
        Without the name of a person in any field; what optional recognisers found stands apart, in `offered`.

    Examples
    --------
    >>> source = SourceText("a.txt", "甲市公安局推行“两队一室”改革。", "0" * 64)
    >>> [m.canonical for m in extract_article(source).mentions if m.type == "Mechanism"]
    ['两队一室']
    """
    article = read_article(source)
    extraction = _read(article, find_persons(article))
    for recogniser in recognisers:
        found = recogniser.recognise(extraction)
        persons = joined_spans((*extraction.persons, *found.persons)) if found.persons else extraction.persons
        if persons != extraction.persons:  # a name hides what the rules read in it: they read again
            extraction = replace(_read(article, persons), offered=extraction.offered)
        extraction = with_findings(extraction, found)
    extraction = _screened(extraction)
    return replace(extraction, covered=shown_spans(extraction))


def _read(article: Article, persons: tuple[Span, ...]) -> Extraction:
    """Everything that the rules find in a page of which the names of persons are known, article by article."""
    parts = parts_of(article)
    return joined(article, persons, parts, [_read_part(part.article, part.own(persons)) for part in parts])


def _read_part(article: Article, persons: tuple[Span, ...]) -> Extraction:
    """Everything that the rules find in one article."""
    divisions = division_spans(article)
    places = find_places(article, divisions)
    bodies = find_bodies(article, places, persons, divisions)
    mechanisms = find_mechanisms(article, bodies, persons)
    roles = find_roles(article, bodies, persons)
    mentions = arbitrate((*places, *bodies, *mechanisms, *roles))
    mentions = name_zones(article, mentions, find_zones(article, divisions))
    mentions = without_persons(mentions, persons)
    indicators = find_indicators(article, mentions, persons)
    discourse = read_discourse(article, mentions, persons)
    links = links_in(discourse, mentions)
    policies = find_policies(article, persons)
    relations = find_relations(discourse, policies, persons)
    named = tuple(p.mention for p in policies)
    return Extraction(article, mentions, indicators, links, persons, named, relations)


def extract_file(path: str | Path) -> Extraction:
    """Read one file and extract it; see `extract_article`.

    Raises
    ------
    InputRefused
        If the file is missing, empty, binary, or its encoding cannot be told.
    """
    return extract_article(read_source(path))


def _holder(names: Collection[str]) -> Callable[[str], bool]:
    """Return what tells whether a field holds one of the names; to build an automaton pays for many."""
    if len(names) <= _FEW:
        return lambda field: any(name in field for name in names)
    automaton = CharwiseDoubleArrayAhoCorasick(sorted(names))
    return lambda field: bool(automaton.find(field))


def _screened(extraction: Extraction) -> Extraction:
    """Drop whatever still holds a person's name in a field: recognisers take canonical names from context."""
    names = person_names(extraction.article, extraction.persons)
    if not names:
        return extraction

    held = _holder(names)
    seen: dict[str, bool] = {}

    def holds_none(field: str) -> bool:
        if field not in seen:
            seen[field] = not held(field)
        return seen[field]

    def clean(*fields: str | None) -> bool:
        return all(holds_none(field) for field in fields if field)

    def screened_indicator(i: Indicator) -> Indicator | None:
        if not clean(i.subject):
            return None
        if not clean(i.measure):
            i = replace(i, measure="", measure_id="")
        if not clean(i.period):
            i = replace(i, period=None)
        return i if clean(i.comparison) else replace(i, comparison=None)

    def kept(link: Link) -> bool:
        return clean(link.subject, link.object, *(value for _, value in link.qualifiers))

    return replace(
        extraction,
        mentions=tuple(m for m in extraction.mentions if clean(m.canonical)),
        indicators=tuple(s for i in extraction.indicators if (s := screened_indicator(i))),
        links=tuple(link for link in extraction.links if kept(link)),
        policies=tuple(m for m in extraction.policies if clean(m.canonical)),
        relations=tuple(link for link in extraction.relations if kept(link)),
        offered=screened_findings(extraction.offered, clean) if extraction.offered else None,
    )
