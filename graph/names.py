"""Search in names: SQLite FTS5 with one token a character and phrase queries.

The trigram tokenizer cannot find words of two characters, as most Chinese ones are; one token a character can.
Names, aliases, English names and pinyin are searched alike.

Names are numbered in the order in which they are shown (`_number`), so that the first of many thousand that hold a word
are read from the front of its list, without sorting.
"""

from __future__ import annotations

import shutil
import sqlite3
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cache, lru_cache
from hashlib import sha256
from itertools import pairwise
from operator import itemgetter
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from .damage import PROJECTION, check_sum, reading
from .description import merged_entity
from .entity import Entity
from .row_counts import COUNTS, count_rows

if TYPE_CHECKING:
    from pypinyin.core import Pinyin

_SCHEMA = """
CREATE TABLE entity (id TEXT PRIMARY KEY, kind TEXT NOT NULL, label TEXT NOT NULL, place TEXT NOT NULL);
CREATE TABLE name (rowid INTEGER PRIMARY KEY, entity TEXT NOT NULL, text TEXT NOT NULL, how TEXT NOT NULL);
CREATE INDEX name_entity ON name (entity);
CREATE INDEX name_text ON name (text);
CREATE VIRTUAL TABLE spelled USING fts5(text, content='', tokenize='unicode61');
"""

ORDER = 2  # raised whenever the index is written otherwise, so that stored ones are made anew
_WAYS = ("name", "alias", "english", "pinyin")
_WORDS = 50_000  # whose pinyin is kept
_LONGEST = 500  # characters of a part of a name
_SORTED = 2000  # names with one beginning that are sorted; more are read in their order
# Of a fuzzy search: characters looked for, names read of those that share a piece, names compared, least likeness
_CHARACTERS, _SHARING, _COMPARED, _ALIKE = 40, 1000, 100, 0.5
# Joined in this order, rows come by number: the index is read from its front.
_MATCHED = """FROM spelled CROSS JOIN name n ON n.rowid = spelled.rowid CROSS JOIN entity e ON e.id = n.entity
    WHERE spelled MATCH ? ORDER BY spelled.rowid"""
_ROWS = "SELECT e.id, e.kind, e.label, e.place, n.text, n.how"


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
    return "".join(map(_spoken, _speaking().seg(text)))


@cache
def _speaking() -> Pinyin:
    from pypinyin.core import Pinyin

    return Pinyin()


@lru_cache(_WORDS)
def _spoken(word: str) -> str:
    """Pinyin of one word, as names are divided into; they are few, and looking one up takes long."""
    return "".join(_speaking().lazy_pinyin([word]))


