"""What a name of divisions may mean in a document of one date: those of its time first, former ones after them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from .division import Division

_REMEMBERED = 2000  # former divisions that ended before it are read in documents of their own time only
_RECENT = 2020  # so are those whose names are ordinary words, unless they ended since


class Readings(NamedTuple):
    """The divisions that a name may mean in a document of one date.

    Parameters
    ----------
    likely : tuple of Division
        Those that stood then, and former ones of provinces in which none did.
    standing : tuple of Division
        Those that stood then.
    possible : tuple of Division
        The likely ones and their namesakes of other times in the same province: what the name may mean in a chain.
    full : bool
        Whether it is a full name.
    """

    likely: tuple[Division, ...]
    standing: tuple[Division, ...]
    possible: tuple[Division, ...]
    full: bool


def remembered(division: Division) -> bool:
    """Tell whether a former division is still spoken of by its short name.

    Examples
    --------
    >>> remembered(Division("511200", "万县市", "city", "510000", 1992, 1997))
    False
    """
    return division.until >= _REMEMBERED


def readings_of(
    name: str, records: Sequence[Division], year: int | None, *, full: bool = False, ordinary: bool = False
) -> Readings:
    """Order the divisions that bear or bore a name by what a document of some year means.

    Parameters
    ----------
    name : str
    records : sequence of Division
        Those that bear or bore the name, with the years in which they did; former ones by their end, the last first.
    year : int or None
        Of the document; None for one without a date, which is read with the divisions of today.
    full : bool
        It is their full name: then those that ended in that very year are meant too.
    ordinary : bool
        It is an ordinary word as well.

    Examples
    --------
    >>> then = Division("440183", "增城市", "county", "440100", 1993, 2014)
    >>> now = Division("440118", "增城区", "county", "440100", 2014)
    >>> [[d.code for d in readings_of("增城", [now, then], y).likely] for y in (2010, 2014, None)]
    [['440183'], ['440118'], ['440118']]
    >>> readings_of("增城市", [then], None, full=True).likely == (then,)
    True
    """
    generic = full and len(name) == 2  # 城区, 郊区
    least = 9999 if generic else _RECENT if ordinary else _REMEMBERED
    standing: list[Division] = []
    others: list[Division] = []
    for record in records:
        if record.stands(year, to_the_end=not full):
            standing.append(record)
        elif record.until >= least or not record.until or (year is not None and year <= record.until):
            others.append(record)
    likely, namesakes, taken = list(standing), [], {r.code[:2] for r in standing}
    for other in others:
        if other.until and other.code[:2] not in taken:
            taken.add(other.code[:2])
            likely.append(other)
        elif not other.until and not standing:
            likely.append(other)
        else:
            namesakes.append(other)
    return Readings(tuple(likely), tuple(standing), (*likely, *namesakes), full)
