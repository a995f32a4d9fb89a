"""Free Cypher over a dataset: read-only, and from this dataset alone.

A text is read before it is asked; what writes, reaches beyond the dataset or calls an unlisted procedure is refused.
The database is open for reading alone, so the engine refuses the same a second time.
"""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from ..graph.cypher_engine import Found
from .cypher_text import check_cypher, columns_of
from .free_result import free_result
from .names import checked_text
from .reader import Reader
from .result import Named, Result, Value


def cypher(reader: Reader, text: str) -> Result:
    """Ask a free query in Cypher.

    Parameters
    ----------
    reader : Reader
    text : str
        MATCH … RETURN …; labels, types and keys are those of docs/mapping.md.

    Returns
    -------
    Result
        Columns are what RETURN names; a node is its entity or document, a path, a list or a map is JSON.  Its rows
        carry no claims: the query itself must ask for them.

    Raises
    ------
    UsageError
        If the text cannot be read, writes, or reaches beyond the dataset.
    MissingExtra
        If the engine is not installed.
    """
    checked_text(text, "query")
    check_cypher(text)
    names, rows = reader.cypher.rows(text)
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
