"""The projections of a generation made from scratch: the graph, the index of names, and what breaks a shape.

Everything runs bucket by bucket, in processes side by side if there are many: rows of entities are sorted into parts
by the entity that stands for them, each part is described, then each bucket of documents is projected and validated,
and the lines of quads are loaded in bulk.  Memory grows with a bucket, not with the dataset.
"""

from __future__ import annotations

import pickle
import shutil
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, fields
from functools import partial
from itertools import chain
from operator import attrgetter
from pathlib import Path

from pyoxigraph import NamedNode, Quad, RdfFormat, serialize

from .conformance import nodes_of, violations_of
from .decision import Decisions
from .description import canonical_rows, describe, merged_entity, redirects
from .document_conformance import DocumentCheck
from .duplicate import duplicate_quads, near_duplicates
from .entity import Entity
from .generation import RDF, SEARCH
from .names import Named, named, write_named
from .parallel import each
from .projection import project
from .scan import entities_of, signed_documents
from .segment import bucket_of, read_holdings
from .store import Graph, load_store
from .term import document_iri, entity_iri
from .validation import Result

_PARTS = "parts"  # folder of what one step leaves for the next; gone when the projections are made
_SIDE_BY_SIDE = 24  # buckets; a dataset with fewer is projected in this process
_ROW = attrgetter(*(f.name for f in fields(Entity)))
_Part = list[tuple[int, int]]  # for each bucket of documents, start and length of the rows of one part


@dataclass(frozen=True, slots=True)
class Source:
    """What every step knows.

    Parameters
    ----------
    folder : Path
        Of the generation that is being written, its segments there.
    buckets : int
        Into how many its documents fall; entities fall into as many parts.
    decisions : Decisions
    """

    folder: Path
    buckets: int
    decisions: Decisions

    def part(self, name: str, number: int) -> Path:
        """A file that one step leaves for the next."""
        return self.folder / _PARTS / f"{name}-{number:04d}"


def make_projections(folder: Path, buckets: int, decisions: Decisions) -> tuple[Result, ...]:
    """Make the graph and the index of names from the segments.

    Parameters
    ----------
    folder : Path
        Of the generation that is being written.
    buckets : int
    decisions : Decisions

    Returns
    -------
    tuple of Result
        What breaks a shape of the ontology, sorted.

    Raises
    ------
    Unavailable
        If a process was ended from outside.
    """
    source = Source(folder, buckets, decisions)
    (folder / _PARTS).mkdir()
    doubtful = _write_parts(source)
    moved = redirects(decisions)
    lines = chain(_lines(source, "entities"), _lines(source, "documents"), [_nquads(moved)])
    load_store(folder / RDF, lines)
    found = set(_of_entities(source))
    with Graph(folder / RDF) as graph:
        found |= set(violations_of(graph, nodes_of(moved) | set(map(NamedNode, doubtful[1]))))
    shutil.rmtree(folder / _PARTS)
    return tuple(sorted(found | doubtful[0]))


def _write_parts(source: Source) -> tuple[set[Result], set[str]]:
    """Write the index of names and all lines of quads; what breaks a shape, and nodes that only the graph can tell."""
    numbers = range(source.buckets)
    placed = list(_each(partial(_sort_entities, source), numbers))
    populations: set[str] = set()
    write_named(source.folder / SEARCH, _described(source, placed, populations))
    repeats: dict[int, dict[str, str]] = {number: {} for number in numbers}
    for key, first in near_duplicates(signed_documents(source.folder)).items():
        repeats[bucket_of(key, source.buckets)][key] = first
    found, doubtful = set[Result](), set[str]()
    projecting = partial(_project, source, frozenset(populations))
    for results, doubts in _each(projecting, repeats.items()):
        found |= set(results)
        doubtful |= doubts
    return found, doubtful


_each = partial(each, fewest=_SIDE_BY_SIDE, together=1)


