"""Sheets for a spreadsheet: CSV with a byte-order mark, or a workbook with drop-down lists and a header that stays."""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ...errors import UsageError
from ...graph.cell import guarded
from ...graph.export import draft_of

SUFFIXES = (".csv", ".xlsx")
LONGEST = 32_000  # characters of a cell; a workbook holds 32 767
_LISTS = "lists"
_KEPT = "\t\n\x0b\x0c\r\x85\u2028\u2029"  # as a blank
_WIDTH, _WIDEST = 12, 60


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet.

    Parameters
    ----------
    title : str
    columns : sequence of str
    rows : sequence of sequence of str
    choices : mapping of str to sequence of str
        What a cell of a column may hold, shown as a drop-down list.
    widths : mapping of str to int
        Characters that a column shows.
    room : int
        Empty rows below the last that have the lists too.
    strict : bool
        Whether the spreadsheet refuses what is not in the list.
    """

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    choices: Mapping[str, Sequence[str]] = field(default_factory=dict)
    widths: Mapping[str, int] = field(default_factory=dict)
    room: int = 0
    strict: bool = True


def visible(text: str) -> str:
    r"""A text in one line, without characters that have no width, turn the line or control a device.

    Examples
    --------
    >>> visible("大寺\u200b派出\u202e所\n甲")
    '大寺派出所 甲'
    """
    spaced = "".join(" " if c in _KEPT else c for c in text)
    plain = "".join(c for c in spaced if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co", "Cn"))
    return plain if len(plain) <= LONGEST else plain[:LONGEST] + "…"


def write_sheets(target: Path, sheets: Sequence[Sheet], *, replace: bool = False) -> Path:
    """Write sheets: the first alone as CSV, or all as a workbook, by the suffix of the target.

    Parameters
    ----------
    target : Path
        Ends in one of `SUFFIXES`.
    sheets : sequence of Sheet
    replace : bool
        Whether to take the place of a file that is there.

    Returns
    -------
    Path
        The target.  It is written beside and moved to its place at the end.

    Raises
    ------
    UsageError
        If the suffix is another, the file is there already, or its folder is not.
    """
    check_file(target, SUFFIXES, replace)
    with draft_of(target) as draft:
        if target.suffix.lower() == ".csv":
            _write_csv(draft, sheets[0])
        else:
            _write_workbook(draft, sheets)
    return target


def check_file(target: Path, suffixes: Iterable[str], replace: bool, dataset: Path | None = None) -> None:
    """Refuse a file of another kind, in the dataset's folder, there already, or whose folder is not there.

    Raises
    ------
    UsageError
    """
    if target.suffix.lower() not in suffixes:
        raise UsageError(f"{target}: not a name for this; end it in {' or '.join(suffixes)}")
    if target.is_dir():
        raise UsageError(f"{target}: is a folder; name a file")
    if dataset and target.resolve().is_relative_to(dataset.resolve()):
        raise UsageError(f"{target}: lies inside the dataset; name a place outside {dataset}")
    if not target.parent.is_dir():
        raise UsageError(f"{target}: the folder {target.parent} is not there; make it first")
    if target.exists() and not replace:
        raise UsageError(f"{target}: is there already; name another file, or replace it (--replace)")


def _cells(row: Iterable[str]) -> list[str]:
    return [guarded(visible(cell)) for cell in row]


def _write_csv(file: Path, sheet: Sheet) -> None:
    with file.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(sheet.columns)
        writer.writerows(_cells(row) for row in sheet.rows)


def _write_workbook(file: Path, sheets: Sequence[Sheet]) -> None:
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    lists: list[Sequence[str]] = []
    for sheet in sheets:
        page = book.create_sheet(sheet.title)
        _fill(page, sheet)
        _offer(page, sheet, lists)
    if lists:
        page = book.create_sheet(_LISTS)
        page.sheet_state = "hidden"
        for column, values in enumerate(lists, 1):
            for row, value in enumerate(values, 1):
                _put(page, row, column, value)
    book.save(file)


def _fill(page: Any, sheet: Sheet) -> None:
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    for column, name in enumerate(sheet.columns, 1):
        _put(page, 1, column, name).font = Font(bold=True)
        page.column_dimensions[get_column_letter(column)].width = min(sheet.widths.get(name, _WIDTH), _WIDEST)
    wrapped = Alignment(wrap_text=True, vertical="top")
    for row, cells in enumerate(sheet.rows, 2):
        for column, cell in enumerate(_cells(cells), 1):
            if cell:
                _put(page, row, column, cell).alignment = wrapped
    page.freeze_panes = "A2"
    page.auto_filter.ref = page.dimensions


def _put(page: Any, row: int, column: int, text: str) -> Any:
    """A cell that holds a text, whatever it looks like."""
    cell = page.cell(row, column, text)
    cell.data_type = "s"
    return cell


def _offer(page: Any, sheet: Sheet, lists: list[Sequence[str]]) -> None:
    """Give columns their drop-down lists; the values stand in a sheet of their own, for a list in a cell is short."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    last = len(sheet.rows) + 1 + sheet.room
    for name, values in sheet.choices.items():
        lists.append(values)
        where = get_column_letter(len(lists))
        source = f"{_LISTS}!${where}$1:${where}${len(values)}"
        rule = DataValidation("list", formula1=source, allow_blank=True, showErrorMessage=sheet.strict)
        rule.error, rule.errorTitle = "Choose from the list, or leave the cell empty.", name
        column = get_column_letter(list(sheet.columns).index(name) + 1)
        rule.add(f"{column}2:{column}{max(last, 2)}")
        page.add_data_validation(rule)
