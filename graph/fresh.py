"""The projections of a generation made from scratch: the graph, the index of names, and what breaks a shape.

Everything runs bucket by bucket, in processes side by side if there are many: rows of entities are sorted into parts
by the entity that stands for them, each part is described, then each bucket of documents is projected and validated,
and the lines of quads are loaded in bulk.  Memory grows with a bucket, not with the dataset.
"""

from __future__ import annotations

import pickle
import shutil
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, fields
from functools import partial
from itertools import chain
from operator import attrgetter, itemgetter
from pathlib import Path
from typing import TypeVar

from pyoxigraph import NamedNode, Quad

from .conformance import nodes_of, violations_of
from .decision import Decisions
from .description import canonical_rows, description, merged_entity, redirects
from .duplicate import duplicate_quads, near_duplicates
from .early_conformance import DocumentCheck, EntityCheck, entity_of
from .entity import Entity
from .generation import RDF, SEARCH
from .name_index import Named, named, write_named
from .parallel import each
from .projection import project
from .scan import entities_of, signed_documents
from .segment import bucket_of, read_holdings, segments_of
from .store import Graph, load_store, nquads_of
from .term import document_iri
from .validation import Result

_PARTS = "parts"  # folder of what one step leaves for the next; gone when the projections are made
_SIDE_BY_SIDE = 24  # buckets; a dataset with fewer is projected in this process
_ROW = attrgetter(*(f.name for f in fields(Entity)))
Given = TypeVar("Given")
Made = TypeVar("Made")
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
    moved = redirects(decisions)
    found, doubtful = _write_parts(source)
    lines = chain(_lines(source, "entities"), _lines(source, "documents"), [nquads_of(moved)])
    load_store(folder / RDF, lines)
    shutil.rmtree(folder / _PARTS)
    unsure = nodes_of(moved) | set(map(NamedNode, doubtful))
    with Graph(folder / RDF) as graph:
        found |= set(violations_of(graph, unsure))
    return tuple(sorted(found))


def _write_parts(source: Source) -> tuple[set[Result], set[str]]:
    """Write the index of names and all lines of quads; what breaks a shape, and nodes that only the graph can tell."""
    numbers = range(source.buckets)
    populations, places = set[str](), set[str]()
    rows = list(_each(partial(_sort_entities, source), numbers))
    write_named(source.folder / SEARCH, _described(source, rows, populations, places))
    repeats: dict[int, dict[str, str]] = {number: {} for number in numbers}
    for key, first in near_duplicates(signed_documents(segments_of(source.folder, "documents"))).items():
        repeats[bucket_of(key, source.buckets)][key] = first
    found, doubtful, facts = set[Result](), set[str](), list[_Part]()
    for results, doubts, placed in _each(partial(_project, source, frozenset(populations)), repeats.items()):
        found |= set(results)
        doubtful |= doubts
        facts.append(placed)
    checking = partial(_check_entities, source, frozenset(populations), frozenset(places))
    for results, doubts in _each(checking, _parts(source, facts)):
        found |= set(results)
        doubtful |= doubts
    return {r for r in found if r.focus not in doubtful}, doubtful


def _each(function: Callable[[Given], Made], given: Iterable[Given]) -> Iterator[Made]:
    return each(function, given, fewest=_SIDE_BY_SIDE, together=1)


def _parts(source: Source, placed: list[_Part]) -> Iterator[tuple[int, _Part]]:
    """Number of each part, and where its pieces lie in the files of the buckets."""
    return ((number, [places[number] for places in placed]) for number in range(source.buckets))


def _place(source: Source, name: str, bucket: int, pieces: Mapping[int, bytes]) -> _Part:
    """Write a bucket's pieces of all parts; where each lies."""
    placed, at = [], 0
    with source.part(name, bucket).open("wb") as file:
        for number in range(source.buckets):
            piece = pieces.get(number, b"")
            file.write(piece)
            placed.append((at, len(piece)))
            at += len(piece)
    return placed


def _pieces(source: Source, name: str, places: _Part) -> Iterator[bytes]:
    """The pieces of one part, bucket by bucket."""
    for bucket, (start, length) in enumerate(places):
        if length:
            with source.part(name, bucket).open("rb") as file:
                file.seek(start)
                yield file.read(length)


