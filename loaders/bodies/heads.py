"""The kinds of bodies, as a table, and the words in an article that may be the head of a body's name."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from daachorse import MATCH_KIND_LEFTMOST_LONGEST, CharwiseDoubleArrayAhoCorasick

from ... import data as data_room
from ...errors import InputRefused
from ..vocabulary import balanced, unquoted, withheld, without_marks

_PARENTHESES = str.maketrans("（）", "()")
COLUMNS = ("id", "name_zh", "name_en", "aliases", "kind", "rank", "definition", "source", "note", "frame", "stem")


@dataclass(frozen=True, slots=True)
class BodyKind:
    """One row of `data/vocabulary/bodies.csv`: a kind of body.

    Parameters
    ----------
    id, name, name_en, aliases, rank, definition, source, note : str
        As in the table.
    type : str
        ``Unit``, ``Department`` or ``Organisation``.
    frame : str
        How a name on this head is built: ``organ``, ``station``, ``room``, ``local`` …
    stem : str
        What stands for it in a list (综治 for 综治中心), several joined by a bar, or empty.
    """

    id: str
    name: str
    name_en: str
    aliases: tuple[str, ...]
    type: str
    rank: str
    definition: str
    source: str
    note: str
    frame: str
    stem: str = ""


class Head(NamedTuple):
    """An occurrence of a word that may head a body's name; `frame` is its kind's, or that of a base (中心, 队)."""

    start: int
    end: int
    word: str
    frame: str
    kind: BodyKind | None = None


@cache
def read_body_kinds() -> tuple[BodyKind, ...]:
    """Read the table of the kinds of bodies.

    Returns
    -------
    tuple of BodyKind

    Raises
    ------
    InputRefused
        If a column is missing.

    Examples
    --------
    >>> next(k.name_en for k in read_body_kinds() if k.name == "派出所")
    'police station'
    """
    text = (files(data_room) / "vocabulary" / "bodies.csv").read_text("utf-8")
    rows = csv.DictReader(text.splitlines())
    missing = [c for c in COLUMNS if c not in (rows.fieldnames or ())]
    if missing:
        raise InputRefused("bodies.csv", f"no column {', '.join(missing)}", "add it to the table's first line")
    return tuple(
        BodyKind(
            row["id"],
            row["name_zh"],
            row["name_en"],
            tuple(a for a in row["aliases"].split("|") if a),
            row["kind"],
            row["rank"],
            row["definition"],
            row["source"],
            row["note"],
            row["frame"],
            row["stem"],
        )
        for row in rows
        if row["id"] not in withheld()
    )


@cache
def read_body_words() -> dict[str, Any]:
    """Read the words of which names of bodies are made, and those at which a name ends.

    Examples
    --------
    >>> read_body_words()["bases"]["中心"]
    'centre'
    """
    return tomllib.loads((files(data_room) / "vocabulary" / "body_words.toml").read_text("utf-8"))


@cache
def kinds_by_name() -> dict[str, BodyKind]:
    """Every name and alias of a kind that is a head by itself.

    Examples
    --------
    >>> kinds_by_name()["公安分局"].frame
    'suborgan'
    """
    out: dict[str, BodyKind] = {}
    for kind in read_body_kinds():
        if kind.frame != "list":
            for name in (kind.name, *kind.aliases):
                out.setdefault(name, kind)
    return out


@cache
def kinds_by_stem() -> dict[str, BodyKind]:
    """Kinds by the stem that stands for them in a list: 综治, 矛调, 城管.

    Examples
    --------
    >>> kinds_by_stem()["综治"].name
    '综治中心'
    """
    return {stem: k for k in read_body_kinds() for stem in k.stem.split("|") if stem}


@cache
def _automaton() -> tuple[CharwiseDoubleArrayAhoCorasick, tuple[str, ...]]:
    names = tuple({n.translate(_PARENTHESES): n for n in (*read_body_words()["bases"], *kinds_by_name())}.values())
    written = [n.translate(_PARENTHESES) for n in names]
    return CharwiseDoubleArrayAhoCorasick(written, match_kind=MATCH_KIND_LEFTMOST_LONGEST), names


def find_heads(text: str) -> Iterator[Head]:
    """Yield every head in a text, longest first, from left to right.

    Examples
    --------
    >>> [(h.word, h.frame) for h in find_heads("西青分局大寺派出所所长")]
    [('分局', 'suborgan'), ('派出所', 'station')]
    """
    automaton, names = _automaton()
    kinds, bases = kinds_by_name(), read_body_words()["bases"]
    plain, at = without_marks(text)
    plain = plain.replace("（", "(").replace("）", ")")
    for first, last, index in automaton.find(plain):
        word = names[index]
        kind = kinds.get(word)
        start, end = balanced(text, at(first), at(last - 1) + 1)
        if "(" in word.translate(_PARENTHESES):
            word = unquoted(text[start:end])  # parentheses as written
        yield Head(start, end, word, kind.frame if kind else bases[word], kind)
