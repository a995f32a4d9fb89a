"""What a release is on disk: a folder with a manifest that names each file with its hash."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from ...errors import DataError
from ..damage import damaged, reading, sum_of
from ..decision import read_decisions
from ..generation import DECISIONS
from .edition import Edition

FORMAT = 1
READABLE = (FORMAT,)
PARTS = 16  # into which the documents of every release fall, whatever the dataset's own buckets
DATA, GRAPH = "data", "graph.nq"
REDIRECTS, TOMBSTONES, CHANGES = "redirects.csv", "tombstones.csv", "changes.csv"
MANIFEST, SUMS = "manifest.json", "SHA256SUMS"
AGAIN = "take the release anew from where it was published"


@dataclass(frozen=True, slots=True)
class ReleaseFile:
    """One file of a release: its path below the folder, size in bytes, SHA-256, and the layer whose licence it has."""

    path: str
    bytes: int
    sha256: str
    layer: str


@dataclass(frozen=True)
class ReleaseManifest:
    """What a release holds.

    Parameters
    ----------
    version, date, title : str
        As named at the release; the date is ISO.
    digest : str
        Of the dataset.
    documents : mapping of str to str
        Document key to digest.
    counts : mapping of str to int
        Documents, claims, evidence, entities, decisions, quads.
    ontology, software : str
        Versions.
    since : mapping of str to str
        ``version`` and ``digest`` of the release that it was compared with; empty where there is none.
    files : tuple of ReleaseFile
        All but the manifest and the list of sums.
    format : int
        Version of this layout.
    """

    version: str
    date: str
    title: str
    digest: str
    documents: Mapping[str, str]
    counts: Mapping[str, int]
    ontology: str
    software: str
    since: Mapping[str, str] = field(default_factory=dict)
    files: tuple[ReleaseFile, ...] = ()
    format: int = FORMAT


def is_release(folder: Path) -> bool:
    """Whether a folder holds a release."""
    return (folder / MANIFEST).is_file() and (folder / SUMS).is_file()


def read_release(folder: Path) -> ReleaseManifest:
    """Read the manifest of a release.

    Raises
    ------
    DataError
        If it is of a format that this version does not read, or is damaged.
    """
    file = folder / MANIFEST
    with reading(file, AGAIN):
        raw: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        written_as = raw["format"]
        if written_as in READABLE:
            raw["files"] = tuple(ReleaseFile(**row) for row in raw["files"])
            return ReleaseManifest(**raw)
    raise DataError(
        f"{file}: release format {written_as} is not the format {FORMAT} of this version; update policing-kg"
    )


def write_release_manifest(folder: Path, manifest: ReleaseManifest) -> None:
    """Write the manifest and the list of sums, as ``sha256sum -c`` reads it."""
    held = asdict(manifest)
    text = json.dumps(held, ensure_ascii=False, sort_keys=True, indent=1)
    (folder / MANIFEST).write_text(text + "\n", encoding="utf-8", newline="\n")
    sums = [(f.sha256, f.path) for f in manifest.files] + [(sum_of(folder / MANIFEST), MANIFEST)]
    lines = "".join(f"{digest}  {path}\n" for digest, path in sorted(sums, key=lambda row: row[1]))
    (folder / SUMS).write_text(lines, encoding="utf-8", newline="\n")


@contextmanager
def released(folder: Path) -> Iterator[Edition]:
    """Open a release as a state of a dataset.

    Raises
    ------
    DataError
        If it is of a later format or damaged.
    """
    manifest = read_release(folder)
    decisions = folder / DATA / DECISIONS
    if not decisions.is_file():
        raise damaged(decisions, AGAIN)
    with reading(decisions, AGAIN):
        held = read_decisions(decisions)
    yield Edition(str(folder), folder / DATA, PARTS, manifest.digest, manifest.documents, held)
