"""Search in names: SQLite FTS5 with one token a character and phrase queries.

The trigram tokenizer cannot find words of two characters, as most Chinese ones are; one token a character can.
Names, aliases, English names and pinyin are searched alike.
"""

from __future__ import annotations

import shutil
import sqlite3
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from .damage import PROJECTION, reading
from .description import merged_entity
from .entity import Entity

_SCHEMA = """
CREATE TABLE entity (id TEXT PRIMARY KEY, kind TEXT NOT NULL, label TEXT NOT NULL, place TEXT NOT NULL);
CREATE TABLE name (rowid INTEGER PRIMARY KEY, entity TEXT NOT NULL, text TEXT NOT NULL, how TEXT NOT NULL);
CREATE INDEX name_entity ON name (entity);
CREATE INDEX name_text ON name (text);
CREATE VIRTUAL TABLE spelled USING fts5(text, content='', tokenize='unicode61');
"""

_CHARACTERS, _COMPARED, _ALIKE = 40, 500, 0.5  # of a fuzzy search: characters looked for, names compared, likeness


@dataclass(frozen=True, slots=True)
class Found:
    """One entity that a name was found in.

    Parameters
    ----------
    id, kind, label, place : str
        Of the entity.
    name : str
        The name that matched, as normalised.
    how : str
        ``name``, ``alias``, ``english`` or ``pinyin``.
    exact : bool
        True if it is the whole name.
    """

    id: str
    kind: str
    label: str
    place: str
    name: str
    how: str
    exact: bool


def normal(text: str) -> str:
    """A name as it is compared: NFKC, without case and white space.

    Examples
    --------
    >>> normal("ＡＢ c　丁")
    'abc丁'
    """
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def pinyin(text: str) -> str:
    """Pinyin without tones, written together.

    Examples
    --------
    >>> pinyin("派出所")
    'paichusuo'
    """
    from pypinyin import lazy_pinyin

    return "".join(lazy_pinyin(text))


