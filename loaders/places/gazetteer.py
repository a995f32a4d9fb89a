"""The gazetteer: China's administrative divisions, their codes, names and stems, and which lies in which.

Codes follow GB/T 2260: 6 digits for province, city and county; 12 digits for a township, whose first 6 are its
county's.  `normal_code` writes any 12-digit code of a higher division in 6 digits.  The country is ``100000``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
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
    """

    code: str
    name: str
    level: str
    parent: str


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


class Gazetteer:
    """Divisions by code, name and stem.

    Parameters
    ----------
    divisions : iterable of Division
        Every division, in any order.
    aliases : iterable of (str, str)
        Other name and code.
    ordinary : iterable of str
        Stems and names that are ordinary words too (和平, 城区): places only in a clear context.
    former : iterable of Division
        Divisions that are no more (重庆市渝北区), under the code that they had; articles of their time name them, and
        `former` holds their codes.

    Examples
    --------
    >>> g = load_gazetteer()
    >>> g.full_name("120111"), g.full_name("419001"), g.full_name("640323")
    ('天津市西青区', '河南省济源市', '宁夏回族自治区吴忠市盐池县')
    """

    def __init__(
        self,
        divisions: Iterable[Division],
        aliases: Iterable[tuple[str, str]] = (),
        ordinary: Iterable[str] = (),
        former: Iterable[Division] = (),
    ) -> None:
        by_code = {d.code: d for d in divisions}
        stems_in_force = {(d.parent, stem(d.name)) for d in by_code.values() if d.level != "township"}
        abolished = {d.code: d for d in former if d.code not in by_code}
        by_code |= abolished
        by_code[COUNTRY] = Division(COUNTRY, "中国", "country", "")
        by_name: dict[str, list[str]] = {}
        townships: dict[str, list[str]] = {}
        for code, name, level, parent in by_code.values():
            by_name.setdefault(name, []).append(code)
            if level == "township":
                townships.setdefault(parent, []).append(code)
        by_stem: dict[str, list[str]] = {}
        for division in by_code.values():
            renamed = division.code in abolished and (division.parent, stem(division.name)) in stems_in_force
            if division.level not in ("township", "country") and not renamed:
                for short in _short_names(division.name):
                    by_stem.setdefault(short, []).append(division.code)
        for name, code in aliases:
            by_stem.setdefault(name, []).append(code)
        self._by_code, self._by_name, self._by_stem = by_code, by_name, by_stem
        self._townships = townships
        self.former = frozenset(abolished)
        self.ordinary = frozenset(ordinary)

    def __len__(self) -> int:
        return len(self._by_code)

    def __contains__(self, code: object) -> bool:
        return code in self._by_code

    def __getitem__(self, code: str) -> Division:
        """Return a division by its code.

        Raises
        ------
        KeyError
            If no current division has that code.
        """
        return self._by_code[code]

    def names(self) -> Iterable[str]:
        """Every full name, once."""
        return self._by_name.keys()

    def stems(self) -> Iterable[str]:
        """Every stem, short form and alias of provinces, cities and counties, once."""
        return self._by_stem.keys()

    def named(self, name: str) -> tuple[Division, ...]:
        """Divisions whose own full name this is.

        Examples
        --------
        >>> [d.code for d in load_gazetteer().named("西青区")]
        ['120111']
        """
        return tuple(self._by_code[c] for c in self._by_name.get(name, ()))

    def stemmed(self, short: str) -> tuple[Division, ...]:
        """Provinces, cities and counties with this stem, short form or alias.

        Examples
        --------
        >>> [d.name for d in load_gazetteer().stemmed("恩施")]
        ['恩施土家族苗族自治州', '恩施市']
        """
        return tuple(self._by_code[c] for c in self._by_stem.get(short, ()))

    def townships(self, county: str) -> tuple[Division, ...]:
        """Townships and streets of a county (or of a city without counties)."""
        return tuple(self._by_code[c] for c in self._townships.get(county, ()))

    def ancestors(self, code: str) -> tuple[Division, ...]:
        """Divisions above one, from the province down.

        Examples
        --------
        >>> [d.name for d in load_gazetteer().ancestors("640323")]
        ['宁夏回族自治区', '吴忠市']
        """
        out: list[Division] = []
        division = self._by_code.get(code)
        while division and division.parent:
            division = self._by_code[division.parent]
            out.append(division)
        return tuple(reversed(out))

    def within(self, code: str, other: str) -> bool:
        """Tell whether a division is another one or lies in it.

        Examples
        --------
        >>> g = load_gazetteer()
        >>> g.within("120111", "120000"), g.within("120000", "120111"), g.within("419001", "410100")
        (True, False, False)
        """
        if other in (code, COUNTRY):
            return True
        return any(a.code == other for a in self.ancestors(code))

    def full_name(self, code: str) -> str:
        """Write the name with all its ancestors, as official documents do.

        Raises
        ------
        KeyError
            If no current division has that code.
        """
        return "".join(d.name for d in self.ancestors(code)) + self._by_code[code].name

    def candidates(self, name: str, context: Iterable[str] = ()) -> tuple[Division, ...]:
        """List every division that a name may mean: full name, stem, alias, or a chain of these.

        Parameters
        ----------
        name : str
            西青区, 西青, 天津西青, 天津市西青区大寺镇 …
        context : iterable of str
            Counties whose townships' stems are looked at too (大寺 in 120111).

        Examples
        --------
        >>> [d.code for d in load_gazetteer().candidates("天津西青")]
        ['120111']
        """
        found = dict.fromkeys(self._by_name.get(name, ()))
        found.update(dict.fromkeys(self._by_stem.get(name, ())))
        if not found:
            for cut in range(len(name) - 1, 1, -1):
                tails = [*self._by_name.get(name[cut:], ()), *self._by_stem.get(name[cut:], ())]
                heads = self.candidates(name[:cut]) if tails else ()
                found.update((t, None) for t in tails if any(self._below(t, h.code) for h in heads))
                if found:
                    break
        for county in context:
            found.update((t.code, None) for t in self.townships(county) if stem(t.name) == name)
        return tuple(self._by_code[c] for c in found)

    def _below(self, code: str, other: str) -> bool:
        return code != other and self.within(code, other)

    def resolve(self, name: str, context: Iterable[str] = ()) -> Division | None:
        """Return the one division that a name means, or None where that is not clear.

        Parameters
        ----------
        name : str
            As for `candidates`.
        context : iterable of str
            Codes of divisions near the name, nearest first.

        Examples
        --------
        >>> g = load_gazetteer()
        >>> g.resolve("鼓楼区") is None, g.resolve("鼓楼区", ["350000"]).code, g.resolve("吉林").name
        (True, '350102', '吉林省')
        """
        near = [c for c in context if c in self._by_code]
        return self.choose(self.candidates(name, near), near)

    def choose(self, candidates: Iterable[Division], context: Iterable[str] = ()) -> Division | None:
        """Choose among candidates by the context, nearest first and widening upwards; None if still open."""
        options = tuple(candidates)
        if len(options) < 2:
            return options[0] if options else None
        for code in context:
            if code not in self._by_code or code == COUNTRY:
                continue
            for wider in (code, *(a.code for a in reversed(self.ancestors(code)))):
                near = [d for d in options if self.within(d.code, wider) or self.within(wider, d.code)]
                one = self._outermost(near)
                if one:
                    return one
                if near:
                    break
        return self._outermost(options)

    def _outermost(self, options: Iterable[Division]) -> Division | None:
        """The one that contains all others, or the only province."""
        listed = list(options)
        for division in listed:
            if all(self.within(o.code, division.code) for o in listed):
                return division
        provinces = [d for d in listed if d.level == "province"]
        return provinces[0] if len(provinces) == 1 else None


def _short_names(name: str) -> tuple[str, ...]:
    """The stem of a full name, and for autonomous areas the short form that news uses (恩施州)."""
    short = stem(name)
    if not short:
        return ()
    for suffix, brief in _SHORT_SUFFIX.items():
        if name.endswith(suffix) and suffix != "自治区":
            return (short, short + brief)
    return (short,)


def _rows(file: str) -> list[list[str]]:
    text = files("policing_kg.data").joinpath("gazetteer", file).read_text(encoding="utf-8")
    return [line.split(",") for line in text.splitlines()[1:]]


@cache
def load_gazetteer() -> Gazetteer:
    """Read the packaged gazetteer, once.

    Returns
    -------
    Gazetteer

    Examples
    --------
    >>> load_gazetteer()["110000"].name
    '北京市'
    """
    return Gazetteer(
        map(Division._make, _rows("divisions.csv")),
        ((name, code) for name, code in _rows("aliases.csv")),
        (row[0] for row in _rows("ordinary.csv")),
        (Division(*row[:4]) for row in _rows("former.csv")),
    )
