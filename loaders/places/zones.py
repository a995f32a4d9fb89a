"""Development zones: 高新区, 经开区, 保税区, 新区 and their like, which are no divisions but lie in one.

A zone is a named place of the division that hosts it.  Its full name stands for itself; a short name (高新区) stands
for the one zone of its kind that the article names, or that the division at hand hosts, and for nothing where several
might be meant.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from .gazetteer import COUNTRY, Gazetteer, load_gazetteer, stem
from .tables import read_rows

_BARE = frozenset({"hi-tech", "economic", "bonded"})  # kinds whose generic word may stand for one zone
MUNICIPAL = frozenset({"11", "12", "31", "50"})  # first digits of the codes of municipalities
_EITHER = "开发区"  # an economic zone, or a high-tech one where a place has no other


@dataclass(frozen=True, slots=True)
class Zone:
    """One development zone.

    Parameters
    ----------
    code : str
        The statistical code that stands for it among divisions, or empty.
    name : str
        Official name without the province before it.
    kind : str
        ``hi-tech``, ``economic``, ``bonded``, ``new-area``, ``industrial``, ``demonstration`` or ``management``.
    level : str
        ``national`` or ``provincial``, or empty where it is not established.
    host : str
        Code of the division that it is named after, else of the one in which it lies.
    aliases : tuple of str
    source : str
        ``list``, ``statistics`` or both joined by ``+``; see SOURCE.md.
    """

    code: str
    name: str
    kind: str
    level: str
    host: str
    aliases: tuple[str, ...] = ()
    source: str = ""


@cache
def zone_words() -> dict[str, str]:
    """Generic words that names of zones end with, and the kind of zone that each tells.

    Examples
    --------
    >>> zone_words()["高新区"], zone_words()["经开区"]
    ('hi-tech', 'economic')
    """
    data = tomllib.loads(files(__package__).joinpath("place_names.toml").read_text(encoding="utf-8"))
    return {word: kind for kind, words in data["zones"].items() for word in words}


@cache
def zone_end() -> re.Pattern[str]:
    """What the name of a zone ends with.

    Examples
    --------
    >>> [m[0] for m in zone_end().finditer("高新区和经开区域")]
    ['高新区']
    """
    words = sorted(zone_words(), key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(words)})(?![域间块位划级])")


def _parted(name: str) -> tuple[str, str] | None:
    """What stands before the generic word that a name ends with, and that word; None where it ends with none."""
    end = next((m for m in zone_end().finditer(name) if m.end() == len(name)), None)
    return (name[: end.start()], end[0]) if end else None


class Zones:
    """Zones by name and by host.

    Parameters
    ----------
    zones : iterable of Zone
    gazetteer : Gazetteer

    Examples
    --------
    >>> [(z.name, z.host) for z in load_zones().named("成都市高新区")]
    [('成都高新技术产业开发区', '510100')]
    """

    def __init__(self, zones: Iterable[Zone], gazetteer: Gazetteer) -> None:
        self.all = tuple(zones)
        self._gazetteer = gazetteer
        self._own: dict[tuple[str, str], list[Zone]] = {}
        self._hosted: dict[tuple[str, str], list[Zone]] = {}
        for zone in self.all:
            self._hosted.setdefault((zone.host, zone.kind), []).append(zone)
            forms = {p for name in (zone.name, *zone.aliases) for p in self._prefixes(name, zone.host)}
            for prefix in sorted(forms):
                self._own.setdefault((zone.kind, prefix), []).append(zone)
        self.longest = max((len(p) for _, p in self._own), default=0)

    def _prefixes(self, name: str, host: str) -> Iterable[str]:
        """What stands before the generic word: 成都, 成都市."""
        parted = _parted(name)
        if parted is None or len(parted[0]) < 2:
            return
        prefix = parted[0]
        yield prefix
        for division in (self._gazetteer[host], *self._gazetteer.ancestors(host)):
            short = stem(division.name)
            if prefix.startswith(division.name) and short:
                yield short + prefix.removeprefix(division.name)
            elif short and prefix.startswith(short) and division.level != "province":
                yield division.name + prefix.removeprefix(short)

    def before(self, prefix: str, word: str) -> tuple[Zone, ...]:
        """Zones whose name is a prefix and a generic word: 成都 and 高新区."""
        kind = zone_words()[word]
        found = self._own.get((kind, prefix), [])
        if word == _EITHER and not found:
            found = self._own.get(("hi-tech", prefix), [])
        elif word == _EITHER and ("hi-tech", prefix) in self._own:
            return ()
        exact = [z for z in found if prefix + word in (z.name, *z.aliases)]
        return tuple(exact or found)

    def named(self, name: str) -> tuple[Zone, ...]:
        """Zones that bear a name, in full or with a short generic word."""
        parted = _parted(name)
        return self.before(*parted) if parted else ()

    def hosted(self, host: str, kind: str) -> tuple[Zone, ...]:
        """Zones of one kind that a division hosts itself.

        Examples
        --------
        >>> [z.name for z in load_zones().hosted("220100", "hi-tech")]
        ['长春净月高新技术产业开发区', '长春高新技术产业开发区']
        """
        return tuple(self._hosted.get((host, kind), ()))

    def at(self, code: str, word: str, *, own: bool = False) -> Zone | None:
        """The zone that a bare generic word means, seen from a division.

        Parameters
        ----------
        code : str
            Code of the division at hand.
        word : str
            高新区, 经开区, 开发区, 保税区 …
        own : bool
            Only what this very division hosts, not what its city does.

        Returns
        -------
        Zone or None
            The only one of its kind (or the only national one) that the division hosts, else its city; None where
            there are several, or none.

        Examples
        --------
        >>> zones = load_zones()
        >>> zones.at("510107", "高新区").name, zones.at("220100", "高新区")
        ('成都高新技术产业开发区', None)
        """
        kind = zone_words().get(word, "")
        if kind not in _BARE or code not in self._gazetteer or code == COUNTRY:
            return None
        line = [self._gazetteer[code], *reversed(self._gazetteer.ancestors(code))]
        for division in line[:1] if own else line:
            if division.level not in ("city", "county") and division.code[:2] not in MUNICIPAL:
                continue
            kinds = (kind, "hi-tech") if word == _EITHER else (kind,)
            if any(self.hosted(division.code, k) for k in kinds):
                return self.only(division.code, *kinds)
        return None

    def only(self, host: str, *kinds: str) -> Zone | None:
        """The only zone of some kinds that a division hosts, or the only national one; None where there are more.

        Examples
        --------
        >>> load_zones().only("340100", "economic").name
        '合肥经济技术开发区'
        """
        found = [z for kind in kinds for z in self.hosted(host, kind)]
        first = [z for z in found if z.level == "national"] or found
        return first[0] if len(first) == 1 else None


# How a sub-bureau is called after the zone in which it works, by the zone's kind.
_SHORT = {"hi-tech": ("高新区", "高新"), "economic": ("经开区", "经开"), "bonded": ("保税区", "保税")}


@cache
def zone_area(city: str, area: str) -> str:
    """Write the area of a sub-bureau (高新, 高新技术产业开发区) one way, where the city has one zone of that kind.

    Parameters
    ----------
    city : str
        Code of the division whose bureau it is of.
    area : str
        The name of the sub-bureau without 分局.

    Returns
    -------
    str
        高新区, 经开区 or 保税区 for the only such zone; else the area as it is.

    Examples
    --------
    >>> zone_area("510100", "高新"), zone_area("510100", "成都高新技术产业开发区"), zone_area("220100", "高新")
    ('高新区', '高新区', '高新')
    """
    zones = load_zones()
    for kind, (word, short) in _SHORT.items():
        one = zones.only(city, kind)
        if one and (area == short or zones.at(city, area, own=True) == one or zones.named(area) == (one,)):
            return word
    return area


@cache
def load_zones() -> Zones:
    """Read the packaged table of zones, once.

    Examples
    --------
    >>> len(load_zones().all) > 800
    True
    """
    return Zones(
        (
            Zone(code, name, kind, level, host, tuple(a for a in aliases.split("|") if a), source)
            for code, name, kind, level, host, aliases, source in read_rows("zones.csv")
        ),
        load_gazetteer(),
    )
