"""What stands before and after a stretch that may be a name, as the kinds of evidence that persons.toml weighs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from operator import itemgetter
from typing import Any

from ..texts.article import Span
from ..texts.segmentation import words_of
from ..windows import WordList
from .names import is_ordinary, person_data, word_begins

_CJK = re.compile(r"[\u3400-\u9fff]")
_DESCRIBED = re.compile(
    r"(?:[,，(（、]|(?<!\s)\s)\s*"
    r"(?:男|女|化名|[汉回藏满壮苗]族|\d{1,3}\s*岁|现年|中共党员|19\d\d年|20[01]\d年\d+月(?:出)?生)"
)


@dataclass(frozen=True, slots=True)
class Context:
    """A text with its words, and where titles end in it.

    Parameters
    ----------
    text : str
    starts, ends : dict
        Part of speech of the word that begins, or ends, at a place.
    titled : frozenset of int
        Where a listed title ends, or 名叫.
    cut : frozenset of int
        Places inside an ordinary word of the dictionary.
    named : frozenset of spans
        Words read as names.
    """

    text: str
    starts: dict[int, str]
    ends: dict[int, str]
    titled: frozenset[int]
    cut: frozenset[int]
    named: frozenset[Span]

    def before(self, start: int) -> str:
        """Name what stands before a place: a key of ``[weights.before]``.

        Examples
        --------
        >>> [read_context("民警石磊说").before(i) for i in (0, 1, 2)]
        ['mark', 'cut', 'office']
        """
        text, weigh = self.text, _kinds()["before"]
        if start in self.titled:
            if start in self.cut:
                return "title_cut"
            return "office" if text.endswith(_offices(), 0, start) else "title"
        if text[start - 1 : start].isdigit():
            return "number"
        if start == 0 or not "\u3400" <= text[start - 1] <= "\u9fff":
            return "list" if text[start - 1 : start] == "、" else "mark"
        if start in self.cut:
            return "cut_or_word" if is_ordinary(text[start - 2 : start]) else "cut"
        last = text[start - 1]
        if last in weigh["suffixes"] and start > 1 and _CJK.match(text[start - 2]):
            return "suffix"
        if last in weigh["particles"]:
            return "particle"
        if last in weigh["heads"]:
            return "head"
        tag = self.ends.get(start, "")
        return f"after_{tag[0]}" if tag[:1] in ("n", "v") else "word" if tag else "other"

    def after(self, end: int) -> str:
        """Name what stands after a place: a key of ``[weights.after]``.

        Examples
        --------
        >>> [read_context("民警石磊说").after(i) for i in (1, 4, 5)]
        ['cut', 'speech', 'mark']
        """
        text, weigh = self.text, _kinds()["after"]
        if end >= len(text) or not "\u3400" <= text[end] <= "\u9fff":
            if _DESCRIBED.match(text, end):
                return "described"
            return "list" if text[end : end + 1] == "、" else "mark"
        for kind, words in _followers().get(text[end], ()):
            if text.startswith(words, end):
                return kind
        if end in self.cut:
            return "cut_or_word" if word_begins(text, end) else "cut"
        if text[end] in weigh["particles"]:
            return "particle"
        tag = self.starts.get(end, "")
        if tag[:1] in ("n", "v"):
            return f"before_{tag[0]}"
        return "word" if tag or word_begins(text, end) else "other"


def read_context(text: str) -> Context:
    """Read the words and titles of a text.

    Examples
    --------
    >>> sorted(read_context("社区民警石磊").titled)
    [4]
    """
    words = words_of(text, 0, len(text))
    tags, firsts, lasts = [list(map(itemgetter(i), words)) for i in (1, 2, 3)]
    starts, ends = dict(zip(firsts, tags, strict=True)), dict(zip(lasts, tags, strict=True))
    named = {(start, end) for _, tag, start, end in words if tag[:2] == "nr"}
    cut: set[int] = set()
    for word, tag, start, end in words:
        if end - start > 1 and tag[:2] != "nr" and is_ordinary(word):
            cut.add(start + 1)
            if end - start > 2:
                cut.update(range(start + 2, end))
    titled = frozenset(end for _, end in title_spans(text))
    return Context(text, starts, ends, titled, frozenset(cut), frozenset(named))


@cache
def _kinds() -> dict[str, Any]:
    return dict(person_data()["weights"])


@lru_cache(maxsize=2)
def title_spans(text: str) -> tuple[Span, ...]:
    """Return the listed titles of a text, each with a mark or blank that follows.

    Examples
    --------
    >>> title_spans("社区民警：石磊")
    ((2, 5),)
    """
    return tuple(_titles().spans(text))


@cache
def _titles() -> WordList:
    return WordList(person_data()["before"]["titles"] + person_data()["called"]["words"], r"[\s：:“\"（(”」]")


@cache
def _offices() -> tuple[str, ...]:
    return tuple(person_data()["weights"]["before"]["offices"])


@cache
def _followers() -> dict[str, list[tuple[str, tuple[str, ...]]]]:
    """Words that tell what stands after a name, by their first character."""
    data = person_data()
    kinds = {"speech": data["following"]["speech"], "post": data["before"]["posts"], "deed": data["after"]["deeds"]}
    found: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for kind, words in kinds.items():
        for first in dict.fromkeys(word[0] for word in words):
            found.setdefault(first, []).append((kind, tuple(word for word in words if word[0] == first)))
    return found
