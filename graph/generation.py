"""Generations: immutable folders of which ``CURRENT`` names one.

A generation is written beside the current one and counts only when ``CURRENT`` is switched, last, by an atomic
rename; whatever a killed run left has a higher number and is removed by the next writer.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections import deque
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

from ..errors import DataError
from .damage import check_sum, damaged, sum_of
from .document_digests import FILE as DIGESTS
from .document_digests import DocumentDigests
from .lock import WRITER, alone

FORMAT = 4
# Formats that are read.  Of 1 the columns signature, copy, carrier, page, paragraph and article are missing: they are
# read as empty, and the next build writes them for every file that it reads.  Of 1 and 2 the manifest has no sum, and
# knows none of search.sqlite.  Of 1 to 3 the digests of documents stand in the manifest, the ledger is one file, and no
# bucket has marks to look documents up by.
READABLE = (1, 2, 3, FORMAT)
CURRENT, GENERATIONS, MANIFEST, DECISIONS = "CURRENT", "generations", "manifest.json", "decisions.jsonl"
RDF, SEARCH, RECENT = "rdf", "search.sqlite", "search.recent.sqlite"
_SUM, _SUMMED = "sum", 3  # of all that a manifest says; the format since which it has one
_APART = MARKED = 4  # the format since which digests of documents are a segment, and buckets have marks
_AT_ONCE = 8  # files that are made durable at the same time
KEPT = 2  # newest generations that stay even if nobody reads them


@dataclass(frozen=True, slots=True)
class Segment:
    """One immutable file of a generation: its name, rows, size in bytes and hash."""

    name: str
    rows: int
    bytes: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """What a generation holds.

    Parameters
    ----------
    generation : int
    digest : str
        Of the dataset; see `digest.dataset_digest`.
    made_at : str
        ISO time, UTC.
    buckets : int
        Into how many the documents fall.
    segments : tuple of Segment
    documents : mapping of str to str
        Document key to digest; a segment of its own on disk.
    counts : mapping of str to int
        Documents, claims, evidence, entity rows, files.
    projections : mapping of str to str
        Projection to the stamp (digest and shape) that it was made from.
    ontology : str
        Version of the ontology.
    sums : mapping of str to str
        Projection to its SHA-256, of those that are files.
    forgets : bool
        Whether a document was taken down with it, so that no generation before may stay.
    format : int
        Version of this layout.
    """

    generation: int
    digest: str
    made_at: str = ""
    buckets: int = 16
    segments: tuple[Segment, ...] = ()
    documents: DocumentDigests = field(default_factory=DocumentDigests)
    counts: Mapping[str, int] = field(default_factory=dict)
    projections: Mapping[str, str] = field(default_factory=dict)
    ontology: str = ""
    sums: Mapping[str, str] = field(default_factory=dict)
    forgets: bool = False
    format: int = FORMAT


def folder_of(dataset: Path, generation: int) -> Path:
    """The folder of a generation."""
    return dataset / GENERATIONS / str(generation)


def current(dataset: Path) -> int:
    """Number of the current generation; 0 if there is none yet.

    Raises
    ------
    DataError
        If ``CURRENT`` is garbage, or is gone though later generations than a first, unfinished one are there.
    """
    file = dataset / CURRENT
    try:
        return _counted(file.read_text(encoding="ascii"))
    except FileNotFoundError:
        later = [n for n in _numbers(dataset) if n > 1]
        if later:
            raise DataError(f"{file}: is missing; write {max(later)} into it, the newest generation here") from None
        return 0
    except ValueError as error:
        names = ", ".join(map(str, _numbers(dataset))) or "none"
        raise DataError(f"{file}: does not name a generation; write its number into it (here: {names})") from error


def _numbers(dataset: Path) -> list[int]:
    """Generations that were written to their end."""
    found = (dataset / GENERATIONS).glob(f"*/{MANIFEST}")
    return sorted(int(f.parent.name) for f in found if f.parent.name.isdecimal())


def is_dataset(folder: Path) -> bool:
    """Whether a folder holds a dataset, finished or begun."""
    return (folder / GENERATIONS).is_dir() and ((folder / CURRENT).exists() or (folder / WRITER).exists())


def read_manifest(folder: Path) -> Manifest:
    """Read the manifest of a generation.

    Raises
    ------
    DataError
        If it is of a format that this version does not read, or is damaged.
    """
    file = folder / MANIFEST
    try:
        raw: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        written_as = raw["format"]
        if written_as in READABLE:
            if written_as >= _SUMMED:
                _check_own_sum(raw, raw.pop(_SUM))
            raw["segments"] = tuple(Segment(**s) for s in raw["segments"])
            apart = written_as >= _APART
            raw["documents"] = DocumentDigests(folder / DIGESTS) if apart else DocumentDigests.of(raw["documents"])
            return Manifest(**raw)
    except (ValueError, KeyError, TypeError) as error:
        raise damaged(file) from error
    raise DataError(f"{file}: format {written_as} is not the format {FORMAT} of this version; update policing-kg")


def check_segments(folder: Path, manifest: Manifest) -> None:
    """See that every segment is there, as long as it was written, and what has no sums inside byte for byte.

    What is inside the others is checked when it is read.

    Raises
    ------
    DataError
        On the first that is not.
    """
    for s in manifest.segments:
        file = folder / s.name
        try:
            sound = file.stat().st_size == s.bytes
        except OSError:
            sound = False
        if not sound:
            raise damaged(file)
        if s.name.endswith(".jsonl"):
            check_sum(file, s.sha256)


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write the manifest of a generation, a field a line."""
    held = {f.name: getattr(manifest, f.name) for f in fields(manifest)} | {
        "segments": list(map(asdict, manifest.segments))
    }
    held["documents"] = dict(manifest.documents) if manifest.format < _APART else None
    held = {name: value for name, value in held.items() if value is not None}
    if not manifest.forgets:
        del held["forgets"]
    if manifest.format >= _SUMMED:
        held[_SUM] = _sum_of(held)
    told = (f' "{name}": {json.dumps(held[name], ensure_ascii=False, sort_keys=True)}' for name in sorted(held))
    (folder / MANIFEST).write_text("{\n" + ",\n".join(told) + "\n}\n", encoding="utf-8")


