"""Characters that draw nothing: what stands between two others and keeps a name from being found.

Zero-width blanks, joiners and marks, overrides of direction, soft hyphens, fillers, tags, variation selectors and
control characters, and accents on a Chinese character, which has none.  Blanks and ends of lines are none of these.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_NOTHING = (
    "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U000e0000-\U000e0fff"
)
_ACCENTS = "\u0300-\u036f\u20d0-\u20ff"
_UNSEEN = re.compile(rf"(?<=[\u3400-\u9fff])[{_NOTHING}{_ACCENTS}]+|[{_NOTHING}]+")


def unseen(text: str) -> Iterator[tuple[int, int]]:
    r"""Yield each stretch of characters that draw nothing.

    Examples
    --------
    >>> list(unseen("派\u200b出\u202e\u0301所")), list(unseen("派 出\n所"))
    ([(1, 2), (3, 5)], [])
    """
    for found in _UNSEEN.finditer(text):
        yield found.span()


def seen(text: str) -> str:
    r"""A text as it looks: without the characters that draw nothing.

    Examples
    --------
    >>> seen("西青\u200b分局\ufeff")
    '西青分局'
    """
    return _UNSEEN.sub("", text)


def seen_places(text: str) -> list[int]:
    r"""Where each character of `seen` stands in the text.

    Examples
    --------
    >>> seen_places("派\u200b出所")
    [0, 2, 3]
    """
    hidden = {at for start, end in unseen(text) for at in range(start, end)}
    return [at for at in range(len(text)) if at not in hidden]
