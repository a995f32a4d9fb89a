"""Tables of delimited text (RFC 4180), every cell with its place in the decoded text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ...errors import InputRefused
from .article import SourceText

DELIMITERS = ",\t;"
MOST_ROWS = 200_000
MOST_CELLS = 4_000_000
LONGEST_CELL = 40_000  # characters; a spreadsheet holds 32 767


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its value without quotes, row and column counted from 1 (the header is row 1), and span."""

    value: str
    row: int
    column: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number (the header is 1), cells, and span without the line's end."""

    number: int
    cells: tuple[Cell, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Table:
    """A header and the rows under it.

    Parameters
    ----------
    header : tuple of str
        Column names, trimmed.
    rows : tuple of Row
        Rows below the header; blank lines are left out but counted in no row's number.
    delimiter : str
        The delimiter that was told from the header.
    """

    header: tuple[str, ...]
    rows: tuple[Row, ...]
    delimiter: str

    def value(self, row: Row, column: str) -> str:
        """Return a row's value under a column, trimmed; empty where the row is shorter.

        Raises
        ------
        KeyError
            If the header has no such column.
        """
        if column not in self.header:
            raise KeyError(column)
        at = self.header.index(column)
        return row.cells[at].value.strip() if at < len(row.cells) else ""


def _split(source: SourceText, delimiter: str) -> list[Row]:
    """The rows of the text, in time and memory that its length bounds.

    Raises
    ------
    InputRefused
        If it has more rows or cells, or a longer cell, than a spreadsheet shows.
    """
    text = source.text
    stops = re.compile(f"[{delimiter}\r\n]")
    rows: list[Row] = []
    cells: list[Cell] = []
    at, row_start, n, count = 0, 0, len(text), 0

    def close_row(end: int) -> None:
        nonlocal cells
        if len(cells) > 1 or cells[0].value.strip():
            rows.append(Row(cells[0].row, tuple(cells), row_start, end))
        cells = []

    def stop(begin: int) -> int:
        found = stops.search(text, begin)
        return found.start() if found else n

    while at < n:
        start = at
        number, column = len(rows) + 1, len(cells) + 1
        if text[at] == '"':
            value, rest = _quoted(text, at)
            at = stop(rest)
            value += text[rest:at]
        else:
            at = stop(at)
            value = text[start:at]
        cells.append(Cell(value, number, column, start, at))
        count += 1
        if len(value) > LONGEST_CELL and not _open(text, cells[-1]):
            where = f"{source.name}, row {number}"
            raise InputRefused(where, f"column {column} has {len(value):,} characters", f"keep to {LONGEST_CELL:,}")
        if count > MOST_CELLS or number > MOST_ROWS + 1:
            most = f"{MOST_ROWS:,} rows or {MOST_CELLS:,} cells"
            raise InputRefused(source.name, f"the table has more than {most}", "split it")
        if at < n and text[at] == delimiter:
            at += 1
            if at == n or text[at] in "\r\n":
                cells.append(Cell("", number, column + 1, at, at))
            else:
                continue
        close_row(at)
        at += 2 if text.startswith("\r\n", at) else 1
        row_start = at
    return rows


def _quoted(text: str, at: int) -> tuple[str, int]:
    parts: list[str] = []
    at += 1
    while True:
        close = text.find('"', at)
        if close < 0:
            return "".join([*parts, text[at:]]), len(text)
        parts.append(text[at:close])
        if text.startswith('""', close):
            parts.append('"')
            at = close + 2
        else:
            return "".join(parts), close + 1


def _open(text: str, cell: Cell) -> bool:
    """Whether a cell runs to the text's end because nothing closes its quotation."""
    ends = cell.end == len(text) and text.startswith('"', cell.start)
    return ends and text.count('"', cell.start, cell.end) % 2 == 1


def read_table(source: SourceText) -> Table:
    r"""Read a table; the delimiter is the one of comma, tab and semicolon that splits the header most.

    Parameters
    ----------
    source : SourceText
        A file of the medium ``table``.

    Returns
    -------
    Table

    Raises
    ------
    InputRefused
        If it has no header of two columns or more, a column's name is empty or stands twice, a quotation is never
        closed, a row has more cells than the header, or it is larger than a spreadsheet shows.

    Examples
    --------
    >>> table = read_table(SourceText("t.csv", '单位,数\r\n"甲\n所",3\r\n', "", "table"))
    >>> table.header, table.rows[0].cells[0].value, table.rows[0].start
    (('单位', '数'), '甲\n所', 6)
    """
    first = source.text.lstrip("\r\n").split("\n", 1)[0]
    delimiter = max(DELIMITERS, key=first.count)
    rows = _split(source, delimiter) if source.text else []
    if rows and _open(source.text, last := rows[-1].cells[-1]):
        raise InputRefused(
            source.name, f"a quotation in row {last.row} is never closed", "close it, or double its mark"
        )
    header = tuple(cell.value.strip() for cell in rows[0].cells) if rows else ()
    if len(header) < 2:
        raise InputRefused(source.name, "the table has no header of two columns or more", "name the columns in row 1")
    if "" in header or len(set(header)) < len(header):
        raise InputRefused(source.name, "a column's name is empty or stands twice", "give each column its own name")
    for row in rows[1:]:
        if len(row.cells) > len(header) and any(cell.value.strip() for cell in row.cells[len(header) :]):
            what = f"row {row.number} has {len(row.cells)} cells under {len(header)} columns"
            raise InputRefused(source.name, what, "quote values that hold the delimiter")
    return Table(header, tuple(rows[1:]), delimiter)
