"""The text of a Word document: paragraphs and rows of tables, in their order."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from importlib.metadata import version
from itertools import accumulate
from typing import TYPE_CHECKING

from ...errors import InputRefused
from .article import SourceText
from .office_package import check_package

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table

_MEND = "save it again as .docx, or as .txt"


def read_docx(source: SourceText, data: bytes, shown: str) -> SourceText:
    """Read a DOCX.

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
        One paragraph, or one row of a table with its cells parted by tabs, a line; and where each starts.

    Raises
    ------
    InputRefused
        If the file is damaged, no Word document, or holds no text.
    """
    import docx

    check_package(data, shown, _MEND)
    try:
        lines = list(_lines(docx.Document(io.BytesIO(data))))
    except MemoryError:
        raise InputRefused(shown, "is too large for the memory", "split it") from None
    except Exception as error:  # the library fails in many ways on a file that is none
        raise InputRefused(shown, "is no Word document", _MEND) from error
    filled = [line for line in lines if line.strip()]
    text = "\n".join(filled)
    if not text:
        raise InputRefused(shown, "the document holds no text", "save its text as .txt")
    starts = accumulate((len(line) + 1 for line in filled[:-1]), initial=0)
    return replace(source, text=text, extractor=f"python-docx {version('python-docx')}", parts=tuple(starts))


def _lines(document: Document) -> Iterator[str]:
    from docx.table import Table

    for block in document.iter_inner_content():
        if isinstance(block, Table):
            yield from _rows(block)
        else:
            yield " ".join(block.text.splitlines())


def _rows(table: Table) -> Iterator[str]:
    """The rows of a table; a cell that goes on from the row above says the same again.

    `Row.cells` of the library lists a cell once for each column that it claims to cover, and goes up the whole column
    for each row: without end for a file that lies, and in squared time for one that does not.
    """
    from docx.table import _Cell

    above: dict[int, str] = {}
    for row in table._tbl.tr_lst:
        at, cells, here = row.grid_before, [], {}
        for cell in row.tc_lst:
            text = above.get(at) if cell.vMerge == "continue" else None
            here[at] = " ".join(_Cell(cell, table).text.split()) if text is None else text
            cells.append(here[at])
            at += cell.grid_span
        above = here
        yield "\t".join(cells)
