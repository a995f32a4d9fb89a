"""Invented adoptions: one mechanism, three places one within the other, and a document for each statement."""

from __future__ import annotations

from pathlib import Path

from policing_kg.graph.claim import Evidence, make_claim
from policing_kg.graph.dataset import Dataset
from policing_kg.graph.document import Document, DocumentClaims, Manifestation, body_hash
from policing_kg.graph.entity import Entity, entity_id, place_id
from policing_kg.queries import Reader
from policing_kg.queries.diffusion.divisions import Divisions

CODES = {
    "云省": ("990000",),
    "云川市": ("990000", "990100"),
    "东岭区": ("990000", "990100", "990102"),
    "城关区": ("990000", "990100", "990103"),
    "西坪县": ("990000", "990100", "990121"),
}
PLACES = {name: Entity(place_id(c[-1]), "place", name, c[-1], chain=c) for name, c in CODES.items()}
TEAMS = Entity(entity_id("mechanism", "", ("三队一台",)), "mechanism", "三队一台", chain=("三队一台",))
DIVISIONS = Divisions((c[-1], name, "", c[-2] if c[1:] else "") for name, c in CODES.items())


def body(place: str, name: str = "") -> Entity:
    name, code = name or f"{place}公安局", CODES[place][-1]
    return Entity(entity_id("unit", code, (name,)), "unit", name, code, "公安局", (name,), sector="police")


def said(number: int, who: Entity, qualifiers: dict[str, str], date: str) -> DocumentClaims:
    key = f"{number}.txt"
    claim = make_claim(key, who.id, "pk:implements", TEAMS.id, qualifiers=qualifiers, sentence=key, origin="coder")
    version = body_hash(key)
    file = Manifestation(version, key, "news", body=((0, 9),))
    found = Document(key, key, date=date, date_basis="page" if date else "none")
    where = (Evidence(claim.id, version, version, 0, 5, 0, 9),)
    return DocumentClaims(found, version, version, file, (claim,), where, (who, TEAMS, *PLACES.values()))


def write_adoptions(folder: Path, *statements: tuple[str | Entity, dict[str, str], str]) -> Reader:
    """Write a dataset of one statement a document: who (a place's bureau, or a body), qualifiers, date of it."""
    with Dataset.create(folder) as dataset, dataset.writer() as writer:
        for number, (who, qualifiers, date) in enumerate(statements):
            writer.put(said(number, body(who) if isinstance(who, str) else who, qualifiers, date))
        writer.commit()
    return Reader(folder)
