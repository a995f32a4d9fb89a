"""Search in names, by phrases of characters, in the index that `name_index` writes.

Names come by their numbers, so that the first of many thousand that hold a word are read from the front of its list.
"""

from __future__ import annotations

import sqlite3
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from difflib import SequenceMatcher
from heapq import merge
from itertools import islice, pairwise
from operator import itemgetter
from pathlib import Path
from typing import Any

from .damage import PROJECTION, check_sum, reading
from .recent_names import address
from .spelling import normal, spelled

_LONGEST = 500  # characters of a part of a name
_SORTED = 2000  # names with one beginning that are sorted; more are read in their order
# Of a fuzzy search: characters looked for, names read of those that share a piece, names compared, least likeness
_CHARACTERS, _SHARING, _COMPARED, _ALIKE = 40, 1000, 100, 0.5
# Joined in this order, rows come by number: the index is read from its front.
_MATCHED = """SELECT n.rowid, e.id, e.kind, e.label, e.place, n.text, n.how
    FROM {at}.spelled s CROSS JOIN {at}.name n ON n.rowid = s.rowid CROSS JOIN {at}.entity e ON e.id = n.entity
    WHERE s.spelled MATCH ? {kept} ORDER BY s.rowid"""
_NAMED = """SELECT n.rowid, e.id, e.kind, e.label, e.place, n.text, n.how
    FROM {at}.name n JOIN {at}.entity e ON e.id = n.entity WHERE n.%s = ? {kept} ORDER BY n.rowid"""
_BEGINNING = "SELECT n.rowid FROM {at}.name n WHERE n.text >= ? AND n.text < ? {kept} LIMIT ?"
_HOLDING = "SELECT n.rowid FROM {at}.spelled n WHERE n.spelled MATCH ? {kept} ORDER BY n.rowid LIMIT ?"
_KEPT = "AND n.rowid NOT IN (SELECT number FROM recent.hidden)"
_Row = tuple[Any, ...]


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


class Names:
    """The names of one generation, read-only.

    Parameters
    ----------
    file : Path
        ``search.sqlite``.
    sha256 : str
        With which it is compared before it is asked, for its engine keeps no sums; empty to leave that out.
    recent : tuple of (Path, str), optional
        What changed since that file was written, and with which sum it is compared.
    """

    def __init__(self, file: Path, sha256: str = "", recent: tuple[Path, str] | None = None) -> None:
        self._file, self._sha256, self._recent = file, sha256, recent

    def exact(self, text: str, kinds: Iterable[str] = ()) -> list[Found]:
        """Entities that bear exactly this name, in any of the four ways."""
        chosen = frozenset(kinds)
        found: dict[str, Found] = {}
        with self._reading() as held:
            for row in held.rows(_NAMED % "text", normal(text)):
                if row[2] in chosen or not chosen:
                    found.setdefault(row[1], _found(row, exact=True))
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
        phrase = spelled(wanted)
        if not phrase or len(wanted) > _LONGEST:
            return self.exact(text, kinds)[:limit]
        found = {f.id: f for f in self.exact(text, kinds)}
        with self._reading() as held:
            holding = _first(held, f'"{phrase}"', wanted, frozenset(kinds), limit)
            # Beginnings come first; where there are more names than asked for, they are not all among the first.
            more = _beginning(held, phrase, wanted, frozenset(kinds), limit) if len(holding) == limit else []
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
        characters = spelled(wanted).split()[:_CHARACTERS]
        chosen = frozenset(kinds)
        nearest: dict[str, Found] = {}
        with self._reading() as held:
            for pieces in (set(map(" ".join, pairwise(characters))), set(characters)):
                if len(nearest) < _COMPARED:
                    near = [f for f in _sharing(held, sorted(pieces)) if f.kind in chosen or not chosen]
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
        with self._reading() as held:
            held.rows(f"{_NAMED % 'text'} LIMIT 1", "")

    @contextmanager
    def _reading(self) -> Iterator[_Index]:
        recent = self._recent
        for file, sha256 in ((self._file, self._sha256), *([recent] if recent else ())):
            if sha256:
                check_sum(file, sha256, PROJECTION)
        with reading(self._file, PROJECTION, (sqlite3.Error,)):
            db = sqlite3.connect(address(self._file), uri=True)
            with closing(db):
                if recent:
                    db.execute("ATTACH ? AS recent", (address(recent[0]),))
                yield _Index(db, bool(recent))


@dataclass(frozen=True, slots=True)
class _Index:
    """An index that is open: the whole one, and what changed since."""

    db: sqlite3.Connection
    recent: bool

    def rows(self, sql: str, *given: object) -> Iterator[_Row]:
        """Rows that begin with the number of a name, by that number."""
        whole = self.db.execute(sql.format(at="main", kept=_KEPT if self.recent else ""), given)
        if not self.recent:
            return whole
        return merge(whole, self.db.execute(sql.format(at="recent", kept=""), given), key=itemgetter(0))


def _found(row: _Row, *, exact: bool) -> Found:
    return Found(row[1], row[2], row[3], row[4], row[5], row[6], exact)


def _first(held: _Index, phrase: str, wanted: str, kinds: frozenset[str], limit: int) -> list[Found]:
    """The first entities of some kinds, all if there are none, with a phrase in a name."""
    found: dict[str, Found] = {}
    for row in held.rows(_MATCHED, phrase):
        if len(found) == limit:
            break
        if row[2] in kinds or not kinds:
            found.setdefault(row[1], _found(row, exact=row[5] == wanted))
    return list(found.values())


def _beginning(held: _Index, phrase: str, wanted: str, kinds: frozenset[str], limit: int) -> list[Found]:
    """The first entities of some kinds with a name that begins so: few are sorted, many are read from the front."""
    numbers = [number for (number,) in held.rows(_BEGINNING, wanted, wanted + chr(sys.maxunicode), _SORTED + 1)]
    if len(numbers) > _SORTED:
        return _first(held, f'^"{phrase}"', wanted, kinds, limit)
    found: dict[str, Found] = {}
    for number in sorted(numbers):
        (row,) = held.rows(_NAMED % "rowid", number)
        if len(found) < limit and (row[2] in kinds or not kinds):
            found.setdefault(row[1], _found(row, exact=row[5] == wanted))
    return list(found.values())


def _sharing(held: _Index, pieces: Iterable[str]) -> list[Found]:
    """Names that share pieces with a text, those that share most and rarest first."""
    shared: dict[int, float] = defaultdict(float)
    for piece in pieces:
        numbers = [number for (number,) in islice(held.rows(_HOLDING, f'"{piece}"', _SHARING), _SHARING)]
        for number in numbers:
            shared[number] += 1 / len(numbers)
    most = sorted(shared, key=lambda number: (-shared[number], number))[: 2 * _COMPARED]
    return [_found(row, exact=False) for number in most for row in held.rows(_NAMED % "rowid", number)]
