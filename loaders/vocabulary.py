"""Terms of the field kept as tables, and the automaton that finds them in a text.

A table of `data/vocabulary` has the columns ``id, name_zh, name_en, aliases, kind, definition, source, homonym``;
aliases are parted by ``|``.  Names are matched without quotation marks, so that ``“情指行”一体化`` is found
as 情指行一体化; the longest name wins.
"""

from __future__ import annotations

import csv
import os
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from daachorse import MATCH_KIND_LEFTMOST_LONGEST, CharwiseDoubleArrayAhoCorasick

from .. import data as data_room
from ..errors import InputRefused
from .texts.article import Span

WITHHELD = "POLICING_KG_WITHHELD"  # names a file of entry ids, one a line, that are left out: see `leave_one_out`
QUOTATION_MARKS = '“”‘’"「」『』'
_OPENING, _CLOSING = frozenset("“‘「『"), frozenset("”’」』")
_MARK = re.compile(f"[{QUOTATION_MARKS}]")
COLUMNS = ("id", "name_zh", "name_en", "aliases", "kind", "definition", "source", "homonym")


@dataclass(frozen=True, slots=True)
class Term:
    """One row of a vocabulary table; `homonym` says what else bears the name, or is empty."""

    id: str
    name: str
    name_en: str
    aliases: tuple[str, ...]
    kind: str
    definition: str
    source: str
    homonym: str = ""


@cache
def read_terms(table: str) -> tuple[Term, ...]:
    """Read a vocabulary table of the package's data.

    Parameters
    ----------
    table : str
        Name of the table without its suffix: ``mechanisms``, ``posts``, ``measures`` or ``policies``.

    Returns
    -------
    tuple of Term

    Raises
    ------
    InputRefused
        If a column is missing.

    Examples
    --------
    >>> any(t.name == "两队一室" for t in read_terms("mechanisms"))
    True
    """
    path = files(data_room) / "vocabulary" / f"{table}.csv"
    rows = csv.DictReader(path.read_text("utf-8").splitlines())
    missing = [c for c in COLUMNS if c not in (rows.fieldnames or ())]
    if missing:
        raise InputRefused(f"{table}.csv", f"no column {', '.join(missing)}", "add it to the table's first line")
    return tuple(
        Term(
            row["id"],
            row["name_zh"],
            row["name_en"],
            tuple(a for a in row["aliases"].split("|") if a),
            row["kind"],
            row["definition"],
            row["source"],
            row["homonym"],
        )
        for row in rows
        if row["id"] not in withheld()
    )


@cache
def withheld() -> frozenset[str]:
    """Ids of the entries that this process leaves out, from the file that ``POLICING_KG_WITHHELD`` names.

    Examples
    --------
    >>> "mechanism.liang-dui-yi-shi" in withheld()
    False
    """
    named = os.environ.get(WITHHELD)
    return frozenset(Path(named).read_text("utf-8").split()) if named else frozenset()


class Lexicon:
    """An automaton over the names and aliases of a vocabulary.

    Parameters
    ----------
    terms : tuple of Term

    Examples
    --------
    >>> lexicon = read_lexicon("mechanisms")
    >>> [(s, e, t.name) for s, e, t in lexicon.find("推行“情指行”一体化机制")]
    [(2, 12, '情指行一体化')]
    """

    def __init__(self, terms: tuple[Term, ...]) -> None:
        self.by_name: dict[str, Term] = {}
        for term in terms:
            for name in (term.name, *term.aliases):
                self.by_name.setdefault(unquoted(name), term)
        self._names = list(self.by_name)
        self._automaton = CharwiseDoubleArrayAhoCorasick(self._names, match_kind=MATCH_KIND_LEFTMOST_LONGEST)

    def find(self, text: str) -> Iterator[tuple[int, int, Term]]:
        """Yield start, end and term of every longest match, quotation marks disregarded."""
        plain, at = without_marks(text)
        for start, end, index in self._automaton.find(plain):
            first, last = balanced(text, at(start), at(end - 1) + 1)
            yield first, last, self.by_name[self._names[index]]

    def term(self, name: str) -> Term | None:
        """Return the term that bears this name or alias, or None."""
        return self.by_name.get(unquoted(name))


@cache
def read_lexicon(table: str) -> Lexicon:
    """Build the automaton of a vocabulary table once.

    Examples
    --------
    >>> read_lexicon("posts").term("网格员") is not None
    True
    """
    return Lexicon(read_terms(table))


def unquoted(name: str) -> str:
    """Take the quotation marks out of a name.

    Examples
    --------
    >>> unquoted("“枫桥式公安派出所”创建活动")
    '枫桥式公安派出所创建活动'
    """
    return _MARK.sub("", name) if _MARK.search(name) else name


def without_marks(text: str) -> tuple[str, Callable[[int], int]]:
    """Take the quotation marks out of a text, and return too what leads from an offset of the rest to one of the text.

    Examples
    --------
    >>> plain, at = without_marks("推行“情指行”一体化")
    >>> plain, at(2), at(5)
    ('推行情指行一体化', 3, 7)
    """
    before = [mark.start() - i for i, mark in enumerate(_MARK.finditer(text))]
    return unquoted(text), lambda offset: offset + bisect_right(before, offset)


def balanced(text: str, start: int, end: int) -> Span:
    """Widen a span by one quotation mark where it holds that mark's partner.

    Examples
    --------
    >>> balanced("“情指行”一体化", 1, 8)
    (0, 8)
    """
    if text[end : end + 1] not in _CLOSING and text[start - 1 : start] not in _OPENING:
        return start, end
    inside = text[start:end]
    for opening, closing in ("“”", "‘’", "「」", "『』"):
        if inside.count(closing) > inside.count(opening) and start and text[start - 1] == opening:
            return start - 1, end
        if inside.count(opening) > inside.count(closing) and text[end : end + 1] == closing:
            return start, end + 1
    return start, end
