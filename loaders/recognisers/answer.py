"""What a language model answered: read strictly, each item taken or refused by itself."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from ..extraction import MENTION_TYPES
from .prompt import read_prompt

MOST_ITEMS: Final = 300  # of each kind; a model that loops is cut off
MOST_CHARACTERS: Final = 400
_FIELDS: Final[Mapping[str, Mapping[str, type]]] = {
    "entities": {"id": str, "sentence": int, "quote": str, "type": str},
    "links": {"sentence": int, "quote": str, "subject": str, "relation": str, "object": str},
    "figures": {"sentence": int, "quote": str, "measure": str, "subject": str},
}


class AnswerRefused(ValueError):
    """An answer that is not of the form asked for; its message holds nothing of the answer."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """One item of an answer: its kind (``entities``, ``links``, ``figures``), and its fields."""

    kind: str
    fields: Mapping[str, Any]

    def __getitem__(self, name: str) -> Any:
        """Return a field."""
        return self.fields[name]


@dataclass(frozen=True, slots=True)
class Answer:
    """Items of the right form, and how many were refused, by reason."""

    items: tuple[Quoted, ...] = ()
    refused: tuple[tuple[str, int], ...] = ()

    def of(self, kind: str) -> Iterator[Quoted]:
        """Items of one kind, in their order."""
        return (item for item in self.items if item.kind == kind)


def read_answer(text: str) -> Answer:
    """Read the text of an answer.

    Parameters
    ----------
    text : str
        One JSON object, alone or in a code fence.

    Returns
    -------
    Answer
        Items with other fields, other types or other words than asked for are refused as ``form``.

    Raises
    ------
    AnswerRefused
        If it is no such object.

    Examples
    --------
    >>> entity = '{"id": "e1", "sentence": 1, "quote": "甲所", "type": "%s"}'
    >>> rest = '"links": [], "figures": []}'
    >>> answer = read_answer('{"entities": [' + entity % "Unit" + "," + entity % "Person" + "], " + rest)
    >>> len(answer.items), answer.refused
    (1, (('form', 1),))
    """
    given = _parsed(_unfenced(text.strip()))
    if not isinstance(given, dict) or set(given) != set(_FIELDS):
        raise AnswerRefused("not an object with entities, links and figures")
    if not all(isinstance(rows, list) for rows in given.values()):
        raise AnswerRefused("a part that is no list")
    items: list[Quoted] = []
    refused: Counter[str] = Counter()
    for kind in _FIELDS:
        rows = given[kind]
        refused["form"] += max(0, len(rows) - MOST_ITEMS)
        for row in rows[:MOST_ITEMS]:
            if _formed(kind, row):
                items.append(Quoted(kind, row))
            else:
                refused["form"] += 1
    return Answer(tuple(items), tuple(sorted((reason, n) for reason, n in refused.items() if n)))


def _unfenced(text: str) -> str:
    if text.startswith("```") and text.endswith("```") and "\n" in text:
        return text[text.index("\n") : -3]
    return text


def _parsed(text: str) -> object:
    def no_number(name: str) -> object:
        raise AnswerRefused(f"{name} is no JSON")

    try:
        return json.loads(text, parse_constant=no_number)
    except AnswerRefused:
        raise
    except (ValueError, RecursionError) as error:
        raise AnswerRefused("not JSON") from error


def _formed(kind: str, row: object) -> bool:
    fields = _FIELDS[kind]
    if not isinstance(row, dict) or set(row) != set(fields):
        return False
    if not all(type(row[name]) is needed for name, needed in fields.items()):
        return False
    if not all(0 < len(row[n]) <= MOST_CHARACTERS and row[n].strip() for n, needed in fields.items() if needed is str):
        return False
    if kind == "entities":
        return row["type"] in MENTION_TYPES
    return kind != "links" or row["relation"] in read_prompt()["relations"]
