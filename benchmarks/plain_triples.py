"""Plain triples to load into Neo4j: invented police bodies with names, codes and links, six triples a body.

The same for a seed; a share of the bodies can be changed, so that a second loading has something to bring.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

BASE = "https://w3id.org/policing-kg/"
TERMS = BASE + "ontology#"
UNIT_OF = "http://www.w3.org/ns/org#unitOf"
LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
INTEGER = "http://www.w3.org/2001/XMLSchema#integer"
EACH = 6  # triples of a body


def body(number: int) -> str:
    return f"<{BASE}id/unit/{100000 + number % 900000:06d}/{number:012x}>"


def lines(triples: int, seed: int = 1, changed: float = 0.0) -> Iterator[str]:
    """N-Triples lines.

    `changed` is the share of bodies whose name, headcount and one link are others than without it.
    """
    drawn, moved = random.Random(seed), random.Random(seed + 1)
    count = max(2, triples // EACH)
    for number in range(count):
        ends = [drawn.randrange(count) for _ in range(2)]
        heads, name = drawn.randrange(5, 400), f"合成{number}号派出所"
        if moved.random() < changed:
            ends[1], heads, name = moved.randrange(count), heads + 1, name + "（新）"
        me = body(number)
        yield f"{me} <{TYPE}> <{TERMS}PoliceBody> .\n"
        yield f'{me} <{LABEL}> "{name}"@zh .\n'
        yield f'{me} <{TERMS}placeCode> "{100000 + number % 900000:06d}" .\n'
        yield f'{me} <{TERMS}headcount> "{heads}"^^<{INTEGER}> .\n'
        yield f"{me} <{UNIT_OF}> {body(ends[0])} .\n"
        yield f"{me} <{TERMS}cooperatesWith> {body(ends[1])} .\n"


def write_triples(file: Path, triples: int, seed: int = 1, changed: float = 0.0) -> Path:
    """Write them as one file of N-Triples."""
    with file.open("w", encoding="utf-8") as out:
        out.writelines(lines(triples, seed, changed))
    return file
