"""Mechanisms named in quotation marks or title marks.

The quotation alone is the name where a head noun with generic words follows (“吹哨报到”体系); the whole is, where the
quotation only modifies (“接巡处”一体化工作模式).  Pictures (“连心桥”) and bare figures (“7×24小时”) name nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from ..persons.names import is_ordinary
from ..texts.article import Article, Span
from ..texts.span_index import SpanIndex
from ..vocabulary import balanced, read_lexicon, unquoted
from .patterns import MechanismPatterns, read_mechanism_patterns

_QUOTATION = re.compile(r"“([^“”\n]{2,30})”|‘([^‘’\n]{2,24})’|「([^「」\n]{2,30})」|\"([^\"“”\n]{2,24})\"")
_TITLE = re.compile(r"《([^《》\n]{4,60})》")
_STOPS = re.compile(r"[,，。;；!！?？:：]")
_NEIGHBOURS = re.compile(r"(?:[“‘「\"][^“”‘’「」\"\n]{2,30}[”’」\"][、和与及]?){1,30}$")
_FOLLOWING = re.compile(r"(?:[、和与及]?[“‘「\"][^“”‘’「」\"\n]{2,30}[”’」\"]){1,30}")
_COUNT = re.compile(r"[0-9一二两三四五六七八九十百千万]+余?[个项支类张处名条]$")
_HEADED = frozenset({"meeting", "practice"})  # their head belongs to a name: 警情通报|制度
LONGEST_NAME = 16
LONGEST_RECURRING = 10


def quoted_mechanisms(article: Article) -> Iterator[tuple[Span | None, Span]]:
    """Yield the span of each name in quotation marks and the stretch that it closes to other names.

    Parameters
    ----------
    article : Article

    Yields
    ------
    tuple of (span or None, span)
        The name, or None for a picture, a figure or talk; and the quotation with its head noun.

    Examples
    --------
    >>> from policing_kg.loaders.texts.article import SourceText
    >>> from policing_kg.loaders.texts.structure import read_article
    >>> article = read_article(SourceText("a.txt", "各所推行“两队一室”改革。", ""))
    >>> [article.text[slice(*name)] for name, _ in quoted_mechanisms(article) if name]
    ['两队一室']
    """
    p = read_mechanism_patterns()
    text = article.text
    body = SpanIndex(article.body)
    quotations = [
        (found, next(g for g in (1, 2, 3, 4) if found[g] is not None))
        for found in _QUOTATION.finditer(text)
        if body.holds(*found.span())
    ]
    often = Counter(found[inner] for found, inner in quotations)
    for found, inner in quotations:
        start, end = found.span()
        span = _read(text, found.span(), found.span(inner), p)
        if span is None and often[found[inner]] > 1 and _recurs(found[inner], p):
            span = found.span(inner)
        if span is not None:
            core = p.quoted_core.match(text, end) or p.quoted_soft.match(text, end)
            yield span, (start, max(span[1], core.end() if core else end))
        elif p.figurative.search(found[inner]) and len(found[inner]) <= LONGEST_NAME:
            yield None, found.span(inner)


def _read(text: str, outer: Span, inner: Span, p: MechanismPatterns) -> Span | None:
    name = text[slice(*inner)]
    coined = bool(read_lexicon("mechanisms").term(name) or (p.shapes.search(name) and not is_ordinary(name)))
    if _STOPS.search(name) and not coined:
        return None
    whole = p.quoted_whole.match(text, outer[1])
    if whole and (len(whole[0]) < 4 or p.not_before.match(text[whole.end() : whole.end() + 3])):
        whole = None
    if p.abbreviation.search(name) or p.figure.search(name):
        return balanced(text, inner[0], _whole_end(text, whole.end(), p)) if whole else None
    if coined:
        return inner
    if len(name) > LONGEST_NAME or p.figurative.search(name):
        return None
    if p.quoted_core.match(text, outer[1]) or p.firm_ends.search(name) or p.sure_ends.search(name):
        return inner
    if p.list_closers.match(text, _list_end(text, outer[1])):
        return inner
    before = _before(text, outer[0])
    takes = p.quoted_verbs.search(before) or p.soft_verbs.search(before)
    if whole and takes and not any(whole[0].startswith(v) for v in p.takers if v not in p.nominal):
        return balanced(text, inner[0], _whole_end(text, whole.end(), p))
    if takes and p.quoted_soft.match(text, outer[1]) and p.numbered.search(name):
        return inner
    if p.quoted_verbs.search(before) or (takes and (p.name_ends.search(name) or p.numbered.search(name))):
        return inner
    carried = p.carriers.search(before) and p.carried.match(text, outer[1])
    ordered = p.directed.search(before) and p.direction.match(text, outer[1])
    if (carried or ordered) and not p.not_recurring.search(name):
        return inner
    return None


def _recurs(name: str, p: MechanismPatterns) -> bool:
    """Tell whether a quotation that stands several times in a document is a name: no picture, no post, no body."""
    return (
        3 <= len(name) <= LONGEST_RECURRING
        and not p.not_recurring.search(name)
        and not p.figurative.search(name)
        and not p.figure.search(name)
        and not _STOPS.search(name)
        and not is_ordinary(name)
    )


def _whole_end(text: str, end: int, p: MechanismPatterns) -> int:
    """Return where a name ends that further generic words and a head noun lengthen: …一体化工作|模式."""
    more = p.quoted_core.match(text, end)
    return more.end() if more else end


def _list_end(text: str, end: int) -> int:
    """Return where the run of quotations that begins behind a quotation ends."""
    run = _FOLLOWING.match(text, end)
    return run.end() if run else end


def _before(text: str, start: int) -> str:
    """Return what stands before a quotation, its quoted neighbours and a count."""
    left = _NEIGHBOURS.sub("", text[max(0, start - 60) : start])
    return _COUNT.sub("", left)[-6:]


def titled_mechanisms(article: Article) -> Iterator[Span]:
    """Yield the spans of programmes in title marks; laws, opinions and notices are left out.

    Examples
    --------
    >>> from policing_kg.loaders.texts.article import SourceText
    >>> from policing_kg.loaders.texts.structure import read_article
    >>> article = read_article(SourceText("a.txt", "会议审议了《水乡平安三年行动计划》。", ""))
    >>> [article.text[s:e] for s, e in titled_mechanisms(article)]
    ['水乡平安三年行动计划']
    """
    p = read_mechanism_patterns()
    body = SpanIndex(article.body)
    for found in _TITLE.finditer(article.text):
        start, end = found.span(1)
        if p.programme.search(found[1]) and body.holds(start, end):
            yield start, end


def coined_mechanisms(article: Article) -> Iterator[Span]:
    """Yield coined names that need neither marks nor a head noun (1+X+N).

    Examples
    --------
    >>> from policing_kg.loaders.texts.article import SourceText
    >>> from policing_kg.loaders.texts.structure import read_article
    >>> article = read_article(SourceText("a.txt", "各所配置2+X+N力量。", ""))
    >>> [article.text[s:e] for s, e in coined_mechanisms(article)]
    ['2+X+N']
    """
    p = read_mechanism_patterns()
    for start, end in article.body:
        for found in p.unquoted.finditer(article.text, start, end):
            yield found.span()


def _listed_core(name: str, p: MechanismPatterns) -> str:
    """Return the term of the vocabulary that a name begins with, if only generic words follow (情指行一体化|机制)."""
    lexicon = read_lexicon("mechanisms")
    if lexicon.term(name):
        return ""
    for cut in range(len(name) - 2, 3, -1):
        term = lexicon.term(name[:cut])
        reform = name[cut:] == "改革" and (name[:cut].endswith("一体化") or bool(term and term.kind == "system"))
        if term and term.kind not in _HEADED and (reform or p.generic_rest.fullmatch(name, cut)):
            return term.name
    return ""


def plain_name(text: str, start: int, end: int) -> str:
    """Return the canonical form of an unlisted name: without quotation marks and generic tail.

    Examples
    --------
    >>> plain_name("“接巡处”一体化工作模式", 0, 12)
    '接巡处一体化'
    """
    p = read_mechanism_patterns()
    name = unquoted(text[start:end])
    listed = _listed_core(name, p)
    if listed:
        return listed
    core = p.generic_tail.sub("", name)
    return core if core != name and p.coined_core.search(core) else name
