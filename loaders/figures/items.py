"""The items of an enumeration (一是…二是…, (一)…(二)…): what one item says holds for no other."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from ..texts.article import Span
from .rulebook import rule_pattern


class Items:
    """The marks that open items in one text.

    Parameters
    ----------
    text : str

    Examples
    --------
    >>> text = "甲所做了两件事:一是走访,二是调解纠纷9起。"
    >>> Items(text).scope(0, text.index("9"))
    [(0, 8), (13, 19)]
    """

    def __init__(self, text: str) -> None:
        self._marks = [m.start("mark") for m in rule_pattern("subjects", "item").finditer(text)]

    def scope(self, start: int, position: int) -> list[Span]:
        """Return the stretches of a paragraph that speak to a position: what leads in, and its own item.

        Parameters
        ----------
        start : int
            Where the paragraph starts.
        position : int
        """
        first, last = bisect_left(self._marks, start), bisect_right(self._marks, position)
        if first >= last:
            return [(start, position)]
        lead_in = (start, self._marks[first])
        own = (self._marks[last - 1], position)
        return [own] if lead_in[0] == lead_in[1] else [lead_in, own]

    def opens(self, start: int, position: int) -> int:
        """Return where the item that holds a position opens, or `start` where no item opens after it."""
        at = bisect_right(self._marks, position)
        return max(start, self._marks[at - 1]) if at else start
