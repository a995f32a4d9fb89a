"""Writing a generation: touched segments anew, the others linked, projections brought along, ``CURRENT`` last."""

from __future__ import annotations

import re
import shutil
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
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
from .damage import sum_of
from .decision import Decisions, written
from .delta import Holdings, document_delta, entity_delta, rows_held, split_entities
from .description import EntityRow
from .disk import writing
from .document_digests import FILE as DIGESTS
from .document_digests import DocumentDigests
from .duplicate import NEAR_DUPLICATE, duplicate_quads, near_duplicates
from .fresh import make_projections
from .generation import (
    DECISIONS,
    RDF,
    SEARCH,
    Manifest,
    Segment,
    folder_of,
    link,
    segment,
    settle,
    sweep,
    switch,
    write_manifest,
)
from .holding import Holding
from .kept_fingerprints import carry
from .ledger import Ledger, shard_name
from .name_index import ORDER
from .nearby import documents_nearby
from .next_store import NextStore, forget_deleted
from .projection import SHAPE
from .recent_names import carry_names, merge_names, name_files
from .row_counts import rows_besides
from .scan import documents_of_claims, documents_of_entities, entity_rows
from .segment import bucket_of, read_documents
from .store import Graph
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
    ledger: tuple[Ledger, bool],
    decisions: Decisions,
    strict: bool = False,
    forget: bool = False,
) -> Changes:
    """Write the next generation if anything changed.

    Parameters
    ----------
    writer : Writer
        Holds the lock.
    old, new : mapping of str to Holding or None
        Documents handed over or withdrawn, before and after.
    ledger : tuple of (Ledger, bool)
        The ledger after, and whether it says more than other times of files.
    decisions : Decisions
        All decisions after.
    strict : bool
        Whether a violation of a shape stops it, with nothing written.
    forget : bool
        Whether nothing of what goes may stay in the files of projections, or in the generation before.

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
    stale = base.generation > 0 and not (base.projections == _stamps(base.digest) and _sound(dataset))
    if not touched and not ledger[1] and decisions == dataset.decisions and not stale:
        return _changes(base, False, old, new, touched, dataset.violations())
    with _draft(folder_of(dataset.path, base.generation + 1)) as folder:
        buckets, segments, news = write_buckets(writer, folder, {key: new[key] for key in touched})
        put = {key: d for done in news for key, d in done.digests.items()}
        documents = base.documents.changed(put, [key for key, holding in new.items() if holding is None])
        digest = documents.digest(decisions.digest)
        segments.append(segment(folder, DIGESTS, documents.write(folder / DIGESTS)))
        segments += _write_ledger(dataset, folder, ledger[0])
        (folder / DECISIONS).write_text("".join(written(decisions.rows)), encoding="utf-8")
        segments.append(segment(folder, DECISIONS, len(decisions.rows)))
        if base.generation and not stale and not _MANY < len(touched) > len(documents) // 8:
            resigned = any(done.resigned for done in news)
            changed = _carry_projections(writer, folder, buckets, touched, decisions, digest, resigned)
            violations = _validate(folder, changed, dataset.violations())
        else:
            violations = make_projections(folder, buckets, decisions)
        if forget:
            forget_deleted(folder / RDF)
            merge_names(folder)
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
            _sums(base, dataset.folder, folder),
            forget,
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
    """Bring the projections along with what changed, bucket by bucket; returns the nodes that did."""
    dataset, before = writer.dataset, writer.dataset.decisions
    keys = {*touched} | documents_of_claims(dataset.folder, decisions.decided(before))
    keys |= documents_of_entities(dataset.folder, decisions.moved(before))
    was, now, signed, changed = Counter[EntityRow](), Counter[EntityRow](), set[str](), set[NamedNode]()

    def others(entities: Collection[str]) -> Counter[EntityRow]:
        split = split_entities(before, decisions).intersection(entities)
        here = Counter({e: times for (_, e), times in was.items() if e.id not in split})
        found = rows_besides(name_files(dataset.folder), set(entities) - split, here)
        return Counter({("", e): n for e, n in found.items()}) + Counter(entity_rows(dataset.folder, split, keys))

    with NextStore(dataset.folder / RDF, folder / RDF) as store:

        def change(removed: Iterable[Quad], added: Iterable[Quad]) -> None:
            store.change(removed, added)
            changed.update(nodes_of(removed), nodes_of(added))

        for old, new in _bucket_by_bucket(writer, folder, buckets, keys):
            found = document_delta(store.graph, old, new, decided_before=before, decided_after=decisions)
            change(found.removed, found.added)
            was.update(rows_held(old, before, decisions))
            now.update(rows_held(new, before, decisions))
            signed |= {h.signature for held in (old, new) for h in held.values() if h}
        entities = entity_delta(was, now, decided_before=before, decided_after=decisions, others=others)
        change(entities.removed, entities.added)
        if resigned:
            change(*_repeats(store.graph, folder, keys, signed))
        store.finish()
    carry(dataset.folder / RDF, folder / RDF, changed, digest)
    counted = Counter(e for _, e in now.elements())
    counted.subtract(e for _, e in was.elements())
    carry_names(dataset.folder, folder, entities.described.items(), entities.gone, counted)
    return changed


def _bucket_by_bucket(
    writer: Writer, folder: Path, buckets: int, keys: Iterable[str]
) -> Iterator[tuple[Holdings, Holdings]]:
    """Some documents before and after, those of one bucket at a time: so memory does not grow with their number."""
    dataset = writer.dataset
    numbered: dict[int, set[str]] = defaultdict(set)
    for key in keys:
        numbered[bucket_of(key, buckets)].add(key)
    for number in sorted(numbered):
        some = numbered[number]
        old, new = (
            dict[str, Holding | None].fromkeys(sorted(some)) | {h.key: h for h in read_documents(at, many, some)}
            for at, many in ((dataset.folder, dataset.manifest.buckets), (folder, buckets))
        )
        yield old, new


def _repeats(graph: Graph, folder: Path, keys: Collection[str], signed: Iterable[str]) -> tuple[set[Quad], set[Quad]]:
    """Statements that a document repeats another one: those that a change takes away, and those that it brings."""
    nearby = documents_nearby(folder, signed)
    near = {document.key for document in nearby}.union(keys)
    stood = {quad for key in near for quad in graph.quads(document_iri(key), NEAR_DUPLICATE)}
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


def _write_ledger(dataset: Dataset, folder: Path, ledger: Ledger) -> Iterator[Segment]:
    """Write the shards of the ledger that changed, and link the others."""
    stood, before = {s.name: s for s in dataset.manifest.segments}, dataset.ledger().shards
    for number, shard in enumerate(ledger.shards):
        name = shard_name(number)
        if shard is before[number] and name in stood:
            link(dataset.folder / name, folder / name)
            yield stood[name]
        elif shard.num_rows:
            yield segment(folder, name, ledger.write(folder, number))


def _sums(base: Manifest, before: Path, folder: Path) -> dict[str, str]:
    """Sums of the files of the index of names; one that is linked from the generation before has its own."""
    return {
        file.name: base.sums[file.name] if _same(file, before / file.name) and file.name in base.sums else sum_of(file)
        for file in name_files(folder)
    }


def _same(file: Path, other: Path) -> bool:
    return other.exists() and file.samefile(other)


def _counts(segments: Iterable[Segment], documents: DocumentDigests) -> dict[str, int]:
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
