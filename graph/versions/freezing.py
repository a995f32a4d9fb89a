"""Freezing a dataset as a release: a folder that is written whole or not, the same bytes for the same input."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import astuple, dataclass
from pathlib import Path

from ...errors import DataError, UsageError
from ..commit import ontology_version
from ..damage import sum_of
from ..dataset import Dataset
from ..decision import written
from ..digest import document_digest
from ..export import draft_of
from ..generation import DECISIONS, settle
from ..rdf_files import write_nquads
from ..segment import write_tables
from ..takedown import FILE as TAKEDOWNS
from ..takedown import read_takedowns, write_takedowns
from .about import About
from .datacite import datacite_json, datacite_xml
from .difference import COLUMNS, Difference, difference
from .edition import Edition
from .identifiers import BURIED, REDIRECTED, redirect_rows, tombstones, write_rows
from .layers import layer_of
from .layout import (
    CHANGES,
    DATA,
    GRAPH,
    PARTS,
    REDIRECTS,
    TOMBSTONES,
    ReleaseFile,
    ReleaseManifest,
    is_release,
    read_release,
    released,
    write_release_manifest,
)
from .published import clusters, published_part
from .ro_crate import FILE as RO_CRATE
from .ro_crate import ro_crate
from .texts import citation_file, described, licences, readme

Fill = Callable[[Path], None]
_SOUND = "build it again with this version, then verify it"


@dataclass(frozen=True, slots=True)
class Released:
    """What a release came to.

    Parameters
    ----------
    path : Path
    manifest : ReleaseManifest
    changes : mapping of str to int
        What differs from the release before, counted; empty where there is none.
    notes : tuple of str
        What the metadata lack because nobody named it, one line each.
    """

    path: Path
    manifest: ReleaseManifest
    changes: Mapping[str, int]
    notes: tuple[str, ...] = ()


def freeze(
    dataset: Dataset,
    into: Path,
    about: About,
    fill: Fill,
    *,
    since: Path | None = None,
    replace: bool = False,
    software: str = "",
) -> Released:
    """Write a release.

    Parameters
    ----------
    dataset : Dataset
    into : Path
        Its folder.
    about : About
    fill : callable
        Writes ontology, codebook and queries into a folder.
    since : Path, optional
        The release before.
    replace : bool
        Whether to take the place of a release that is there.
    software : str
        Name and version of the program.

    Raises
    ------
    UsageError
        If the dataset is empty, the folder cannot be written or is there already, or `since` is no release.
    DataError
        If a document has not the digest that the dataset names.
    """
    if not dataset.generation:
        raise UsageError(f"{dataset.path}: the dataset is empty; build it first")
    _check(dataset, into, since, replace)
    with _before(since) as before, draft_of(into) as draft:
        draft.mkdir()
        counts = _write_data(dataset, draft)
        m = dataset.manifest
        now = Edition(str(into), draft / DATA, PARTS, m.digest, m.documents, dataset.decisions)
        write_rows(draft / REDIRECTS, REDIRECTED, redirect_rows(dataset.decisions))
        held, changed = _compare(draft, since, before, now)
        taken = read_takedowns(dataset.path / TAKEDOWNS).rows
        if taken:
            write_takedowns(draft / TAKEDOWNS, taken, bodies=False)
        fill(draft)
        text = described(counts)
        plain = {
            "CITATION.cff": citation_file(about, text),
            "LICENCES.md": licences(about),
            "README.md": readme(about, m.digest, counts, m.ontology or ontology_version(), software, held, changed),
        }
        _write(draft, plain)
        size = sum(f.bytes for f in _files(draft))
        _write(draft, {f"datacite.{k}": f(about, text, size) for k, f in _DATACITE.items()})
        _write(draft, {RO_CRATE: ro_crate(about, text, _files(draft))})
        manifest = ReleaseManifest(
            about.version,
            about.date,
            about.title,
            m.digest,
            dict(sorted(m.documents.items())),
            counts,
            m.ontology or ontology_version(),
            software,
            held,
            tuple(_files(draft)),
        )
        write_release_manifest(draft, manifest)
        settle(sorted(draft.rglob("*")))
    return Released(into, manifest, changed, tuple(_lacking(about)))


_DATACITE: Mapping[str, Callable[[About, str, int], str]] = {"json": datacite_json, "xml": datacite_xml}


def _check(dataset: Dataset, into: Path, since: Path | None, replace: bool) -> None:
    if into.resolve().is_relative_to(dataset.path.resolve()):
        raise UsageError(f"{into}: lies inside the dataset; name a place outside {dataset.path}")
    if not into.parent.is_dir():
        raise UsageError(f"{into}: the folder {into.parent} is not there; make it first")
    if into.exists() and not (into.is_dir() and (is_release(into) or not any(into.iterdir()))):
        raise UsageError(f"{into}: holds something else; name a new folder")
    if into.is_dir() and is_release(into) and not replace:
        raise UsageError(f"{into}: holds a release already; name a new folder, or replace it (--replace)")
    if since is not None and not is_release(since):
        raise UsageError(f"{since}: no release there; name the folder of the release before")
    if since is not None and since.resolve() == into.resolve():
        raise UsageError(f"{into}: is the release before; name a new folder")


@contextmanager
def _before(since: Path | None) -> Iterator[Edition | None]:
    with released(since) if since else nullcontext() as edition:
        yield edition


def _write_data(dataset: Dataset, draft: Path) -> dict[str, int]:
    """Write tables, decisions and graph; how much of each there is."""
    folder = draft / DATA
    folder.mkdir()
    m = dataset.manifest
    held = Edition(str(dataset.path), dataset.folder, m.buckets, m.digest, m.documents, dataset.decisions)
    firsts = clusters(dataset.folder)
    claims = evidence = 0
    entities: set[str] = set()
    for number in range(PARTS):
        holdings = published_part(held, number, firsts)
        for holding in holdings:
            if document_digest(holding) != m.documents.get(holding.key):
                raise DataError(f"{dataset.path}: {holding.key} has not the digest that the dataset names; {_SOUND}")
        write_tables(folder, number, holdings)
        claims += sum(len(h.claims) for h in holdings)
        evidence += sum(len(h.evidence) for h in holdings)
        entities.update(dataset.decisions.resolve(e.id, h.key) for h in holdings for e in h.entities)
    rows = dataset.decisions.rows
    (folder / DECISIONS).write_text("".join(written(rows)), encoding="utf-8", newline="\n")
    with dataset.graph() as graph:
        quads = write_nquads(graph, draft / GRAPH)
    counts = {"documents": len(m.documents), "claims": claims, "evidence": evidence, "entities": len(entities)}
    return counts | {"decisions": len(rows), "quads": quads}


def _compare(
    draft: Path, since: Path | None, before: Edition | None, now: Edition
) -> tuple[dict[str, str], dict[str, int]]:
    """Write changes and tombstones; what the release was compared with, and how much differs."""
    if since is None or before is None:
        write_rows(draft / TOMBSTONES, BURIED, ())
        return {}, {}
    held = read_release(since)
    changed: Difference = difference(before, now)
    write_rows(draft / CHANGES, COLUMNS, map(astuple, changed.changes))
    write_rows(draft / TOMBSTONES, BURIED, tombstones(since, held.version, before, now, changed))
    counted = {f"documents {name}": n for name, n in changed.documents.items()} | changed.counts
    return {"version": held.version, "digest": held.digest}, counted


def _write(folder: Path, texts: Mapping[str, str]) -> None:
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


def _files(folder: Path) -> list[ReleaseFile]:
    """Every file below a folder, sorted by path."""
    found = sorted((p.relative_to(folder).as_posix(), p) for p in folder.rglob("*") if p.is_file())
    return [ReleaseFile(name, p.stat().st_size, sum_of(p), layer_of(name)) for name, p in found]


def _lacking(about: About) -> Iterator[str]:
    if not about.creators:
        yield "no creators are named: the metadata say so; name them with --creators FILE"
    if not about.licence:
        yield "no licence is named for the claims: nobody may reuse them; name one with --licence"
