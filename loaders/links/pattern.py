"""Relation patterns kept as data: TOML files in `patterns`, compiled once.

`patterns/cues.toml` holds lists of words under their names.  Every other file is one family of relations: tables
``[[pattern]]`` with

id
    Rule id and version, e.g. ``stationed.enter@1``.
match
    Regular expression over an encoded sentence (see `tokens`).  ``{U} {D} {O} {M} {G} {R} {P}`` stand for one mention
    of that type; ``{body}``, ``{actor}``, ``{mech}``, ``{host}``, ``{any}`` for a choice; ``{bodies}``, ``{actors}``,
    ``{roles}``, ``{mechs}``, ``{hosts}``, ``{places}`` for a coordinated list; ``{x}`` for a character that ends no
    clause, ``{y}`` for one that is no mention either; any other ``{name}`` for the words of that list.
links
    ``subject relation object``; an end is a group of the match, with the letters that it may have after a colon, or
    ``agent`` (who acts in the clause), ``organ`` (the same, bodies only), ``holder`` (several take part, one convenes),
    ``meeting`` (the one last told of), ``theme`` (the mechanism, meeting or team that the sentence has taken up),
    ``topic`` (the same, from the sentences before too), ``site`` (the house named last).  ``each`` as object pairs all
    of a group.  A letter k stands for a class of bodies; of a theme T is a founded team, H a founded house;
    B is the body inside the name of a post.
unless
    Regular expression that must not match the whole match.
where
    Table from a group to a regular expression that the canonical name of its mention must hold.
before
    Regular expression that must not match what stands before the match in its clause.
set
    Qualifiers that the pattern gives.
keep
    Qualifiers that it may take from the clause; all where it is left out.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_SLOT = re.compile(r"\{([A-Za-z_]+)\}")
_FOLDER = Path(__file__).parent / "patterns"
ELIDED = ("agent", "organ", "holder", "meeting", "theme", "topic", "site")
LETTERS = {letter: chr(0xE001 + i) for i, letter in enumerate("UDOMGRP")}


@dataclass(frozen=True, slots=True)
class Emission:
    """One link that a pattern makes: its ends as group names with the letters they may have."""

    subject: str
    subject_letters: str
    relation: str
    object: str
    object_letters: str


@dataclass(frozen=True, slots=True)
class LinkPattern:
    """One compiled pattern."""

    id: str
    match: re.Pattern[str]
    links: tuple[Emission, ...]
    unless: re.Pattern[str] | None
    before: re.Pattern[str] | None
    set: tuple[tuple[str, str], ...]
    keep: tuple[str, ...] | None
    where: tuple[tuple[str, re.Pattern[str]], ...] = ()


@cache
def _cue_table() -> Mapping[str, Any]:
    return tomllib.loads((_FOLDER / "cues.toml").read_text("utf-8"))


@cache
def cues(name: str) -> tuple[str, ...]:
    """Return a list of words of `patterns/cues.toml`, longest first.

    Raises
    ------
    KeyError
        If there is no such list.

    Examples
    --------
    >>> "推行" in cues("adopt")
    True
    """
    return tuple(sorted(_cue_table()[name], key=lambda w: (-len(w), w)))


@cache
def cue_pattern(name: str) -> re.Pattern[str]:
    """Return a list of words as one regular expression."""
    return re.compile(_alternatives(name))


def _alternatives(name: str) -> str:
    return "(?:" + "|".join(expand(word) for word in cues(name)) + ")"


@cache
def _slot(name: str) -> str:
    kinds = {
        "body": "UDO",
        "actor": "UDOR",
        "mech": "MG",
        "host": "UDOP",
        "any": "UDOMGRP",
    }
    if name in LETTERS:
        return LETTERS[name]
    if name in kinds:
        return "[" + "".join(LETTERS[c] for c in kinds[name]) + "]"
    if name == "x":
        return "[^，；：。…]"
    if name == "y":
        return "[^，；：。…\ue001-\ue007]"
    lists = {
        "bodies": "{body}",
        "actors": "{actor}",
        "roles": "{R}",
        "mechs": "{mech}",
        "hosts": "{host}",
        "places": "{P}",
    }
    if name in lists:
        return expand(_cue_table()["list_shape"].replace("{item}", lists[name]))
    return _alternatives(name)


def expand(pattern: str) -> str:
    """Fill the slots of a pattern.

    Examples
    --------
    >>> expand("a{x}{0,3}")
    'a[^，；：。…]{0,3}'
    """
    return _SLOT.sub(lambda m: _slot(m[1]), pattern)


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """Compile a pattern with its slots filled."""
    return re.compile(expand(pattern))


def _emission(text: str) -> Emission:
    subject, relation, obj = text.split()
    s, _, s_letters = subject.partition(":")
    o, _, o_letters = obj.partition(":")
    return Emission(s, s_letters or "UDOMGRP", relation, o, o_letters or "UDOMGRP")


def _begun(expression: str) -> str:
    """Leave out what may stand before a list where a pattern begins with one: it would be tried at every character."""
    lead = re.match(r"\(\?P<\w+>", expression)
    counted = expand("{q}")
    if lead and expression.startswith(counted, lead.end()):
        return lead[0] + expression[lead.end() + len(counted) :]
    return expression


@cache
def read_link_patterns() -> tuple[LinkPattern, ...]:
    """Read every family of relation patterns.

    Returns
    -------
    tuple of LinkPattern
        Family by family, in the order of the files' names.

    Examples
    --------
    >>> any(p.id.startswith("implements.") for p in read_link_patterns())
    True
    """
    found: list[LinkPattern] = []
    for path in sorted(_FOLDER.glob("*.toml")):
        if path.stem == "cues":
            continue
        for row in tomllib.loads(path.read_text("utf-8"))["pattern"]:
            found.append(
                LinkPattern(
                    row["id"],
                    re.compile(_begun(expand(row["match"]))),
                    tuple(_emission(link) for link in row["links"]),
                    compiled(row["unless"]) if "unless" in row else None,
                    compiled(row["before"]) if "before" in row else None,
                    tuple(row.get("set", {}).items()),
                    tuple(row["keep"]) if "keep" in row else None,
                    tuple((group, re.compile(shape)) for group, shape in row.get("where", {}).items()),
                )
            )
    return tuple(found)