class Names:
    """The names of one generation, read-only.

    Parameters
    ----------
    file : Path
        ``search.sqlite``.
    sha256 : str
        With which it is compared before it is asked, for its engine keeps no sums; empty to leave that out.
    """

    def __init__(self, file: Path, sha256: str = "") -> None:
        self._file, self._sha256 = file, sha256

    def exact(self, text: str, kinds: Iterable[str] = ()) -> list[Found]:
        """Entities that bear exactly this name, in any of the four ways."""
        chosen = frozenset(kinds)
        sql = f"{_ROWS} FROM name n JOIN entity e ON e.id = n.entity WHERE n.text = ? ORDER BY n.rowid"
        found: dict[str, Found] = {}
        with self._reading() as db:
            for row in db.execute(sql, (normal(text),)):
                if row[1] in chosen or not chosen:
                    found.setdefault(row[0], _found(row, exact=True))
        return list(found.values())

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
        wanted = normal(text)
        spelled = _spelled(wanted)
        if not spelled or len(wanted) > _LONGEST:
            return self.exact(text, kinds)[:limit]
        found = {f.id: f for f in self.exact(text, kinds)}
        with self._reading() as db:
            holding = _first(db, f'"{spelled}"', wanted, frozenset(kinds), limit)
            # Beginnings come first; where there are more names than asked for, they are not all among the first.
            more = _beginning(db, spelled, wanted, frozenset(kinds), limit) if len(holding) == limit else []
        for f in sorted([*more, *holding], key=lambda f: not f.name.startswith(wanted)):
            found.setdefault(f.id, f)
        return list(found.values())[:limit]

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
        Each pair of neighbouring characters is looked up in the first thousand names that hold it, and so is each
        character where pairs find few names.  The names that share most, what few names hold counting the more, are
        compared with the text by Ratcliff and Obershelp's measure (`difflib`), whole and by their last characters, as
        full names are shortened from the front; those at least half alike are given.
        """
        wanted = normal(text)
        characters = _spelled(wanted).split()[:_CHARACTERS]
        chosen = frozenset(kinds)
        nearest: dict[str, Found] = {}
        with self._reading() as db:
            for pieces in (set(map(" ".join, pairwise(characters))), set(characters)):
                if len(nearest) < _COMPARED:
                    near = [f for f in _sharing(db, sorted(pieces)) if f.kind in chosen or not chosen]
                    nearest |= {f.name + f.id: f for f in near[:_COMPARED]}
        compared = SequenceMatcher(b=wanted, autojunk=False)

        def likeness(name: str) -> float:
            compared.set_seq1(name)
            return compared.ratio() if compared.real_quick_ratio() >= _ALIKE else 0.0  # lengths alone tell most

        alike = [(max(map(likeness, {f.name, f.name[-len(wanted) :]})), f) for f in nearest.values()]
        alike.sort(key=lambda pair: (-pair[0], len(pair[1].name), pair[1].id))
        best: dict[str, Found] = {}
        for ratio, found in alike:
            if ratio >= _ALIKE:
                best.setdefault(found.id, found)
        return list(best.values())[:limit]

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
        if self._sha256:
            check_sum(self._file, self._sha256, PROJECTION)
        with reading(self._file, PROJECTION, (sqlite3.Error,)):
            db = sqlite3.connect(f"{self._file.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
            with closing(db):
                yield db


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
    gone: Iterable[str] = (),
    counted: Mapping[Entity, int] = MappingProxyType({}),
) -> None:
    """Write the name index of a generation.

    Parameters
    ----------
    file : Path
        Does not exist yet.
    groups : iterable of (str, rows)
        Canonical id and rows of each entity that is new or changed, one by one or counted.
    old : Path, optional
        Index of the generation before, from which the rest is taken.
    gone : iterable of str
        Canonical ids that are no more.
    counted : mapping of Entity to int
        How many times more, or fewer, documents state each row than before.
    """
    entities = (named(merged_entity(entity, rows)) for entity, rows in sorted(groups, key=itemgetter(0)))
    write_named(file, entities, old, gone, counted)


def write_named(
    file: Path,
    entities: Iterable[Named],
    old: Path | None = None,
    gone: Iterable[str] = (),
    counted: Mapping[Entity, int] = MappingProxyType({}),
) -> None:
    """Write the name index of a generation from entities with their names; as `write_names` else."""
    if old is not None:
        shutil.copyfile(old, file)
    with closing(sqlite3.connect(file)) as db:
        db.execute("PRAGMA journal_mode = OFF")
        db.execute("PRAGMA synchronous = OFF")
        db.execute("PRAGMA secure_delete = ON")  # else free pages keep what was taken down, in most builds
        if old is None:
            db.executescript(f"{_SCHEMA}{COUNTS};")
        count_rows(db, counted)
        for entity in gone:
            _delete(db, entity)
        for e in entities:
            if old is not None:
                _delete(db, e.id)
            db.execute("INSERT INTO entity VALUES (?, ?, ?, ?)", (e.id, e.kind, e.label, e.place))
            for text, how in e.names:
                row = _number(db, e.id, text, how)
                db.execute("INSERT INTO name (rowid, entity, text, how) VALUES (?, ?, ?, ?)", (row, e.id, text, how))
                db.execute("INSERT INTO spelled (rowid, text) VALUES (?, ?)", (row, _spelled(text)))
            count_rows(db, e.rows)
        db.commit()


def _delete(db: sqlite3.Connection, entity: str) -> None:
    for row, text in db.execute("SELECT rowid, text FROM name WHERE entity = ?", (entity,)).fetchall():
        db.execute("INSERT INTO spelled (spelled, rowid, text) VALUES ('delete', ?, ?)", (row, _spelled(text)))
    db.execute("DELETE FROM name WHERE entity = ?", (entity,))
    db.execute("DELETE FROM entity WHERE id = ?", (entity,))


def _number(db: sqlite3.Connection, entity: str, text: str, how: str) -> int:
    """A free number for a name, by the order in which names are shown: names before aliases, English and pinyin, the
    shorter first; which of those alike, a hash decides, so that the order does not tell when a name was added.
    """
    alike = int.from_bytes(sha256(f"{entity} {text}".encode()).digest()[:4])
    number = (_WAYS.index(how) << 48) + (min(len(text), 0xFFFF) << 32) + alike
    while db.execute("SELECT 1 FROM name WHERE rowid = ?", (number,)).fetchone():
        number += 1
    return number


def _found(row: tuple[str, str, str, str, str, str], *, exact: bool) -> Found:
    return Found(*row[:4], name=row[4], how=row[5], exact=exact)


def _first(db: sqlite3.Connection, phrase: str, wanted: str, kinds: frozenset[str], limit: int) -> list[Found]:
    """The first entities of some kinds, all if there are none, with a phrase in a name."""
    found: dict[str, Found] = {}
    for row in db.execute(f"{_ROWS} {_MATCHED}", (phrase,)):
        if len(found) == limit:
            break
        if row[1] in kinds or not kinds:
            found.setdefault(row[0], _found(row, exact=row[4] == wanted))
    return list(found.values())


def _beginning(db: sqlite3.Connection, spelled: str, wanted: str, kinds: frozenset[str], limit: int) -> list[Found]:
    """The first entities of some kinds with a name that begins so: few are sorted, many are read from the front."""
    sql = "SELECT rowid FROM name WHERE text >= ? AND text < ? LIMIT ?"
    numbers = [number for (number,) in db.execute(sql, (wanted, wanted + chr(sys.maxunicode), _SORTED + 1))]
    if len(numbers) > _SORTED:
        return _first(db, f'^"{spelled}"', wanted, kinds, limit)
    found: dict[str, Found] = {}
    for number in sorted(numbers):
        (row,) = db.execute(f"{_ROWS} FROM name n JOIN entity e ON e.id = n.entity WHERE n.rowid = ?", (number,))
        if len(found) < limit and (row[1] in kinds or not kinds):
            found.setdefault(row[0], _found(row, exact=row[4] == wanted))
    return list(found.values())


def _sharing(db: sqlite3.Connection, pieces: Iterable[str]) -> list[Found]:
    """Names that share pieces with a text, those that share most and rarest first."""
    shared: dict[int, float] = defaultdict(float)
    for piece in pieces:
        sql = "SELECT rowid FROM spelled WHERE spelled MATCH ? ORDER BY rowid LIMIT ?"
        numbers = [number for (number,) in db.execute(sql, (f'"{piece}"', _SHARING))]
        for number in numbers:
            shared[number] += 1 / len(numbers)
    most = sorted(shared, key=lambda number: (-shared[number], number))[: 2 * _COMPARED]
    sql = f"{_ROWS} FROM name n JOIN entity e ON e.id = n.entity WHERE n.rowid = ?"
    return [_found(row, exact=False) for number in most for row in db.execute(sql, (number,))]


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
