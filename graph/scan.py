"""Scans over all segments of a table, a few columns at a time, without building rows that nobody asked for."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

from .description import EntityRow
from .duplicate import SignedDocument
from .entity import Entity
from .segment import columns_there, read_table


def known_bodies(folder: Path) -> Iterator[tuple[str, str, str, str]]:
    """Key, layer, version and masked version of every document."""
    for rows in _tables(folder, "documents", ["key", "layer", "version", "masked_version"]):
        yield from zip(*(rows.column(name).to_pylist() for name in rows.column_names), strict=True)


def signed_documents(folder: Path) -> Iterator[SignedDocument]:
    """What tells near-duplicates of every document: the date as coded, else as read, and the signature."""
    for rows in _tables(folder, "documents", ["key", "layer", "date", "signature"]):
        found: dict[str, SignedDocument] = {}
        for row in sorted(rows.to_pylist(), key=lambda row: (row["key"], row["layer"])):
            key, signature = row["key"], row.get("signature") or ""
            held = found.setdefault(key, SignedDocument(key, "", ""))
            found[key] = SignedDocument(key, held.date or row["date"], held.signature or signature)
        yield from found.values()


def entities_of(folder: Path, bucket: int) -> Iterator[EntityRow]:
    """Rows of all entities of one bucket; none if it has no segments."""
    file = folder / f"entities-{bucket:04d}.parquet"
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


def _tables(folder: Path, table: str, columns: list[str] | None, ids: Collection[str] | None = None) -> Iterator[Any]:
    chosen = None if ids is None else [("id", "in", sorted(ids))]
    for file in sorted(folder.glob(f"{table}-*.parquet")):
        yield read_table(file, columns and columns_there(file, columns), chosen)
