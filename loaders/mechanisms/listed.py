"""Mechanisms in a list: A、B、C机制 names three, each bare; coined practices may stand in a list by themselves."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from ..extraction import Mention
from ..texts.article import Span
from ..texts.clauses import Clause
from ..texts.segmentation import Word
from .name_boundary import is_boundary, may_take, taker_before
from .patterns import MechanismPatterns, read_mechanism_patterns

_SHORTEST, _LONGEST, _LONGEST_PRACTICE = 3, 18, 10
_JOINTS = frozenset(("、", "和", "以及", "及", "与"))
_ENDS = frozenset(("等", "的", "了", "《", "》"))


def listed_names(text: str, clause: Clause, bodies: Sequence[Mention]) -> Iterator[Span]:
    """Yield the items of lists, and single objects of verbs that take nothing but mechanisms.

    Parameters
    ----------
    text : str
        Clean text.
    clause : Clause
    bodies : sequence of Mention
        Bodies of the clause; an item inside one is none.

    Examples
    --------
    >>> from policing_kg.loaders.texts.article import SourceText
    >>> from policing_kg.loaders.texts.structure import read_article
    >>> article = read_article(SourceText("a.txt", "各所推行错时办、上门办等措施。", ""))
    >>> from policing_kg.loaders.texts.clauses import read_clauses
    >>> [article.text[s:e] for c in read_clauses(article) for s, e in listed_names(article.text, c, ())]
    ['错时办', '上门办']
    """
    p = read_mechanism_patterns()
    words = clause.words
    for index in range(1, len(words)):
        if not may_take(words[index - 1].text, p) or words[index].text in p.takers:
            continue
        if verb := taker_before(clause, index, p):
            yield from _list_after(text, clause, index, verb, bodies)


def _list_after(text: str, clause: Clause, first: int, verb: str, bodies: Sequence[Mention]) -> Iterator[Span]:
    p = read_mechanism_patterns()
    items, stop = _split(clause.words[first:])
    names = [text[s:e] for s, e in items]
    if not items or (len(items) == 1 and text[stop : stop + 1] == "的"):
        return  # 实行|以案件数为主|的办法
    strong = verb in p.strong_verbs
    coined = [
        _SHORTEST < len(n) <= _LONGEST_PRACTICE and bool(p.practice.search(n) or p.shapes.search(n)) for n in names
    ]
    closed = _closed(text, stop, strong or all(coined), p)
    tail = p.closer_end.search(names[-1])
    if not closed and tail and tail.start() >= _SHORTEST and len(items) > 1:
        closed = not any(p.closer_end.search(n) for n in names[:-1])
        items[-1] = (items[-1][0], items[-1][1] - (len(tail[0]) if closed else 0))
    sound = [_sound(clause, span, bodies, p) for span in items]
    if closed and all(sound):
        yield from items
    elif strong or (len(items) > 1 and all(coined)):
        for span, good, coin in zip(items, sound, coined, strict=True):
            if good and (coin or (strong and _plain(clause, span, p))):
                yield span


def _closed(text: str, stop: int, weak_too: bool, p: MechanismPatterns) -> bool:
    """Tell whether 等 and a head noun close a list at `stop`."""
    if text[stop : stop + 1] != "等":
        return False
    return bool(p.closer.match(text, stop + 1) or (weak_too and p.weak_closer.match(text, stop + 1)))


def _split(words: Sequence[Word]) -> tuple[list[Span], int]:
    """Split what follows a verb at enumeration commas and conjunctions; stop at 等, 的 or the end."""
    items: list[Span] = []
    start, stop = words[0].start, words[-1].end
    for word in words:
        if word.text in _ENDS:
            stop = word.start
            break
        if word.text in _JOINTS:
            if word.start > start:
                items.append((start, word.start))
            start = word.end
    if stop > start:
        items.append((start, stop))
    return items, stop


def _sound(clause: Clause, span: Span, bodies: Sequence[Mention], p: MechanismPatterns) -> bool:
    """Tell whether an item can be a name: neither too short nor long, no body, no verb that takes a mechanism."""
    start, end = span
    if p.slogan.fullmatch(clause_text(clause, span)) or p.spell.match(clause_text(clause, span)):
        return False
    if not _SHORTEST <= end - start <= _LONGEST or any(b.start <= start and end <= b.end for b in bodies):
        return False
    inside = [w.text for w in _words_in(clause, span)]
    if not inside or is_boundary(inside[0], p) or all(w in p.generic for w in inside):
        return False
    return not any(w in p.firm and w not in p.nominal for w in inside)


def clause_text(clause: Clause, span: Span) -> str:
    """The words of a clause in a span, run together."""
    return "".join(w.text for w in _words_in(clause, span))


def _words_in(clause: Clause, span: Span) -> Sequence[Word]:
    first = bisect_left(clause.words, span[0], key=lambda w: w.start)
    return clause.words[first : bisect_right(clause.words, span[1], lo=first, key=lambda w: w.end)]


def _plain(clause: Clause, span: Span, p: MechanismPatterns) -> bool:
    """Tell whether an object without a head noun reads as a name: two words or more, no other verb in it."""
    inside = [w.text for w in _words_in(clause, span)]
    return len(inside) > 1 and span[1] - span[0] > _SHORTEST and not any(w in p.boundaries for w in inside)
