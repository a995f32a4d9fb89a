"""Read one file into a `SourceText`: the face of the readers."""

from __future__ import annotations

import hashlib
import stat
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from ...errors import InputRefused
from .article import SourceText
from .docx_reader import read_docx
from .encoding import decode
from .html_reader import declared_encoding, read_html
from .pdf_reader import read_pdf
from .sheet_reader import read_sheet

MEDIA = {
    ".txt": "text", ".text": "text", ".md": "text",
    ".html": "html", ".htm": "html", ".xhtml": "html", ".shtml": "html",
    ".csv": "table", ".tsv": "table", ".xlsx": "table",
    ".pdf": "text", ".docx": "text",
}  # fmt: skip
PACKED: Mapping[str, Callable[[SourceText, bytes, str], SourceText]] = {
    ".pdf": read_pdf,
    ".docx": read_docx,
    ".xlsx": read_sheet,
}
MOST_CHARACTERS = 1_000_000  # of one document; a yearbook has fewer
MOST_BYTES = 400_000_000  # of a file, pictures and all
MOST_OF_TABLE = 100_000_000  # bytes of delimited text
_WIDEST = 4  # bytes of a character in any encoding


def read_source(path: str | Path, *, name: str | None = None) -> SourceText:
    r"""Read and decode one file: text, HTML or table, told by its suffix.

    Parameters
    ----------
    path : str or Path
        The file.
    name : str, optional
        Name to give it; the path's last part if left out.

    Returns
    -------
    SourceText
        For text and delimited tables its `text` is the decoded bytes without byte-order mark, newlines as stored;
        for HTML, PDF and Word what was extracted, for a sheet its rows as comma-separated text.

    Raises
    ------
    InputRefused
        If the path is missing, no file or unreadable, the suffix unknown, the file empty or binary, its encoding
        cannot be told, a page holds no article, or a PDF, Word document or workbook is damaged.

    Examples
    --------
    >>> import tempfile
    >>> file = Path(tempfile.mkdtemp()) / "报告.txt"
    >>> _ = file.write_bytes("民警走访社区。\r\n".encode())
    >>> read_source(file).text, read_source(file).encoding
    ('民警走访社区。\r\n', 'utf-8')
    """
    file, shown = Path(path), str(path)
    size = _size_of(file, shown)
    media = MEDIA.get(file.suffix.lower())
    if media is None:
        kind = f"the suffix {file.suffix} is" if file.suffix else "a name without suffix is"
        raise InputRefused(shown, f"{kind} not known", f"give one of {', '.join(MEDIA)}")
    packed = PACKED.get(file.suffix.lower())
    most = MOST_BYTES if packed else MOST_OF_TABLE if media == "table" else (MOST_CHARACTERS + 1) * _WIDEST
    if size > most:
        raise InputRefused(shown, f"has {size:,} bytes, more than one document has", "split it")
    data = _read_bytes(file, shown)
    source = SourceText(name or file.name, "", hashlib.sha256(data).hexdigest(), media)
    if packed:
        if not data:
            raise InputRefused(shown, "the file is empty", "remove it or fill it")
        source = packed(source, data, shown)
    else:
        declared = declared_encoding(data) if media == "html" else ""
        text, encoding = decode(data, shown, declared)
        source = replace(source, text=text, encoding=encoding)
    if media != "table" and len(source.text) > MOST_CHARACTERS:
        raise InputRefused(shown, f"holds {len(source.text):,} characters, more than one document has", "split it")
    return read_html(source, shown) if media == "html" else source


def _size_of(file: Path, shown: str) -> int:
    """Bytes of a file; what is no regular file is refused before it is opened: a pipe would never end."""
    with _named(shown):
        found = file.stat()
    mode = found.st_mode
    if stat.S_ISDIR(mode):
        raise InputRefused(shown, "is a folder", "name the files in it")
    if not stat.S_ISREG(mode):
        raise InputRefused(shown, "is a pipe, socket or device", "save the text in a file")
    return found.st_size


def _read_bytes(file: Path, shown: str) -> bytes:
    with _named(shown):
        return file.read_bytes()


@contextmanager
def _named(shown: str) -> Iterator[None]:
    """What the system refuses, as a refusal that names the file."""
    try:
        yield
    except FileNotFoundError:
        raise InputRefused(shown, "there is no such file", "check the path") from None
    except PermissionError:
        raise InputRefused(shown, "may not be read", "grant read permission") from None
    except MemoryError:
        raise InputRefused(shown, "is too large for the memory", "split it") from None
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "the path is not valid"
        raise InputRefused(shown, f"cannot be read ({why})", "check the path") from None
