"""Mechanisms in an article: named reforms, systems, models, programmes, platforms, campaigns and meetings.

Candidates come from the vocabulary, from quotation and title marks, and from names read leftwards from a head noun.
Where two overlap, the name in marks stands before the term, the longer before the shorter.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from daachorse import CharwiseDoubleArrayAhoCorasick

from ..extraction import Mention
from ..persons.names import is_ordinary
from ..texts.article import Article, Span
from ..texts.clauses import read_clauses
from ..vocabulary import read_lexicon, unquoted
from .headed import headed_names
from .listed import listed_names
from .numbered import numbered_mechanisms
from .quoted import coined_mechanisms, plain_name, quoted_mechanisms, titled_mechanisms

_VOCABULARY = "mechanism.vocabulary@1"
NUMBERED = "mechanism.numbered@1"
_AGAIN = "mechanism.again@1"
_MARKED = frozenset({"mechanism.quoted@1", "mechanism.title@1"})
_OTHER_THING = tuple("站队室所员岗点亭")  # what lengthens a mechanism's name to that of a body or post
_HEAD_OF_PRINCIPLE = re.compile(
    "(?:标准化|规范化|一体化|现代化)?(?:建设)?(?:改革|战略|模式|体系|方案|行动计划|机制)(?!创新|建设)"
)
_TAIL = re.compile(
    "(?:工作|运行|实战化?|新型|警务|勤务|长效|常态化|专项|改革)*(?:机制|制度|工作|运行|体系|平台|改革|行动|斗争|建设|创建)"
)
SHORTEST_REPEATED = 3  # characters of a name that may stand again without its marks
_NOT_A_PRINCIPLE = re.compile(
    r"工作|任务|职责|力量|团队|人员|能力|水平|意识|相关|有关|条例|规定|领导小组|指导组|研究|满意度|专项|督查|检查|事项|事业|信息|数据|队|室|站|区|大队|支队|动起来|平台|考核"
)


def find_mechanisms(
    article: Article, bodies: Sequence[Mention] = (), persons: Sequence[Span] = ()
) -> tuple[Mention, ...]:
    """Find the mechanisms that an article names.

    Parameters
    ----------
    article : Article
    bodies : sequence of Mention
        Units, departments and organisations found before; a candidate inside one is dropped.
    persons : sequence of spans
        Names of persons; a candidate that touches one is dropped.

    Returns
    -------
    tuple of Mention
        Sorted by start, without overlaps; spans in code points of the clean text.

    Examples
    --------
    >>> from policing_kg.loaders.texts.article import SourceText
    >>> from policing_kg.loaders.texts.structure import read_article
    >>> article = read_article(SourceText("a.txt", "各所推行“两队一室”改革。", ""))
    >>> [m.canonical for m in find_mechanisms(article)]
    ['两队一室']
    """
    kept: list[Mention] = []
    taken, named, held = (bytearray(len(article.text)) for _ in range(3))
    for start, end in persons:
        named[start:end] = b"\1" * (end - start)
    for n, body in enumerate(bodies):
        held[body.start : body.end] = bytes([n % 255 + 1]) * (body.end - body.start)
    for span, reach, rule in _candidates(article, bodies):
        start, end = span or reach
        inside = held[start] and len(set(held[start:end])) == 1
        if any(taken[slice(*reach)]) or inside or any(named[start:end]):
            continue
        taken[slice(*reach)] = b"\1" * (reach[1] - reach[0])
        if span:
            kept.append(_mention(article.text, start, end, rule))
    for start, end, first in list(_again(article, kept)):
        if not (any(taken[start:end]) or any(held[start:end]) or any(named[start:end])):
            taken[start:end] = b"\1" * (end - start)
            kept.append(replace(first, start=start, end=end, rule=_AGAIN))
    return tuple(sorted(kept, key=lambda m: (m.start, m.end)))


def _again(article: Article, kept: Sequence[Mention]) -> Iterator[tuple[int, int, Mention]]:
    """Yield the places where a name that marks or a title gave stands again without them, the longest name first."""
    names = {unquoted(article.text[m.start : m.end]): m for m in reversed(kept) if m.rule in _MARKED}
    again = [n for n in names if len(n) >= SHORTEST_REPEATED and not is_ordinary(n)]
    places = _places_of(article, again)
    for name in sorted(again, key=lambda n: (-len(n), n)):
        for at in places[name]:
            if article.text[at + len(name) : at + len(name) + 1] not in _OTHER_THING:
                yield at, at + len(name), names[name]


def _places_of(article: Article, names: Sequence[str]) -> dict[str, list[int]]:
    """Where each name stands in the body, its own places apart from one another."""
    places: dict[str, list[int]] = {name: [] for name in names}
    automaton = CharwiseDoubleArrayAhoCorasick(list(names)) if names else None
    for low, high in article.body if automaton else ():
        for first, last, index in automaton.find_overlapping(article.text[low:high]) if automaton else ():
            own = places[names[index]]
            if not own or low + first >= own[-1] + last - first:
                own.append(low + first)
    return places


def _candidates(article: Article, bodies: Sequence[Mention]) -> Iterator[tuple[Span | None, Span, str]]:
    """Yield name, the stretch that it closes to others, and rule, those first that stand before others."""
    for span in numbered_mechanisms(article):
        yield span, span, NUMBERED
    for span in titled_mechanisms(article):
        yield span, span, "mechanism.title@1"
    for name, reach in quoted_mechanisms(article):
        yield name, reach, "mechanism.quoted@1"
    found = [(s, _VOCABULARY) for s in _terms(article)]
    found += [(s, "mechanism.coined@1") for s in coined_mechanisms(article)]
    ordered = sorted(bodies, key=lambda b: b.start)
    starts = [b.start for b in ordered]
    for clause in read_clauses(article):
        near = ordered[max(0, bisect_left(starts, clause.start) - 1) : bisect_left(starts, clause.end)]
        near = [b for b in near if clause.start < b.end]
        found += [(s, "mechanism.list@1") for s in listed_names(article.text, clause, near)]
        found += [(s, "mechanism.head@1") for s in headed_names(article.text, clause, near)]
    for span, rule in sorted(found, key=lambda c: (c[0][0] - c[0][1], c[1] != _VOCABULARY, c)):
        yield span, span, rule


def _terms(article: Article) -> Iterator[Span]:
    """Yield the terms of the vocabulary; a principle that only modifies (社区警务工作) is none."""
    lexicon = read_lexicon("mechanisms")
    for offset, stop in article.body:
        for start, end, term in lexicon.find(article.text[offset:stop]):
            if article.text[offset + end : offset + end + 1] == "率":
                continue  # 进班子|率: a measure
            if term.kind != "principle":
                yield offset + start, offset + end
            elif not _NOT_A_PRINCIPLE.match(article.text, offset + end):
                head = _HEAD_OF_PRINCIPLE.match(article.text, offset + end)
                yield offset + start, head.end() if head else offset + end


def _mention(text: str, start: int, end: int, rule: str) -> Mention:
    """Build a mention with its canonical name.

    It is the vocabulary's name where the text writes that name with a tail (情指行一体化|机制), else the plain name: an
    alias (容缺办) stays as written, and its entry tells which mechanism it is.
    """
    lexicon = read_lexicon("mechanisms")
    if rule == NUMBERED:
        return Mention(start, end, "Mechanism", text[start:end], rule)
    plain = plain_name(text, start, end)
    term = lexicon.term(unquoted(text[start:end])) or lexicon.term(plain)
    if term is None:
        return Mention(start, end, "Mechanism", plain, rule)
    canonical = term.name if _with_tail(unquoted(term.name), plain) else plain
    return Mention(start, end, "Mechanism", canonical, rule, vocabulary=term.id)


def _with_tail(name: str, plain: str) -> bool:
    """Whether a name is written with no more than generic words around it: 两队一室|改革, 新时代|枫桥经验."""
    before, found, rest = plain.partition(name)
    return bool(found) and (not rest or bool(_TAIL.fullmatch(rest))) and (not before or not rest)
