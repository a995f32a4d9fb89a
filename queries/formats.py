"""Write a result for a reader: table, JSON Lines, JSON, CSV, Parquet, Markdown."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from ..errors import UsageError
from .result import Named, Result, Row, Value
from .source import json_evidence, json_sources
from .table import csv_lines, markdown_lines, table_lines

FORMATS = ("table", "jsonl", "json", "csv", "parquet", "markdown")


def as_json_value(value: Value) -> Any:
    """A value as JSON: entities as ``{"iri", "label"}``, decimals as numbers.

    Examples
    --------
    >>> as_json_value(Named("urn:a", "甲")), as_json_value(Decimal("96.3")), as_json_value(Decimal("280000"))
    ({'iri': 'urn:a', 'label': '甲'}, 96.3, 280000)
    """
    if isinstance(value, Named):
        return {"iri": value.iri, "label": value.label}
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value


def as_json_row(row: Row, *, evidence: bool = False) -> dict[str, Any]:
    """A row as a JSON object by column, with `claims`, `source` and, where asked, `evidence`.

    A column of a free query that has one of these names stands in its place.

    Examples
    --------
    >>> as_json_row(Row({"value": Decimal("96.3")}, ("ab",)))
    {'value': 96.3, 'claims': ['ab'], 'source': []}
    """
    values: dict[str, Any] = {column: as_json_value(value) for column, value in row.items()}
    more: dict[str, Any] = {"claims": list(row.claims), "source": json_sources(row)}
    if evidence:
        more["evidence"] = [json_evidence(e) for e in row.evidence]
    return values | more | values


def as_json(result: Result, *, evidence: bool = False) -> dict[str, Any]:
    """A result as one JSON object: query, parameters, columns, dataset, rows."""
    return {
        "query": result.query,
        "parameters": {k: [as_json_value(v) for v in values] for k, values in result.parameters.items()},
        "columns": [{"name": c.name, "type": c.type, "en": c.label_en, "zh": c.label_zh} for c in result.columns],
        "dataset": result.dataset,
        "rows": [as_json_row(row, evidence=evidence) for row in result.rows],
    }


def lines_of(
    result: Result, form: str, *, evidence: bool = False, language: str = "en", width: int | None = None
) -> Iterator[str]:
    """Write a result as text, line by line, in a form other than ``parquet``.

    Parameters
    ----------
    result : Result
    form : str
        ``table``, ``jsonl``, ``json``, ``csv`` or ``markdown``.
    evidence : bool
        Whether each claim of a row is shown with its sentence, beside the row's sources.
    language : str
        ``en`` or ``zh``: of the headings of a table.
    width : int, optional
        Columns of the terminal that a table must fit in; by default as wide as its cells.

    Yields
    ------
    str
        Lines without their ends.

    Raises
    ------
    UsageError
        If the form is none of these.

    Examples
    --------
    >>> list(lines_of(Result("figures", {}, (), "d", (Row({"value": Decimal("96.3")}),)), "jsonl"))
    ['{"value": 96.3, "claims": [], "source": []}']
    """
    match form:
        case "table":
            yield from table_lines(result, evidence=evidence, language=language, width=width)
        case "jsonl":
            for row in result.rows:
                yield json.dumps(as_json_row(row, evidence=evidence), ensure_ascii=False)
        case "json":
            yield json.dumps(as_json(result, evidence=evidence), ensure_ascii=False, indent=1)
        case "csv":
            yield from csv_lines(result, evidence=evidence)
        case "markdown":
            yield from markdown_lines(result, evidence=evidence, language=language)
        case _:
            raise UsageError(f"{form}: not a form of text; use {', '.join(f for f in FORMATS if f != 'parquet')}")
