"""Mechanisms, measures, posts and policy documents: entries of the packaged vocabulary under marked names."""

from __future__ import annotations

import csv
import io
import random
from functools import cache
from importlib.resources import files
from itertools import accumulate

from policing_kg.graph.entity import Entity, entity_id

from .divisions import MARK

ZIPF = 1.05  # the nth mechanism is adopted n**-ZIPF as often as the first


def _rows(table: str) -> list[dict[str, str]]:
    text = (files("policing_kg.data") / "vocabulary" / f"{table}.csv").read_text("utf-8")
    return list(csv.DictReader(io.StringIO(text)))


def _named(kind: str, row: dict[str, str], unit_kind: str = "") -> Entity:
    name = MARK + row["name_zh"]
    return Entity(entity_id(kind, "", (name,)), kind, name, unit_kind=unit_kind, chain=(name,))


@cache
def mechanisms() -> tuple[Entity, ...]:
    return tuple(_named("mechanism", row) for row in _rows("mechanisms") if row["kind"] != "meeting")


@cache
def meetings() -> tuple[Entity, ...]:
    return tuple(_named("mechanism", row) for row in _rows("mechanisms") if row["kind"] == "meeting")


@cache
def posts() -> tuple[Entity, ...]:
    return tuple(_named("role", row) for row in _rows("posts"))


@cache
def laws() -> tuple[Entity, ...]:
    return tuple(_named("policy", row) for row in _rows("policies"))


@cache
def measures() -> tuple[tuple[Entity, str], ...]:
    """Counts and shares, each with its unit."""
    rows = _rows("measures")
    return tuple((_named("measure", r, r["kind"]), r["unit"]) for r in rows if r["kind"] in ("count", "share"))


@cache
def _weights(many: int) -> tuple[float, ...]:
    return tuple(accumulate(n**-ZIPF for n in range(1, many + 1)))


def drawn(dice: random.Random, entries: tuple[Entity, ...]) -> Entity:
    """One entry, the first of them the most often."""
    return dice.choices(entries, cum_weights=_weights(len(entries)))[0]
