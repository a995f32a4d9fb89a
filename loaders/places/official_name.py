"""The name of a division as papers give it where its place is known: a county without its prefecture."""

from __future__ import annotations

from functools import lru_cache

from .gazetteer import load_gazetteer

_AREAS = (
    "林区",
    "特区",
    "新区",
    "地区",
    "矿区",
)  # of these ends of a name some are a county of its own, not a district


@lru_cache(maxsize=1 << 14)
def official_name(code: str, year: int | None = None) -> str:
    """Write the name of a division as it stands before the names of its bodies.

    A district has its city before it; a county, banner or county-level city nothing, since no two in force bear one
    name (地名管理条例, article 9); a township its county's official name.

    Parameters
    ----------
    code : str
    year : int, optional
        Names as they were in that year.

    Raises
    ------
    KeyError
        If no division has that code, nor had it.

    Examples
    --------
    >>> [official_name(code) for code in ("533124", "120111", "640205", "330700", "430281102000")]
    ['陇川县', '天津市西青区', '石嘴山市惠农区', '浙江省金华市', '醴陵市白兔潭镇']
    >>> official_name("429021"), official_name("520203")
    ('神农架林区', '六枝特区')
    """
    gazetteer = load_gazetteer()
    whole = [gazetteer.at(c, year) for c in (*(d.code for d in gazetteer.ancestors(code)), code)]
    first = next((n for n, d in enumerate(whole) if d.level == "county"), 0)
    county = whole[first]
    if first and county.name.endswith("区") and not county.name.endswith(_AREAS):
        first -= 1
    return "".join(d.name for d in whole[first:])
