"""Bodies: police units, departments and other organisations that an article mentions, under their full names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..extraction import Mention
from ..places.toponym import DivisionSpan, division_spans
from ..texts.article import Article, Span
from ..texts.span_index import SpanIndex
from .anaphors import find_anaphors, find_short_parks
from .canonical import Canonical
from .context import BodyContext
from .heads import Head, find_heads, kinds_by_name, read_body_words
from .lists import find_listed
from .quoted_teams import find_quoted_teams
from .resolved import plain
from .shared_heads import find_counted_lists, find_shared_heads
from .town_stations import towns_before_stations
from .unit_name import BodyName, NameGrammar

# Bodies whose own part (拉布大林), once read behind a parent or a place, is known when it stands alone.
_NAMED_TWICE = frozenset({"station", "room", "suborgan", "local", "organ"})
# 公安 in a list of organs: 公安、法院、检察院轮流…
_LISTED = re.compile(
    r"(?<=[,，。;；、：:与和由\n])公安(?=、(?:法院|检察院?|司法局|法庭|综治办|教育局|民政局|信访局|应急局))"
)


def find_bodies(
    article: Article,
    places: Sequence[Mention] = (),
    persons: Sequence[Span] = (),
    spans: Sequence[DivisionSpan] | None = None,
) -> tuple[Mention, ...]:
    """Find every mention of a police unit, a department or another organisation.

    Parameters
    ----------
    article : Article
    places : sequence of Mention
        What `find_places` found; a body's name may begin with one.
    persons : sequence of spans
        No name reaches into one of these.
    spans : sequence of DivisionSpan, optional
        What `division_spans` found, if it is at hand.

    Returns
    -------
    tuple of Mention
        Types ``Unit``, ``Department`` and ``Organisation``, sorted, not overlapping; canonical names follow the
        settled cases of the annotation guide: full official names, generic ones qualified by their place or parent.

    Examples
    --------
    >>> from policing_kg.loaders.texts.article import SourceText
    >>> from policing_kg.loaders.texts.structure import read_article
    >>> article = read_article(SourceText("a.txt", "建水县公安局临安派出所接警。", ""))
    >>> [m.canonical for m in find_bodies(article)]
    ['建水县公安局临安派出所']
    """
    divisions = division_spans(article) if spans is None else spans
    names = read_names(article, divisions, persons)
    context = BodyContext(article, divisions, names, places)
    canonical = Canonical(article, context)
    out = [_mention(n, canonical) for n in names]
    out += find_anaphors(article, names, canonical)
    out += find_short_parks(article, names, canonical)
    out += find_shared_heads(names, canonical)
    out += find_counted_lists(article, names, canonical)
    taken = [(m.start, m.end) for m in out]
    out += find_quoted_teams(article, taken)
    out += find_listed(article, taken, context)
    return _longest(out)


def read_names(article: Article, divisions: Sequence[DivisionSpan], persons: Sequence[Span] = ()) -> list[BodyName]:
    """Read every name of a body, the longest on each head, sorted by start.

    Parameters
    ----------
    article : Article
    divisions : sequence of DivisionSpan
        From `division_spans`.
    persons : sequence of spans
        No name reaches into one of these.

    Returns
    -------
    list of BodyName

    Examples
    --------
    >>> from policing_kg.loaders.texts.article import SourceText
    >>> from policing_kg.loaders.texts.structure import read_article
    >>> article = read_article(SourceText("a.txt", "建水县公安局临安派出所接警。", ""))
    >>> from policing_kg.loaders.places.toponym import division_spans
    >>> [n.head.word for n in read_names(article, division_spans(article))]
    ['派出所']
    """
    text = article.text
    heads = [
        Head(h.start + start, h.end + start, h.word, h.frame, h.kind)
        for start, end in article.body
        for h in find_heads(text[start:end])
    ]
    heads += _places_that_police(text, divisions, heads)
    heads.sort(key=lambda h: h.start)
    grammar = NameGrammar(text, heads, divisions, persons)
    found = _read_all(grammar, heads)
    known = frozenset(
        n.own_part for n in found if n.own_part and (n.parent or n.place) and n.head.frame in _NAMED_TWICE
    ) | towns_before_stations(text, heads, divisions)
    founded = frozenset(text[n.start : n.end] for n in found if n.founded)
    if known or founded:
        found = _read_all(grammar.knowing(known, founded), heads)
    named = SpanIndex(persons)
    found = [n for n in found if not named.touches(n.start, n.end)]
    found.sort(key=lambda n: (n.start, -n.end))
    kept: list[BodyName] = []
    for name in found:
        if not kept or name.start >= kept[-1].end:
            kept.append(name)
        elif name.end > kept[-1].end and name.start <= kept[-1].start:
            kept[-1] = name
    return kept


def _read_all(grammar: NameGrammar, heads: Sequence[Head]) -> list[BodyName]:
    return [n for n in (grammar.read(h) for h in heads) if n is not None]


def _places_that_police(text: str, divisions: Sequence[DivisionSpan], heads: Sequence[Head]) -> list[Head]:
    """天津公安, 西青公安; 公安、法院: a place and 公安 that act, or 公安 in a list of organs, stand for the police."""
    refused = re.compile(read_body_words()["after"]["not_police"])
    starts = {h.start for h in heads}
    kind = kinds_by_name()["公安机关"]
    out = []
    for division in divisions:
        at = division.end
        if text.startswith("公安", at) and at not in starts and not refused.match(text, at + 2):
            out.append(Head(at, at + 2, "公安", "organs", kind))
    taken = starts | {h.start for h in out}
    out += [Head(*m.span(), "公安", "organs", kind) for m in _LISTED.finditer(text) if m.start() not in taken]
    return sorted(out, key=lambda h: h.start)


def _mention(name: BodyName, canonical: Canonical) -> Mention:
    resolved = canonical.resolve(name)
    kind = name.head.kind
    return Mention(
        name.start,
        name.end,
        name.type,
        resolved.canonical,
        f"body.{name.head.frame}@1",
        resolved.place,
        resolved.generic,
        resolved.resolved,
        plain(name.head.word),
        kind.id if kind else "",
        resolved.chain,
    )


def _longest(mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda m: (m.start, -m.end)):
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return tuple(kept)
