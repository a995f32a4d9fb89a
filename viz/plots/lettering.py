"""Names and notes as they are drawn: in one line that fits, or in lines that fit."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from ...queries.table import display_width, shortened

COLUMNS = 36  # of a name: half as many Chinese characters
_UNSEEN = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
_PIECES = re.compile(r"[^\s⺀-鿿＀-￯、-〿]+\s*|[⺀-鿿＀-￯、-〿]|\s+")
_NEVER_FIRST = frozenset("，。；：、！？）》」』”’%,.;:!?)")


def drawn(text: str, columns: int = COLUMNS) -> str:
    r"""A name in one line, cut with an ellipsis where it is long.

    Characters that draw nothing or turn others around (controls, marks of direction) show as a replacement character,
    so that no name can hide, move or reverse what stands beside it.

    Parameters
    ----------
    text : str
    columns : int
        Columns that it may take: two for a Chinese character.

    Examples
    --------
    >>> drawn("天津市公安局西青分局大寺派出所", 16), drawn("a\u202eb\nc")
    ('天津市公安局西…', 'a�b c')
    """
    return shortened(" ".join(visible(text[: 4 * columns + 4]).split()), columns)


def visible(text: str) -> str:
    r"""A text in which every character draws something: controls and marks of direction are replaced.

    vl-convert ends the whole process where a text holds what XML does not allow, so nothing else reaches it.

    Examples
    --------
    >>> visible("甲\x00乙\u202e\n"), visible("a b")
    ('甲�乙� ', 'a b')
    """
    return "".join(" " if c.isspace() else "�" if unicodedata.category(c) in _UNSEEN else c for c in text)


def distinct(labels: Iterable[str]) -> list[str]:
    """Labels that are alike told apart by a number.

    Examples
    --------
    >>> distinct(["甲", "乙", "甲"])
    ['甲', '乙', '甲 #2']
    """
    seen: dict[str, int] = {}
    found = []
    for label in labels:
        seen[label] = seen.get(label, 0) + 1
        found.append(label if seen[label] == 1 else f"{label} #{seen[label]}")
    return found


def lines(text: str, columns: int) -> list[str]:
    """A text in lines of some columns, broken between words or Chinese characters, never before a closing mark.

    Examples
    --------
    >>> lines("据5篇文献的陈述,近似重复只计一次。", 16)
    ['据5篇文献的陈述,', '近似重复只计一', '次。']
    >>> lines("Nothing is averaged.", 12)
    ['Nothing is', 'averaged.']
    """
    found = [""]
    for piece in _pieces(text):
        if found[-1] and display_width(found[-1] + piece.rstrip()) > columns:
            found.append("")
        found[-1] = (found[-1] + piece) if found[-1] else piece.lstrip()
    return [line.rstrip() for line in found]


def _pieces(text: str) -> list[str]:
    """What must stay in one line: a word, or a Chinese character with the marks behind it."""
    found: list[str] = []
    for piece in _PIECES.findall(text):
        if found and piece[0] in _NEVER_FIRST:
            found[-1] += piece
        else:
            found.append(piece)
    return found


def pixels(texts: Sequence[str], size: float) -> float:
    """About how wide the widest of some texts is at a size of type, in pixels.

    Examples
    --------
    >>> pixels(["大寺", "a"], 10)
    20.8
    """
    return max((display_width(text) for text in texts), default=0) * size * 0.52
