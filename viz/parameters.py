"""Views and plots as their tables declare them: their parameters, and one of them by its name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from difflib import get_close_matches
from typing import Any, TypeVar

from ..errors import UnknownName
from ..queries.definition import Parameter, find_query

_Declared = TypeVar("_Declared")


def declared_parameter(told: Mapping[str, Any]) -> Parameter:
    """Read one parameter.

    Parameters
    ----------
    told : mapping
        ``name`` and perhaps ``required``; ``of``, the question of the catalogue that describes it, or else ``doc``
        (Chinese, English) and perhaps ``type``, ``choices`` and ``default``.

    Examples
    --------
    >>> declared_parameter({"name": "unit", "of": "chain", "required": True}).type
    'body'
    >>> declared_parameter({"name": "by", "doc": ["依", "By"], "choices": ["kind", "body"], "default": "kind"}).default
    'kind'
    """
    name, required = told["name"], told.get("required", False)
    if "of" in told:
        found = next(p for p in find_query(told["of"]).parameters if p.name == name)
        return replace(found, variable=name, required=required)
    return Parameter(
        name,
        name,
        told.get("type", "string"),
        required,
        doc_en=told["doc"][1],
        doc_zh=told["doc"][0],
        default=str(told.get("default", "")),
        choices=tuple(told.get("choices", ())),
    )


def declared_as(name: str, declared: Mapping[str, _Declared], kind: str, most: int) -> _Declared:
    """Return the one of a name; where none is near, the refusal lists all, since they are few.

    Raises
    ------
    UnknownName
        With the nearest names, `most` of them.

    Examples
    --------
    >>> declared_as("b", {"a": 1, "b": 2}, "letter", 2)
    2
    >>> declared_as("x", {"b": 2, "a": 1}, "letter", 2)
    Traceback (most recent call last):
    policing_kg.errors.UnknownName: x: unknown letter; did you mean a, b?
    """
    if name not in declared:
        raise UnknownName(name, get_close_matches(name, declared, most, 0.6) or sorted(declared), kind)
    return declared[name]
