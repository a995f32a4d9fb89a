"""Townships by their short names: items of a list that a generic word closes (曲江、面甸两镇), namesakes of cities."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType

from .gazetteer import load_gazetteer, stem

_CLOSED = re.compile(
    r"(?P<items>[一-鿿](?:(?![和与及])[一-鿿]){1,3}(?:[、和与及](?!等)[一-鿿](?:(?![和与及等])[一-鿿]){1,3}){1,60})"
    r"(?:等(?:[\d一二两三四五六七八九十]{1,3}个?)?|[\d一二两三四五六七八九十]{1,3}个?)(?:乡镇|街镇|镇街|镇|乡|街道)(?!长|政府|党委|派出所)"
)
_ITEM = re.compile(r"[^、和与及]+")
_ENDS = ("镇", "乡", "街道")
_LARGER = ("省", "市", "州", "地区", "县", "区", "旗")


def listed_townships(
    text: str, body: Iterable[tuple[int, int]], codes: Iterable[str]
) -> Iterator[tuple[int, int, str]]:
    """Find the townships of known counties in lists that 等乡镇, 两镇 or 三个乡镇 closes.

    Parameters
    ----------
    text : str
        Simplified script.
    body : iterable of spans
        Where to look.
    codes : iterable of str
        Of the divisions that the text names; the townships of their counties are known.

    Yields
    ------
    tuple of int, int, str
        Start and end of a short name, and the township's code; lists of which no item is known are left alone.

    Examples
    --------
    >>> t = "在曲江、面甸两镇试点"
    >>> [(t[a:b], code) for a, b, code in listed_townships(t, [(0, len(t))], ["532524"])]
    [('曲江', '532524106000'), ('面甸', '532524107000')]
    """
    hits = [hit for start, end in body for hit in _CLOSED.finditer(text, start, end)]
    towns = short_townships(frozenset(codes)) if hits else {}
    for hit in hits if towns else ():
        for item in _ITEM.finditer(text, *hit.span("items")):
            begins = range(item.start(), item.end() - 1) if item.start() == hit.start() else (item.start(),)
            first = next((i for i in begins if len(towns.get(text[i : item.end()], ())) == 1), None)
            if first is not None:
                yield first, item.end(), towns[text[first : item.end()]][0]


def of_township(name: str, written: Container[str]) -> bool:
    """Tell whether a short name is a township's: its full name is written (三沙镇), a larger namesake's is not.

    Examples
    --------
    >>> of_township("三沙", {"三沙镇"}), of_township("三沙", {"三沙市", "三沙镇"})
    (True, False)
    """
    return any(name + end in written for end in _ENDS) and not any(name + end in written for end in _LARGER)


@lru_cache(maxsize=512)
def short_townships(codes: frozenset[str]) -> Mapping[str, tuple[str, ...]]:
    """Codes of the townships of the counties that divisions are or lie in, by their short names.

    Examples
    --------
    >>> short_townships(frozenset({"532524"}))["曲江"]
    ('532524106000',)
    """
    gazetteer = load_gazetteer()
    lineages = ((gazetteer[c], *gazetteer.ancestors(c)) for c in codes if c in gazetteer)
    counties = sorted({d.code for lineage in lineages for d in lineage if d.level in ("county", "city")})
    found: dict[str, list[str]] = {}
    for township in (t for c in counties for t in gazetteer.townships(c)):
        if len(short := stem(township.name)) > 1:
            found.setdefault(short, []).append(township.code)
    return MappingProxyType({short: tuple(listed) for short, listed in found.items()})
