"""The answer to a free query, in either language: columns by what they hold, rows that carry no claims."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from types import MappingProxyType

from .definition import Column
from .reader import Reader
from .result import Named, Result, Row, Value

_TYPES = MappingProxyType({bool: "boolean", int: "integer", Decimal: "decimal", str: "string", Named: "entity"})


def free_result(reader: Reader, language: str, names: Sequence[str], values: Sequence[Sequence[Value]]) -> Result:
    """Make a result of rows of values.

    Parameters
    ----------
    reader : Reader
    language : str
        ``sparql`` or ``cypher``: what stands for the name of the query.
    names : sequence of str
        Columns.
    values : sequence of sequence
        Rows, a value for each column.
    """
    kinds = [_kind([row[n] for row in values]) for n in range(len(names))]
    columns = tuple(Column(name, kind, name, name) for name, kind in zip(names, kinds, strict=True))
    rows = tuple(Row(dict(zip(names, row, strict=True))) for row in values)
    return Result(language, {}, columns, reader.digest, rows)


def _kind(values: list[Value]) -> str:
    """The one type that all values of a column have; a string where they differ."""
    found = {_TYPES[type(v)] for v in values if v is not None}
    if found == {"integer", "decimal"}:
        return "decimal"
    return found.pop() if len(found) == 1 else "string"
