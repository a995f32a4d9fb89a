"""Literals that a regular expression cannot match without, so that most searches need not be made.

A pattern is parsed once; what is read from it is a necessary condition and never a sufficient one, so a pattern that is
left out could not have matched.  What the analysis does not know (a negated class, a back reference, another case)
demands nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

from daachorse import CharwiseDoubleArrayAhoCorasick

Words = frozenset[str]
Demands = tuple[Words, ...]  # of each set one word at least has to stand in the text

REPEATS = (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT)
_WIDEST_RANGE = 16  # characters of a class that is spelt out
_MOST_WORDS = 400  # words of a demand that is kept


def demands(pattern: re.Pattern[str] | str, *, consumed: bool = False) -> Demands:
    """Return what a text has to hold for a pattern to match anywhere in it.

    Parameters
    ----------
    pattern : re.Pattern or str
        A string without flags of its own is parsed, not compiled.
    consumed : bool
        Only what the match itself holds, not what it looks at before or behind.

    Returns
    -------
    tuple of frozenset of str
        Of each set the text holds one word at least; nothing for a pattern of which nothing can be told.

    Examples
    --------
    >>> [sorted(words) for words in demands(re.compile("由(?P<by>.{1,9})(?:牵头|召集)"))]
    [['由'], ['召集', '牵头']]
    >>> demands(re.compile("(?:由|是)?[^，]*"))
    ()
    """
    text, flags = (pattern, 0) if isinstance(pattern, str) else (pattern.pattern, pattern.flags)
    tree = parser.parse(text, flags)
    if tree.state.flags & re.IGNORECASE:
        return ()
    found = _of_sequence(tree, around=not consumed)
    return tuple(dict.fromkeys(words for words in found if len(words) <= _MOST_WORDS))


def _of_sequence(items: Iterable[tuple[Any, Any]], *, around: bool) -> list[Words]:
    """Demands of parts that stand one after another; letters in a row are one word."""
    found: list[Words] = []
    run = ""
    for op, value in items:
        if op is sre.LITERAL:
            run += chr(value)
            continue
        if run:
            found.append(frozenset((run,)))
            run = ""
        found += _of_part(op, value, around=around)
    return [*found, frozenset((run,))] if run else found


def _of_part(op: Any, value: Any, *, around: bool) -> list[Words]:
    if op is sre.IN:
        chars = _characters(value)
        return [chars] if chars else []
    if op is sre.BRANCH:
        return _of_choice(value[1], around=around)
    if op is sre.SUBPATTERN:
        return [] if value[1] & re.IGNORECASE else _of_sequence(value[3], around=around)
    if op is sre.ATOMIC_GROUP:
        return _of_sequence(value, around=around)
    if op in REPEATS and value[0]:
        return _of_sequence(value[2], around=around)
    if op is sre.ASSERT and around:
        return _of_sequence(value[1], around=True)
    return []


def _of_choice(branches: Sequence[Any], *, around: bool) -> list[Words]:
    """One demand of each branch, the rarest, put together."""
    chosen: list[Words] = []
    for branch in branches:
        found = _of_sequence(branch, around=around)
        if not found:
            return []
        chosen.append(rarest(found))
    return [frozenset().union(*chosen)]


def _characters(items: Sequence[tuple[Any, Any]]) -> Words:
    """Characters of a class; none where it is negated or too wide to spell out."""
    chars: list[str] = []
    for op, value in items:
        if op is sre.LITERAL:
            chars.append(chr(value))
        elif op is sre.RANGE and value[1] - value[0] < _WIDEST_RANGE:
            chars += map(chr, range(value[0], value[1] + 1))
        else:
            return frozenset()
    return frozenset(chars)


class Prefilter:
    """Tells of many patterns which ones can match a text, in one pass over it.

    Parameters
    ----------
    patterns : sequence of re.Pattern or str
    consumed : bool
        Of a pattern only what its match holds is asked for: texts may be cut from what stands around them.

    Examples
    --------
    >>> held = Prefilter([re.compile("由.+牵头"), re.compile("推行[甲乙]"), re.compile("[^，]+")])
    >>> held.candidates("乙村推行"), held.candidates("由甲村牵头")
    ([1, 2], [0, 2])
    """

    def __init__(self, patterns: Sequence[re.Pattern[str] | str], *, consumed: bool = False) -> None:
        each = [sorted(demands(pattern, consumed=consumed), key=_rarity) for pattern in patterns]
        words = sorted({word for found in each for needed in found for word in needed})
        bits = {word: 1 << i for i, word in enumerate(words)}
        self._automaton = CharwiseDoubleArrayAhoCorasick(words) if words else None
        self._bits = tuple(bits.values())
        self._masks = tuple(tuple(sum(bits[word] for word in needed) for needed in found[1:]) for found in each)
        self._called = [0] * len(words)  # for each word a bit for every pattern that it brings in
        self._always = 0
        for i, found in enumerate(each):
            if not found:
                self._always |= 1 << i
            for word in found[0] if found else ():
                self._called[bits[word].bit_length() - 1] |= 1 << i

    def candidates(self, text: str) -> list[int]:
        """Return the indices of the patterns that a text does not rule out, in their order."""
        held, called = 0, self._always
        if self._automaton:
            for word in {index for _, _, index in self._automaton.find_overlapping(text)}:
                held |= self._bits[word]
                called |= self._called[word]
        found = []
        while called:
            lowest = called & -called
            called ^= lowest
            i = lowest.bit_length() - 1
            for mask in self._masks[i]:
                if not mask & held:
                    break
            else:
                found.append(i)
        return found


class AnyOf:
    """Many patterns as one, each tried only at a text that holds what it needs.

    Parameters
    ----------
    patterns : sequence of re.Pattern

    Examples
    --------
    >>> either = AnyOf([re.compile("来源：.+"), re.compile("[0-9]+$")])
    >>> either.match("来源：某网"), either.match("2023"), either.match("某网")
    (True, True, False)
    """

    def __init__(self, patterns: Sequence[re.Pattern[str]]) -> None:
        self._patterns = tuple(patterns)
        self._prefilter = Prefilter(self._patterns)

    def match(self, text: str) -> bool:
        """Whether one of the patterns matches at the start of a text."""
        return any(self._patterns[i].match(text) for i in self._prefilter.candidates(text))


def rarest(found: Iterable[Words]) -> Words:
    """Return the demand that the fewest texts will meet.

    Examples
    --------
    >>> sorted(rarest(demands(re.compile("由.(?:牵头|召集)"))))
    ['召集', '牵头']
    """
    return min(found, key=_rarity)


def _rarity(words: Words) -> tuple[int, int, list[str]]:
    """Long words and few of them go first: they are the rarest."""
    return -min(map(len, words)), len(words), sorted(words)
