"""Short notices as files of text, with the claims that they make: what a corpus of many small documents comes to.

The sentences are this project's own templates, filled with marked names; digits and words vary, so that no notice
repeats another.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

from policing_kg.graph.claim import OBSERVES
from policing_kg.graph.document import Document, DocumentClaims

from .bodies import County
from .divisions import MARK, counties
from .sheet import Sheet
from .vocabulary import drawn, measures, mechanisms

_WORDS = tuple(
    "街巷院楼店河桥田园林山湖路港湾坊社区市场学校车站码头仓库工地广场公园"
)  # of what the rest of a notice is made


@dataclass(frozen=True)
class Notice:
    """A file of text and its claims."""

    path: str
    text: str
    claims: DocumentClaims


def notices(many: int, seed: int = 1) -> Iterator[Notice]:
    """So many notices, as many of each county as of any other, or one less."""
    chosen = list(counties(seed, 1.0))
    for place, division in enumerate(chosen):
        county = County(division, random.Random(f"{seed} {division.code}"))
        for number in range(many // len(chosen) + (place < many % len(chosen))):
            yield _notice(county, random.Random(f"{seed} {division.code} {number}"), number)


def _notice(county: County, dice: random.Random, number: int) -> Notice:
    path = f"{county.division.code}/{number:03}.txt"
    date = f"{dice.randint(2015, 2024)}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}"
    sheet = Sheet(Document(path, f"{MARK}第{number}期", "brief", date=date, date_basis="dateline"))
    stations = [station for _, station in county.stations]
    body = dice.choice(stations or [county.organ])
    sheet.know(*county.places(), *(place.entity for place, station in county.stations if station is body))
    sheet.say("推行", body, "pk:implements", drawn(dice, mechanisms()))
    sheet.say("与", body, "pk:cooperatesWith", dice.choice(county.departments))
    measure, unit = dice.choice(measures())
    sheet.value(body, OBSERVES, str(dice.randint(1, 9999)), measure, unit=unit)
    sheet.rest = "".join(dice.choices(_WORDS, k=120)) + "。"
    return Notice(path, sheet.text, sheet.finished())
