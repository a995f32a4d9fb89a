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
    from docx.opc.exceptions import PackageNotFoundError
    from lxml.etree import XMLSyntaxError

    check_package(data, shown, _MEND)
    try:
        lines = list(_lines(docx.Document(io.BytesIO(data))))
    except (PackageNotFoundError, KeyError, ValueError, XMLSyntaxError) as error:
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
            for row in block.rows:
                cells = dict.fromkeys(cell._tc for cell in row.cells)
                texts = {cell._tc: cell.text for cell in row.cells}
                yield "\t".join(" ".join(texts[cell].split()) for cell in cells)
        else:
            yield " ".join(block.text.splitlines())
