"""The work of one coder, read from a filled review sheet, a coded table or annotated documents."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from ...errors import InputRefused
from ...graph.cell import unguarded
from ..gold import read_gold, read_records
from ..review.spreadsheet import visible
from ..texts.reading import read_source
from ..texts.table_reader import read_table
from .judgements import Coding, of_records, of_review, of_table

_TABLES = (".csv", ".tsv", ".xlsx")


def read_coding(path: Path) -> Coding:
    """Read one coder's work; the file's or folder's name is the coder's.

    Parameters
    ----------
    path : Path
        A review sheet (columns ``id`` and ``decision``), a coded table (``subject`` and ``relation``), a ``.jsonl``
        file of annotated documents, or a folder of them.

    Raises
    ------
    InputRefused
        If it is none of these.
    """
    coder = path.stem
    if path.is_dir() or path.suffix == ".json":
        return of_records(coder, read_gold(path))
    if path.suffix == ".jsonl":
        return of_records(coder, read_records(path))
    if path.exists() and path.suffix.lower() not in _TABLES:
        raise InputRefused(str(path), "is no coder's work", f"give {', '.join(_TABLES)}, .json, .jsonl or a folder")
    table = read_table(replace(read_source(path), name=str(path)))
    rows = [{c: visible(unguarded(table.value(row, c))).strip() for c in table.header} for row in table.rows]
    if {"id", "decision"} <= set(table.header):
        return of_review(coder, rows)
    if {"subject", "relation"} <= set(table.header):
        return of_table(coder, rows)
    raise InputRefused(
        str(path), "is neither a review sheet nor a coded table", "give columns id, decision, or subject, relation"
    )
