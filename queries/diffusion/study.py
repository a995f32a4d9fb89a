"""The frame of a study: which places were at risk, in which years, and which outlets were searched for what.

A researcher writes it as a small TOML file.  It alone says where silence may be read as absence.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from ...errors import InputRefused, UsageError
from ...graph.networks.node import LEVELS
from .adoption import BEGAN, HELD
from .divisions import Divisions

TABLES = ("place-year", "dyad-year", "cascade")
FILES = ("csv", "parquet", "stata")
OWN, WITHIN = "own", "own-and-within"
_KEYS: Mapping[str, tuple[str, ...]] = {
    "": ("title", "mechanisms", "dates", "bodies", "tables", "files", "places", "period", "outlets", "searches"),
    "places": ("level", "within", "codes", "except"),
    "period": ("from", "to"),
    "outlets": ("name", "from", "to", "places"),
    "searches": ("outlet", "mechanisms", "terms", "from", "to", "places", "date"),
}


@dataclass(frozen=True, slots=True)
class Search:
    """One search of one outlet: for some mechanisms, in some years, of some places.

    `places` are codes; what lies in them is covered too.  It holds what the search and its outlet have in common.
    """

    outlet: str
    mechanisms: tuple[str, ...]
    first: int
    last: int
    places: tuple[tuple[str, ...], ...]

    def covers(self, mechanism: str, code: str, year: int, divisions: Divisions) -> bool:
        """Whether it looked for a mechanism in a place and a year."""
        if mechanism not in self.mechanisms or not self.first <= year <= self.last:
            return False
        return all(divisions.lies_in(code, places) for places in self.places)


@dataclass(frozen=True, slots=True)
class Study:
    """A frame as read.

    Parameters
    ----------
    title : str
    mechanisms : tuple of str
        As resolved by the reader of the file: IRIs.
    dates : str
        ``held`` or ``began``; see `adoption.adoptions`.
    bodies : str
        ``own``: a place adopts with a body of its own; ``own-and-within``: with one of a place in it too.
    tables, files : tuple of str
        What is written, and in which formats.
    places : tuple of str
        Codes of the places at risk, sorted.
    first, last : int
        Years of the period.
    searches : tuple of Search
    """

    title: str
    mechanisms: tuple[str, ...]
    dates: str
    bodies: str
    tables: tuple[str, ...]
    files: tuple[str, ...]
    places: tuple[str, ...]
    first: int
    last: int
    searches: tuple[Search, ...]

    @property
    def years(self) -> range:
        """The years of the period."""
        return range(self.first, self.last + 1)

    @property
    def dyads(self) -> int:
        """Rows of its dyad-year table."""
        return len(self.mechanisms) * len(self.places) * (len(self.places) - 1) * len(self.years)

    def covered(self, mechanism: str, code: str, year: int, divisions: Divisions) -> bool:
        """Whether some search of the frame looked for a mechanism in a place and a year."""
        return any(s.covers(mechanism, code, year, divisions) for s in self.searches)


def read_study(path: str | Path, divisions: Divisions, resolve: Callable[[str], str]) -> Study:
    """Read the frame of a study.

    Parameters
    ----------
    path : path-like
        A TOML file; docs/networks.md says what stands in it.
    divisions : Divisions
    resolve : callable
        From the name of a mechanism to its IRI.

    Raises
    ------
    InputRefused
        If the file cannot be read or is no TOML.
    UsageError
        If a key is unknown, missing or ill-typed, or names something that is not there: one line with the mend.
    """
    file = Path(path)
    try:
        held = tomllib.loads(file.read_text("utf-8-sig"))
    except OSError as error:
        raise InputRefused(str(path), error.strerror or "cannot be read", "name the frame of a study") from error
    except UnicodeDecodeError as error:
        raise InputRefused(str(path), "not UTF-8", "save the frame as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise InputRefused(str(path), f"not TOML ({error})", "mend that line; see docs/networks.md") from error
    return _Parser(str(path), divisions, resolve).study(held)


class _Parser:
    """Reads one file; every complaint names it."""

    def __init__(self, path: str, divisions: Divisions, resolve: Callable[[str], str]) -> None:
        self._path, self._divisions, self._resolve = path, divisions, resolve

    def study(self, held: Mapping[str, Any]) -> Study:
        self._known(held, "")
        mechanisms = tuple(dict.fromkeys(self._named(m, self._resolve) for m in self._texts(held, "mechanisms", "")))
        if not mechanisms:
            raise self._wrong("mechanisms", 'is missing; add mechanisms = ["…"]')
        first, last = self._years(self._table(held, "period"), "period", None)
        places = self._places(self._table(held, "places"))
        outlets = dict(map(self._outlet, self._tables(held, "outlets")))
        period = (first, last)
        searches = (self._search(s, outlets, mechanisms, period) for s in self._tables(held, "searches"))
        return Study(
            self._text(held, "title", ""),
            mechanisms,
            self._choice(held, "dates", (HELD, BEGAN)),
            self._choice(held, "bodies", (OWN, WITHIN)),
            self._choices(held, "tables", TABLES),
            self._choices(held, "files", FILES),
            places,
            *period,
            tuple(searches),
        )

    def _places(self, held: Mapping[str, Any]) -> tuple[str, ...]:
        self._known(held, "places")
        level = self._text(held, "level", "places")
        if level and level not in LEVELS[1:]:
            raise self._wrong("places.level", f"is {level!r}; use {', '.join(LEVELS[1:])}")
        within, out = (self._codes(held, key, "places") for key in ("within", "except"))
        found = {*self._codes(held, "codes", "places")}
        if level:
            found |= set(self._divisions.of_level(level, within))
        elif within:
            raise self._wrong("places.within", 'stands without a level; add level = "county", or list codes')
        found = {code for code in found if not self._divisions.lies_in(code, out)}
        if not found:
            raise self._wrong("places", 'names no place; add level = "county", or codes = ["120111"]')
        return tuple(sorted(found))

    def _outlet(self, held: Mapping[str, Any]) -> tuple[str, Mapping[str, Any]]:
        self._known(held, "outlets")
        name = self._text(held, "name", "outlets")
        if not name:
            raise self._wrong("outlets.name", 'is missing; add name = "…" to each [[outlets]]')
        return name, held

    def _search(
        self,
        held: Mapping[str, Any],
        outlets: Mapping[str, Mapping[str, Any]],
        mechanisms: tuple[str, ...],
        period: tuple[int, int],
    ) -> Search:
        self._known(held, "searches")
        name = self._text(held, "outlet", "searches")
        if name not in outlets:
            raise self._wrong("searches.outlet", f"is {name!r}, which no [[outlets]] has; declare the outlet")
        if not self._texts(held, "terms", "searches"):
            raise self._wrong("searches.terms", 'is missing; add terms = ["…"], the words that were searched for')
        if not isinstance(held.get("date"), date):
            raise self._wrong("searches.date", "is no date; add date = 2025-06-01, the day of the search")
        asked = tuple(self._named(m, self._resolve) for m in self._texts(held, "mechanisms", "searches")) or mechanisms
        for mechanism in asked:
            if mechanism not in mechanisms:
                raise self._wrong("searches.mechanisms", "names one that the study has not; add it to mechanisms")
        outlet = outlets[name]
        spans = self._years(outlet, "outlets", period), self._years(held, "searches", period)
        places = (self._codes(outlet, "places", "outlets"), self._codes(held, "places", "searches"))
        first, last = max(s[0] for s in spans), min(s[1] for s in spans)
        return Search(name, asked, first, last, tuple(p for p in places if p))

    def _years(self, held: Mapping[str, Any], table: str, default: tuple[int, int] | None) -> tuple[int, int]:
        if table == "period":
            self._known(held, "period")
        found = []
        for key, other in zip(("from", "to"), default or (None, None), strict=True):
            year = held.get(key, other)
            if not isinstance(year, int) or isinstance(year, bool) or not 1900 <= year <= 2100:
                raise self._wrong(f"{table}.{key}", f"is no year; add {key} = 2019")
            found.append(year)
        if found[0] > found[1]:
            raise self._wrong(f"{table}.to", f"is {found[1]}, before from, {found[0]}; swap them")
        return found[0], found[1]

    def _table(self, held: Mapping[str, Any], key: str) -> Mapping[str, Any]:
        found = held.get(key)
        if not isinstance(found, dict):
            raise self._wrong(key, f"is missing; add a table [{key}]")
        return found

    def _tables(self, held: Mapping[str, Any], key: str) -> Sequence[Mapping[str, Any]]:
        found = held.get(key, [])
        if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
            raise self._wrong(key, f"is no list of tables; write each as [[{key}]]")
        return found

    def _texts(self, held: Mapping[str, Any], key: str, table: str) -> list[str]:
        found = held.get(key, [])
        if not isinstance(found, list) or not all(isinstance(one, str) and one.strip() for one in found):
            raise self._wrong(_dotted(table, key), f'is no list of texts; write {key} = ["…"]')
        return found

    def _text(self, held: Mapping[str, Any], key: str, table: str) -> str:
        found = held.get(key, "")
        if not isinstance(found, str):
            raise self._wrong(_dotted(table, key), f'is no text; write {key} = "…"')
        return found

    def _choice(self, held: Mapping[str, Any], key: str, choices: tuple[str, ...]) -> str:
        found = self._text(held, key, "") or choices[0]
        if found not in choices:
            raise self._wrong(key, f"is {found!r}; use {' or '.join(choices)}")
        return found

    def _choices(self, held: Mapping[str, Any], key: str, choices: tuple[str, ...]) -> tuple[str, ...]:
        found = self._texts(held, key, "") or list(choices)
        for one in found:
            if one not in choices:
                raise self._wrong(key, f"holds {one!r}; use {', '.join(choices)}")
        return tuple(c for c in choices if c in found)

    def _codes(self, held: Mapping[str, Any], key: str, table: str) -> tuple[str, ...]:
        return tuple(self._named(text, self._divisions.find) for text in self._texts(held, key, table))

    def _named(self, text: str, find: Callable[[str], str]) -> str:
        try:
            return find(text)
        except UsageError as error:
            raise UsageError(f"{self._path}: {error}") from error

    def _known(self, held: Mapping[str, Any], table: str) -> None:
        for key in held:
            if key not in _KEYS[table]:
                raise self._wrong(_dotted(table, key), f"is not known; use {', '.join(_KEYS[table])}")

    def _wrong(self, key: str, what: str) -> UsageError:
        return UsageError(f"{self._path}: {key} {what}")


def _dotted(table: str, key: str) -> str:
    return f"{table}.{key}" if table else key
