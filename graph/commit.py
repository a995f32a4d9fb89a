"""Writing a generation: touched segments anew, the others linked, projections brought along, ``CURRENT`` last."""

from __future__ import annotations

import re
import shutil
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Quad

from ..errors import DataError, Unavailable
from ..ontology.resources import read_ontology
from .conformance import VIOLATIONS, nodes_of, standing_violations, write_violations
from .decision import Decisions, written
from .delta import Holdings, delta, everything
from .description import canonical_rows, describe
from .digest import dataset_digest, document_digest
from .duplicate import NEAR_DUPLICATE, duplicate_quads, near_duplicates
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
from .names import ORDER, write_names
from .projection import SHAPE
from .scan import documents_of_claims, documents_of_entities, entity_rows, signed_documents
from .segment import FileRow, bucket_of, buckets_for, read_holdings, write_files, write_tables
from .store import Graph, build_store, change_store

if TYPE_CHECKING:
    from .dataset import Dataset
    from .validation import Result
    from .writer import Changes, Writer


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
    documents = dict(base.documents)
    for key in touched:
        holding = new[key]
        if holding is None:
            documents.pop(key, None)
        else:
            documents[key] = document_digest(holding)
    digest = dataset_digest(documents, decisions.digest)
    with _draft(folder_of(dataset.path, base.generation + 1)) as folder:
        buckets, segments = _write_segments(writer, folder, {key: new[key] for key in touched})
        segments += [segment(folder, name, rows) for name, rows in write_files(folder, ledger).items()]
        (folder / DECISIONS).write_text("".join(written(decisions.rows)), encoding="utf-8")
        segments.append(segment(folder, DECISIONS, len(decisions.rows)))
        if base.generation and not stale:
            before, after = {k: old[k] for k in touched}, {k: new[k] for k in touched}
            changed = _carry_projections(writer, folder, before, after, decisions, digest)
        else:
            changed = _make_projections(folder, buckets, decisions)
        violations = _validate(folder, changed, dataset.violations(), strict)
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
        )
        write_manifest(folder, manifest)
        settle(p for p in folder.rglob("*") if p.is_dir() or p.stat().st_nlink == 1)
    switch(dataset.path, manifest.generation)
    sweep(dataset.path)
    return _changes(manifest, True, old, new, touched, violations)


@contextmanager
def _draft(folder: Path) -> Iterator[Path]:
    """The folder of the next generation; whatever stops its writing, it gives back the room that it took.

    Raises
    ------
    Unavailable
        If the disk is full or will not be written.
    """
    try:
        folder.mkdir(parents=True)
        yield folder
    except BaseException as error:
        shutil.rmtree(folder, ignore_errors=True)
        why = _failure_to_write(error)
        if why:
            dataset = folder.parent.parent
            raise Unavailable(
                f"{dataset}: cannot be written ({why}); make room, or grant permission to write"
            ) from error
        raise


def _failure_to_write(error: BaseException) -> str:
    """What the disk refused; empty where something else went wrong.  Each engine has its own error for it."""
    told = " ".join(str(error).split())
    if isinstance(error, OSError | RuntimeError | sqlite3.Error):
        if "No space left" in told or "disk is full" in told:
            return "no space left on the disk"
        if isinstance(error, OSError) or "IO error" in told or "disk I/O" in told:
            return getattr(error, "strerror", None) or told
    return ""


def _sound(dataset: Dataset) -> bool:
    """Whether the projections can be opened; those that cannot are made anew."""
    try:
        dataset.graph().close()
        dataset.names().check()
    except DataError:
        return False
    return True


