"""A sheet of a workbook as the table that a CSV would be."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterable
from dataclasses import replace
from importlib.metadata import version
from typing import Any

from ...errors import InputRefused
from ...graph.cell import csv_line
from .article import SourceText
from .office_package import check_package
from .table_reader import MOST_ROWS

MOST_COLUMNS = 256
MOST_SHEETS = 100
MOST_CHARACTERS = 100_000_000
OWN = ("review", "coding")  # sheets of our own workbooks, beside which others hold lists and words of explanation
_MEND = "save it again as .xlsx, or as .csv"


def read_sheet(source: SourceText, data: bytes, shown: str) -> SourceText:
    """Read the one sheet of an XLSX that is filled, or the one of `OWN` that a workbook of ours has.

    Parameters
    ----------
    source : SourceText
        Name and hash; its text is replaced.
    data : bytes
        The file.
    shown : str
        The file as the user named it, for the message.

    Returns
    -------
    SourceText
        The sheet as comma-separated text: evidence points to its row and column.

    Raises
    ------
    InputRefused
        If the file is damaged, no sheet is filled or several are, or it passes one of the bounds.
    """
    from openpyxl import load_workbook

    check_package(data, shown, _MEND)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what the library leaves out of a workbook: styles, pictures
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
            filled = {sheet.title: rows for sheet in _listed(book, shown) if (rows := _rows(sheet, shown))}
    except InputRefused:
        raise
    except MemoryError:
        raise InputRefused(shown, "is too large for the memory", "split it") from None
    except Exception as error:  # the library fails in many ways on a file that is none
        raise InputRefused(shown, "is no workbook", _MEND) from error
    filled = {name: filled[name] for name in OWN if name in filled} or filled
    if len(filled) != 1:
        reason = "has several filled sheets" if filled else "has no filled sheet"
        raise InputRefused(shown, reason, "save the sheet that holds the table as .csv")
    ((_, rows),) = filled.items()
    widest = max(map(len, rows))
    text = "".join(csv_line([*row, *[""] * (widest - len(row))]) + "\n" for row in rows)
    return replace(source, text=text, extractor=f"openpyxl {version('openpyxl')}")


def _listed(book: Any, shown: str) -> list[Any]:
    sheets = list(book)
    if len(sheets) > MOST_SHEETS:
        raise InputRefused(shown, f"has more than {MOST_SHEETS} sheets", "save the one that holds the table as .csv")
    return sheets


def _rows(sheet: Any, shown: str) -> list[list[str]]:
    """The rows down to the last that is filled, each as far as it is; what the sheet says of its own size is not asked.

    Raises
    ------
    InputRefused
        If it has more rows or columns than `MOST_ROWS` and `MOST_COLUMNS`, or more characters than `MOST_CHARACTERS`.
    """
    sheet.reset_dimensions()
    rows: list[list[str]] = []
    last = size = 0
    for number, row in enumerate(sheet.iter_rows(values_only=True, max_row=MOST_ROWS + 1), 1):
        if number > MOST_ROWS:
            raise InputRefused(shown, f"has more than {MOST_ROWS} rows", "split it")
        cells = _filled(row)
        rows.append(cells)
        size += sum(map(len, cells))
        if len(cells) > MOST_COLUMNS:
            raise InputRefused(shown, f"has more than {MOST_COLUMNS} columns", "split it")
        if size > MOST_CHARACTERS:
            raise InputRefused(shown, f"holds more than {MOST_CHARACTERS:,} characters", "split it")
        last = number if cells else last
    return rows[:last]


def _filled(row: Iterable[object]) -> list[str]:
    cells = ["" if cell is None else _plain(cell) for cell in row]
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _plain(cell: object) -> str:
    """A cell as typed: 3.0 is 3, a day has no time."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).removesuffix(" 00:00:00")
