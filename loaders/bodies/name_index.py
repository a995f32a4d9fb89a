"""The names of one article by where they start and end, and by their own parts' endings."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence

from .unit_name import BodyName

_ENDING = 16  # characters of an own part by which it is looked up


class NameIndex:
    """Finds names by their offsets without a look at every name.

    Parameters
    ----------
    names : sequence of BodyName
        Sorted by end.
    """

    def __init__(self, names: Sequence[BodyName]) -> None:
        self._names = names
        self._ends = [n.end for n in names]
        self._by_start = sorted(names, key=lambda n: (n.start, n.end))
        self._starts = [n.start for n in self._by_start]

    def ending(self, low: int, high: int) -> Sequence[BodyName]:
        """Names whose end is `low` at least and `high` at most, in order."""
        return self._names[bisect_left(self._ends, low) : bisect_right(self._ends, high)]

    def starting(self, low: int, high: int) -> Sequence[BodyName]:
        """Names that start at `low` or behind it, and before `high`."""
        return self._by_start[bisect_left(self._starts, low) : bisect_left(self._starts, high)]

    def within(self, low: int, high: int) -> list[BodyName]:
        """Names that lie between two offsets, whole, in order."""
        return [n for n in self.ending(low, high) if low <= n.start]


class LongerNames:
    """Names whose own part ends with another name's own part, by frame: 刑侦|大队 for 大队.

    Parameters
    ----------
    names : sequence of BodyName
        Sorted by end.
    own : callable
        Gives the own part of a name.
    """

    def __init__(self, names: Sequence[BodyName], own: Callable[[BodyName], str]) -> None:
        self._own = own
        self._by_ending: dict[tuple[str, str], list[BodyName]] = {}
        self._kept: dict[tuple[str, str], tuple[list[BodyName], list[int]]] = {}
        for name in names:
            part = own(name)
            for length in range(1, min(len(part), _ENDING) + 1):
                self._by_ending.setdefault((name.head.frame, part[-length:]), []).append(name)

    def nearest(
        self, name: BodyName, own: str, wanted: Callable[[BodyName], bool], reach: float = float("inf")
    ) -> BodyName | None:
        """The wanted name last before a name, else the first behind it, no farther off than `reach`.

        Parameters
        ----------
        name : BodyName
        own : str
            Its own part.
        wanted : callable
            Tells for a name that ends with the own part whether it will do; it knows nothing of `name` but that.
        reach : float
            In characters, between the starts.
        """
        key = (name.head.frame, own)
        if key not in self._kept:
            ending = self._by_ending.get((name.head.frame, own[-_ENDING:]), [])
            found = sorted((n for n in ending if self._own(n).endswith(own) and wanted(n)), key=lambda n: n.start)
            self._kept[key] = found, [n.start for n in found]
        found, starts = self._kept[key]
        after = bisect_right(starts, name.start)
        last = after - 1
        while last >= 0 and found[last] is name:
            last -= 1
        if last >= 0 and name.start - starts[last] < reach:
            return next(n for n in found[bisect_left(starts, starts[last]) :] if n is not name)
        return found[after] if after < len(found) and starts[after] - name.start < reach else None
