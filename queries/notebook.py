"""A result as HTML, for a notebook: every value is text, whatever it holds."""

from __future__ import annotations

from html import escape

from .result import Named, Result, Value
from .source import source_text
from .table import plain

_SHOWN = 50  # rows; a notebook's page holds no more
_PLACES = 3


def html_table(result: Result) -> str:
    """The first rows of a result as an HTML table, with where each stands in its sources.

    Parameters
    ----------
    result : Result

    Returns
    -------
    str

    Examples
    --------
    >>> from .definition import Column
    >>> from .result import Row
    >>> column = Column("name", "string", "Name", "名称")
    >>> "<td>&lt;b&gt;</td>" in html_table(Result("q", {}, (column,), "d", (Row({"name": "<b>"}),)))
    True
    """
    heads = "".join(f'<th title="{escape(c.doc_en)}">{escape(c.label_en)}</th>' for c in result.columns)
    rows = "".join(
        "<tr>"
        + "".join(_cell(row[column.name]) for column in result.columns)
        + f"<td>{escape(source_text(row, _PLACES))}</td></tr>"
        for row in result.rows[:_SHOWN]
    )
    more = len(result) - _SHOWN
    left = f"<p>{more} more rows</p>" if more > 0 else ""
    return f"<table><thead><tr>{heads}<th>Source</th></tr></thead><tbody>{rows}</tbody></table>{left}"


def _cell(value: Value) -> str:
    title = f' title="{escape(value.iri)}"' if isinstance(value, Named) else ""
    return f"<td{title}>{escape(plain(value))}</td>"
