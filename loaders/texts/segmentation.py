"""The words of a text with their parts of speech, cut once for all who ask for a stretch of it."""

from __future__ import annotations

from bisect import bisect_left
from functools import lru_cache, partial
from itertools import accumulate
from operator import attrgetter
from typing import NamedTuple

import rjieba

# Between two stretches that one of these parts no word is cut across: the dictionary is asked for each by itself.
_PARTING = frozenset("\n。，；：！？、“”（）《》…【】\u3000 ,;:!?()[]")


class Word(NamedTuple):
    """One word with its part of speech (jieba's tag set) and its span in the clean text."""

    text: str
    tag: str
    start: int
    end: int


_START = attrgetter("start")


def words_of(text: str, start: int, end: int) -> list[Word]:
    """Return the words of a stretch of a text, as if it stood alone.

    Parameters
    ----------
    text : str
    start, end : int
        Half-open span; it costs the least where it ends at lines or marks.

    Returns
    -------
    list of Word
        With their places in the whole text.

    Examples
    --------
    >>> [(word.text, word.start) for word in words_of("推行派驻制度，建立例会。", 7, 11)]
    [('建立', 7), ('例会', 9)]
    """
    words, starts = _segmented(text)
    first, last = _word_at(text, starts, start), _word_at(text, starts, end)
    return _cut(text[start:end], start) if first is None or last is None else words[first:last]


def word_starts(text: str, start: int, end: int) -> list[int]:
    """Return where the words of a stretch begin, and its end, counted from its start.

    Examples
    --------
    >>> word_starts("推行派驻制度，建立例会。", 7, 12)
    [0, 2, 4, 5]
    """
    return [*(word.start - start for word in words_of(text, start, end)), end - start]


def _word_at(text: str, starts: list[int], at: int) -> int | None:
    """Number of the word that begins at an offset where the text parts, else None."""
    if 0 < at < len(text) and text[at - 1] not in _PARTING and text[at] not in _PARTING:
        return None
    number = bisect_left(starts, at)
    return number if number < len(starts) and starts[number] == at else None


@lru_cache(maxsize=2)  # the text as it stands, and with spaced names joined
def _segmented(text: str) -> tuple[list[Word], list[int]]:
    words = _cut(text, 0)
    return words, [*map(_START, words), len(text)]


def _cut(text: str, start: int) -> list[Word]:
    tagged: list[tuple[str, str]] = rjieba.tag(text)
    edges = list(accumulate([len(word) for word, _ in tagged], initial=start))
    texts, tags = zip(*tagged, strict=True) if tagged else ((), ())
    rows = zip(texts, tags, edges, edges[1:], strict=False)
    return list(map(partial(tuple.__new__, Word), rows))  # a call less for each of a thousand words
