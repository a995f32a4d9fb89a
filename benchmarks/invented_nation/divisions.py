"""Which counties a scale holds, with the divisions above and below them: codes and names of the packaged gazetteer."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from policing_kg.graph.entity import Entity, place_id
from policing_kg.loaders.places.tables import read_rows

MARK = "合成"  # synthetic: opens every name


@dataclass(frozen=True)
class Division:
    """Code, full name without the mark, and codes from the province down to itself."""

    code: str
    name: str
    chain: tuple[str, ...]
    names: tuple[str, ...]

    @property
    def full(self) -> str:
        return "".join(self.names)

    @property
    def entity(self) -> Entity:
        short = (MARK + self.name,) if len(self.names) > 1 else ()
        return Entity(place_id(self.code), "place", MARK + self.full, self.code, chain=self.chain, aliases=short)


@cache
def _table() -> tuple[Mapping[str, Division], Mapping[str, list[str]], tuple[str, ...]]:
    divisions: dict[str, Division] = {}
    below: dict[str, list[str]] = defaultdict(list)
    counties = []
    for code, name, level, parent in read_rows("divisions.csv"):
        above = divisions.get(parent)
        chain, names = (above.chain, above.names) if above else ((), ())
        divisions[code] = Division(code, name, (*chain, code), (*names, name))
        below[parent].append(code)
        if level == "county":
            counties.append(code)
    return divisions, below, tuple(counties)


def division(code: str) -> Division:
    return _table()[0][code]


def townships(county: str) -> list[Division]:
    return [division(code) for code in _table()[1].get(county, ())]


def above(county: Division) -> list[Division]:
    """Its prefecture, if it has one, and its province."""
    return [division(code) for code in reversed(county.chain[:-1])]


def counties(seed: int, share: float) -> Iterator[Division]:
    """So many of the nation's counties, spread by a hash; a smaller share is a part of a greater one."""
    listed = _table()[2]
    ordered = sorted(listed, key=lambda code: hashlib.sha256(f"{seed} {code}".encode()).digest())
    for code in sorted(ordered[: max(1, round(share * len(listed)))]):
        yield division(code)
