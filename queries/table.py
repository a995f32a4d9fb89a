"""Results as rows of cells: a table for a terminal, Markdown, CSV."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from decimal import Decimal

from ..graph.cell import csv_line, guarded
from .result import Named, Result, Row, Value
from .source import evidence_text, source_text

_GAP = "  "
_LEAST = 8  # columns that a shortened cell keeps
_UNDRAWN = ("Cc", "Cf", "Cs", "Cn")  # categories of Unicode
_MARKDOWN = str.maketrans({c: "\\" + c for c in "\\|`*_[]"} | {"<": "&lt;", "&": "&amp;"})
_PLACES = 3  # of a row that a table shows; the other forms show all


def plain(value: Value) -> str:
    """A value as people read it.

    Examples
    --------
    >>> plain(True), plain(Decimal("280000")), plain(None), plain(Named("urn:a", "甲"))
    ('yes', '280000', '', '甲')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return str(value)


def display_width(text: str) -> int:
    """Columns that a text takes in a terminal: two for a wide character, none for a combining one.

    Examples
    --------
    >>> display_width("西青区"), display_width("96.3"), display_width("é")
    (6, 4, 1)
    """
    return sum(_columns(c) for c in text)


def _columns(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Cf", "Cc"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1


def shortened(text: str, width: int) -> str:
    """A text cut to a number of columns, with an ellipsis where something is cut.

    Examples
    --------
    >>> shortened("大寺派出所", 7), shortened("大寺", 7)
    ('大寺派…', '大寺')
    """
    if display_width(text) <= width:
        return text
    kept, used = [], 1
    for character in text:
        used += _columns(character)
        if used > width:
            break
        kept.append(character)
    return "".join(kept) + "…"


def _cells(row: Row, evidence: bool, most: int = 0) -> list[str]:
    shown = [plain(v) for v in row.values()]
    shown.append(source_text(row, most))
    return [*shown, evidence_text(row.evidence)] if evidence else shown


def _heading(result: Result, evidence: bool, language: str) -> list[str]:
    names = [c.label_zh if language == "zh" else c.label_en for c in result.columns]
    last = ["出处", "证据"] if language == "zh" else ["Source", "Evidence"]
    return [*names, *last[: 2 if evidence else 1]]


def table_lines(
    result: Result, *, evidence: bool = False, language: str = "en", width: int | None = None
) -> Iterator[str]:
    """A table for a terminal, columns aligned by what they show, empty ones left out.

    Parameters
    ----------
    result : Result
    evidence : bool
    language : str
        Of the headings: ``en`` or ``zh``.
    width : int, optional
        Columns of the terminal; the widest columns are shortened until the table fits.
    """
    heading = _heading(result, evidence, language)
    rows = [[_one_line(c) for c in _cells(row, evidence, _PLACES)] for row in result.rows]
    filled = [n for n in range(len(heading)) if not rows or any(row[n] for row in rows)]
    lines = [[heading[n] for n in filled], *([row[n] for n in filled] for row in rows)]
    widths = [max(display_width(line[n]) for line in lines) for n in range(len(filled))]
    if width is not None:
        widths = _fitted(widths, width)
    for number, line in enumerate(lines):
        yield _GAP.join(_padded(text, columns) for text, columns in zip(line, widths, strict=True)).rstrip()
        if number == 0:
            yield _GAP.join("─" * columns for columns in widths)


def _fitted(widths: Sequence[int], width: int) -> list[int]:
    fitted = list(widths)
    over = sum(fitted) + len(_GAP) * (len(fitted) - 1) - width
    while over > 0 and fitted and max(fitted) > _LEAST:
        fitted[fitted.index(max(fitted))] -= 1
        over -= 1
    return fitted


def _padded(text: str, columns: int) -> str:
    shown = shortened(text, columns)
    return shown + " " * (columns - display_width(shown))


def _one_line(text: str) -> str:
    """Without line ends, and without what draws nothing: it could move a terminal's cursor or turn the line around."""
    return "".join(" " if c.isspace() else c for c in text if c.isspace() or unicodedata.category(c) not in _UNDRAWN)


def markdown_lines(result: Result, *, evidence: bool = False, language: str = "en") -> Iterator[str]:
    """A Markdown table; in a cell nothing is markup, for a link or a picture in it would be another's."""
    names = _heading(result, evidence, language)
    yield _markdown_line(names)
    yield f"|{'---|' * len(names)}"
    for row in result.rows:
        yield _markdown_line(_cells(row, evidence))


def _markdown_line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(_one_line(c).translate(_MARKDOWN) for c in cells)} |"


def csv_lines(result: Result, *, evidence: bool = False) -> Iterator[str]:
    """CSV: the columns, the IRIs of entities and documents beside them, claims and source.

    A column of a free query that has the name of one of these stands in its place.
    """
    names = [c.name for c in result.columns]
    iris = [c.name for c in result.columns if c.type in ("entity", "document") and f"{c.name}_iri" not in names]
    more = [*(f"{n}_iri" for n in iris), "claims", "source", *(["evidence"] if evidence else [])]
    added = [n for n, name in enumerate(more) if name not in names]
    yield _csv_line([*names, *(more[n] for n in added)])
    for row in result.rows:
        addresses = [v.iri if isinstance(v := row[n], Named) else "" for n in iris]
        values, places = [plain(v) for v in row.values()], _cells(row, evidence)[len(names) :]
        beside = [*addresses, " ".join(row.claims), *places]
        yield _csv_line([*values, *(beside[n] for n in added)])


def _csv_line(values: list[str]) -> str:
    return csv_line(map(guarded, values))
