"""The rules of coding, loaded once from rules.toml."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class GenreRule:
    """By what one genre is told; see rules.toml."""

    name: str
    title: re.Pattern[str] | None
    unless: re.Pattern[str] | None
    lines: re.Pattern[str] | None
    least: int
    all: tuple[re.Pattern[str], ...]
    articles: int
    articles_alone: int
    voice: re.Pattern[str] | None
    voices: int


@cache
def genre_rules() -> tuple[GenreRule, ...]:
    """The genres in the order in which they are tried.

    Examples
    --------
    >>> [rule.name for rule in genre_rules()][:3]
    ['statute', 'abstract', 'interview']
    """
    return tuple(_genre_rule(row) for row in _data()["genre"])


@cache
def coding_pattern(table: str, key: str) -> re.Pattern[str]:
    """One pattern of a table; alternatives where it lists several.

    Examples
    --------
    >>> bool(coding_pattern("medium", "name").search("平川日报"))
    True
    """
    value = _data()[table][key]
    return re.compile(value if isinstance(value, str) else "|".join(f"(?:{one})" for one in value))


@cache
def organ_pattern(before: str = "", after: str = "") -> re.Pattern[str]:
    """An organ's name, captured, with the patterns of the table ``issuer`` of these names before and behind it.

    Examples
    --------
    >>> organ_pattern(after="title").match("平川县公安局关于评选的通知")[1]
    '平川县公安局'
    """
    rules = _data()["issuer"]
    around = [rules[key] if key else "" for key in (before, after)]
    return re.compile(f"{around[0]}({rules['organ']}){around[1]}")


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("rules.toml").read_text("utf-8"))


def _genre_rule(row: dict[str, Any]) -> GenreRule:
    def pattern(key: str) -> re.Pattern[str] | None:
        return re.compile(row[key]) if key in row else None

    return GenreRule(
        row["name"],
        pattern("title"),
        pattern("unless"),
        pattern("lines"),
        row.get("least", 1),
        tuple(map(re.compile, row.get("all", ()))),
        row.get("articles", 0),
        row.get("articles_alone", 0),
        pattern("voice"),
        row.get("voices", 1),
    )
