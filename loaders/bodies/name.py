"""The name of a body taken apart: its place, and the organisations from the top down.

天津市公安局西青分局大寺派出所 is the place 120111105000 and the chain 公安局, 西青分局, 大寺派出所.
Spellings of one structure (利通区公安分局, 吴忠市公安局利通分局) come out alike: a district's police organ is the
sub-bureau of its city's bureau, a county's is its own bureau (Regulation on the Organisation and Administration of
Public Security Organs, 2006).
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from ..places.gazetteer import COUNTRY, Division, load_gazetteer, stem
from ..places.zones import zone_area


@dataclass(frozen=True, slots=True)
class BodyName:
    """A body's name, taken apart.

    Parameters
    ----------
    place : str
        Code of the division that the body serves, or empty.
    chain : tuple of str
        Organisation names from the top down in their normal form.
    parts : tuple of str
        The beginnings of the name that are names of its ancestors, top down, and the whole name last.
    """

    place: str
    chain: tuple[str, ...]
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Rules:
    heads: re.Pattern[str]
    national: tuple[str, ...]
    plurals: re.Pattern[str]
    same: dict[str, str]
    acts: re.Pattern[str]
    kinds: tuple[str, ...]


@cache
def _rules() -> _Rules:
    text = files(__package__).joinpath("names.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    heads = "|".join(sorted(data["heads"], key=len, reverse=True))
    plurals = "|".join(sorted(data["plurals"], key=len, reverse=True))
    return _Rules(
        heads=re.compile(rf".*?(?:{heads})"),
        national=tuple(data["national"]),
        plurals=re.compile(rf"(?:{plurals})+(?=..)"),
        same=dict(data["same"]),
        acts=re.compile("|".join(sorted(data["acts"], key=len, reverse=True))),
        kinds=tuple(sorted({*data["heads"], *data["kinds"]}, key=len, reverse=True)),
    )


@cache
def parse_body(name: str, place: str = "", *, generic: bool = False) -> BodyName:
    """Take the canonical name of a body apart.

    Parameters
    ----------
    name : str
        Canonical name, e.g. 盐池县公安局惠安堡派出所.
    place : str
        Code that the context gives, used where the name has no division or an ambiguous one.
    generic : bool
        A class of bodies: 各, 全市 … fall away, and the organ above the class is told by the place alone.

    Examples
    --------
    >>> parse_body("天津市公安局西青分局大寺派出所").chain
    ('公安局', '西青分局', '大寺派出所')
    >>> parse_body("利通区公安分局").chain == parse_body("吴忠市公安局利通区分局").chain
    True
    """
    bare = name.removeprefix("中共")
    if bare.startswith(_rules().national):
        return BodyName(COUNTRY, *_split(name, bare))
    division, rest = _leading_division(bare, place)
    code = division.code if division else place
    plural = _rules().plurals.match(rest) if generic else None
    chain, parts = _split(name, rest[plural.end() :] if plural else rest)
    code, chain = _structure(code, chain, generic=generic)
    return BodyName(code, chain, parts)


def kind_of_body(name: str) -> str:
    """The kind of body that a name ends with, or the empty string.

    Examples
    --------
    >>> kind_of_body("大寺派出所"), kind_of_body("政治处")
    ('派出所', '')
    """
    return next((kind for kind in _rules().kinds if name.endswith(kind)), "")


def organ_name(place: str) -> str:
    """Official name of the territorial police organ of a province, city or county.

    Examples
    --------
    >>> organ_name("120111"), organ_name("640323"), organ_name("220000")
    ('天津市公安局西青分局', '盐池县公安局', '吉林省公安厅')
    """
    division = load_gazetteer()[place]
    chain = _organ_chain(division)
    if len(chain) == 2:
        return organ_name(division.parent) + chain[1]
    return division.name + chain[0]


def _organ_chain(division: Division) -> tuple[str, ...]:
    if division.level == "county" and division.name.endswith("区") and division.parent:
        return ("公安局", f"{stem(division.name) or division.name}分局")
    return ("公安厅",) if division.level == "province" and division.name[-1] in "省区" else ("公安局",)


def _leading_division(name: str, place: str) -> tuple[Division | None, str]:
    """The division that a name begins with, and the rest of the name."""
    gazetteer = load_gazetteer()
    for cut in range(min(len(name) - 1, 40), 1, -1):
        candidates = gazetteer.candidates(name[:cut], any_time=True)
        if not candidates:
            continue
        full = any(name[:cut].endswith(n) for d in candidates for n in gazetteer.names_of(d.code))
        if not full and not _rules().acts.match(name, cut):
            continue
        if name[cut:] in ("里", "派出所") and not full:
            continue
        chosen = gazetteer.choose(candidates, [place] if place else [])
        if chosen:
            return chosen, name[cut:]
    return None, name


def _split(name: str, rest: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Cut the rest of a name after each head; return the normal forms and the beginnings of the name."""
    rules = _rules()
    pieces: list[str] = []
    at = 0
    while at < len(rest):
        match = rules.heads.match(rest, at)
        end = match.end() if match else len(rest)
        pieces.append(rest[at:end])
        at = end
    offset = len(name) - len(rest)
    parts, reached = [], offset
    for piece in pieces:
        reached += len(piece)
        parts.append(name[:reached])
    return tuple(rules.same.get(p, p) for p in pieces), tuple(parts)


