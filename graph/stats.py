"""Counts of a dataset: what it holds, of what kind, and how much of each document became claims."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pyoxigraph import NamedNode

from .claim import ATTRIBUTES, RELATIONS
from .claim_record import holdings_in_order
from .dataset import Dataset
from .description import CLASSES
from .duplicate import NEAR_DUPLICATE
from .edges import ROLES
from .holding import Holding
from .status import STATUSES, Standing, standings
from .store import Graph
from .term import term

FRAMES = tuple(ROLES)


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of one document became claims.

    Parameters
    ----------
    document, title : str
        Key and title.
    claims, live : int
        Claims, and those that count as facts.
    entities : int
        Entities that the document names.
    evidence : int
        Places that claims rest on.
    sentences : int
        Sentences (or table rows) that hold such a place.
    characters : int
        Length of the body in code points, 0 where it is not at hand.
    covered : int
        Code points of the sentences with evidence, counted once.
    """

    document: str
    title: str
    claims: int
    live: int
    entities: int
    evidence: int
    sentences: int
    characters: int
    covered: int

    @property
    def share(self) -> float | None:
        """Share of the body in sentences with evidence; None where its length is not known.

        Examples
        --------
        >>> Coverage("a", "", 1, 1, 2, 1, 1, 200, 50).share
        0.25
        """
        return min(1.0, self.covered / self.characters) if self.characters else None


@dataclass(frozen=True, slots=True)
class Stats:
    """Counts of one generation of a dataset.

    Parameters
    ----------
    generation : int
    digest, made_at, ontology : str
        As the manifest has them.
    bytes : int
        Size of the generation on disk; files that generations share count in each.
    documents, sources, claims, live, facts, entities, unresolved, evidence, quads, decisions : int
        `sources` are the documents with each cluster of near-duplicates counted once;
        `live` are claims that count; `facts` the distinct plain facts that they come to, mentions apart;
        `unresolved` entities wait for review.
    by_predicate, by_status, by_origin, by_modality, by_polarity, by_rule, by_class : mapping of str to int
    by_genre, by_reporting, by_copy : mapping of str to int
        Sorted by count, then by name.  A claim of two origins counts in each; what cannot be told of a document is
        ``unknown``.
    coverage : tuple of Coverage
        One for each document, sorted by key.
    """

    generation: int
    digest: str
    made_at: str
    ontology: str
    bytes: int
    documents: int
    sources: int
    claims: int
    live: int
    facts: int
    entities: int
    unresolved: int
    evidence: int
    quads: int
    decisions: int
    by_predicate: Mapping[str, int]
    by_status: Mapping[str, int]
    by_origin: Mapping[str, int]
    by_modality: Mapping[str, int]
    by_polarity: Mapping[str, int]
    by_rule: Mapping[str, int]
    by_class: Mapping[str, int]
    by_genre: Mapping[str, int]
    by_reporting: Mapping[str, int]
    by_copy: Mapping[str, int]
    coverage: tuple[Coverage, ...]

    def as_json(self) -> dict[str, Any]:
        """Write as a JSON object, fields in their order."""
        shown: dict[str, Any] = {}
        for name in self.__slots__:
            value = getattr(self, name)
            if isinstance(value, Mapping):
                shown[name] = dict(value)
            elif isinstance(value, tuple):
                shown[name] = [asdict(c) | {"share": c.share} for c in value]
            else:
                shown[name] = value
        return shown

    def lines(self) -> Iterator[tuple[str, str]]:
        """Name and value of each figure, for a table; groups are named ``group: member``."""
        for name, value in self.as_json().items():
            if isinstance(value, dict):
                yield from ((f"{name.removeprefix('by_')}: {member}", f"{n:,}") for member, n in value.items())
            elif isinstance(value, list):
                yield from ((f"document: {c['document']}", _covered(c)) for c in value)
            else:
                yield name, f"{value:,}" if isinstance(value, int) else value


def stats(dataset: Dataset | str | Path) -> Stats:
    """Count what a dataset holds.

    Parameters
    ----------
    dataset : Dataset or path-like

    Returns
    -------
    Stats

    Raises
    ------
    UsageError
        If there is no dataset, or nothing was built yet.
    """
    if not isinstance(dataset, Dataset):
        with Dataset.open(dataset) as opened:
            return stats(opened)
    tally = _Tally()
    for holding in holdings_in_order(dataset):
        tally.add(holding, dataset)
    manifest = dataset.manifest
    with dataset.graph() as graph:
        classes = _classes(graph)
        quads = len(graph)
        facts = sum(1 for name in {*RELATIONS.values(), *ATTRIBUTES.values()} for _ in graph.quads(None, name))
        unresolved = sum(1 for _ in graph.quads(None, "pk:resolved"))
        repeats = sum(1 for _ in graph.quads(None, NEAR_DUPLICATE))
    entities = sum(classes[name] for name in CLASSES.values())
    return Stats(
        generation=manifest.generation,
        digest=manifest.digest,
        made_at=manifest.made_at,
        ontology=manifest.ontology,
        bytes=_bytes_of(dataset.folder),
        documents=len(tally.coverage),
        sources=len(tally.coverage) - repeats,
        claims=tally.claims,
        live=tally.status["live"],
        facts=facts,
        entities=entities,
        unresolved=unresolved,
        evidence=tally.evidence,
        quads=quads,
        decisions=len(dataset.decisions.rows),
        by_predicate=_sorted(tally.predicate),
        by_status=_sorted(tally.status),
        by_origin=_sorted(tally.origin),
        by_modality=_sorted(tally.modality),
        by_polarity=_sorted(tally.polarity),
        by_rule=_sorted(tally.rule),
        by_class=_sorted(classes),
        by_genre=_sorted(tally.genre),
        by_reporting=_sorted(tally.reporting),
        by_copy=_sorted(tally.copy),
        coverage=tuple(sorted(tally.coverage, key=lambda c: c.document)),
    )


