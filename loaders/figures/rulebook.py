"""The patterns and word lists of the figure rules: TOML files beside this module, read once.

A file `<name>.toml` holds a table ``fragment`` and a table ``pattern`` of verbose regular expressions;
``{name}`` in a pattern stands for a fragment, ``{name:1}`` for the same with ``#`` in it replaced by ``1``, so that
its groups can stand twice in one expression.  ``{@list}`` stands for the alternatives of a list of the table ``words``.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from ..openings import guarded

_SLOT = re.compile(r"\{(@?)([a-z_]+)(?::(\w))?\}")
_DEPTH = 6


@cache
def rulebook(name: str) -> dict[str, Any]:
    """Read `<name>.toml`.

    Examples
    --------
    >>> "pattern" in rulebook("dates")
    True
    """
    return tomllib.loads((Path(__file__).parent / f"{name}.toml").read_text("utf-8"))


@cache
def rule_pattern(book: str, name: str) -> re.Pattern[str]:
    """Compile one pattern of a rule book, its fragments filled in.

    Parameters
    ----------
    book, name : str
        Rule book and key in its ``pattern`` table.

    Raises
    ------
    KeyError
        If the book lacks the pattern, or a fragment or list that it names.

    Examples
    --------
    >>> bool(rule_pattern("dates", "name").search("《计划(2023—2025年)》"))
    True
    """
    rules = rulebook(book)

    def fill(slot: re.Match[str]) -> str:
        if slot[1]:
            words = sorted(rules["words"][slot[2]], key=len, reverse=True)
            return "(?:" + "|".join(re.escape(word) for word in words) + ")"
        fragment: str = rules["fragment"][slot[2]]
        return fragment.replace("#", slot[3] or "")

    text: str = rules["pattern"][name]
    for _ in range(_DEPTH):
        text, changed = _SLOT.subn(fill, text)
        if not changed:
            break
    return guarded(text, re.VERBOSE)


@cache
def words(book: str, name: str) -> frozenset[str]:
    """Return one word list of a rule book.

    Examples
    --------
    >>> "同年" in words("dates", "relative_year")
    True
    """
    return frozenset(rulebook(book)["words"][name])
