"""Writing a generation: touched segments anew, the others linked, projections brought along, ``CURRENT`` last."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Quad

from ..errors import DataError
from ..ontology.resources import read_ontology
from .bucket import write_buckets
from .conformance import VIOLATIONS, nodes_of, standing_violations, write_violations
from .decision import Decisions, written
from .delta import Holdings, delta
from .digest import dataset_digest
from .disk import writing
from .duplicate import NEAR_DUPLICATE, duplicate_quads, near_duplicates
from .fresh import make_projections
from .generation import (
    DECISIONS,
    RDF,
    SEARCH,
    Manifest,
    Segment,
    folder_of,
    segment,
    settle,
    sweep,
    switch,
    write_manifest,
)
from .kept_fingerprints import carry
from .names import ORDER, write_names
from .nearby import documents_nearby
from .projection import SHAPE
from .scan import documents_of_claims, documents_of_entities, entity_rows
from .segment import FileRow, read_documents, write_files
from .store import Graph, change_store
from .term import document_iri

if TYPE_CHECKING:
    from .dataset import Dataset
    from .validation import Result
    from .writer import Changes, Writer

_MANY = 1000  # documents that change, from which, if they are an eighth of all, the projections are made from scratch


def write_generation(
    writer: Writer,
    old: Holdings,
    new: Holdings,
    ledger: tuple[FileRow, ...],
    decisions: Decisions,
    strict: bool = False,
) -> Changes:
    """Write the next generation if anything changed.

    Parameters
    ----------
    writer : Writer
        Holds the lock.
    old, new : mapping of str to Holding or None
        Documents handed over or withdrawn, before and after.
    ledger : tuple of FileRow
        The ledger after.
    decisions : Decisions
        All decisions after.
    strict : bool
        Whether a violation of a shape stops it, with nothing written.

    Raises
    ------
    DataError
        With `strict`, the first violation that did not stand before.
    Unavailable
        If the disk is full or will not be written; the dataset is as it was.
    """
    dataset = writer.dataset
    base = dataset.manifest
    touched = {key for key in new if new[key] != old[key]}
    same_files = _lasting(ledger) == _lasting(dataset.files())
    stale = base.generation > 0 and not (base.projections == _stamps(base.digest) and _sound(dataset))
    if not touched and same_files and decisions == dataset.decisions and not stale:
        return _changes(base, False, old, new, touched, dataset.violations())
    with _draft(folder_of(dataset.path, base.generation + 1)) as folder:
        buckets, segments, news = write_buckets(writer, folder, {key: new[key] for key in touched})
        documents = {key: d for key, d in base.documents.items() if new.get(key, True) is not None}
        documents |= {key: d for done in news for key, d in done.digests.items()}
        digest = dataset_digest(documents, decisions.digest)
        segments += [segment(folder, name, rows) for name, rows in write_files(folder, ledger).items()]
        (folder / DECISIONS).write_text("".join(written(decisions.rows)), encoding="utf-8")
        segments.append(segment(folder, DECISIONS, len(decisions.rows)))
        if base.generation and not stale and not _MANY < len(touched) > len(documents) // 8:
            resigned = any(done.resigned for done in news)
            changed = _carry_projections(writer, folder, buckets, touched, decisions, digest, resigned)
            violations = _validate(folder, changed, dataset.violations())
        else:
            violations = make_projections(folder, buckets, decisions)
        standing = set() if stale else set(dataset.violations())
        if strict and (found := [v for v in violations if v not in standing]):
            raise DataError(str(found[0]))
        segments.append(segment(folder, VIOLATIONS, write_violations(folder, violations)))
        manifest = Manifest(
            base.generation + 1,
            digest,
            datetime.now(UTC).isoformat(timespec="seconds"),
            buckets,
            tuple(sorted(segments, key=lambda s: s.name)),
            documents,
            _counts(segments, documents),
            _stamps(digest),
            ontology_version(),
            {SEARCH: segment(folder, SEARCH, 0).sha256},
        )
        write_manifest(folder, manifest)
        settle(p for p in folder.rglob("*") if p.is_dir() or p.stat().st_nlink == 1)
    switch(dataset.path, manifest.generation)
    sweep(dataset.path)
    counted = sum(done.added for done in news), sum(done.removed for done in news)
    return _changes(manifest, True, old, new, touched, violations, counted)


@contextmanager
def _draft(folder: Path) -> Iterator[Path]:
    """The folder of the next generation; whatever stops its writing, it gives back the room that it took.

    Raises
    ------
    Unavailable
        If the disk is full or will not be written.
    """
    try:
        with writing(folder.parent.parent):
            folder.mkdir(parents=True)
            yield folder
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _sound(dataset: Dataset) -> bool:
    """Whether the projections can be opened; those that cannot are made anew."""
    try:
        dataset.graph().close()
        dataset.names().check()
    except DataError:
        return False
    return True


def _carry_projections(
    writer: Writer,
    folder: Path,
    buckets: int,
    touched: Iterable[str],
    decisions: Decisions,
    digest: str,
    resigned: bool,
) -> set[NamedNode]:
    """Bring the projections along with what changed; returns the nodes that did."""
    dataset = writer.dataset
    decided = documents_of_claims(dataset.folder, decisions.decided(dataset.decisions))
    decided |= documents_of_entities(dataset.folder, decisions.moved(dataset.decisions))
    before, after = (
        dict.fromkeys({*touched, *decided}) | {h.key: h for h in read_documents(at, number, {*touched, *decided})}
        for at, number in ((dataset.folder, dataset.manifest.buckets), (folder, buckets))
    )
    with dataset.graph() as graph:
        change = delta(
            graph,
            before,
            after,
            decided_before=dataset.decisions,
            decided_after=decisions,
            others=lambda ids: entity_rows(dataset.folder, ids, set(before)),
        )
        removed, added = change.removed, change.added
        if resigned:
            gone, come = _repeats(graph, folder, before, after)
            removed, added = removed | gone, added | come
    change_store(dataset.folder / RDF, folder / RDF, removed, added)
    carry(dataset.folder / RDF, folder / RDF, removed | added, digest)
    write_names(folder / SEARCH, change.described.items(), dataset.folder / SEARCH, change.gone)
    return nodes_of(removed | added)


def _repeats(graph: Graph, folder: Path, before: Holdings, after: Holdings) -> tuple[set[Quad], set[Quad]]:
    """Statements that a document repeats another one: those that a change takes away, and those that it brings."""
    held = [h for holdings in (before, after) for h in holdings.values() if h]
    nearby = documents_nearby(folder, {h.signature for h in held})
    keys = {document.key for document in nearby} | before.keys()
    stood = {quad for key in keys for quad in graph.quads(document_iri(key), NEAR_DUPLICATE)}
    stand = duplicate_quads(near_duplicates(nearby))
    return stood - stand, stand - stood


def _validate(folder: Path, changed: set[NamedNode], before: Iterable[Result]) -> tuple[Result, ...]:
    """The violations that stand in the generation being written."""
    with Graph(folder / RDF) as graph:
        return standing_violations(graph, before, changed)


def _stamps(digest: str) -> dict[str, str]:
    return {RDF: f"{digest} {SHAPE}", SEARCH: f"{digest} {SHAPE} {ORDER}"}


@cache
def ontology_version() -> str:
    """Version of the ontology that this package writes.

    Examples
    --------
    >>> ontology_version()
    '0.1.0'
    """
    stated = re.search(r'owl:versionInfo\s+"([^"]+)"', read_ontology())
    return stated.group(1) if stated else ""


def _lasting(rows: Iterable[FileRow]) -> set[tuple[str, ...]]:
    """What of the ledger is a change worth a generation: not times."""
    return {(r.root, r.path, r.sha256, r.version, r.document) for r in rows}


def _counts(segments: Iterable[Segment], documents: Mapping[str, str]) -> dict[str, int]:
    counts = {"claims": 0, "evidence": 0, "entities": 0, "files": 0, "decisions": 0}
    for s in segments:
        table = s.name.split("-")[0].split(".")[0]
        if table in counts:
            counts[table] += s.rows
    return {"documents": len(documents)} | counts


def _changes(
    manifest: Manifest,
    made: bool,
    old: Holdings,
    new: Holdings,
    touched: set[str],
    violations: tuple[Result, ...],
    claims: tuple[int, int] = (0, 0),
) -> Changes:
    from .writer import Changes

    return Changes(
        manifest.generation,
        made,
        manifest.digest,
        added=tuple(sorted(key for key in touched if old[key] is None)),
        changed=tuple(sorted(key for key in touched if old[key] is not None and new[key] is not None)),
        unchanged=tuple(sorted(set(new) - touched)),
        withdrawn=tuple(sorted(key for key in touched if new[key] is None)),
        claims_added=claims[0],
        claims_removed=claims[1],
        violations=violations,
    )
