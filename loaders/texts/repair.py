"""Repair a stored text and convert it to simplified script, keeping the way back (`CleanText`).

Known damage: pinyin annotations that a script conversion left behind (區(qū)), closing quotation marks lost to GBK
bytes shifted by one (see `quotation`), entities of HTML, words spaced out, characters that draw nothing (see `unseen`),
and two forms of one character (see `forms`).  What cannot be recovered becomes U+FFFD.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable

from .article import CleanText, Repair
from .forms import entities, plain_forms, spaced_words, unified
from .quotation import known_word, realign
from .script import simplify
from .unseen import unseen

_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ"
_PINYIN = re.compile(rf"[(（][a-zü]*[{_TONED}][a-zü{_TONED}]*[)）]")
_CJK = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")


def clean_text(text: str, is_word: Callable[[str], bool] = known_word) -> CleanText:
    """Repair a text, convert it to simplified script, and map each character back.

    Parameters
    ----------
    text : str
        The stored text.
    is_word : callable
        Whether a string in simplified script is a known name or word; decides uncertain re-alignments.

    Returns
    -------
    CleanText
        Same text where nothing is damaged; a removed annotation belongs to the character that it annotates.

    Examples
    --------
    >>> clean = clean_text("社區(qū)民警(輔警)")
    >>> clean.text, clean.stored(1, 2)
    ('社区民警(辅警)', (1, 6))
    """
    moved = realign(text, is_word)
    if not moved and not _PINYIN.search(text) and not any(kind(text) for kind in (entities, spaced_words, unseen)):
        return CleanText.identity(_in_one_form(text))
    chars = list(text)
    starts, ends = list(range(len(text))), list(range(1, len(text) + 1))
    repairs: list[Repair] = []
    for found in reversed(moved):
        chars[found.start : found.end] = found.text
        starts[found.start : found.end] = found.starts
        ends[found.start : found.end] = found.ends
        repairs.append(Repair(found.start, found.end, found.text, found.reason))
    _put_entities(chars, starts, ends, repairs)
    chars, starts, ends = _without_unseen(chars, starts, ends, repairs)
    joined = "".join(chars)
    for note in reversed(list(_PINYIN.finditer(joined))):
        at, end = note.span()
        if at == 0 or not _CJK.match(joined[at - 1]):
            continue
        repairs.append(Repair(starts[at], ends[end - 1], "", "pinyin annotation"))
        ends[at - 1] = ends[end - 1]
        del chars[at:end], starts[at:end], ends[at:end]
    _close_up(chars, starts, ends, repairs)
    repairs.sort(key=lambda repair: repair.start)
    return CleanText(_in_one_form("".join(chars)), array("l", starts), array("l", ends), tuple(repairs))


def _in_one_form(text: str) -> str:
    """In simplified script, one form for each character, as long as before."""
    return plain_forms(simplify(unified(text)))


def _without_unseen(
    chars: list[str], starts: list[int], ends: list[int], repairs: list[Repair]
) -> tuple[list[str], list[int], list[int]]:
    """Leave out characters that draw nothing; each belongs to the character before it, of which there may be none."""
    kept: tuple[list[str], list[int], list[int]] = [], [], []
    at = 0
    for first, last in (*unseen("".join(chars)), (len(chars), len(chars))):
        kept[0].extend(chars[at:first])
        kept[1].extend(starts[at:first])
        kept[2].extend(ends[at:first])
        if last > first:
            repairs.append(Repair(starts[first], ends[last - 1], "", "characters that draw nothing"))
            if kept[2]:
                kept[2][-1] = ends[last - 1]
        at = last
    return kept


def _put_entities(chars: list[str], starts: list[int], ends: list[int], repairs: list[Repair]) -> None:
    """Put the character of each HTML entity in its place."""
    for first, last, read in reversed(list(entities("".join(chars)))):
        repairs.append(Repair(starts[first], ends[last - 1], read, "entity of HTML"))
        chars[first:last], starts[first:last], ends[first:last] = [read], [starts[first]], [ends[last - 1]]


def _close_up(chars: list[str], starts: list[int], ends: list[int], repairs: list[Repair]) -> None:
    """Take out the spaces of words that are spaced out; each belongs to the character before it."""
    for first, last in reversed(list(spaced_words("".join(chars)))):
        for at in range(last - 2, first, -2):
            repairs.append(Repair(starts[at], ends[at], "", "space inside a word"))
            ends[at - 1] = ends[at]
            del chars[at], starts[at], ends[at]
