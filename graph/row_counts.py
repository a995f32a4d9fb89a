"""How often documents state each row of an entity, so that a change need not read the rows of all documents.

The counts stand in the index of names: a row that thousands of documents state is one line there.  Where the index has
two files, the second holds how many times more, or fewer, documents state a row since.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import fields
from operator import attrgetter
from pathlib import Path
from typing import Any

from .damage import PROJECTION, damaged, reading
from .entity import Entity

COUNTS = """CREATE TABLE stated (
    entity TEXT NOT NULL, said TEXT NOT NULL, times INTEGER NOT NULL, PRIMARY KEY (entity, said)
) WITHOUT ROWID"""
_ASKED = 500  # entities a question
_FIELDS = tuple(f.name for f in fields(Entity))
_SAID = attrgetter(*_FIELDS)
_MORE = """INSERT INTO stated VALUES (?, ?, ?)
    ON CONFLICT (entity, said) DO UPDATE SET times = times + excluded.times"""


def count_rows(db: sqlite3.Connection, rows: Mapping[Entity, int]) -> None:
    """Count rows in an open index: so many times more each, or fewer; one that nobody states is gone.

    Examples
    --------
    >>> row = Entity("unit/-/x", "unit", "甲派出所")
    >>> with closing(sqlite3.connect(":memory:")) as db:
    ...     _ = db.execute(COUNTS)
    ...     count_rows(db, {row: 3})
    ...     count_rows(db, {row: -1})
    ...     db.execute("SELECT times FROM stated").fetchall()
    [(2,)]
    """
    told = sorted((row.id, _told(row), times) for row, times in rows.items() if times)
    db.executemany(_MORE, told)
    db.executemany("DELETE FROM stated WHERE entity = ? AND said = ? AND times = 0", (row[:2] for row in told))


def rows_besides(files: Sequence[Path], entities: Iterable[str], here: Mapping[Entity, int]) -> Counter[Entity]:
    """Rows of some entities in all documents but those whose rows are given.

    Parameters
    ----------
    files : sequence of Path
        The index of names, as `recent_names.name_files` gives it.
    entities : iterable of str
        Ids as the rows bear them.
    here : mapping of Entity to int
        Rows to leave out, and how often.

    Raises
    ------
    DataError
        If the index is gone or damaged, or counts fewer of a row than are to be left out.
    """
    found = Counter[Entity]()
    for file in files:
        found.update(_stated(file, sorted(entities)))
    found.subtract({row: times for row, times in here.items() if row in found})
    if any(times < 0 for times in found.values()):
        raise damaged(files[0], PROJECTION)
    return +found


def _stated(file: Path, entities: Collection[str]) -> dict[Entity, int]:
    asked = list(entities)
    found: dict[Entity, int] = {}
    with (
        reading(file, PROJECTION, (sqlite3.Error, ValueError, TypeError)),
        closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as db,
    ):
        for at in range(0, len(asked), _ASKED):
            some = asked[at : at + _ASKED]
            places = ", ".join("?" * len(some))
            sql = f"SELECT said, times FROM stated WHERE entity IN ({places})"  # noqa: S608 - marks alone
            found |= {_row(said): times for said, times in db.execute(sql, some)}
    return found


def _told(row: Entity) -> str:
    return json.dumps(_SAID(row), ensure_ascii=False, separators=(",", ":"))


def _row(said: str) -> Entity:
    held: dict[str, Any] = dict(zip(_FIELDS, json.loads(said), strict=True))
    return Entity(**held | {name: tuple(held[name]) for name in ("chain", "aliases")})
