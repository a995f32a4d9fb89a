"""Roles: posts and kinds of worker, from the vocabulary; a post that follows a body is named with its kind."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from ..extraction import Mention
from ..texts.article import Article, Span
from ..texts.span_index import SpanIndex
from ..vocabulary import Lexicon, Term, read_lexicon, unquoted
from .qualified_roles import qualifier_begin

_PARTY = ("党组织", "党(工)委", "党（工）委")
# A post's last character that belongs to the next word: 村警|务, 保安|全.
_RUNS_ON = re.compile("警务|安全|长期|长效|员工(?=作)|员会")
# The reporter who tells, not one who asks: 记者手记, 记者在走访中看到, 答记者问.
_NARRATOR = re.compile(
    "记者(?:手记|从|走|采访|问环节|问(?=[、,。\\n])|见|看|了解|注意|发现|获悉|跟随|来到|日前|近日|在(?![^,。]{0,12}提问))"
    "|(?<=[本网报])记者[ 　]|(?<=[(（])记者"
)
# An address to those present: it names no post of facts.
_ADDRESS = re.compile(r"^[^。\n]{0,40}(?:各位|尊敬的|同志们)[^。\n]{0,40}[::]?$", re.MULTILINE)


def find_roles(article: Article, bodies: Sequence[Mention] = (), persons: Sequence[Span] = ()) -> tuple[Mention, ...]:
    """Find the posts and kinds of worker that an article names.

    Parameters
    ----------
    article : Article
    bodies : sequence of Mention
        Bodies found before: a post right behind one (…派出所|所长) is a mention of its own, and bears the kind of the
        body in its canonical name (派出所所长).
    persons : sequence of spans
        Names of persons: no role reaches into one.

    Returns
    -------
    tuple of Mention
        Of type ``Role``, sorted by start, without overlaps.

    Examples
    --------
    >>> from policing_kg.loaders.texts.article import SourceText
    >>> from policing_kg.loaders.texts.structure import read_article
    >>> article = read_article(SourceText("a.txt", "社区民警和网格员来了。", ""))
    >>> [m.canonical for m in find_roles(article)]
    ['社区民警', '网格员']
    """
    lexicon = read_lexicon("posts")
    ordered = sorted(bodies, key=lambda b: b.start)
    starts = [b.start for b in ordered]
    out: list[Mention] = []
    named = SpanIndex(persons)
    addressed = SpanIndex(m.span() for m in _ADDRESS.finditer(article.text) if m[0].endswith((":", ":")))

    def free(first: int, last: int) -> bool:
        held = _body_over(first, last, ordered, starts) or named.touches(first, last)
        return not held and not (out and first < out[-1].end)

    for first, end, term in _outside_bodies(article, lexicon, ordered, starts):
        if _RUNS_ON.match(article.text, end - 1) or _NARRATOR.match(article.text, first):
            continue
        if named.touches(first, end) or addressed.touches(first, end):
            continue
        start = qualifier_begin(article.text, first, end, free)
        text = article.text[start:end]
        before = _body_before(start, ordered, starts)
        whole = lexicon.term(before.head + text) if before and before.head else None
        whole = whole if whole and whole.kind == "post" else None
        chosen = whole or term
        name = whole.name if whole else text
        if before and before.generic and before.head.endswith(_PARTY):
            name = unquoted(article.text[before.start : end])  # 村党组织|书记
        out.append(Mention(start, end, "Role", name, "role.vocabulary@3", vocabulary=chosen.id))
    return tuple(out)


def _outside_bodies(
    article: Article, lexicon: Lexicon, bodies: Sequence[Mention], starts: Sequence[int]
) -> Iterator[tuple[int, int, Term]]:
    """Yield the terms; one that reaches over the end of a named body (天山派出所所长) is cut there and read again."""
    for offset, stop in article.body:
        for first, last, term in lexicon.find(article.text[offset:stop]):
            start, end = first + offset, last + offset
            index = bisect_right(starts, start) - 1
            body = bodies[index] if index >= 0 else None
            cut = body is not None and (body.start < start or body.head.endswith(_PARTY)) and start < body.end < end
            if body is None or not cut:
                yield start, end, term
                continue
            for inner, outer, rest in lexicon.find(article.text[body.end : end]):
                yield body.end + inner, body.end + outer, rest


def _body_over(first: int, last: int, bodies: Sequence[Mention], starts: Sequence[int]) -> bool:
    index = bisect_right(starts, last - 1) - 1
    return index >= 0 and bodies[index].end > first


def _body_before(at: int, bodies: Sequence[Mention], starts: Sequence[int]) -> Mention | None:
    index = bisect_right(starts, at) - 1
    return bodies[index] if index >= 0 and bodies[index].end == at else None