def _write_segments(writer: Writer, folder: Path, changed: Holdings) -> tuple[int, list[Segment]]:
    """Write the segments of touched buckets and link the others."""
    base, source = writer.dataset.manifest, writer.dataset.folder
    claims = base.counts.get("claims", 0) + sum(len(h.claims) for h in changed.values() if h)
    buckets = buckets_for(claims, base.buckets)
    places: dict[int, dict[str, Holding]] = {}
    if buckets == base.buckets:
        for key in changed:
            bucket = bucket_of(key, buckets)
            places.setdefault(bucket, dict(writer.bucket(bucket)))
    else:
        places = {b: {} for b in range(buckets)}
        for b in range(base.buckets):
            for key, held in writer.bucket(b).items():
                places[bucket_of(key, buckets)][key] = held
    for key, holding in changed.items():
        here = places[bucket_of(key, buckets)]
        here.pop(key, None)
        if holding is not None:
            here[key] = holding
    out = []
    for bucket, holdings in places.items():
        if holdings:
            out += [segment(folder, n, rows) for n, rows in write_tables(folder, bucket, holdings.values()).items()]
    anew = {f"-{bucket:04d}.parquet" for bucket in places}
    for s in base.segments:
        if "-" in s.name and s.name[s.name.rindex("-") :] not in anew:
            link(source / s.name, folder / s.name)
            out.append(s)
    return buckets, out


def _carry_projections(
    writer: Writer, folder: Path, old: Holdings, new: Holdings, decisions: Decisions, digest: str
) -> set[NamedNode] | None:
    """Bring the projections along with what changed; returns the nodes that did."""
    dataset = writer.dataset
    decided = documents_of_claims(dataset.folder, decisions.decided(dataset.decisions))
    decided |= documents_of_entities(dataset.folder, decisions.moved(dataset.decisions))
    before, after = dict(old), dict(new)
    for key in decided - set(old):
        before[key] = after[key] = writer.held(key)
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
        if any(_signed(old[key]) != _signed(new[key]) for key in old):
            repeated = set(graph.quads(None, NEAR_DUPLICATE))
            repeats = duplicate_quads(near_duplicates(signed_documents(folder)))
            removed, added = removed | (repeated - repeats), added | (repeats - repeated)
    change_store(dataset.folder / RDF, folder / RDF, removed, added)
    carry(dataset.folder / RDF, folder / RDF, removed | added, digest)
    write_names(folder / SEARCH, change.described.items(), dataset.folder / SEARCH, change.gone)
    return nodes_of(removed | added)


def _signed(holding: Holding | None) -> tuple[str, str]:
    """What of a document tells its near-duplicates."""
    return (holding.signature, holding.document.date) if holding else ("", "")


def _make_projections(folder: Path, buckets: int, decisions: Decisions) -> set[NamedNode] | None:
    """Make the projections from scratch, from the segments just written; returns None: every node is new."""

    def holdings() -> Iterable[Holding]:
        for bucket in range(buckets):
            yield from read_holdings(folder, bucket).values()

    groups = canonical_rows(((h.key, e) for h in holdings() for e in h.entities), decisions)

    def quads() -> Iterable[Quad]:
        yield from everything(holdings(), decisions)
        for entity, rows in groups.items():
            yield from describe(entity, rows)
        yield from duplicate_quads(near_duplicates(signed_documents(folder)))

    build_store(folder / RDF, quads())
    write_names(folder / SEARCH, groups.items())
    return None


def _validate(
    folder: Path, changed: set[NamedNode] | None, before: Iterable[Result], strict: bool
) -> tuple[Result, ...]:
    """The violations that stand in the generation being written; with `strict`, one on what changed stops it."""
    with Graph(folder / RDF) as graph:
        if changed is None:
            changed, before = nodes_of(graph.store), ()
        violations = standing_violations(graph, before, changed)
    standing = set(before)
    new = [v for v in violations if v not in standing]
    if strict and new:
        raise DataError(str(new[0]))
    return violations


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
    manifest: Manifest, made: bool, old: Holdings, new: Holdings, touched: set[str], violations: tuple[Result, ...]
) -> Changes:
    from .writer import Changes

    def ids(holding: Holding | None) -> set[str]:
        return set(holding.claims) if holding else set()

    pairs = [(ids(old[key]), ids(new[key])) for key in touched]
    return Changes(
        manifest.generation,
        made,
        manifest.digest,
        added=tuple(sorted(key for key in touched if old[key] is None)),
        changed=tuple(sorted(key for key in touched if old[key] is not None and new[key] is not None)),
        unchanged=tuple(sorted(set(new) - touched)),
        withdrawn=tuple(sorted(key for key in touched if new[key] is None)),
        claims_added=sum(len(after - before) for before, after in pairs),
        claims_removed=sum(len(before - after) for before, after in pairs),
        violations=violations,
    )
