"""The index of names as one file: SQLite FTS5 with one token a character.

The trigram tokenizer cannot find words of two characters, as most Chinese ones are; one token a character can.
Names, aliases, English names and pinyin are searched alike.

Names are numbered in the order in which they are shown (`_number`), so that the first of many thousand that hold a word
are read from the front of its list, without sorting.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from operator import itemgetter
from pathlib import Path
from types import MappingProxyType

from .description import merged_entity
from .entity import Entity
from .row_counts import COUNTS, count_rows
from .spelling import normal, pinyin, spelled

SCHEMA = f"""
CREATE TABLE entity (id TEXT PRIMARY KEY, kind TEXT NOT NULL, label TEXT NOT NULL, place TEXT NOT NULL);
CREATE TABLE name (rowid INTEGER PRIMARY KEY, entity TEXT NOT NULL, text TEXT NOT NULL, how TEXT NOT NULL);
CREATE INDEX name_entity ON name (entity);
CREATE INDEX name_text ON name (text);
CREATE VIRTUAL TABLE spelled USING fts5(text, content='', tokenize='unicode61');
{COUNTS};
"""
ORDER = 2  # raised whenever the index is written otherwise, so that stored ones are made anew
_WAYS = ("name", "alias", "english", "pinyin")
_TAKEN = "SELECT 1 FROM name WHERE rowid = ?1"


@dataclass(frozen=True, slots=True)
class Named:
    """One entity with its names.

    Parameters
    ----------
    id, kind, label, place : str
    names : tuple of (str, str)
        Each as it is compared, and how it was got: ``name``, ``alias``, ``english`` or ``pinyin``.
    rows : mapping of Entity to int
        How often documents state each row behind it; needed where an index is written whole.
    """

    id: str
    kind: str
    label: str
    place: str
    names: tuple[tuple[str, str], ...]
    rows: Mapping[Entity, int] = field(default_factory=dict)


def named(entity: Entity, rows: Mapping[Entity, int] = MappingProxyType({})) -> Named:
    """An entity with all its names, and the rows behind it.

    Examples
    --------
    >>> named(Entity("unit/-/x", "unit", "甲派出所")).names
    (('甲派出所', 'name'), ('jiapaichusuo', 'pinyin'))
    """
    return Named(entity.id, entity.kind, entity.name, entity.place, tuple(_names(entity)), dict(rows))


def write_names(
    file: Path,
    groups: Iterable[tuple[str, Iterable[Entity] | Mapping[Entity, int]]],
    old: Path | None = None,
) -> None:
    """Write an index of names.

    Parameters
    ----------
    file : Path
        Does not exist yet.
    groups : iterable of (str, rows)
        Canonical id and rows of each entity that is new or changed, one by one or counted.
    old : Path, optional
        Index from which the rest is taken.
    """
    entities = (named(merged_entity(entity, rows)) for entity, rows in sorted(groups, key=itemgetter(0)))
    write_named(file, entities, old)


def write_named(file: Path, entities: Iterable[Named], old: Path | None = None) -> None:
    """Write an index from entities with their names; as `write_names` else."""
    if old is not None:
        shutil.copyfile(old, file)
    with writing_names(file) as db:
        if old is None:
            db.executescript(SCHEMA)
        for e in entities:
            if old is not None:
                delete_names(db, e.id)
            insert_names(db, e)
            count_rows(db, e.rows)


@contextmanager
def writing_names(file: Path) -> Iterator[sqlite3.Connection]:
    """An index that is written, or written on; nobody else reads it yet."""
    with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=rwc", uri=True)) as db:
        db.execute("PRAGMA journal_mode = OFF")
        db.execute("PRAGMA synchronous = OFF")
        db.execute("PRAGMA secure_delete = ON")  # else free pages keep what was taken down, in most builds
        yield db
        db.commit()


def delete_names(db: sqlite3.Connection, entity: str) -> None:
    """Take an entity and its names out of an index."""
    for row, text in db.execute("SELECT rowid, text FROM name WHERE entity = ?", (entity,)).fetchall():
        db.execute("INSERT INTO spelled (spelled, rowid, text) VALUES ('delete', ?, ?)", (row, spelled(text)))
    db.execute("DELETE FROM name WHERE entity = ?", (entity,))
    db.execute("DELETE FROM entity WHERE id = ?", (entity,))


def insert_names(db: sqlite3.Connection, entity: Named, taken: str = _TAKEN) -> None:
    """Put an entity that is not there and its names into an index.

    Parameters
    ----------
    db : Connection
    entity : Named
    taken : str
        SELECT that has a row where the number ``?1`` of a name is taken.
    """
    db.execute("INSERT INTO entity VALUES (?, ?, ?, ?)", (entity.id, entity.kind, entity.label, entity.place))
    for text, how in entity.names:
        row = _number(db, taken, entity.id, text, how)
        insert_name(db, (row, entity.id, text, how))


def insert_name(db: sqlite3.Connection, row: tuple[int, str, str, str]) -> None:
    """Put one name into an index: its number, entity, text, and how it was got."""
    db.execute("INSERT INTO name (rowid, entity, text, how) VALUES (?, ?, ?, ?)", row)
    db.execute("INSERT INTO spelled (rowid, text) VALUES (?, ?)", (row[0], spelled(row[2])))


def _number(db: sqlite3.Connection, taken: str, entity: str, text: str, how: str) -> int:
    """A free number for a name, by the order in which names are shown: names before aliases, English and pinyin, the
    shorter first; which of those alike, a hash decides, so that the order does not tell when a name was added.
    """
    alike = int.from_bytes(sha256(f"{entity} {text}".encode()).digest()[:4])
    number = (_WAYS.index(how) << 48) + (min(len(text), 0xFFFF) << 32) + alike
    while db.execute(taken, (number,)).fetchone():
        number += 1
    return number


def _names(e: Entity) -> Iterator[tuple[str, str]]:
    seen = set()
    spellings = [(e.name, "name"), *((a, "alias") for a in e.aliases), (e.label_en, "english")]
    spellings += [(pinyin(text), "pinyin") for text, how in spellings if how != "english"]
    for text, how in spellings:
        written = normal(text)
        if written and written not in seen:
            seen.add(written)
            yield written, how
