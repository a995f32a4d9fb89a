"""Closing quotation marks lost to GBK bytes that a converter shifted by one.

A sentence end and closing quote (``。”`` = A1A3 A1B1) whose first byte was lost reads ``?！`` and draws the
following characters into the shift, until a byte below 0x80 ends it.  The bytes are put back and decoded again; the
result stands only if it is a known name or word, else U+FFFD marks the gap and nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

import rjieba

from ..places.gazetteer import load_gazetteer
from .script import simplify

_LEADS = (b"\xa1", b"\xa3")  # rows of GBK that hold Chinese punctuation
_ENDING = re.compile("[。！？；，、…]”")
_CJK = re.compile(r"[\u3400-\u9fff]")
_LONGEST = 40  # characters of one shifted run
_LONGEST_NAME = 8
_USER_LEADS = (*range(0xAA, 0xB0), *range(0xF8, 0xFF))  # pairs that no GBK character has


@dataclass(frozen=True, slots=True)
class Realigned:
    """One shifted run: its span, what it reads now, and the stored span of each character."""

    start: int
    end: int
    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    reason: str


@cache
def _place_names() -> frozenset[str]:
    return frozenset(load_gazetteer().names())


def known_word(text: str) -> bool:
    """Tell whether a string is a place name of the gazetteer or a dictionary word of two characters or more.

    Examples
    --------
    >>> known_word("派出所"), known_word("括区")
    (True, False)
    """
    return len(text) > 1 and (text in _place_names() or bool(rjieba.has_word(text)))


def realign(text: str, is_word: Callable[[str], bool] = known_word) -> list[Realigned]:
    r"""Find shifted runs and put their bytes back.

    Parameters
    ----------
    text : str
        The stored text.
    is_word : callable
        Whether a string in simplified script is a known name or word.

    Returns
    -------
    list of Realigned
        Sorted, without overlap.  A run that yields no known word ends in U+FFFD.

    Examples
    --------
    >>> [found.text for found in realign("管控?！鼻嚆~峽市公安局")]
    ['。”青銅']
    >>> [found.text for found in realign("身邊?！?月17日")]
    ['。”\ufffd']
    """
    found: list[Realigned] = []
    at = 0
    while (at := text.find("?", at)) >= 0:
        hit = _run(text, at, is_word)
        if hit is not None:
            found.append(hit)
        at = hit.end if hit is not None else at + 1
    return found


def _bytes(char: str) -> bytes | None:
    wide = {"!": "！", "?": "？", ",": "，", ";": "；"}.get(char, char)
    try:
        return wide.encode("gbk")
    except UnicodeEncodeError:
        return None


def _run(text: str, at: int, is_word: Callable[[str], bool]) -> Realigned | None:
    """Try a run that begins at the question mark at `at`, the place of the lost byte."""
    if at + 2 > len(text) - 1:
        return None
    first = _bytes(text[at + 1])
    if first is None or len(first) != 2:
        return None
    third = text[at + 2]
    for lead in _LEADS:
        second = _bytes(third) if third not in "?\ufffd" else b"\xb1"
        if second is None or second[:1] != b"\xb1":
            continue
        try:
            ending = (lead + first + second[:1]).decode("gbk")
        except UnicodeDecodeError:
            continue
        if _ENDING.fullmatch(ending):
            if len(second) == 1:  # the quote's second byte fell with the byte after it
                return Realigned(
                    at, at + 3, ending + "\ufffd", (at, at + 1, at + 2), (at + 1, at + 2, at + 3), "lost quote"
                )
            return _follow(text, at, ending, is_word)
    return None


def _follow(text: str, at: int, ending: str, is_word: Callable[[str], bool]) -> Realigned:
    """Re-align what follows the quote, up to the ASCII byte that ends the shift."""
    body, data, origin = at + 2, bytearray(), []
    end = body
    while end < len(text) and end - body < _LONGEST:
        raw = text[end].encode("gbk") if text[end] < "\x80" else _bytes(text[end])
        if raw is None or text[end] == "\n":
            break
        data += raw
        origin += [end] * len(raw)
        end += 1
        if len(raw) == 1:
            break
    for reading in _readings(bytes(data[1:])):
        if _holds(reading, text[end : end + _LONGEST_NAME], is_word):
            return _mapped(at, end, ending, reading)
    candidates = {
        reading
        for reading in _with_lost_pair(bytes(data[1:]))
        if _is_name(reading, text[end : end + _LONGEST_NAME], is_word)
    }
    if len(candidates) == 1:
        return _mapped(at, end, ending, candidates.pop())
    gap = max(1, end - body)
    starts = (at, at + 1, *range(body, body + gap))
    return Realigned(
        at, end, ending + "\ufffd" * gap, starts, tuple(s + 1 for s in starts), "lost quote, unreadable name"
    )


def _readings(data: bytes) -> Iterator[str]:
    try:
        yield data.decode("gbk")
    except UnicodeDecodeError:
        return


def _with_lost_pair(data: bytes) -> Iterator[str]:
    """Every reading in which one pair of bytes, invalid in the shifted text, had been dropped."""
    for cut in range(1, len(data), 2):
        for lead in _USER_LEADS:
            for trail in range(0xA1, 0xFF):
                try:
                    yield (data[:cut] + bytes((lead, trail)) + data[cut:]).decode("gbk")
                except UnicodeDecodeError:
                    continue


def _plain(text: str) -> str:
    return simplify(re.sub(r"\([^)]*\)", "", text))


def _is_name(reading: str, after: str, is_word: Callable[[str], bool]) -> bool:
    """A known word begins at the quote and covers the whole reading."""
    whole = _plain(reading + after)
    return any(is_word(whole[:n]) for n in range(max(2, len(reading)), min(len(whole), _LONGEST_NAME) + 1))


def _holds(reading: str, after: str, is_word: Callable[[str], bool]) -> bool:
    if not _CJK.match(reading):
        return False
    if len(reading) <= _LONGEST_NAME and _is_name(reading, after, is_word):
        return True
    if len(reading) < 6:
        return False
    words = rjieba.cut(_plain(reading))
    held = sum(len(word) for word in words if len(word) > 1 and _CJK.match(word) and is_word(word))
    return held >= 0.5 * len(_CJK.findall(reading))


def _mapped(at: int, end: int, ending: str, reading: str) -> Realigned:
    """Give each character the stored characters that hold its bytes; the quote's second byte is in the first name's."""
    body, room = at + 2, end - at - 2
    places = [body + min(max(k * room // len(reading), min(k, room - 1)), room - 1) for k in range(len(reading))]
    ends = [*places[1:], end]
    ends = [max(e, s + 1) for s, e in zip(places, ends, strict=True)]
    return Realigned(at, end, ending + reading, (at, at + 1, *places), (at + 1, body, *ends), "lost quote")