def _structure(code: str, chain: tuple[str, ...], *, generic: bool) -> tuple[str, tuple[str, ...]]:
    """Give the chain the organ that the place implies, and the place that the chain names."""
    gazetteer = load_gazetteer()
    if not chain or code not in gazetteer:
        return code, chain
    division = gazetteer[code]
    if division.level == "township" and chain[0] in ("公安局", "分局"):
        division = gazetteer[division.parent]
    organ: tuple[str, ...] = ()
    rest = list(chain)
    if rest[0] in ("公安局", "公安厅"):
        rest.pop(0)
        organ = _organ_chain(division)
        if rest and len(organ) == 1 and rest[0].endswith("分局") and rest[0] != "分局":
            division, organ = _sub_bureau(division, organ, rest.pop(0))
    elif rest[0] in ("公安分局", "分局") and division.level == "county" and not generic:
        rest.pop(0)
        organ = _organ_chain(division) if division.name.endswith("区") else ("公安局",)
    elif rest[0].endswith("分局") and rest[0] not in ("公安分局", "分局") and division.level != "township":
        division, organ = _sub_bureau(division, _organ_chain(division), rest.pop(0))
    elif rest[0].endswith("派出所") and not generic and division.level in ("county", "township"):
        county = gazetteer[division.parent] if division.level == "township" else division
        organ = _organ_chain(county)
    if generic and rest:
        return division.code, tuple(rest)
    if rest and rest[0].endswith("派出所") and rest[0] != "派出所":
        division, rest[0] = _station(division, rest[0])
    return division.code, (*organ, *rest)


def _sub_bureau(division: Division, organ: tuple[str, ...], name: str) -> tuple[Division, tuple[str, ...]]:
    """The district of a sub-bureau, and its chain; a sub-bureau of no district keeps the city's place."""
    gazetteer = load_gazetteer()
    area = name.removesuffix("分局").removesuffix("公安")
    inside = [d for d in gazetteer.candidates(area) if d.level == "county" and gazetteer.within(d.code, division.code)]
    if len(inside) == 1:
        return inside[0], (organ[0], f"{stem(inside[0].name) or inside[0].name}分局")
    return division, (*organ, f"{zone_area(division.code, area)}分局")


def _station(division: Division, name: str) -> tuple[Division, str]:
    """The township of a station that bears its name, and the station's normal name."""
    gazetteer = load_gazetteer()
    area = name.removesuffix("派出所").removesuffix("公安")
    county = division.parent if division.level == "township" else division.code
    towns = [t for t in gazetteer.townships(county) if area in (t.name, stem(t.name))]
    if len(towns) == 1:
        return towns[0], f"{stem(towns[0].name) or towns[0].name}派出所"
    return gazetteer[county] if not area else division, f"{area}派出所"
