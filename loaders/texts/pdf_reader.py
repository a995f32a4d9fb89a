"""The text of a PDF, page by page, in paragraphs."""

from __future__ import annotations

from dataclasses import replace

from ...errors import InputRefused
from .article import SourceText
from .reflow import drop_furniture, reflow_pages

MOST_PAGES = 2000
_HYPHENS = dict.fromkeys(map(ord, "\ufffe\ufeff\x00\x0c\x02"), None)


def read_pdf(source: SourceText, data: bytes, shown: str) -> SourceText:
    """Read the text layer of a PDF.

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
        Paragraphs, one a line, and where each page starts; page numbers and running heads left out.

    Raises
    ------
    InputRefused
        If the file is damaged, locked by a password, longer than `MOST_PAGES`, or holds pictures of text only.
    """
    import pypdfium2 as pdfium

    try:
        document = pdfium.PdfDocument(data)
        try:
            if len(document) > MOST_PAGES:
                raise InputRefused(shown, f"has more than {MOST_PAGES} pages", "split it")
            pages = [document[i].get_textpage().get_text_bounded() for i in range(len(document))]
            title = document.get_metadata_dict().get("Title", "")
        finally:
            document.close()
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise InputRefused(shown, "is locked by a password", "save it without one") from error
        raise InputRefused(shown, "is no PDF that can be read, or is cut off", "fetch it again") from error
    text, starts = reflow_pages(drop_furniture([page.translate(_HYPHENS).splitlines() for page in pages]))
    if not text.strip():
        raise InputRefused(shown, "holds no text, only pictures", "run a text recogniser over it, or save it as text")
    return replace(source, text=text, extractor=f"pypdfium2 {pdfium.PYPDFIUM_INFO}", title=title.strip(), pages=starts)
