"""Whether a stretch has the look of a name, or is a word that none bears, whatever stands around it."""

from __future__ import annotations

from functools import cache

from .character_weights import given_words
from .names import eager_data, name_data, person_data
from .terms import is_term


def is_kind(name: str) -> bool:
    """Tell whether a stretch is a title, or a word that stands in a place for names while there is none.

    Examples
    --------
    >>> is_kind("辅警"), is_kind("待定"), is_kind("平安")
    (True, True, False)
    """
    return name in _kinds()


@cache
def _kinds() -> frozenset[str]:
    before, data = person_data()["before"], eager_data()["slots"]
    lists = (before["titles"], before["posts"], data["columns"], data["unnamed"], person_data()["byline"]["keys"])
    return frozenset(word for words in lists for word in words) | {"待定", "暂缺", "空缺", "无"}


def is_none(name: str) -> bool:
    """Tell whether a stretch is a title, a term of the field, or a word that no person bears.

    Examples
    --------
    >>> is_none("辅警"), is_none("安全感"), is_none("高粱")
    (True, True, False)
    """
    return name in _nobody() or is_term(name)


@cache
def _nobody() -> frozenset[str]:
    before, data = person_data()["before"], eager_data()["slots"]
    lists = (
        before["titles"], before["posts"], data["stop"], data["unnamed"], data["columns"], data["behind"],
        person_data()["byline"]["keys"], name_data().speech.pattern.split("|"), data["personal"], data["handled"],
        person_data()["pet"]["kinds"].split(),
    )  # fmt: skip
    return frozenset(word for words in lists for word in words)


def looks_like_one(name: str, tag: str = "") -> bool:
    """Tell whether a stretch has the look of a name: a surname before it, a given name, or the dictionary's word.

    Parameters
    ----------
    name : str
    tag : str, optional
        Part of speech of its first word.

    Examples
    --------
    >>> [looks_like_one(name) for name in ("高粱", "欧阳明", "小雨", "窗台")]
    [True, True, True, False]
    """
    if tag[:2] == "nr" or (name[0] in _openings() and len(name) < 4) or name[:2] in name_data().double:
        return True
    data = name_data()
    if name in given_words() or (len(name) == 2 and tag[:1] in "ntza" and data.given.issuperset(name)):
        return True
    return len(name) > 2 and data.minority.issuperset(name)


@cache
def _openings() -> frozenset[str]:
    return name_data().plain | name_data().wary | frozenset("小老阿")
