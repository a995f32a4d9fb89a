"""Read one file into a `SourceText`: the face of the readers."""

from __future__ import annotations

import hashlib
from pathlib import Path

from ...errors import InputRefused
from .article import SourceText
from .encoding import decode
from .html_reader import declared_encoding, read_html

MEDIA = {
    ".txt": "text", ".text": "text", ".md": "text",
    ".html": "html", ".htm": "html", ".xhtml": "html", ".shtml": "html",
    ".csv": "table", ".tsv": "table",
}  # fmt: skip


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
        For text and tables its `text` is the decoded bytes without byte-order mark, newlines as stored; for HTML
        the text of the article.

    Raises
    ------
    InputRefused
        If the path is missing, no file or unreadable, the suffix unknown, the file empty or binary, its encoding
        cannot be told, or a page holds no article.

    Examples
    --------
    >>> import tempfile
    >>> file = Path(tempfile.mkdtemp()) / "报告.txt"
    >>> _ = file.write_bytes("民警走访社区。\r\n".encode())
    >>> read_source(file).text, read_source(file).encoding
    ('民警走访社区。\r\n', 'utf-8')
    """
    file, shown = Path(path), str(path)
    data = _read_bytes(file, shown)
    media = MEDIA.get(file.suffix.lower())
    if media is None:
        kind = f"the suffix {file.suffix} is" if file.suffix else "a name without suffix is"
        raise InputRefused(shown, f"{kind} not known", f"give one of {', '.join(MEDIA)}")
    declared = declared_encoding(data) if media == "html" else ""
    text, encoding = decode(data, shown, declared)
    source = SourceText(name or file.name, text, hashlib.sha256(data).hexdigest(), media, encoding)
    return read_html(source, shown) if media == "html" else source


def _read_bytes(file: Path, shown: str) -> bytes:
    try:
        return file.read_bytes()
    except FileNotFoundError:
        raise InputRefused(shown, "there is no such file", "check the path") from None
    except IsADirectoryError:
        raise InputRefused(shown, "is a folder", "name the files in it") from None
    except PermissionError:
        raise InputRefused(shown, "may not be read", "grant read permission") from None
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "the path is not valid"
        raise InputRefused(shown, f"cannot be read ({why})", "check the path") from None