def _sort_entities(source: Source, bucket: int) -> _Part:
    """Sort the rows of a bucket's entities into parts, by the entity that stands for them."""
    parts: dict[int, list[tuple[str, tuple[object, ...]]]] = defaultdict(list)
    numbered: dict[str, int] = {}
    for key, row in entities_of(source.folder, bucket):
        stands = source.decisions.resolve(row.id, key)
        if stands not in numbered:
            numbered[stands] = bucket_of(stands, source.buckets)
        parts[numbered[stands]].append((key, _ROW(row)))
    return _place(source, "rows", bucket, {number: pickle.dumps(rows, 5) for number, rows in parts.items()})


def _described(source: Source, rows: list[_Part], populations: set[str], places: set[str]) -> Iterator[Named]:
    """Describe every entity, into lines of quads; yields its names, and notes classes of bodies, and places."""
    for names, generic in _each(partial(_describe, source), _parts(source, rows)):
        populations |= generic
        places |= {name.id for name in names if name.kind == "place"}
        yield from names


def _describe(source: Source, part: tuple[int, _Part]) -> tuple[list[Named], set[str]]:
    number, places = part
    held = chain.from_iterable(map(pickle.loads, _pieces(source, "rows", places)))
    counted = Counter((key, Entity(*row)) for key, row in held)
    groups = sorted(canonical_rows(counted, source.decisions).items(), key=itemgetter(0))
    merged = [merged_entity(entity, rows) for entity, rows in groups]
    source.part("entities", number).write_bytes(nquads_of(quad for e in merged for quad in description(e)))
    rows = [found for _, found in groups]
    return [named(e, of) for e, of in zip(merged, rows, strict=True)], {e.id for e in merged if e.generic}


def _project(
    source: Source, populations: Set[str], bucket: tuple[int, Mapping[str, str]]
) -> tuple[tuple[Result, ...], set[str], _Part]:
    """Project and validate the documents of a bucket, into lines of quads; where its plain facts lie."""
    number, repeats = bucket
    check = DocumentCheck(populations)
    about: dict[int, set[Quad]] = defaultdict(set)
    with source.part("documents", number).open("wb") as file:
        for key, holding in read_holdings(source.folder, number).items():
            found = project(holding, source.decisions)
            own, graph = document_iri(key), document_iri(key).value
            within = [q for q in found.own if q.graph_name == own]
            besides = [q for q in found.own if q.graph_name != own]
            besides += duplicate_quads({key: repeats[key]} if key in repeats else {})
            besides += [q for q in found.facts if q.subject == own]
            facts = [q for q in found.facts if q.subject != own]
            claims, rest = nquads_of(within), nquads_of(besides)
            described = {source.decisions.resolve(e.id, key) for e in holding.entities}
            triples = claims.replace(f" <{graph}> .\n".encode(), b" .\n") + rest
            check.add(graph, triples, [*within, *besides], facts, described)
            for q in facts:
                about[bucket_of(entity_of(q.subject), source.buckets)].add(q)
            file.writelines((claims, rest, nquads_of([*facts, *found.reviewed])))
    placed = _place(source, "facts", number, {part: nquads_of(quads) for part, quads in about.items()})
    return check.violations(), check.doubtful, placed


def _check_entities(
    source: Source, populations: Set[str], places: Set[str], part: tuple[int, _Part]
) -> tuple[tuple[Result, ...], set[str]]:
    """Validate the entities of one part, which plain facts of all documents are about."""
    number, placed = part
    described = source.part("entities", number).read_bytes().splitlines(keepends=True)
    facts = {line for piece in _pieces(source, "facts", placed) for line in piece.splitlines(keepends=True)}
    check = EntityCheck(populations, places)
    check.add(described, facts)
    return check.violations(), check.doubtful


def _lines(source: Source, name: str) -> Iterator[bytes]:
    """What a step wrote, bucket by bucket; its room is given back."""
    for number in range(source.buckets):
        part = source.part(name, number)
        yield part.read_bytes()
        part.unlink()