def _sort_entities(source: Source, bucket: int) -> _Part:
    """Sort the rows of a bucket's entities into parts, by the entity that stands for them; where each part lies."""
    parts: dict[int, list[tuple[str, tuple[object, ...]]]] = defaultdict(list)
    numbered: dict[str, int] = {}
    for key, row in entities_of(source.folder, bucket):
        stands = source.decisions.resolve(row.id, key)
        if stands not in numbered:
            numbered[stands] = bucket_of(stands, source.buckets)
        parts[numbered[stands]].append((key, _ROW(row)))
    placed, at = [], 0
    with source.part("rows", bucket).open("wb") as file:
        for number in range(source.buckets):
            packed = pickle.dumps(parts[number], protocol=5) if number in parts else b""
            file.write(packed)
            placed.append((at, len(packed)))
            at += len(packed)
    return placed


def _groups(source: Source, part: tuple[int, _Part]) -> list[tuple[str, list[Entity]]]:
    """The entities of one part with their rows, in the order of their ids."""
    number, places = part
    rows: list[tuple[str, Entity]] = []
    for bucket, (start, length) in enumerate(places):
        if length:
            with source.part("rows", bucket).open("rb") as file:
                file.seek(start)
                held = pickle.loads(file.read(length))  # noqa: S301 - written by this build
            rows += [(key, Entity(*row)) for key, row in held]
    return sorted(canonical_rows(rows, source.decisions).items())


def _described(source: Source, placed: list[_Part], populations: set[str]) -> Iterator[Named]:
    """Describe every entity, into lines of quads; yields its names, and notes classes of bodies among them."""
    parts = ((number, [places[number] for places in placed]) for number in range(source.buckets))
    for names, classes in _each(partial(_describe, source), parts):
        populations |= classes
        yield from names


def _describe(source: Source, part: tuple[int, _Part]) -> tuple[list[Named], set[str]]:
    groups = _groups(source, part)
    merged = [merged_entity(entity, rows) for entity, rows in groups]
    quads = (quad for entity, rows in groups for quad in describe(entity, rows))
    source.part("entities", part[0]).write_bytes(_nquads(quads))
    source.part("ids", part[0]).write_text("\n".join(entity for entity, _ in groups), encoding="utf-8")
    return [named(e) for e in merged], {e.id for e in merged if e.generic}


def _project(
    source: Source, populations: Set[str], bucket: tuple[int, Mapping[str, str]]
) -> tuple[tuple[Result, ...], set[str]]:
    """Project and validate the documents of a bucket, into lines of quads."""
    number, repeats = bucket
    check = DocumentCheck(populations)
    with source.part("documents", number).open("wb") as file:
        for key, holding in read_holdings(source.folder, number).items():
            found = project(holding, source.decisions)
            own, graph = document_iri(key), document_iri(key).value
            within = [q for q in found.own if q.graph_name == own]
            besides = [q for q in found.own if q.graph_name != own]
            besides += duplicate_quads({key: repeats[key]} if key in repeats else {})
            besides += [q for q in found.facts if q.subject == own]
            facts = [q for q in found.facts if q.subject != own]
            claims, rest = _nquads(within), _nquads(besides)
            described = {source.decisions.resolve(e.id, key) for e in holding.entities}
            triples = claims.replace(f" <{graph}> .\n".encode(), b" .\n") + rest
            check.add(graph, triples, [*within, *besides], facts, described)
            file.writelines((claims, rest, _nquads([*facts, *found.reviewed])))
    return check.violations(), check.doubtful


def _of_entities(source: Source) -> Iterator[Result]:
    for results in _each(partial(_validate_entities, source), range(source.buckets)):
        yield from results


def _validate_entities(source: Source, part: int) -> tuple[Result, ...]:
    """Validate the entities of one part, which plain facts of all documents are about."""
    ids = source.part("ids", part).read_text(encoding="utf-8").split("\n")
    with Graph(source.folder / RDF) as graph:
        return violations_of(graph, (entity_iri(entity) for entity in ids if entity))


def _lines(source: Source, name: str) -> Iterator[bytes]:
    """What a step wrote, bucket by bucket; its room is given back."""
    for number in range(source.buckets):
        part = source.part(name, number)
        yield part.read_bytes()
        part.unlink()


def _nquads(quads: Iterable[Quad]) -> bytes:
    return serialize(quads, format=RdfFormat.N_QUADS) or b""
