"""Searching a long text only around the words that a pattern cannot match without.

`re` has no automaton: a pattern that begins with one of four hundred surnames is tried at each of them.  Where the word
that such a pattern also needs is rare, most of the text need not be looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

from daachorse import MATCH_KIND_LEFTMOST_LONGEST, CharwiseDoubleArrayAhoCorasick

from .prefilter import REPEATS, demands, rarest
from .texts.article import Span

_WIDEST = 40  # characters of a match; a longer one is looked for in the whole text


class WindowedPattern:
    """A regular expression that is tried only near the words that each of its matches holds.

    Parameters
    ----------
    pattern : re.Pattern

    Examples
    --------
    >>> pattern = WindowedPattern(re.compile("[王李和](?:家)?(?:师傅|阿姨)"))
    >>> [hit[0] for hit in pattern.finditer("甲村李师傅和王家阿姨来访")]
    ['李师傅', '王家阿姨']
    """

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self.pattern = pattern
        tree = parser.parse(pattern.pattern, pattern.flags)
        self._width = tree.getwidth()[1]
        self._beyond = _lookahead(tree)
        needed = demands(pattern, consumed=True)
        self._automaton = CharwiseDoubleArrayAhoCorasick(sorted(rarest(needed))) if needed else None

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Yield the matches that `re.Pattern.finditer` finds in a text."""
        if self._automaton is None:
            yield from self.pattern.finditer(text)
            return
        hits = self._automaton.find_overlapping(text)
        if hits and (self._width > _WIDEST or self._beyond > _WIDEST):
            yield from self.pattern.finditer(text)
            return
        done = 0
        for start, end in self._windows(sorted({start for start, _, _ in hits})):
            for match in self.pattern.finditer(text, max(start, done), end):
                yield match
                done = match.end()

    def _windows(self, starts: Iterable[int]) -> Iterator[Span]:
        opened, closed = 0, -1
        for start in starts:
            first, last = max(0, start - self._width), start + self._width + self._beyond
            if closed < 0:
                opened = first
            elif first > closed:
                yield opened, closed
                opened = first
            closed = last
        if closed >= 0:
            yield opened, closed


def _lookahead(items: Iterable[tuple[Any, Any]]) -> int:
    """How far behind its end a pattern may look; without bound where it asks for an end of the text."""
    most = 0
    for op, value in items:
        if op is sre.AT and value not in (sre.AT_BEGINNING, sre.AT_BEGINNING_STRING):
            return int(sre.MAXREPEAT)
        if op in (sre.ASSERT, sre.ASSERT_NOT):
            ahead = value[1].getwidth()[1] if value[0] > 0 else 0
            most = max(most, ahead, _lookahead(value[1]))
        elif op is sre.BRANCH:
            most = max(most, *(_lookahead(branch) for branch in value[1]))
        elif op is sre.SUBPATTERN:
            most = max(most, _lookahead(value[3]))
        elif op is sre.ATOMIC_GROUP:
            most = max(most, _lookahead(value))
        elif op in REPEATS:
            most = max(most, _lookahead(value[2]))
        elif op is sre.GROUPREF_EXISTS:
            return int(sre.MAXREPEAT)
    return most


class WordList:
    """Words found by an automaton, the leftmost and longest first, as an alternation of them sorted by length would.

    Parameters
    ----------
    words : sequence of str
    after : str
        Characters of which one may end a hit.

    Examples
    --------
    >>> list(WordList(["民警", "社区民警"], "：").spans("社区民警：到"))
    [(0, 5)]
    """

    def __init__(self, words: Sequence[str], after: str = "") -> None:
        self._automaton = CharwiseDoubleArrayAhoCorasick(sorted(set(words)), match_kind=MATCH_KIND_LEFTMOST_LONGEST)
        self._after = re.compile(after) if after else None

    def spans(self, text: str) -> Iterator[Span]:
        """Yield the spans of the words in a text."""
        for start, end, _ in self._automaton.find(text):
            more = self._after.match(text, end) if self._after else None
            yield start, more.end() if more else end
