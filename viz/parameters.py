"""Parameters of views and plots as their tables declare them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ..queries.definition import Parameter, find_query


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
