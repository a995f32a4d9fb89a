"""The curated base dataset that comes with the package: coded sources and claims."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType

from .. import data as data_room
from ..errors import InputRefused
from ..graph.document import Document, DocumentClaims, Manifestation
from .claims.coded import CodedRow, read_coded_rows
from .claims.coded_claims import CodedSource, coded_document
from .texts.article import SourceText

ROOT = "policing-kg:base"
_FIELDS = (
    "key", "title", "publisher", "issuer", "date", "date_basis", "genre", "address", "language", "reporting", "licence",
)  # fmt: skip


@cache
def base_sources() -> Mapping[str, CodedSource]:
    """The coded sources by document key.

    Examples
    --------
    >>> base_sources()["regulation/gongan-jiguan-zuzhi-guanli-tiaoli"].document.genre
    'statute'
    """
    text = (files(data_room) / "sources.csv").read_text("utf-8")
    rows = csv.DictReader(io.StringIO(text))
    found = (
        CodedSource(Document(**{f: row[f] for f in _FIELDS}), row["masked_body"], row["manifestation"]) for row in rows
    )
    return MappingProxyType({source.document.key: source for source in found})


@cache
def coded_keys() -> Mapping[str, str]:
    """Document key by the hash of its masked body, so that a build knows a coded article when it meets it."""
    return MappingProxyType({s.masked_body: key for key, s in base_sources().items() if s.masked_body})


def base_documents() -> Iterator[DocumentClaims]:
    """The coded claims of the base dataset, document by document.

    Raises
    ------
    InputRefused
        If a table breaks its rules or names a source that is not coded.
    """
    for table in _tables():
        by_document: dict[str, list[CodedRow]] = {}
        for row in read_coded_rows(table):
            by_document.setdefault(row.document, []).append(row)
        manifestation = Manifestation(table.sha256, f"claims/{table.name}", ROOT)
        for key, rows in sorted(by_document.items()):
            if key not in base_sources():
                raise InputRefused(table.name, f"{key or 'an empty cell'} is no source", "add it to sources.csv")
            yield coded_document(table, rows, base_sources()[key], manifestation)


@cache
def package_digest() -> str:
    """Hash of the package's data and rules: when it changes, every file is read again.

    Returns
    -------
    str
        SHA-256 in hexadecimal.
    """
    whole = hashlib.sha256()
    for room in (files(data_room), files(__package__)):
        for path, file in _walk(room):
            whole.update(path.encode() + b"\0" + hashlib.sha256(file.read_bytes()).digest())
    return whole.hexdigest()


def _tables() -> Iterator[SourceText]:
    folder = files(data_room) / "claims"
    for file in sorted(folder.iterdir(), key=lambda f: f.name):
        if file.name.endswith(".csv"):
            raw = file.read_bytes()
            yield SourceText(file.name, raw.decode("utf-8"), hashlib.sha256(raw).hexdigest(), "table")


def _walk(folder: Traversable, prefix: str = "") -> Iterator[tuple[str, Traversable]]:
    for entry in sorted(folder.iterdir(), key=lambda f: f.name):
        if entry.is_dir():
            if entry.name != "__pycache__":
                yield from _walk(entry, f"{prefix}{entry.name}/")
        elif not entry.name.endswith((".pyc", ".md")):
            yield prefix + entry.name, entry
