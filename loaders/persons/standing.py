"""Names that stand free: no title before, no verb of speech after, told by how the words around them part."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

import rjieba

from ..places.gazetteer import load_gazetteer
from ..texts.article import Span
from ..texts.segmentation import Word, words_of
from .names import is_ordinary, name_data, name_end, person_data, surname_length, word_begins

_CJK = re.compile(r"[\u3400-\u9fff]")
_LINE = re.compile(r"[^\r\n]+")
_AFTER_LINK = "的受据以和与及被由将把叫让给对向是为在跟找请"
_BEFORE_LINK = "被的说在是和与将把就也又向对从等"


def standing_names(text: str) -> Iterator[Span]:
    """Find names by shape alone, where the words around them leave no other reading.

    Parameters
    ----------
    text : str
        Clean text.

    Yields
    ------
    tuple of (int, int)

    Examples
    --------
    >>> text = "随后，褚卫东赶到和平路派出所"
    >>> sorted({text[start:end] for start, end in standing_names(text)})
    ['褚卫东']
    """
    openings = name_data().openings
    for line in _LINE.finditer(text):
        words = words_of(text, *line.span())
        for i, (word, _, start, _) in enumerate(words):
            if word[0] in openings and surname_length(text, start):
                end = _name_from(text, words, i)
                if end > start and not is_place_or_body(text, start, end):
                    yield start, end
    for hit in _opened().finditer(text):
        end = _cut_across(text, hit.end())
        wary = text[hit.end()] in name_data().wary
        if end > hit.end() and (_sharp(text, end) or not wary) and not is_place_or_body(text, hit.end(), end):
            yield hit.end(), end


def _name_from(text: str, words: list[Word], i: int) -> int:
    """Where the name that begins with a word ends, or the word's start."""
    word, tag, start, _ = words[i]
    surname = surname_length(text, start)
    data = name_data()
    if len(word) != surname and not tag.startswith("nr") and word not in data.ordinary:
        return start
    if word in data.ordinary and left_open(text, start) and _deeds().match(text, start + len(word)):
        return start + len(word)
    if word in data.never or word in data.ordinary or load_gazetteer().named(word):
        return start
    rest = [w.text for w in words[i + 1 : i + 3]]
    if tag.startswith("nr") and surname < len(word) <= surname + 2:
        return _recorded(text, start, surname, len(word), rest)
    if len(word) != surname or not rest or _counts(words, i):
        return start
    wary = surname == 1 and word in data.wary
    common = wary or word in data.common
    open_left = left_open(text, start)
    if len(rest[0]) == 2 and (rest[0] not in data.ordinary or not common):
        known = is_recorded(rest[0])
        end = start + surname + 2
        if known or (all(c in data.given for c in rest[0]) and (not common or open_left) and not wary):
            return end if word_begins(text, end) else start
    if len(rest) == 2 and len(rest[0]) == len(rest[1]) == 1 and _given(rest[0]) and _given(rest[1]):
        end = start + surname + 2
        if (not common or open_left) and word_begins(text, end) and not is_ordinary(text[start:end]):
            return end
    if len(rest[0]) == 1 and _given(rest[0]) and not wary:
        end = start + surname + 1
        if open_left and _sharp(text, end) and not is_ordinary(text[start:end]):
            return end
    return start


def _cut_across(text: str, start: int) -> int:
    """A name of three characters whose words were parted elsewhere (桑志刚|影响)."""
    begin = start + surname_length(text, start)
    given = text[begin : begin + 2]
    if len(given) < 2 or not _given(given[0]) or given[1] not in name_data().given:
        return start
    end = name_end(text, start, titled=text[start] in name_data().wary)
    given = text[begin:end]
    if is_ordinary(text[start - 1 : start + 1]) or (text[start] in name_data().wary and is_ordinary(given)):
        return start
    fits = len(given) == 2 and not is_ordinary(text[start:end])
    return end if fits and not is_ordinary(given[1] + text[end : end + 1]) else start


def _recorded(text: str, start: int, surname: int, size: int, rest: list[str]) -> int:
    """A name that the dictionary holds, with the character that it may have cut off."""
    data = name_data()
    wary = surname == 1 and text[start] in data.wary
    end = start + size
    if size > surname + 1:
        given = text[start + surname : end]
        odd = wary and not all(c in data.given for c in given)
        return start if odd or is_ordinary(text[start : start + 2]) else end
    open_left, next_ = left_open(text, start), rest[0] if rest else ""
    if len(next_) == 1 and _given(next_) and (open_left or not wary) and word_begins(text, end + 1):
        return end + 1
    return end if open_left and _sharp(text, end) else start


@cache
def is_recorded(word: str) -> bool:
    """Tell whether the dictionary holds a word as a person's name.

    Examples
    --------
    >>> is_recorded("韩磊"), is_recorded("高度")
    (True, False)
    """
    tagged = rjieba.tag(word)
    return len(tagged) == 1 and str(tagged[0][1]).startswith("nr")


def _given(char: str) -> bool:
    data = name_data()
    return char in data.given and char not in data.following


def _counts(words: list[Word], i: int) -> bool:
    """三张, 一段, 两项: a measure word."""
    return i > 0 and (words[i - 1].tag.startswith("m") or words[i - 1].text[-1].isdigit())


@cache
def _heads() -> re.Pattern[str]:
    heads = person_data()["before"]["bodies"]
    return re.compile(f"(?:{'|'.join(heads)})$")


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


def _sharp(text: str, at: int) -> bool:
    """A mark, a particle or a verb of speech stands after."""
    return (
        at >= len(text)
        or not _CJK.match(text[at])
        or text[at] in _BEFORE_LINK
        or bool(name_data().speech.match(text, at))
        or bool(_deeds().match(text, at))
    )


@cache
def _opened() -> re.Pattern[str]:
    """Where a surname stands after a mark or a particle."""
    sure = "".join(sorted((name_data().plain - name_data().common) | name_data().wary))
    return re.compile(rf"(?=[{sure}])(?:^|(?<=[^\u3400-\u9fff])|(?<=[{_AFTER_LINK}]))", re.M)


@cache
def _deeds() -> re.Pattern[str]:
    return re.compile("|".join(person_data()["after"]["deeds"]))


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


def is_place_or_body(text: str, start: int, end: int) -> bool:
    """Tell whether a place's kind or a body's head ends or follows a stretch (黄河路, 陈塘街道, 吴江区): no person.

    Examples
    --------
    >>> is_place_or_body("吴忠市", 0, 2), is_place_or_body("吴忠说", 0, 2)
    (True, False)
    >>> is_place_or_body("容城一家店。容城派出所在东。", 0, 2)
    True
    """
    words = person_data()["after"]
    if _has_seat(text, text[start:end]):
        return True
    tail = text[end : end + 3]
    if text[end - 1] in words["kinds"] or any(load_gazetteer().named(text[start : end + n]) for n in (0, 1, 2)):
        return True
    if any(tail.startswith(word) for word in words["places"]):
        return True
    return end - start == 2 and any(tail.startswith(word) for word in words["bodies"])
