"""Tables of a study as CSV, Parquet and Stata, with the labels of their columns and values."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from ...errors import MissingExtra
from ...graph.cell import guarded
from .risk import NESTED, STATES, TableRow

VALUES: Mapping[str, Mapping[int, str]] = MappingProxyType(
    {"state": STATES, "no_yes": {0: "no", 1: "yes"}, "nested": NESTED}
)
SUFFIXES: Mapping[str, str] = MappingProxyType({"csv": ".csv", "parquet": ".parquet", "stata": ".dta"})
_MADE = datetime(1980, 1, 1)
_LABEL = 80  # characters of a label in Stata


@dataclass(frozen=True, slots=True)
class TableColumn:
    """One column: its name, whether it holds integers, its label, and the labels of its values."""

    name: str
    integer: bool
    label: str
    values: Mapping[int, str]


@cache
def columns_of(table: str) -> tuple[TableColumn, ...]:
    """The columns of a table, in order.

    Examples
    --------
    >>> [c.name for c in columns_of("cascade")][:3], columns_of("place-year")[5].values[2]
    (['cascade_id', 'node_name', 'event_time'], 'unknown')
    """
    meta: dict[str, Any] = tomllib.loads((files(__package__) / "tables.toml").read_text("utf-8"))
    return tuple(_column(name, meta["columns"][name]) for name in meta["tables"][table])


def check_writers(forms: Iterable[str]) -> None:
    """Refuse what cannot be written here, before anything is.

    Raises
    ------
    MissingExtra
        If Stata files are asked for and pandas is not installed.
    """
    if "stata" in forms and find_spec("pandas") is None:
        raise MissingExtra("pandas, which writes Stata files,", "pandas")


def write_rows(table: str, rows: Iterable[TableRow], folder: Path, forms: Iterable[str]) -> int:
    """Write one table in some forms.

    Parameters
    ----------
    table : str
        ``place-year``, ``dyad-year``, ``cascade`` or ``claims``; its files bear that name.
    rows : iterable of dict
    folder : Path
    forms : iterable of str
        Keys of `SUFFIXES`.

    Returns
    -------
    int
        Number of rows.
    """
    columns = columns_of(table)
    listed = list(rows)
    made = pa.table({c.name: pa.array([row[c.name] for row in listed], _type(c)) for c in columns})
    for form in forms:
        file = folder / f"{table}{SUFFIXES[form]}"
        if form == "csv":
            _write_csv(columns, listed, file)
        elif form == "parquet":
            pq.write_table(made.cast(pa.schema([_field(c) for c in columns])), file)
        else:
            _write_stata(columns, made, file, table)
    return len(listed)


def write_codebook(tables: Iterable[str], facts: Mapping[str, str], file: Path) -> None:
    """Write what every column and value means, and what the tables were made from, as one CSV table."""
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(("table", "column", "value", "label"))
        writer.writerows(("", name, "", guarded(text)) for name, text in facts.items())
        for table in tables:
            for c in columns_of(table):
                writer.writerow((table, c.name, "", c.label))
                writer.writerows((table, c.name, value, guarded(label)) for value, label in c.values.items())


def _column(name: str, meta: Mapping[str, str]) -> TableColumn:
    values = VALUES[meta["values"]] if "values" in meta else {}
    return TableColumn(name, meta["type"] == "integer", meta["label"][:_LABEL], values)


def _type(column: TableColumn) -> pa.DataType:
    return pa.int32() if column.integer else pa.string()


def _field(column: TableColumn) -> pa.Field:
    labels = {"label": column.label} | {f"value {k}": v for k, v in column.values.items()}
    return pa.field(column.name, _type(column), metadata=labels)


def _write_csv(columns: Iterable[TableColumn], rows: Iterable[TableRow], file: Path) -> None:
    """Labelled values stand as their labels, so that nobody takes a code for a number."""
    named = list(columns)
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow([c.name for c in named])
        for row in rows:
            writer.writerow([_cell(c, row[c.name]) for c in named])


def _cell(column: TableColumn, value: str | int | None) -> str:
    if value is None:
        return ""
    if isinstance(value, int) and column.values:
        return guarded(column.values[value])
    return guarded(str(value))


def _write_stata(columns: Iterable[TableColumn], made: pa.Table, file: Path, table: str) -> None:
    """Stata 14 and later (format 118, UTF-8); an empty integer is Stata's missing value."""
    import pandas as pd

    named = list(columns)
    frame = pd.DataFrame(
        {c.name: pd.array(made[c.name].to_pylist(), dtype="Int32" if c.integer else "object") for c in named}
    )
    frame.to_stata(
        file,
        write_index=False,
        version=118,
        time_stamp=_MADE,
        data_label=f"policing-kg: {table}",
        variable_labels={c.name: c.label for c in named},
        value_labels={c.name: dict(c.values) for c in named if c.values},
    )
