"""A sheet of a workbook as the table that a CSV would be."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from importlib.metadata import version

from ...errors import InputRefused
from .article import SourceText
from .office_package import check_package

MOST_ROWS = 200_000
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
        If the file is damaged, no sheet is filled or several are, or it has more than `MOST_ROWS` rows.
    """
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    check_package(data, shown, _MEND)
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        sheets = {sheet.title: list(sheet.iter_rows(values_only=True, max_row=MOST_ROWS + 1)) for sheet in book}
    except (InvalidFileException, KeyError, ValueError, TypeError) as error:
        raise InputRefused(shown, "is no workbook", _MEND) from error
    filled = {name: rows for name, rows in sheets.items() if any(any(c is not None for c in row) for row in rows)}
    filled = {name: filled[name] for name in OWN if name in filled} or filled
    if len(filled) != 1:
        reason = "has several filled sheets" if filled else "has no filled sheet"
        raise InputRefused(shown, reason, "save the sheet that holds the table as .csv")
    ((_, rows),) = filled.items()
    if len(rows) > MOST_ROWS:
        raise InputRefused(shown, f"has more than {MOST_ROWS} rows", "split it")
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerows(["" if cell is None else _plain(cell) for cell in row] for row in rows)
    return replace(source, text=out.getvalue(), extractor=f"openpyxl {version('openpyxl')}")


def _plain(cell: object) -> str:
    """A cell as typed: 3.0 is 3, a day has no time."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).removesuffix(" 00:00:00")
