"""Free Cypher over a dataset: read-only, and from this dataset alone.

A text is read before it is asked; what writes, reaches beyond the dataset or calls an unlisted procedure is refused.
The database is open for reading alone, so the engine refuses the same a second time.  It is answered in a process of
its own, within limits of time and memory.
"""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from ..graph.cypher_engine import Found
from ..graph.cypher_store import make_cypher
from .cypher_text import check_cypher, columns_of
from .free_result import free_result
from .limits import Limits
from .names import checked_text
from .reader import Reader
from .result import Named, Result, Value


def cypher(reader: Reader, text: str, limits: Limits | None = None) -> Result:
    """Ask a free query in Cypher, in a process of its own that ends when it passes a limit.

    Parameters
    ----------
    reader : Reader
    text : str
        MATCH … RETURN …; labels, types and keys are those of docs/mapping.md.
    limits : Limits, optional
        A minute and 2 GB unless given.  Making the database, which the first question does, is not counted.

    Returns
    -------
    Result
        Columns are what RETURN names; a node is its entity or document, a path, a list or a map is JSON.  Its rows
        carry no claims: the query itself must ask for them.

    Raises
    ------
    UsageError
        If the text cannot be read, writes, or reaches beyond the dataset; `QueryStopped` if it passes a limit.
    MissingExtra
        If the engine is not installed.
    """
    check_cypher(checked_text(text, "query"))  # before a database is made for nothing
    make_cypher(reader.dataset)
    return reader.apart.ask("cypher", text, limits or Limits())


def answer_cypher(reader: Reader, text: str) -> Result:
    """Answer a free query here, however long it takes; see `cypher`.

    Raises
    ------
    UsageError
        See `check_cypher`.
    """
    check_cypher(text)
    names, rows = reader.cypher_graph.rows(text)
    names = names or columns_of(text)
    return free_result(reader, "cypher", names, [[_value(reader, row.get(name)) for name in names] for row in rows])


def _value(reader: Reader, value: Any) -> Value:
    if isinstance(value, Found):
        return Named(value.iri, reader.label(value.iri)) if value.iri else value.text
    if isinstance(value, float):
        number = Decimal(repr(value))
        return number if number.is_finite() else str(value)
    if isinstance(value, list | dict):
        return json.dumps(_plain(reader, value), ensure_ascii=False)
    if value is None or isinstance(value, str | int):
        return value
    return str(value)


def _plain(reader: Reader, value: Any) -> Any:
    if isinstance(value, list):
        return [_plain(reader, part) for part in value]
    if isinstance(value, dict):
        return {key: _plain(reader, part) for key, part in value.items()}
    return str(_value(reader, value)) if isinstance(value, Found) else value