class Names:
    """The names of one generation, read-only.

    Parameters
    ----------
    file : Path
        ``search.sqlite``.
    """

    def __init__(self, file: Path) -> None:
        self._file = file

    def exact(self, text: str, kinds: Iterable[str] = ()) -> list[Found]:
        """Entities that bear exactly this name, in any of the four ways."""
        return self._select("n.text = ?", normal(text), tuple(kinds), 1000, exact=True)

    def find(self, text: str, kinds: Iterable[str] = (), limit: int = 20) -> list[Found]:
        """Entities with this string in a name: whole names first, then beginnings, then the shorter.

        Parameters
        ----------
        text : str
            Any part of a name.
        kinds : iterable of str
            Only entities of these kinds; empty for all.
        limit : int
            Rows at most.
        """
        spelled = _spelled(normal(text))
        if not spelled:
            return self.exact(text, kinds)[:limit]
        where = "n.rowid IN (SELECT rowid FROM spelled WHERE spelled MATCH ?)"
        return self._select(where, f'"{spelled}"', tuple(kinds), limit, exact=False, text=normal(text))

    def nearest(self, text: str, limit: int = 5) -> list[str]:
        """Labels nearest to a name that nothing bears, for a message."""
        found = self.find(text, limit=limit) or self.similar(text, limit=limit)
        return list(dict.fromkeys(f.label for f in found))

    def similar(self, text: str, kinds: Iterable[str] = (), limit: int = 20) -> list[Found]:
        """Entities with a name spelled much like a text, the most alike first.

        Parameters
        ----------
        text : str
        kinds : iterable of str
            Only entities of these kinds; empty for all.
        limit : int
            Rows at most.

        Notes
        -----
        Of the names that share characters with the text, the first some hundred by BM25 are compared with it by
        Ratcliff and Obershelp's measure (`difflib`), whole and by their last characters, as full names are shortened
        from the front; those at least half alike are given.
        """
        wanted = normal(text)
        characters = sorted({c for c in wanted if c.isalnum()})[:_CHARACTERS]
        if not characters:
            return []
        shared = "SELECT rowid FROM spelled WHERE spelled MATCH ? ORDER BY rank LIMIT ?"
        sql = f"""
            SELECT e.id, e.kind, e.label, e.place, n.text, n.how
            FROM ({shared}) s JOIN name n ON n.rowid = s.rowid JOIN entity e ON e.id = n.entity"""  # noqa: S608
        chosen = frozenset(kinds)
        with self._reading() as db:
            rows = db.execute(sql, (" OR ".join(f'"{c}"' for c in characters), _COMPARED)).fetchall()
        compared = SequenceMatcher(b=wanted, autojunk=False)

        def likeness(name: str) -> float:
            compared.set_seq1(name)
            return compared.ratio()

        alike: list[tuple[float, Found]] = []
        for row in rows:
            found = Found(row[0], row[1], row[2], row[3], name=row[4], how=row[5], exact=False)
            if not chosen or found.kind in chosen:
                alike.append((max(map(likeness, (found.name, found.name[-len(wanted) :]))), found))
        alike.sort(key=lambda pair: (-pair[0], len(pair[1].name), pair[1].id))
        best: dict[str, Found] = {}
        for ratio, found in alike:
            if ratio >= _ALIKE:
                best.setdefault(found.id, found)
        return list(best.values())[:limit]

    def _select(
        self, where: str, value: str, kinds: tuple[str, ...], limit: int, *, exact: bool, text: str = ""
    ) -> list[Found]:
        text = text or value
        of_kinds = f"AND e.kind IN ({', '.join('?' * len(kinds))})" if kinds else ""
        sql = f"""
            SELECT e.id, e.kind, e.label, e.place, n.text, n.how FROM name n JOIN entity e ON e.id = n.entity
            WHERE {where} {of_kinds}
            ORDER BY n.text <> ?, instr(n.text, ?) <> 1,
                     CASE n.how WHEN 'name' THEN 0 WHEN 'alias' THEN 1 WHEN 'english' THEN 2 ELSE 3 END,
                     length(n.text), e.id"""  # noqa: S608 - placeholders only
        out: dict[str, Found] = {}
        with self._reading() as db:
            for row in db.execute(sql, (value, *kinds, text, text)):
                whole = exact or row[4] == text
                out.setdefault(row[0], Found(row[0], row[1], row[2], row[3], name=row[4], how=row[5], exact=whole))
                if len(out) >= limit:
                    break
        return list(out.values())

    def check(self) -> None:
        """See that the index can be read.

        Raises
        ------
        DataError
        """
        with self._reading() as db:
            db.execute("SELECT e.id FROM name n JOIN entity e ON e.id = n.entity LIMIT 1").fetchall()

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        with reading(self._file, PROJECTION, (sqlite3.Error,)):
            db = sqlite3.connect(f"{self._file.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
            with closing(db):
                yield db


def write_names(
    file: Path, groups: Iterable[tuple[str, list[Entity]]], old: Path | None = None, gone: Iterable[str] = ()
) -> None:
    """Write the name index of a generation.

    Parameters
    ----------
    file : Path
        Does not exist yet.
    groups : iterable of (str, list of Entity)
        Canonical id and rows of each entity that is new or changed.
    old : Path, optional
        Index of the generation before, from which the rest is taken.
    gone : iterable of str
        Canonical ids that are no more.
    """
    if old is not None:
        shutil.copyfile(old, file)
    with closing(sqlite3.connect(file)) as db:
        db.execute("PRAGMA journal_mode = OFF")
        db.execute("PRAGMA synchronous = OFF")
        if old is None:
            db.executescript(_SCHEMA)
        for entity in gone:
            _delete(db, entity)
        for entity, rows in sorted(groups):
            _delete(db, entity)
            e = merged_entity(entity, rows)
            db.execute("INSERT INTO entity VALUES (?, ?, ?, ?)", (e.id, e.kind, e.name, e.place))
            for text, how in _names(e):
                row = db.execute("INSERT INTO name (entity, text, how) VALUES (?, ?, ?)", (e.id, text, how)).lastrowid
                db.execute("INSERT INTO spelled (rowid, text) VALUES (?, ?)", (row, _spelled(text)))
        db.commit()


def _delete(db: sqlite3.Connection, entity: str) -> None:
    for row, text in db.execute("SELECT rowid, text FROM name WHERE entity = ?", (entity,)).fetchall():
        db.execute("INSERT INTO spelled (spelled, rowid, text) VALUES ('delete', ?, ?)", (row, _spelled(text)))
    db.execute("DELETE FROM name WHERE entity = ?", (entity,))
    db.execute("DELETE FROM entity WHERE id = ?", (entity,))


def _names(e: Entity) -> Iterator[tuple[str, str]]:
    seen = set()
    spellings = [(e.name, "name"), *((a, "alias") for a in e.aliases), (e.label_en, "english")]
    spellings += [(pinyin(text), "pinyin") for text, how in spellings if how != "english"]
    for text, how in spellings:
        written = normal(text)
        if written and written not in seen:
            seen.add(written)
            yield written, how


def _spelled(text: str) -> str:
    """One token a character; what is no letter or digit is left out, as the tokenizer does."""
    return " ".join(c for c in text if c.isalnum())
