"""Write a copy of a dataset with more community rooms, to measure what only the number of entities costs.

usage: python benchmarks/rooms.py KG INTO ROOMS

Every police station (派出所) gets ROOMS rooms, described, named and tied to it as those that are there, but without
claims: that is quicker by far than a greater nation.  Only store and names are written anew; counts and digest stay
those of the dataset, so the copy is for reading.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path

from policing_kg.graph.entity import Entity
from policing_kg.graph.generation import CURRENT, RDF, SEARCH, current, folder_of
from policing_kg.graph.name_index import write_names
from policing_kg.graph.store import Graph
from policing_kg.graph.term import entity_iri, term, text_literal
from pyoxigraph import NamedNode, Quad, Store

FIRST = 20  # number of the first room: those that are there bear smaller ones
STATIONS = """SELECT ?station ?name ?code WHERE {
  ?station pk:bodyKind ?kind ; rdfs:label ?name ; pk:placeCode ?code FILTER(STR(?kind) = "派出所" && LANG(?name) = "zh")
}"""
LIKE = ("rdf:type", "pk:sector", "pk:bodyKind")  # of a room that is there


def rooms(graph: Graph, many: int) -> Iterator[tuple[Entity, NamedNode]]:
    """Rooms, each with its station."""
    for row in graph.rows(STATIONS):
        station, name, code = row["station"], row["name"], row["code"]
        if isinstance(station, NamedNode) and name and code:
            for number in range(FIRST, FIRST + many):
                whole = f"{name.value}第{number}社区警务室"
                key = f"unit/{code.value}/{hashlib.sha256(whole.encode()).hexdigest()[:12]}"
                yield Entity(key, "unit", whole, code.value, "警务室", (name.value, whole), sector="police"), station


def described(graph: Graph, room: Entity, station: NamedNode, like: list[Quad]) -> Iterator[Quad]:
    """What the graph says of a room."""
    node = entity_iri(room.id)
    yield Quad(node, term("rdfs:label"), text_literal(room.name))
    yield Quad(node, term("org:unitOf"), station)
    for name in ("pk:placeCode", "pk:jurisdiction"):
        yield from (Quad(node, q.predicate, q.object) for q in graph.quads(station, name))
    yield from (Quad(node, q.predicate, q.object) for q in like)


def main(kg: str, into: str, many: str) -> None:
    source = folder_of(Path(kg), current(Path(kg)))
    target = folder_of(Path(into), int(source.name))
    shutil.copytree(source, target, copy_function=os.link, ignore=shutil.ignore_patterns(f"{RDF}*", SEARCH))
    shutil.copytree(source / RDF, target / RDF)
    with Graph(source / RDF) as graph:
        (one, *_) = graph.rows('SELECT ?room WHERE { ?room pk:bodyKind ?kind FILTER(STR(?kind) = "警务室") } LIMIT 1')
        like = [q for q in graph.quads(one["room"]) if q.predicate in {term(name) for name in LIKE}]
        store = Store(str(target / RDF))
        store.bulk_extend(q for room, station in rooms(graph, int(many)) for q in described(graph, room, station, like))
        store.flush()
        write_names(target / SEARCH, [(room.id, [room]) for room, _ in rooms(graph, int(many))], source / SEARCH)
    (Path(into) / CURRENT).write_text(source.name, encoding="ascii")
    with sqlite3.connect(target / SEARCH) as names:
        print(names.execute("SELECT COUNT(*) FROM entity").fetchone()[0], "entities", len(store), "quads")


if __name__ == "__main__":
    main(*sys.argv[1:])
