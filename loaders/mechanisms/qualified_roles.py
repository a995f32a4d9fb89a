"""The words that narrow a post: 包寨|民警, 双语|辅警, 乡镇级|林长, and any word that a text keeps before one."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

import rjieba

_COINED = re.compile(r"[一-鿿]{2,3}")
_NOUNS = frozenset({"n", "nz", "ns", "nr", "j", "b", "x", "vn", "s", "an"})


@dataclass(frozen=True, slots=True)
class _Words:
    heads: frozenset[str]
    placed: re.Pattern[str]
    level: re.Pattern[str]
    fixed: re.Pattern[str]
    never: frozenset[str]
    bodies: tuple[str, ...]


@cache
def _words() -> _Words:
    data = tomllib.loads(files(__package__).joinpath("roles.toml").read_text("utf-8"))

    def either(words: list[str]) -> str:
        return "|".join(sorted(map(re.escape, words), key=len, reverse=True))

    return _Words(
        frozenset(data["heads"]["words"]),
        re.compile(f"(?:{either(data['placed']['verbs'])})(?:{either(data['placed']['grounds'])})\\Z"),
        re.compile(f"(?:{either(data['levels']['words'])})级\\Z"),
        re.compile(f"(?:{either(data['qualifiers']['words'])})\\Z"),
        frozenset(data["never"]["words"]),
        tuple(data["never"]["bodies"]),
    )


def qualifier_begin(text: str, start: int, end: int, free: Callable[[int, int], bool]) -> int:
    """Where the words that narrow a post begin; the post's own start if there are none.

    Parameters
    ----------
    text : str
        Simplified script.
    start, end : int
        The post.
    free : callable
        Tells of a span whether no body and no person stands in it.

    Returns
    -------
    int

    Examples
    --------
    >>> t = "3名驻场辅警"
    >>> t[qualifier_begin(t, 4, 6, lambda a, b: True) : 6]
    '驻场辅警'
    """
    words = _words()
    own = text[start:end]
    low = max(0, start - 8)
    level = words.level.search(text, low, start)
    if level and own.endswith("长") and free(level.start(), start):
        return level.start()
    if own not in words.heads:
        return start
    for pattern in (words.placed, words.fixed):
        found = pattern.search(text, low, start)
        if found and free(found.start(), start):
            return found.start()
    coined = _coined(text, start, own)
    return coined if free(coined, start) else start


@lru_cache(maxsize=4096)
def _recurs(text: str, words: str) -> bool:
    first = text.find(words)
    return first >= 0 and text.find(words, first + len(words)) >= 0


def _coined(text: str, start: int, own: str) -> int:
    """A noun before a post that the text repeats with it: 毡房民警 twice."""
    words = _words()
    for length in (3, 2):
        part = text[max(0, start - length) : start]
        if not _COINED.fullmatch(part) or len(part) != length or part in words.never or part.endswith(words.bodies):
            continue
        if part[0] in "的名位个和与由等各该本我全两多" or not _recurs(text, part + own):
            continue
        if rjieba.has_word(part) and all(tag in _NOUNS for _, tag in rjieba.tag(part)):
            return start - length
    return start
