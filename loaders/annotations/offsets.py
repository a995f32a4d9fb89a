"""Offsets in code points, as here, and in UTF-16 code units, as Java and JavaScript count."""

from __future__ import annotations

from bisect import bisect_left
from itertools import accumulate


class Units:
    """Both countings of one text.

    Parameters
    ----------
    text : str

    Examples
    --------
    >>> units = Units("a😀b")
    >>> [units.utf16(n) for n in range(4)], [units.code_points(n) for n in (0, 1, 3, 4)]
    ([0, 1, 3, 4], [0, 1, 2, 3])
    """

    def __init__(self, text: str) -> None:
        self._plain = text.isascii() or max(text, default="") <= "\uffff"
        self._at = [] if self._plain else [0, *accumulate(2 if c > "\uffff" else 1 for c in text)]
        self._length = len(text)

    def utf16(self, offset: int) -> int:
        """The UTF-16 code units before a code point."""
        return offset if self._plain else self._at[offset]

    def code_points(self, offset: int) -> int:
        """The code points before a UTF-16 code unit.

        Raises
        ------
        ValueError
            If the offset lies outside the text, or between the halves of a character.
        """
        if self._plain:
            if not 0 <= offset <= self._length:
                raise ValueError(f"the offset {offset} lies outside the text")
            return offset
        found = bisect_left(self._at, offset)
        if found > self._length or self._at[found] != offset:
            raise ValueError(f"the offset {offset} lies outside the text or inside a character")
        return found