class _Tally:
    """Counts of claims, document by document."""

    def __init__(self) -> None:
        self.predicate: Counter[str] = Counter()
        self.status: Counter[str] = Counter(dict.fromkeys(STATUSES, 0))
        self.origin: Counter[str] = Counter()
        self.modality: Counter[str] = Counter()
        self.polarity: Counter[str] = Counter()
        self.rule: Counter[str] = Counter()
        self.genre: Counter[str] = Counter()
        self.reporting: Counter[str] = Counter()
        self.copy: Counter[str] = Counter()
        self.coverage: list[Coverage] = []
        self.claims = self.evidence = 0

    def add(self, holding: Holding, dataset: Dataset) -> None:
        claims = holding.claims
        found = [(claim, all(o.origin == "model" for o in origins)) for claim, origins in claims.values()]
        stood = list(standings(found, dataset.decisions))
        for s in stood:
            self._count(s)
            made = claims[s.claim.id][1] if s.claim.id in claims else ()
            self.origin.update({o.origin for o in made} or {s.claim.origin})
            self.rule.update({o.rule for o in made} or {s.claim.rule})
        self.claims += len(stood)
        self.evidence += len(holding.evidence)
        self.genre[holding.document.genre] += 1
        self.reporting[holding.document.reporting or "unknown"] += 1
        self.copy[holding.document.copy or "unknown"] += 1
        self.coverage.append(_coverage(holding, stood))

    def _count(self, standing: Standing) -> None:
        claim = standing.claim
        self.predicate[claim.predicate] += 1
        self.status[standing.status] += 1
        self.modality[claim.qualifier("modality") or "reported"] += 1
        self.polarity[claim.qualifier("polarity") or "affirmative"] += 1


def _bytes_of(folder: Path) -> int:
    """Bytes of the files of a folder, each counted once under whatever names it stands there."""
    found = (file.stat() for file in folder.rglob("*") if file.is_file())
    return sum({(f.st_dev, f.st_ino): f.st_size for f in found}.values())


def _coverage(holding: Holding, stood: list[Standing]) -> Coverage:
    rows = {(e.manifestation, "row", e.row) for e in holding.evidence if e.row}
    read = {(e.manifestation, e.sentence_start, e.sentence_end) for e in holding.evidence if not e.row}
    bodies = [sum(end - start for start, end in m.body) for m in holding.manifestations]
    return Coverage(
        holding.key,
        holding.document.title,
        claims=len(stood),
        live=sum(1 for s in stood if s.status == "live"),
        entities=len({e.id for e in holding.entities}),
        evidence=len(holding.evidence),
        sentences=len(rows | read),
        characters=max(bodies, default=0),
        covered=_length(read),
    )


def _length(spans: set[tuple[str, int, int]]) -> int:
    """Code points in the union of spans; evidence in several files is counted in the one with most."""
    by_file: dict[str, int] = {}
    reached: dict[str, int] = {}
    for file, start, end in sorted(spans):
        start = max(start, reached.get(file, 0))  # noqa: PLW2901 - what an earlier sentence covers counts once
        by_file[file] = by_file.get(file, 0) + max(0, end - start)
        reached[file] = max(end, reached.get(file, 0))
    return max(by_file.values(), default=0)


def _classes(graph: Graph) -> Counter[str]:
    """Nodes of each class in the default graph: entities, frames and documents."""
    found: Counter[str] = Counter(dict.fromkeys((*CLASSES.values(), *FRAMES), 0))
    for name in found:
        found[name] = sum(1 for q in graph.quads(None, "rdf:type", term(name)) if isinstance(q.subject, NamedNode))
    return found


def _sorted(counts: Counter[str]) -> Mapping[str, int]:
    return MappingProxyType(dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))))


def _covered(coverage: Mapping[str, Any]) -> str:
    share = coverage["share"]
    part = f", {share:.0%} of the text" if share is not None else ""
    return f"{coverage['claims']:,} claims in {coverage['sentences']:,} sentences{part}"
