"""The index of names in two files: one that generations share, and a small one of what changed since it was written.

So a change of few documents copies a small file, whatever the number of names.  When what changed is a share of the
whole, both become one file again.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import closing
from operator import itemgetter
from pathlib import Path

from .description import merged_entity
from .entity import Entity
from .generation import RECENT, SEARCH, link
from .name_index import SCHEMA, delete_names, insert_name, insert_names, named, writing_names
from .row_counts import count_rows

SHARE = 32  # of the bytes of the whole index: what changed is merged into it when it is more than one part
# What of the whole index counts no more: entities that are gone or described otherwise, and numbers of their names.
_OUTDATED = """
CREATE TABLE outdated (entity TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE hidden (number INTEGER PRIMARY KEY);
"""
_TAKEN = """SELECT 1 FROM main.name WHERE rowid = ?1 UNION ALL
    SELECT 1 FROM whole.name WHERE rowid = ?1 AND rowid NOT IN (SELECT number FROM hidden)"""
_ADDED = """INSERT INTO main.stated SELECT entity, said, times FROM recent.stated WHERE true
    ON CONFLICT (entity, said) DO UPDATE SET times = times + excluded.times"""


def name_files(folder: Path) -> tuple[Path, ...]:
    """The files of a generation's index: the whole, and what changed since if there is such a file."""
    recent = folder / RECENT
    return (folder / SEARCH, recent) if recent.exists() else (folder / SEARCH,)


def address(file: Path) -> str:
    """How SQLite opens a file that is only read, and that nobody writes."""
    return f"{file.resolve().as_uri()}?mode=ro&immutable=1"


def carry_names(
    old: Path,
    new: Path,
    groups: Iterable[tuple[str, Iterable[Entity] | Mapping[Entity, int]]],
    gone: Collection[str],
    counted: Mapping[Entity, int],
) -> None:
    """Write the index of the next generation: that of the last is linked, and what changed is put beside it.

    Parameters
    ----------
    old, new : Path
        Folders of the generations; the second has no index yet.
    groups : iterable of (str, rows)
        Canonical id and rows of each entity that is new or changed, one by one or counted.
    gone : collection of str
        Canonical ids that are no more.
    counted : mapping of Entity to int
        How many times more, or fewer, documents state each row than before.
    """
    link(old / SEARCH, new / SEARCH)
    begun = (old / RECENT).exists()
    if begun:
        shutil.copyfile(old / RECENT, new / RECENT)
    with writing_names(new / RECENT) as db:
        if not begun:
            db.executescript(SCHEMA + _OUTDATED)
        db.execute("ATTACH ? AS whole", (address(new / SEARCH),))
        count_rows(db, counted)
        for entity in gone:
            _hide(db, entity)
        for entity, rows in sorted(groups, key=itemgetter(0)):
            _hide(db, entity)
            insert_names(db, named(merged_entity(entity, rows)), _TAKEN)
    if (new / RECENT).stat().st_size * SHARE > (new / SEARCH).stat().st_size:
        merge_names(new)


def _hide(db: sqlite3.Connection, entity: str) -> None:
    delete_names(db, entity)
    db.execute("INSERT OR IGNORE INTO outdated SELECT id FROM whole.entity WHERE id = ?", (entity,))
    db.execute("INSERT OR IGNORE INTO hidden SELECT rowid FROM whole.name WHERE entity = ?", (entity,))


def merge_names(folder: Path) -> None:
    """Make one file of both, in a generation that is being written; nothing of what is gone stays in it."""
    whole, recent, draft = folder / SEARCH, folder / RECENT, folder / f"{SEARCH}.new"
    if not recent.exists():
        return
    shutil.copyfile(whole, draft)  # generations share the one that is there
    with writing_names(draft) as db:
        db.execute("ATTACH ? AS recent", (address(recent),))
        for (entity,) in db.execute("SELECT entity FROM recent.outdated").fetchall():
            delete_names(db, entity)
        db.execute("INSERT INTO main.entity SELECT * FROM recent.entity")
        for row in db.execute("SELECT rowid, entity, text, how FROM recent.name ORDER BY rowid").fetchall():
            insert_name(db, row)
        db.execute(_ADDED)
        db.execute("DELETE FROM main.stated WHERE times = 0")
    os.replace(draft, whole)
    recent.unlink()


def index_rows(folder: Path) -> Iterator[tuple[str, tuple[object, ...]]]:
    """Every row of a generation's index that counts, with its table: of entities, names, and counts of rows."""
    whole, *recent = name_files(folder)
    counted: dict[tuple[object, object], int] = defaultdict(int)
    with closing(sqlite3.connect(address(whole), uri=True)) as db:
        for at in recent:
            db.execute("ATTACH ? AS recent", (address(at),))
        besides = (" WHERE id NOT IN (SELECT entity FROM recent.outdated)", " WHERE rowid NOT IN recent.hidden")
        for schema in ("main", "recent") if recent else ("main",):
            of_entities, of_names = besides if recent and schema == "main" else ("", "")
            for table, where in (("entity", of_entities), ("name", of_names)):
                for row in db.execute(f"SELECT * FROM {schema}.{table}{where}"):  # noqa: S608 - words of our own
                    yield table, row
            for entity, said, times in db.execute(f"SELECT * FROM {schema}.stated"):  # noqa: S608 - words of our own
                counted[entity, said] += times
    yield from (("stated", (*row, times)) for row, times in counted.items() if times)
