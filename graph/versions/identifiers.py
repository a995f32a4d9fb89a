"""Identifiers that lead elsewhere now, and identifiers that are no more: what an old citation meets."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from ..cell import guarded
from ..decision import Decisions
from ..scan import entities_of
from ..term import claim_iri, document_iri, entity_iri
from .difference import Difference
from .edition import Edition
from .layout import PARTS, TOMBSTONES

REDIRECTED = ("iri", "replaced_by", "document")
BURIED = ("iri", "kind", "last_in", "replaced_by")

Tombstone = tuple[str, str, str, str]  # as BURIED


def redirect_rows(decisions: Decisions) -> list[tuple[str, str, str]]:
    """Identifiers of entities that another one stands for: everywhere, or in one document alone."""
    merged = [(entity_iri(old).value, entity_iri(new).value, "") for old, new in decisions.redirects().items()]
    split = [
        (entity_iri(old).value, entity_iri(new).value, document_iri(key).value if key else "")
        for old, key in decisions.split
        if (new := decisions.resolve(old, key)) != old
    ]
    return sorted({*merged, *split})


def tombstones(since: Path, version: str, before: Edition, now: Edition, changed: Difference) -> list[Tombstone]:
    """Identifiers that the release before, or one before that, had and this one lacks.

    Parameters
    ----------
    since : Path
        Folder of the release before; its own tombstones are kept, unless what they name is back.
    version : str
        Its version.
    before, now : Edition
        The two, both in `PARTS` parts.
    changed : Difference
        Between them.
    """
    found: dict[str, Tombstone] = {row[0]: row for row in _read(since / TOMBSTONES)}
    for c in changed.changes:
        if c.change == "withdrawn":
            found[claim_iri(c.claim).value] = (claim_iri(c.claim).value, "claim", version, "")
        elif c.earlier:
            iri = claim_iri(c.earlier).value
            found[iri] = (iri, "claim", version, claim_iri(c.claim).value)
        if c.change == "added" or c.earlier:
            found.pop(claim_iri(c.claim).value, None)
    for key in before.documents.keys() - now.documents.keys():
        found[document_iri(key).value] = (document_iri(key).value, "document", version, "")
    for key in now.documents:
        found.pop(document_iri(key).value, None)
    held, redirected = _entities(now), now.decisions.redirects()
    for entity in _entities(before) - held - redirected.keys():
        found[entity_iri(entity).value] = (entity_iri(entity).value, "entity", version, "")
    for entity in held | redirected.keys():
        found.pop(entity_iri(entity).value, None)
    return sorted(found.values())


def _entities(edition: Edition) -> set[str]:
    return {e.id for number in range(PARTS) for _, e in entities_of(edition.folder, number)}


def _read(file: Path) -> Iterator[Tombstone]:
    if not file.is_file():
        return
    with file.open(encoding="utf-8", newline="") as opened:
        for row in csv.DictReader(opened):
            yield row["iri"], row["kind"], row["last_in"], row["replaced_by"]


def write_rows(file: Path, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> int:
    """Write a table as CSV with cells guarded; the number of its rows."""
    count = 0
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(columns)
        for count, row in enumerate(rows, 1):  # noqa: B007 - counted
            writer.writerow(map(guarded, row))
    return count
