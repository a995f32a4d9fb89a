"""The bodies of one county: organ, stations, community rooms and teams, and the departments beside them."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from policing_kg.graph.entity import Entity, entity_id
from policing_kg.loaders.places.division import stem

from .divisions import MARK, Division, above, townships

OF_TOWNSHIP = ("综治中心", "司法所", "人民政府")
OF_COUNTY = ("综治中心", "矛调中心", "网格中心", "人民法院", "妇联", "信访局", "政法委")
TEAMS = ("社区警务队", "案件办理队", "综合指挥室")
MINISTRY = Entity(
    entity_id("unit", "", (MARK + "公安部",)),
    "unit",
    MARK + "公安部",
    "",
    "公安部",
    (MARK + "公安部",),
    sector="police",
)


def unit(place: str, kind: str, *chain: str) -> Entity:
    whole = (MARK + chain[0], *chain[1:])
    return Entity(entity_id("unit", place, whole), "unit", "".join(whole), place, kind, whole, sector="police")


def department(division: Division, kind: str) -> Entity:
    name = MARK + division.full + kind
    short = (MARK + division.name + kind,) if len(division.names) > 1 else ()
    key = entity_id("department", division.code, (name,))
    return Entity(key, "department", name, division.code, kind, (name,), aliases=short, sector="department")


def generic(division: Division, kind: str) -> Entity:
    """All bodies of a kind in a place: a population."""
    name = MARK + division.full + kind
    key = entity_id("population", division.code, (name,))
    return Entity(key, "population", name, division.code, kind, (name,), generic=True, sector="police")


def unresolved(kind: str, document: str) -> Entity:
    name = MARK + kind
    key = entity_id("department", "", (name,), document)
    return Entity(key, "department", name, "", kind, (name,), resolved=False, scope=document, sector="department")


def organ(division: Division) -> Entity:
    """The public security organ of a province, prefecture or county."""
    if len(division.code) == 6 and division.code.endswith("0000"):
        kind = "公安局" if division.name.endswith("市") else "公安厅"
        return unit(division.code, kind, division.name + kind)
    upper = above(division)[0]
    if division.name.endswith("区") and upper.name.endswith("市"):
        return unit(division.code, "分局", f"{upper.name}公安局", f"{stem(division.name) or division.name}分局")
    return unit(division.code, "公安局", f"{division.full}公安局")


@dataclass
class County:
    """One county with its bodies, drawn from its own dice."""

    division: Division
    dice: random.Random
    more_rooms: int = 0  # community rooms of every station beyond those drawn
    organ: Entity = field(init=False)
    stations: list[tuple[Division, Entity]] = field(init=False, default_factory=list)
    below: list[tuple[Entity, Entity]] = field(init=False, default_factory=list)
    departments: list[Entity] = field(init=False)
    rural: list[tuple[Division, Entity]] = field(init=False, default_factory=list)

    def __post_init__(self) -> None:
        self.organ = organ(self.division)
        for township in townships(self.division.code):
            base = stem(township.name) or township.name
            for nth in ("", "第二")[: 1 + (self.dice.random() < 0.1)]:
                station = _below(self.organ, township.code, f"{base}{nth}派出所", "派出所")
                self.stations.append((township, station))
                self.below.append((station, self.organ))
                rooms = min(6, 1 + int(self.dice.expovariate(0.7))) + self.more_rooms
                for number in range(rooms):
                    room = _below(station, township.code, f"第{number + 1}社区警务室", "警务室")
                    self.below.append((room, station))
            self.rural += [(township, department(township, kind)) for kind in OF_TOWNSHIP]
        for _, station in self.stations:
            if self.dice.random() < 0.15:
                self.below += [(_below(station, station.place, team, team[-3:]), station) for team in TEAMS]
        self.departments = [department(self.division, kind) for kind in OF_COUNTY]

    @property
    def government(self) -> Entity:
        return department(self.division, "人民政府")

    def places(self) -> list[Entity]:
        """The county and what it lies in."""
        return [d.entity for d in (self.division, *above(self.division))]


def _below(upper: Entity, place: str, name: str, kind: str) -> Entity:
    chain = (*upper.chain, name)
    return Entity(entity_id("unit", place, chain), "unit", "".join(chain), place, kind, chain, sector="police")
