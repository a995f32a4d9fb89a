"""Where names end that are longer than they look, or that a blank or a line breaks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from ..texts.article import Span
from .character_weights import all_surnames
from .context import title_spans
from .likeness import is_kind, is_none
from .names import is_ordinary, name_data, person_data, surname_length, word_begins
from .slots import Slots

_CJK = "\u3400-\u9fff"
_BREAK = re.compile(rf"[ \t\u3000]*\r?\n[ \t\u3000]*(?=[{_CJK}])")
_GAP = re.compile(rf"([{_CJK}]{{1,3}})[ \t\u3000]*(?:\r?\n[ \t\u3000]*|[ \t\u3000]{{1,6}})(?=[{_CJK}])")


def longer(text: str, known: Iterable[Span]) -> Iterator[Span]:
    """Find the last character of names of which two characters are known (金军|思点头).

    Examples
    --------
    >>> text = "金军思点头，石磊说"
    >>> [text[start:end] for start, end in longer(text, [(0, 2), (6, 8)])]
    ['金军思']
    """
    data = name_data()
    for start, end in known:
        if end - start > 2 and text[end : end + 1] == "和" and data.minority.issuperset(text[start:end]):
            yield start, end + 1  # 孟和, 苏和
        if end - start != 1 + (surname_length(text, start) or 9):
            continue
        last = text[end : end + 1]
        if last and last in data.given and last not in data.following and not is_ordinary(text[end : end + 2]):
            yield start, end + 1


def broken(slots: Slots, known: Iterable[Span]) -> Iterator[Span]:
    """Find the last character of a name that a line breaks (殷秀 / 兰).

    Examples
    --------
    >>> text = "老党员殷秀" + chr(10) + "兰带头"
    >>> [text[start:end] for start, end in broken(Slots(text), [(3, 5)])]
    ['兰']
    """
    text = slots.text
    for start, end in known:
        hit = _BREAK.match(text, end) if end - start == 2 else None
        if hit:
            word = slots.word_at(hit.end())
            if word is None or len(word.text) == 1:
                yield hit.end(), hit.end() + 1


def gapped(text: str) -> Iterator[Span]:
    """Find names behind titles that a blank or a line breaks, with the gap.

    Examples
    --------
    >>> text = "嫌疑人冒" + chr(10) + "萍培被抓获"
    >>> [text[start:end] for start, end in gapped(text)] == ["冒" + chr(10) + "萍培"]
    True
    """
    for _, at in title_spans(text):
        hit = _GAP.match(text, at)
        if hit is None or not _opens(hit[1]):
            continue
        end = hit.end()
        run = _letters().match(text, end)
        if run and len(hit[1]) + run.end() - end > 3:
            yield at, run.end()
        elif len(hit[1]) < 3:
            most = 2 if surname_length(text, at) == len(hit[1]) or len(hit[1]) == 1 else 1
            yield at, end + (1 if most == 1 or (word_begins(text, end + 1) and not word_begins(text, end + 2)) else 2)


_SPACED = re.compile(
    rf"(?:^|(?<=[^{_CJK} \t\u3000]))[ \t\u3000]*([{_CJK}](?:[ \u3000]{{1,4}}[{_CJK}]){{1,3}})(?![{_CJK}])", re.M
)


def spaced(text: str) -> Iterator[Span]:
    """Find names of which each character stands apart, behind a mark or at the start of a line.

    Examples
    --------
    >>> text = "调 解 员：宫 玉 梅"
    >>> [text[start:end] for start, end in spaced(text)]
    ['宫 玉 梅']
    """
    for hit in _SPACED.finditer(text):
        name = "".join(hit[1].split())
        if surname_length(name, 0) and not is_kind(name) and not is_none(name):
            yield hit.span(1)


def _opens(start: str) -> bool:
    parts = person_data()["minority"]["parts"].split()
    sound = name_data().minority.issuperset(start) or any(part.startswith(start) for part in parts)
    surname = start[0] in all_surnames() and start[0] not in person_data()["surnames"]["function"]
    return (surname or sound) and not is_ordinary(start)


@cache
def _letters() -> re.Pattern[str]:
    return re.compile("[" + "".join(sorted(name_data().minority)) + "]{2,7}")
