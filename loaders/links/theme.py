"""What a clause goes on about without naming it: the mechanism or team just taken up, the house just named.

“推行甲机制，吸纳村医参与” enlists for 甲机制; “在乙中心设立警务室，2名民警入驻” places in 乙中心; 该模式 stands for the
mechanism named last.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from ..extraction import Mention
from ..texts.article import Article
from ..texts.span_index import SpanIndex
from .pattern import compiled, cue_pattern, cues
from .tokens import EncodedSentence, StandIn, outermost

THEME_REACH = 2  # sentences of one paragraph over which a mechanism stays the topic
_HEAD = re.compile(r"[^“”‘’]{0,4}?(机制|模式|制度|做法|活动|行动|平台|改革|体系|项目|工程|系统|服务)")
_FORMER = re.compile("前身[^，。]{0,4}$|原名[^，。]{0,2}$")
_NEAR = re.compile(r"于此|在此|这里|到此|其中")


def find_stand_ins(article: Article, mentions: Sequence[Mention]) -> Iterator[StandIn]:
    """Yield the words that stand for the mechanism or house named before them: 该模式, 这项制度, 该中心.

    A mechanism that was called by the same word (“甲”服务模式, then 该模式) goes before one that is only nearer.

    Parameters
    ----------
    article : Article
    mentions : sequence of Mention

    Yields
    ------
    (start, end, mention)
        Span of the words, and the mention that they stand for.
    """
    outer = outermost(mentions)
    named = [m for m in outer if m.type == "Mechanism"]
    ends = [m.end for m in named]
    covered = SpanIndex((m.start, m.end) for m in outer)
    for start, end in article.body:
        for hit in cue_pattern("stand_in").finditer(article.text, start, end):
            if covered.touches(*hit.span()):
                continue
            at = bisect_right(ends, hit.start())
            before = named[max(0, at - 6) : at]
            alike = [m for m in before if _called(article.text, m) == hit[0][-2:]]
            if before:
                yield hit.start(), hit.end(), (alike or before)[-1]
        yield from _houses(article.text, start, end, outer, covered)


def _houses(text: str, start: int, end: int, outer: Sequence[Mention], covered: SpanIndex) -> Iterator[StandIn]:
    """该中心, 该站: the house named last whose name ends with that word."""
    for hit in cue_pattern("this_house").finditer(text, start, end):
        if covered.touches(*hit.span()):
            continue
        at = bisect_right(outer, hit.start(), key=lambda m: m.end)
        bodies = (m for m in outer[max(0, at - 12) : at] if m.type in ("Unit", "Department", "Organisation"))
        named = [m for m in bodies if m.canonical.endswith(hit[0].lstrip("该此这个"))]
        called = [m for m in named if not _FORMER.search(text, max(0, m.start - 6), m.start)]
        if called:
            yield hit.start(), hit.end(), called[-1]


def _called(text: str, mention: Mention) -> str:
    """The class word at the end of a mechanism's mention, or right behind it."""
    if match := _HEAD.match(text[mention.end : mention.end + 7].lstrip("”’")):
        return match[1]
    return text[mention.end - 2 : mention.end]


class Themes:
    """The themes of an article's sentences.

    Parameters
    ----------
    sentences : sequence of EncodedSentence
    """

    def __init__(self, sentences: Sequence[EncodedSentence]) -> None:
        self._sentences = sentences

    def theme(self, s: EncodedSentence, position: int, letters: str) -> list[tuple[str, Mention]]:
        """Return the mechanism, meeting or founded team that stands last before a position of the sentence.

        A sentence after a semicolon goes on with the one before it.
        """
        if found := _taken_up(s, position, letters):
            return found
        before = self._before(s)
        if before is not None and before.text.endswith("；"):
            return _taken_up(before, len(before.text), letters)
        return []

    def topic(self, s: EncodedSentence, position: int, letters: str) -> list[tuple[str, Mention]]:
        """Return the theme, if need be that of a sentence before it."""
        if found := _taken_up(s, position, letters):
            return found
        before: EncodedSentence | None = s
        for _ in range(THEME_REACH):
            before = self._before(before) if before else None
            if before and (found := _taken_up(before, len(before.text), letters)):
                return found
        return []

    def named(self, s: EncodedSentence, letters: str) -> list[tuple[str, Mention]]:
        """Return the mechanism that the next sentence gives as the name of what this one tells: 大家管这套办法叫“M”."""
        if s.index + 1 >= len(self._sentences):
            return []
        after = self._sentences[s.index + 1]
        match = cue_pattern("naming").match(after.text) if after.section == s.section else None
        if not match:
            return []
        position = match.end() - 1
        letter = after.letter(position)
        return [(letter, after.mentions[position])] if letter in letters else []

    def site(self, s: EncodedSentence, position: int, words: str) -> list[tuple[str, Mention]]:
        """Return the house named last before a position: where something was founded, or what was founded.

        于此 and 这里 mean what was named last.
        """
        here: EncodedSentence | None = s
        end = position
        for _ in range(2):
            if here is None:
                return []
            inside = [(i, m) for i, m in here.inside(0, end, "UDO") if _housed(here, i)]
            founded = [(i, m) for i, m in here.inside(0, end, "UDO") if _founded(here, i)]
            rows = founded or inside if _NEAR.search(words) else inside or founded
            if rows:
                return [("D" if rows[-1][1].type != "Unit" else "U", rows[-1][1])]
            here = self._before(here)
            end = len(here.text) if here else 0
        return []

    def _before(self, s: EncodedSentence) -> EncodedSentence | None:
        """The sentence before it in the same section."""
        if not s.index:
            return None
        before = self._sentences[s.index - 1]
        return before if before.section == s.section else None


def _taken_up(s: EncodedSentence, end: int, letters: str) -> list[tuple[str, Mention]]:
    for position, mention in reversed(s.inside(0, end)):
        letter = s.letter(position)
        if letter in "MG" and letter in letters:
            return [(letter, mention)]
        if letter in "UDO" and _founded(s, position):
            kind = "T" if mention.canonical.endswith(cues("team_heads")) else "H"
            if letter in letters or kind in letters:
                return [(letter, mention)]
    return []


def _founded(s: EncodedSentence, position: int) -> bool:
    """A body that the sentence founds, or says that there is."""
    return bool(compiled("(?:{found}|组成|多了|有了|设){y}{0,16}$").search(s.text, 0, position))


def _housed(s: EncodedSentence, position: int) -> bool:
    """A body in which something is founded or done."""
    lead = "(?:在|于|到|走进|走入|来到|进驻|入驻|常驻|派驻|轮驻){y}{0,3}[\ue001-\ue007]?$"
    if not compiled(lead).search(s.text, 0, position):
        return False
    return bool(compiled("{y}{0,6}(?:{found}|设|，|里|内)").match(s.text, position + 1))
