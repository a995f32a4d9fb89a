"""The words of the plots in one language, from ``words.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from ...errors import UsageError
from ...queries.definition import Column
from ..wording import Words, value_words

LANGUAGES = ("zh", "en")


@cache
def _file() -> Mapping[str, Any]:
    return tomllib.loads((files(__package__) / "words.toml").read_text("utf-8"))


@dataclass(frozen=True, slots=True)
class Say:
    """Says things in one language.

    Parameters
    ----------
    language : str
        ``zh`` or ``en``.

    Examples
    --------
    >>> say = Say("en")
    >>> say("axes", "year"), say("values", "each", n=2, unit="名"), say.of(("甲", "one"))
    ('Year', '2名 each', 'one')
    >>> Say("fr")
    Traceback (most recent call last):
    policing_kg.errors.UsageError: lang fr: no such language; use zh, en
    """

    language: str

    def __post_init__(self) -> None:
        if self.language not in LANGUAGES:
            raise UsageError(f"lang {self.language}: no such language; use {', '.join(LANGUAGES)}")

    def __call__(self, table: str, key: str, **filled: object) -> str:
        """A text of a table, with its braces filled in."""
        text: str = _file()[table][key][LANGUAGES.index(self.language)]
        return text.format(**filled)

    def of(self, words: Words) -> str:
        """Of a text in both languages the one that is meant."""
        return words[LANGUAGES.index(self.language)]

    def value(self, name: str, value: str) -> str:
        """A value of a qualifier; see `value_words`."""
        return self.of(value_words(name, value))

    def heading(self, column: Column) -> str:
        """The heading of a column."""
        return column.label_zh if self.language == "zh" else column.label_en
