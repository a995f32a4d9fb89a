"""One administrative division: its code, name, level, the division above, and the years in which it stood.

Codes follow GB/T 2260: 6 digits for province, city and county; 12 digits for a township, whose first 6 are its
county's.  `normal_code` writes any 12-digit code of a higher division in 6 digits.  The country is ``100000``.
"""

from __future__ import annotations

import re
from functools import cache
from types import MappingProxyType
from typing import NamedTuple

COUNTRY = "100000"
LEVELS = ("country", "province", "city", "county", "township")

# Names of nationalities as they stand in the names of autonomous areas, longest first.
_NATIONS = (
    "柯尔克孜|哈萨克族?|维吾尔|塔吉克|蒙古族?|布依族?|土家族?|朝鲜族?|达斡尔族?|鄂温克族?|鄂伦春族?|俄罗斯族?|锡伯族?|撒拉族?|保安族?|东乡族?|裕固族?|"
    "仡佬族?|仫佬族?|毛南族?|高山族|独龙族|布朗族|德昂族|阿昌族|普米族?|拉祜族?|哈尼族?|傈僳族?|纳西族?|景颇族?|各族|"
    "回族?|藏族?|壮族?|满族?|苗族|彝族|侗族|瑶族|白族|傣族|黎族|畲族|羌族|土族|水族|佤族|怒族|京族"
)
_AUTONOMOUS = re.compile(rf"(.{{2,}}?)(?:{_NATIONS})+(?:自治[区州县旗]|民族[乡镇]|[区乡镇])")
_SUFFIX = re.compile(r"(?:特别行政区|自治[区州县旗]|地区|(?<=..)新区|林区|特区|矿区|街道|苏木|[省市县区旗盟乡镇])$")
# Areas whose nationality is itself the stem.
_OWN_STEM = MappingProxyType(
    {
        "鄂伦春自治旗": "鄂伦春",
        "鄂温克族自治旗": "鄂温克",
        "东乡族自治县": "东乡",
        "维吾尔自治区": "",
        "内蒙古自治区": "内蒙古",
    }
)
_SHORT_SUFFIX = {"自治州": "州", "自治县": "县", "自治旗": "旗", "自治区": "区"}


class Division(NamedTuple):
    """One administrative division.

    Parameters
    ----------
    code : str
        6 digits (GB/T 2260), or 12 for a township.
    name : str
        Full name, e.g. 恩施土家族苗族自治州.
    level : str
        One of `LEVELS`.
    parent : str
        Code of the division directly above; empty for a province.
    since, until : int
        Years in which it began and ended under this code and name; 0 where it began before 1981, and where it stands.

    Examples
    --------
    >>> county = Division("440183", "增城市", "county", "440100", 1993, 2014)
    >>> [county.stands(y) for y in (1992, 2010, 2014, 2020, None)]
    [False, True, True, False, False]
    """

    code: str
    name: str
    level: str
    parent: str
    since: int = 0
    until: int = 0

    def stands(self, year: int | None, *, to_the_end: bool = False) -> bool:
        """Tell whether the division is there in a year, both ends included; None asks for today.

        Parameters
        ----------
        year : int or None
        to_the_end : bool
            Leave out the year in which it ended: what stands when that year is over.
        """
        if year is None or not self.until:
            return not self.until and (year is None or self.since <= year)
        return self.since <= year and (year < self.until or (year == self.until and not to_the_end))


def normal_code(code: str) -> str:
    """Write a division code in its shortest standard form.

    Parameters
    ----------
    code : str
        2, 4, 6, 9 or 12 digits.

    Returns
    -------
    str
        12 digits if digits 7–9 name a township, else 6; anything else is returned as it is.

    Examples
    --------
    >>> normal_code("120111000000"), normal_code("120111101"), normal_code("12")
    ('120111', '120111101000', '120000')
    """
    if not code.isdigit():
        return code
    if len(code) < 6:
        return code.ljust(6, "0")
    return code.ljust(12, "0") if code[6:9].strip("0") else code[:6]


@cache
def stem(name: str) -> str:
    """Strip the generic part of a division's name.

    Returns
    -------
    str
        The stem, or the empty string where less than two characters would remain.

    Examples
    --------
    >>> [stem(n) for n in ("西青区", "宁夏回族自治区", "恩施土家族苗族自治州", "大兴安岭地区", "莘县", "滨海新区")]
    ['西青', '宁夏', '恩施', '大兴安岭', '', '滨海']
    """
    if name in _OWN_STEM:
        return _OWN_STEM[name]
    autonomous = _AUTONOMOUS.fullmatch(name)
    if autonomous:
        return autonomous[1]
    bare = _SUFFIX.sub("", name)
    return bare if len(bare) > 1 else ""


@cache
def short_names(name: str) -> tuple[str, ...]:
    """The stem of a full name, and for autonomous areas the short form that news uses.

    Examples
    --------
    >>> short_names("恩施土家族苗族自治州"), short_names("西青区")
    (('恩施', '恩施州'), ('西青',))
    """
    short = stem(name)
    if not short:
        return ()
    for suffix, brief in _SHORT_SUFFIX.items():
        if name.endswith(suffix) and suffix != "自治区":
            return (short, short + brief)
    return (short,)
