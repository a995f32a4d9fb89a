"""Relation patterns kept as data: TOML files in a folder, compiled once.

`patterns` holds those of this room; another folder may hold others, see `read_link_patterns`.  Its `cues.toml` holds
lists of words under their names.  Every other file is one family of relations: tables ``[[pattern]]`` with

id
    Rule id and version, e.g. ``stationed.enter@1``.
match
    Regular expression over an encoded sentence (see `tokens`).  ``{U} {D} {O} {M} {G} {R} {P} {W}`` stand for one
    mention of that type; ``{body}``, ``{actor}``, ``{mech}``, ``{host}``, ``{any}`` for a choice; ``{bodies}``,
    ``{actors}``, ``{roles}``, ``{mechs}``, ``{hosts}``, ``{places}``, ``{policies}`` for a coordinated list; ``{x}``
    for a character that ends no clause, ``{y}`` for one that is no mention either; any other ``{name}`` for the words
    of that list.
links
    ``subject relation object``; an end is a group of the match, with the letters that it may have after a colon, or
    ``agent`` (who acts in the clause), ``organ`` (the same, bodies only), ``holder`` (several take part, one convenes),
    ``meeting`` (the one last told of), ``theme`` (the mechanism, meeting or team that the sentence has taken up),
    ``topic`` (the same, from the sentences before too), ``named`` (the mechanism that the next sentence gives as the
    name of this), ``site`` (the house named last).  ``each`` as object pairs all of a group.  A letter k stands for a
    class of bodies; of a theme T is a founded team, H a founded house; B is the body inside the name of a post; Q is a
    post, whatever body stands before it.
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
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ..openings import guarded, opening
from ..prefilter import Prefilter

_SLOT = re.compile(r"\{([A-Za-z_]+)\}")
FOLDER = Path(__file__).parent / "patterns"
ELIDED = ("agent", "organ", "holder", "meeting", "theme", "topic", "named", "site")
MANY = 24  # words of a list from which its first character is looked at first
LETTERS = {letter: chr(0xE001 + i) for i, letter in enumerate("UDOMGRPW")}


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
    """One pattern.

    `expression` is compiled when a sentence may match it for the first time: few texts need half of the patterns.
    """

    id: str
    expression: str
    links: tuple[Emission, ...]
    unless: re.Pattern[str] | None
    before: re.Pattern[str] | None
    set: tuple[tuple[str, str], ...]
    keep: tuple[str, ...] | None
    where: tuple[tuple[str, re.Pattern[str]], ...] = ()
    folder: Path = FOLDER

    @property
    def match(self) -> re.Pattern[str]:
        """The compiled expression."""
        return _expression(self.expression, self.folder)


@cache
def _expression(text: str, folder: Path) -> re.Pattern[str]:
    for listed, tried in _long_lists(folder):
        text = text.replace(listed, tried)
    return guarded(text) if text.startswith("(") else re.compile(text)


class PatternSet(Sequence[LinkPattern]):
    """The patterns of one folder, and which of them a sentence does not rule out."""

    def __init__(self, patterns: Iterable[LinkPattern]) -> None:
        self._patterns = tuple(patterns)
        self._prefilter = Prefilter([p.expression for p in self._patterns])

    def __len__(self) -> int:
        return len(self._patterns)

    def __getitem__(self, index: Any) -> Any:
        return self._patterns[index]

    def candidates(self, text: str) -> list[LinkPattern]:
        """Return the patterns that may match an encoded sentence, in their order."""
        return [self._patterns[i] for i in self._prefilter.candidates(text)]


@cache
def _cue_table(folder: Path) -> Mapping[str, Any]:
    """Word lists of a folder, over those of this room."""
    shared = {} if folder == FOLDER else _cue_table(FOLDER)
    path = folder / "cues.toml"
    return {**shared, **tomllib.loads(path.read_text("utf-8"))} if path.exists() else shared


@cache
def cues(name: str, folder: Path = FOLDER) -> tuple[str, ...]:
    """Return a list of words of `cues.toml`, longest first.

    Raises
    ------
    KeyError
        If there is no such list.

    Examples
    --------
    >>> "推行" in cues("adopt")
    True
    """
    return tuple(sorted(_cue_table(folder)[name], key=lambda w: (-len(w), w)))


@cache
def cue_pattern(name: str, folder: Path = FOLDER) -> re.Pattern[str]:
    """Return a list of words as one regular expression."""
    return guarded(_alternatives(name, folder))


@cache
def _alternatives(name: str, folder: Path) -> str:
    return "(?:" + "|".join(expand(word, folder) for word in cues(name, folder)) + ")"


@cache
def _long_lists(folder: Path) -> tuple[tuple[str, str], ...]:
    """Lists of `MANY` words, the longest expression first, and how they are tried: by their first character."""
    table = _cue_table(folder)
    many = {
        _alternatives(name, folder)
        for name, words in table.items()
        if not isinstance(words, str) and len(words) >= MANY
    }
    ordered = sorted(many, key=lambda listed: (-len(listed), listed))
    return tuple((listed, f"(?:(?={first}){listed})") for listed in ordered if (first := opening(listed)))


@cache
def _slot(name: str, folder: Path) -> str:
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
        return "[^，；：。…\ue001-\ue008]"
    lists = {
        "bodies": "{body}",
        "actors": "{actor}",
        "roles": "{R}",
        "mechs": "{mech}",
        "hosts": "{host}",
        "places": "{P}",
        "policies": "{W}",
    }
    if name in lists:
        return expand(_cue_table(folder)["list_shape"].replace("{item}", lists[name]), folder)
    return _alternatives(name, folder)


def expand(pattern: str, folder: Path = FOLDER) -> str:
    """Fill the slots of a pattern.

    Examples
    --------
    >>> expand("a{x}{0,3}")
    'a[^，；：。…]{0,3}'
    """
    return _SLOT.sub(lambda m: _slot(m[1], folder), pattern)


@cache
def compiled(pattern: str, folder: Path = FOLDER) -> re.Pattern[str]:
    """Compile a pattern with its slots filled."""
    return guarded(expand(pattern, folder))


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
def read_link_patterns(folder: Path = FOLDER) -> PatternSet:
    """Read every family of relation patterns of a folder.

    Parameters
    ----------
    folder : Path, optional
        Where the families are.  A `cues.toml` beside them adds word lists to those of this room.

    Returns
    -------
    PatternSet
        Family by family, in the order of the files' names.

    Examples
    --------
    >>> any(p.id.startswith("implements.") for p in read_link_patterns())
    True
    """
    return PatternSet(
        _pattern(row, folder)
        for path in sorted(folder.glob("*.toml"))
        if path.stem != "cues"
        for row in tomllib.loads(path.read_text("utf-8"))["pattern"]
    )


def _pattern(row: Mapping[str, Any], folder: Path) -> LinkPattern:
    return LinkPattern(
        row["id"],
        _begun(expand(row["match"], folder)),
        tuple(_emission(link) for link in row["links"]),
        compiled(row["unless"], folder) if "unless" in row else None,
        compiled(row["before"], folder) if "before" in row else None,
        tuple(row.get("set", {}).items()),
        tuple(row["keep"]) if "keep" in row else None,
        tuple((group, re.compile(shape)) for group, shape in row.get("where", {}).items()),
        folder,
    )