def _counted(text: str) -> int:
    """The number of a generation: they count from 1."""
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


def _check_own_sum(held: Mapping[str, Any], own: str) -> None:
    if own != _sum_of(held):
        raise ValueError(own)


def _sum_of(held: Mapping[str, Any]) -> str:
    """SHA-256 of what a manifest says, however it is laid out."""
    return hashlib.sha256(json.dumps(held, sort_keys=True).encode()).hexdigest()


def segment(folder: Path, name: str, rows: int) -> Segment:
    """Describe a file that was just written."""
    file = folder / name
    return Segment(name, rows, file.stat().st_size, sum_of(file))


def link(source: Path, target: Path) -> None:
    """Put an immutable file into another generation: a hard link where the file system has them, else a copy."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)


def settle(files: Iterable[Path]) -> None:
    """Make files and folders durable; side by side, for the disk then writes many at once."""
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        deque(pool.map(_fsync, files), 0)


def switch(dataset: Path, generation: int) -> None:
    """Make a finished generation the current one: the last step, atomic."""
    settle([folder_of(dataset, generation), dataset / GENERATIONS])
    draft = dataset / (CURRENT + ".new")
    draft.write_text(f"{generation}\n", encoding="ascii")
    _fsync(draft)
    os.replace(draft, dataset / CURRENT)
    _fsync(dataset)


def sweep(dataset: Path) -> list[int]:
    """Remove half-made generations, and old ones that nobody reads; the writer's lock must be held.

    Parameters
    ----------
    dataset : Path

    Returns
    -------
    list of int
        Numbers of the generations removed.
    """
    now = current(dataset)
    kept = 1 if now and read_manifest(folder_of(dataset, now)).forgets else KEPT
    removed = []
    root = dataset / GENERATIONS
    for folder in sorted(root.iterdir()) if root.exists() else ():
        if not folder.name.isdigit():
            shutil.rmtree(folder, ignore_errors=True)
            continue
        number = int(folder.name)
        if not now - kept < number <= now and _remove(folder, made=number <= now):
            removed.append(number)
    return removed


def _remove(folder: Path, made: bool) -> bool:
    """Remove a generation, unless it was made and somebody reads it."""
    manifest = folder / MANIFEST
    if not made or not manifest.exists():
        return _discard(folder)
    held = alone(manifest)
    if held is None:
        return False
    if os.name == "nt":  # there an open file keeps the folder from being renamed, by this process too
        held.release()
    removed = _discard(folder)
    held.release()
    return removed


def _discard(folder: Path) -> bool:
    """Remove a folder: first out of the way in one step, so that no reader meets half of it."""
    grave = folder.with_name(f"removed-{folder.name}")
    try:
        os.replace(folder, grave)
    except OSError:  # Windows: a reader has a file of it open
        return False
    shutil.rmtree(grave, ignore_errors=True)
    return True


def _fsync(path: Path) -> None:
    if path.is_dir() and os.name == "nt":
        return  # Windows cannot open folders
    descriptor = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
