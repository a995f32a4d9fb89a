"""Links that names and the build of a paragraph state by themselves: unit in unit, measures under a topic."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from ..extraction import Link, Mention
from ..mechanisms.numbered import counts
from .pattern import compiled, cues
from .tokens import EncodedSentence

_NUMBERED = "mechanism.numbered@1"
_NUMERAL = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}


def links_of_chains(mentions: Iterable[Mention]) -> Iterator[Link]:
    """Yield ``partOf`` for every step of the chains of named bodies.

    A generic plural ("各派出所") is part of the parent whose name its own begins with, and of no other.
    """
    for mention in mentions:
        chain = mention.chain
        if mention.type not in ("Unit", "Department") or len(chain) < 2:
            continue
        for parent, child in pairwise(chain):
            if child == parent or parent.endswith((*cues("collective_heads"), *cues("seats"))):
                continue
            if mention.generic and child == mention.canonical and not _nested(mention, parent):
                continue
            yield Link(child, "partOf", parent, mention.start, mention.end, "part.chain@1", (), "Unit", "Unit")


def _nested(mention: Mention, parent: str) -> bool:
    """A class of units whose name begins with its parent's: 甲分局派出所, not 甲市公安局分局 or 相关警种."""
    name = mention.canonical
    return mention.type == "Unit" and name.startswith(parent) and not name.endswith(cues("vague_classes"))


def links_of_topics(sentences: Sequence[EncodedSentence]) -> Iterator[Link]:
    """Yield ``comprises`` where a sentence opens with a mechanism and goes on with its measures."""
    headings = [(s, m) for s in sentences for _, m in s.inside(0, len(s.text), "M") if m.rule == _NUMBERED]
    counted: set[str] = set()
    for i, s in enumerate(sentences):
        for _, label in s.inside(0, len(s.text), "M") if headings else ():
            if label.canonical not in counted:
                parts = [(o, m) for o, m in headings if m.start > label.end and counts(label.canonical, m.canonical)]
                counted |= {label.canonical} if parts else set()
                yield from (_part_of(label, part, o, "comprises.headings@1") for o, part in parts)
        for position, mention in s.inside(0, len(s.text), "M"):
            if position and (count := numbered(mention.canonical)):
                yield from _numbered(s, mention, count, sentences[i + 1 :])
        opening = compiled("(?P<v>{open})(?P<gap>{y}{0,4})(?P<w>{M}){y}{0,4}，").match(s.text)
        if not opening:
            continue
        whole = s.mentions[opening.start("w")]
        if not whole.canonical.endswith(cues("topic_heads")):
            continue
        for position, part in s.inside(opening.end(), len(s.text), "MUDG"):
            clause = s.clause_at(position)
            verb = "{measure}" if part.type == "Mechanism" else "(?:{found}|建强|推进){y}{0,20}(?:{body}(?:、|和))*$"
            if not compiled(verb).search(s.text[clause.start : position]):
                continue
            yield from _comprises(s, whole, part, "comprises.topic@1")


def numbered(name: str) -> int:
    """Return n of a name like 四个警务, or 0.

    Examples
    --------
    >>> numbered("四个警务"), numbered("三色预警")
    (4, 0)
    """
    match = re.match("([两二三四五六七八九十])[个大项]", name)
    return _NUMERAL[match[1]] if match else 0


def _numbered(s: EncodedSentence, whole: Mention, count: int, following: Sequence[EncodedSentence]) -> Iterator[Link]:
    head = whole.canonical[2:]
    found = 0
    for other in following:
        if other.paragraph != s.paragraph or found >= count:
            break
        for _, part in other.inside(0, min(len(other.text), 12), "M"):
            if part.canonical.endswith(head[-2:]) and part.canonical != whole.canonical:
                found += 1
                yield _part_of(whole, part, other, "comprises.numbered@1")


def _part_of(whole: Mention, part: Mention, s: EncodedSentence, rule: str) -> Link:
    """A part that a later sentence names."""
    names, basis = (whole.canonical, "comprises", part.canonical), (whole.start, whole.end)
    return Link(*names, s.start, s.end, rule, (), "Mechanism", "Mechanism", basis)


def _comprises(s: EncodedSentence, whole: Mention, part: Mention, rule: str) -> Iterator[Link]:
    if part.canonical != whole.canonical:
        yield Link(
            whole.canonical, "comprises", part.canonical, whole.start, part.end, rule, (), "Mechanism", part.type
        )
