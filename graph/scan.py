"""Scans over all segments of a table, a few columns at a time, without building rows that nobody asked for."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Any

from .description import EntityRow
from .duplicate import SignedDocument
from .entity import Entity
from .holding import CODED, READ
from .marks import body_marks, holding, read_marks
from .segment import among, columns_there, read_table, segment_name, segments_of


def known_bodies(
    folder: Path, versions: Collection[str], masked: Collection[str]
) -> tuple[dict[str, str], dict[str, str]]:
    """The documents that hold some bodies: of each the first key.

    Parameters
    ----------
    folder : Path
    versions : collection of str
        Hashes of bodies that were read.
    masked : collection of str
        Hashes of masked bodies that were coded.

    Returns
    -------
    tuple of dict
        Hash to key of documents read, and of documents coded.
    """
    read, coded = dict[str, str](), dict[str, str]()
    wanted = (READ, "version", set(versions) - {""}, read), (CODED, "masked_version", set(masked) - {""}, coded)
    marks = body_marks(versions, masked)
    for file in holding(read_marks(folder), marks) if len(marks) else ():
        rows = read_table(file, ["key", "layer", "version", "masked_version"])
        for layer, column, hashes, found in wanted:
            for row in _those(rows, column, hashes).to_pylist() if hashes else ():
                if row["layer"] == layer:
                    found[row[column]] = min(found.get(row[column], row["key"]), row["key"])
    return read, coded


def _those(rows: Any, column: str, values: Collection[str]) -> Any:
    """Rows with one of some values in a column."""
    return rows.filter(among(rows.column(column), values))


def signed_documents(segments: Iterable[Path], keys: Collection[str] | None = None) -> Iterator[SignedDocument]:
    """What tells near-duplicates of every document, or of some: the date as coded, else as read, and the signature.

    Parameters
    ----------
    segments : iterable of Path
        Of documents.
    keys : collection of str, optional
    """
    for file in segments:
        rows = read_table(file, columns_there(file, ["key", "layer", "date", "signature"]))
        chosen = rows if keys is None else _those(rows, "key", keys)
        found: dict[str, SignedDocument] = {}
        for row in sorted(chosen.to_pylist(), key=lambda row: (row["key"], row["layer"])):
            key, signature = row["key"], row.get("signature") or ""
            held = found.setdefault(key, SignedDocument(key, "", ""))
            found[key] = SignedDocument(key, held.date or row["date"], held.signature or signature)
        yield from found.values()


def entities_of(folder: Path, bucket: int) -> Iterator[EntityRow]:
    """Rows of all entities of one bucket; none if it has no segments."""
    file = folder / segment_name("entities", bucket)
    return _entity_rows(read_table(file)) if file.exists() else iter(())


def documents_of_claims(folder: Path, claims: Collection[str]) -> set[str]:
    """Keys of the documents that hold any of these claims."""
    return _documents(folder, "claims", claims)


def documents_of_entities(folder: Path, entities: Collection[str]) -> set[str]:
    """Keys of the documents that name any of these entities."""
    return _documents(folder, "entities", entities)


def entity_rows(folder: Path, entities: Collection[str], without: Collection[str]) -> Iterator[EntityRow]:
    """Rows of these entities in all documents but some."""
    if not entities:
        return
    for rows in _tables(folder, "entities", None, entities):
        yield from ((key, entity) for key, entity in _entity_rows(rows) if key not in without)


def _entity_rows(rows: Any) -> Iterator[EntityRow]:
    for row in rows.to_pylist():
        key = row.pop("document")
        del row["layer"]
        yield key, Entity(**row | {"chain": tuple(row["chain"]), "aliases": tuple(row["aliases"])})


def _documents(folder: Path, table: str, ids: Collection[str]) -> set[str]:
    if not ids:
        return set()
    return {
        key for rows in _tables(folder, table, ["document", "id"], ids) for key in rows.column("document").to_pylist()
    }


def _tables(folder: Path, table: str, columns: list[str] | None, ids: Collection[str]) -> Iterator[Any]:
    """The rows of a table with some ids, bucket by bucket; where none has one, its other columns are not read."""
    for file in segments_of(folder, table):
        if _those(read_table(file, ["id"]), "id", ids).num_rows:
            yield _those(read_table(file, columns), "id", ids)
