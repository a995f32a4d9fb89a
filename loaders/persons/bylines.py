"""Names of those who wrote, took and edited: bylines, credits, editors."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ..texts.article import Span
from ..windows import WindowedPattern
from .names import name_data, name_end, person_data, surname_length

_CJK = "\u3400-\u9fff"
_BETWEEN = "、,，；;/ \t\u3000?\ufffd和与及·&"
_CREDIT = WindowedPattern(
    re.compile(
        rf"(?:^|(?<=[^{_CJK}]))([{_CJK}]{{2,4}})\s*(?:摄影报道|摄影|供图|供稿|摄|绘|文/图|图/文|报道)(?=[^{_CJK}]|$)",
        re.M,
    )
)
_BRACKET = re.compile(r"[(（]([^()（）。]{2,30}?)[/／\s]\s*(?:文|图|摄)")
_CHUNK = re.compile(rf"[{_CJK}]{{1,5}}")  # five tell that it is no name
_SLASH = re.compile(r"(?<=[文图摄影频编])\s*[/／|丨:：]\s*")


@cache
def _keys() -> WindowedPattern:
    keys = sorted(person_data()["byline"]["keys"], key=len, reverse=True)
    return WindowedPattern(re.compile(rf"(?:{'|'.join(map(re.escape, keys))})(\s{{0,4}}[:：丨|/]\s{{0,4}}|\s{{0,4}})"))


def bylines(text: str) -> Iterator[Span]:
    """Find names in bylines and credits.

    Parameters
    ----------
    text : str
        Clean text.

    Yields
    ------
    tuple of (int, int)

    Examples
    --------
    >>> text = "（记者 葛晓军 通讯员 包晓）图/牛犇"
    >>> [text[start:end] for start, end in bylines(text)]
    ['葛晓军', '包晓', '牛犇']
    """
    for hit in _keys().finditer(text):
        yield from _row(text, hit.end(), bool(hit[1]))
    for hit in _SLASH.finditer(text):
        yield from _row(text, hit.end(), True)
    for hit in _BRACKET.finditer(text):
        yield from _row(text, hit.start(1), False)
    for hit in _CREDIT.finditer(text):
        if _is_chunk(hit[1]):
            yield hit.span(1)


def _row(text: str, at: int, marked: bool) -> Iterator[Span]:
    """Names in a row, with or without marks between them; after a mark a whole chunk may be a name."""
    while True:
        end = name_end(text, at, titled=marked)
        chunk = _CHUNK.match(text, at)
        if marked and chunk and (end == at or len(chunk[0]) <= 3) and _is_chunk(chunk[0]):
            end = chunk.end()
        if end == at:
            return
        yield at, end
        at, marked = end, False
        while at < len(text) and text[at] in _BETWEEN:
            at, marked = at + 1, True


def _is_chunk(chunk: str) -> bool:
    """Two to four characters that stand alone and open with a surname, common word or not."""
    data = name_data()
    key = chunk in person_data()["byline"]["keys"] or chunk in person_data()["before"]["titles"]
    surname = surname_length(chunk, 0) or chunk[0] in person_data()["surnames"]["function"]
    return bool(surname) and not key and 2 <= len(chunk) <= (4 if chunk[:2] in data.double else 3)
