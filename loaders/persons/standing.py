"""Whether a mark or a particle stands before a place, and whether a stretch is the name of a place or a body."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from ..places.gazetteer import load_gazetteer
from .names import person_data

_CJK = re.compile(r"[\u3400-\u9fff]")
_AFTER_LINK = "的受据以和与及被由将把叫让给对向是为在跟找请"


@cache
def _heads() -> re.Pattern[str]:
    heads = person_data()["before"]["bodies"]
    return re.compile(f"(?:{'|'.join(heads)})$")


_QUOTED = re.compile("“([\u3400-\u9fff]{2,4})”")
_NUMBER = re.compile("[\u3400-\u9fff]{0,6}[〔\\[（(【][12][0-9]{3}")  # of a paper: 云公|通字〔2022〕15号
_DIVISION = 6  # characters by which a division's name may go on: 呼和|浩特市


def left_open(text: str, at: int) -> bool:
    """Tell whether a mark, a particle, a body's head or the text's start stands before a place.

    Examples
    --------
    >>> left_open("桥东派出所韩磊", 5), left_open("广场上", 1)
    (True, False)
    """
    return (
        at == 0
        or not _CJK.match(text[at - 1])
        or text[at - 1] in _AFTER_LINK
        or bool(_heads().search(text, max(0, at - 4), at))
    )


# What no person's name stands before: a name that the text writes so once is a town's everywhere.
_LONGEST_SEATED = 12
_SEATS = ("街道办", "街道派出所", "街道综治", "街道党", "派出所", "司法所")


@lru_cache(maxsize=4)
def _before_seats(text: str) -> frozenset[str]:
    """What stands right before a seat anywhere in a text, in every length that a name may have."""
    ends = {hit.start() for hit in re.finditer(f"(?={'|'.join(_SEATS)})", text)}
    return frozenset(text[end - n : end] for end in ends for n in range(1, min(end, _LONGEST_SEATED) + 1))


def _has_seat(text: str, name: str) -> bool:
    if len(name) <= _LONGEST_SEATED:
        return name in _before_seats(text)
    return any(name + seat in text for seat in _SEATS)


@lru_cache(maxsize=1 << 15)
def _is_division(name: str) -> bool:
    gazetteer = load_gazetteer()
    return bool(gazetteer.named(name)) or (len(name) > 3 and bool(gazetteer.stemmed(name)))


def is_made(text: str, name: str) -> bool:
    """Tell whether a text says of a name that it is founded or run, or writes it whole in quotation marks.

    Examples
    --------
    >>> is_made("县局设立芦荡融合指挥室。", "芦荡"), is_made("“羌绣娘”队伍", "羌绣娘"), is_made("芦荡说", "芦荡")
    (True, True, False)
    """
    return name in _made(text)


@lru_cache(maxsize=4)
def _made(text: str) -> frozenset[str]:
    """What follows a verb of founding, by its first characters, and short quotations that are nobody's name."""
    verbs, called = _thing_patterns()
    begun = (text[hit.end() : hit.end() + n] for hit in verbs.finditer(text) for n in (2, 3, 4))
    quoted = (hit[1] for hit in _QUOTED.finditer(text) if not called.search(text, max(0, hit.start() - 4), hit.start()))
    return frozenset((*begun, *quoted))


@cache
def _thing_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = person_data()["things"]
    return re.compile(f"(?:{'|'.join(words['verbs'])})“?"), re.compile(f"(?:{'|'.join(words['called'])})$")


def is_place_or_body(text: str, start: int, end: int) -> bool:
    """Tell whether a place's kind or a body's head ends or follows a stretch (黄河路, 陈塘街道, 吴江区): no person.

    Examples
    --------
    >>> is_place_or_body("吴忠市", 0, 2), is_place_or_body("吴忠说", 0, 2)
    (True, False)
    >>> is_place_or_body("容城一家店。容城派出所在东。", 0, 2)
    True
    """
    return _is_division(text[start:end]) or goes_on_as_place(text, start, end)


def goes_on_as_place(text: str, start: int, end: int) -> bool:
    """Tell the same, unless the stretch is a division's name and nothing behind it says so (安康 may be a person).

    Examples
    --------
    >>> goes_on_as_place("安康市", 0, 2), goes_on_as_place("安康说", 0, 2)
    (True, False)
    """
    words = person_data()["after"]
    if _NUMBER.match(text, end):
        return True
    if _has_seat(text, text[start:end]):
        return True
    tail = text[end : end + 3]
    further = (text[start : end + n] for n in range(1, _DIVISION))
    if text[end - 1] in words["kinds"] or any(map(_is_division, further)):
        return True
    places, bodies = _tails()
    return tail.startswith(places) or (end - start == 2 and tail.startswith(bodies))


@cache
def _tails() -> tuple[tuple[str, ...], tuple[str, ...]]:
    words = person_data()["after"]
    return tuple(words["places"]), tuple(words["bodies"])
