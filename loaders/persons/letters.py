"""Words in other letters than Chinese ones: what is no term, unit or abbreviation may be the name of a person."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ..texts.article import Span
from .names import eager_data

_WORDS = re.compile(
    r"[A-Za-z\u00c0-\u024f][A-Za-z\u00c0-\u024f'’]*(?:[ \-.·]{1,2}[A-Za-z\u00c0-\u024f][A-Za-z\u00c0-\u024f'’]*)*"
)
_WORD = re.compile(r"[A-Za-z\u00c0-\u024f][A-Za-z\u00c0-\u024f'’]*")
# Letters of other scripts, and characters so rare that hardly anything but a name holds them.
_STRANGE = re.compile("[\u0370-\u1fff\u2c00-\u2dff\u3040-\u30ff\u3105-\u312f\ua000-\ud7ff\U00020000-\U0003ffff]+")
_ACRONYM = 5  # letters
_PROSE = 6  # words of a row in Latin letters that is a sentence


def foreign_words(text: str) -> Iterator[Span]:
    """Find words in other letters than Chinese ones that are on no list.

    An abbreviation of a few capitals stays, alone; in a sentence in Latin letters small words stay.

    Parameters
    ----------
    text : str

    Yields
    ------
    tuple of (int, int)

    Examples
    --------
    >>> text = "John Whitfield用APP报警，监控有AI，民警乘G20次列车，JOHN WHITFIELD到场，长5km"
    >>> [text[start:end] for start, end in foreign_words(text)]
    ['John Whitfield', 'JOHN WHITFIELD']
    """
    for hit in _WORDS.finditer(text):
        words = list(_WORD.finditer(hit[0]))
        prose = len(words) >= _PROSE
        kept = [_stays(word[0], len(words), prose) for word in words]
        if all(kept):
            continue
        if not any(kept):
            yield hit.span()
            continue
        for word, stays in zip(words, kept, strict=True):
            if not stays:
                yield hit.start() + word.start(), hit.start() + word.end()
    for hit in _STRANGE.finditer(text):
        yield hit.span()


def _stays(word: str, row: int, prose: bool) -> bool:
    if word.lower() in _known():
        return True
    if prose:
        return word.islower()
    if row == 1:
        return len(word) == 1 or (word.isupper() and len(word) <= _ACRONYM)
    return False


@cache
def _known() -> frozenset[str]:
    return frozenset(eager_data()["letters"]["known"].split())
