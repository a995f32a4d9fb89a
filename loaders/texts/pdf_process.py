"""The process that takes the text out of one PDF: a child of the reader, confined, ended when it costs too much.

A few hundred bytes of PDF can ask for work without end, by forms that draw each other or by streams that unpack to
gigabytes; the library, which is not ours, has no limit of its own.  `pdf_reader` starts it, gives it the file on
standard input and reads one object of JSON from its standard output.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from ...confinement import bound_memory, bound_processor, cut_off, write_nothing

MOST_PAGES = 2000


def main(most_characters: int, seconds: int, megabytes: int) -> None:
    """Read a PDF from standard input, write what it holds to standard output.

    Parameters
    ----------
    most_characters : int
        After which the rest is left unread.
    seconds : int
        Of processor time.
    megabytes : int
        Of memory.
    """
    data = sys.stdin.buffer.read()
    cut_off()
    write_nothing()
    bound_memory(megabytes)
    bound_processor(seconds)
    json.dump(_read(data, most_characters), sys.stdout)


def _read(data: bytes, most_characters: int) -> dict[str, Any]:
    import pypdfium2 as pdfium

    try:
        document = pdfium.PdfDocument(data)
        count = len(document)
        if count > MOST_PAGES:
            return {"pages": [], "count": count}
        pages: list[str] = []
        size = 0
        for number in range(count):
            pages.append(document[number].get_textpage().get_text_bounded())
            size += len(pages[-1])
            if size > most_characters:
                break
        return {"pages": pages, "count": count, "title": document.get_metadata_dict().get("Title", "")}
    except pdfium.PdfiumError as error:
        return {"locked": "password" in str(error).lower()}


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
