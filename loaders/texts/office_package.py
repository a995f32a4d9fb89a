"""Office files are zip archives of XML: what would cost without bound is refused before a library opens it.

References
----------
ECMA-376-2, Open Packaging Conventions: a part of XML holds no document type declaration.
"""

from __future__ import annotations

import io
import zipfile

from ...errors import InputRefused

MOST_BYTES = 400_000_000  # unpacked, pictures too; more is no document that anyone wrote
MOST_PARTS = 10_000
MOST_MARKUP = 100_000_000  # bytes of XML, which a library holds in memory many times over
MOST_TAGS = 8_000_000
LONGEST_TEXT = 4_000_000  # bytes without a tag; a run of text or a cell is far shorter
_CHUNK = 1 << 20
_OPENS = (b"<", b"\x4c")  # in ASCII and in EBCDIC, which libxml2 reads too
_BEFORE = b"\xef\xbb\xbf\xfe\xff\0 \t\r\n"  # byte-order marks, zeros of UTF-16, white space
_DECLARES = (b"<!DOCTYPE", b"<!ENTITY")


def check_package(data: bytes, shown: str, mend: str) -> None:
    """Check that an office file is whole, and that to read it costs no more than a document does.

    Parameters
    ----------
    data : bytes
        The file.
    shown, mend : str
        The file as the user named it, and what to do, for the message.

    Raises
    ------
    InputRefused
        If it is no archive, is damaged, holds a part twice, declares a document type, or passes one of the bounds.

    Examples
    --------
    >>> check_package(b"PK", "a.docx", "save it again")
    Traceback (most recent call last):
    policing_kg.errors.InputRefused: a.docx: is damaged or cut off; save it again
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            listed = packed.infolist()
            why = _bound_passed(listed) or _markup_passed(packed, listed)
    except Exception as error:  # an archive that is not whole fails in many ways
        raise InputRefused(shown, "is damaged or cut off", mend) from error
    if why:
        raise InputRefused(shown, why, mend)


def _bound_passed(listed: list[zipfile.ZipInfo]) -> str:
    """What the list of parts says against reading them; nothing is unpacked for it."""
    if sum(part.file_size for part in listed) > MOST_BYTES:
        return "unpacks to more than any document"
    if len(listed) > MOST_PARTS:
        return f"holds more than {MOST_PARTS} parts"
    if len({part.filename for part in listed}) < len(listed):
        return "holds one part twice"
    return ""


def _markup_passed(packed: zipfile.ZipFile, listed: list[zipfile.ZipInfo]) -> str:
    """Unpack each part, so that its sum is checked, and look at those that are XML."""
    size = tags = 0
    for part in listed:
        if part.is_dir():
            continue
        with packed.open(part) as opened:
            text = opened.read(_CHUNK)
            if not text.lstrip(_BEFORE).startswith(_OPENS):
                while opened.read(_CHUNK):
                    pass
                continue
            size += part.file_size
            if size > MOST_MARKUP:
                return "holds more markup than any document"
            text += opened.read()
        tags += text.count(b"<")
        if tags > MOST_TAGS or _without_tag(text):
            return "holds more markup than any document"
        plain = text.replace(b"\0", b"")
        if any(word in plain for word in _DECLARES):
            return "declares a document type, which no office file does"
    return ""


def _without_tag(text: bytes) -> bool:
    """Whether a stretch of `LONGEST_TEXT` bytes has no tag, seen at the places where one ends."""
    stops = range(0, len(text) - LONGEST_TEXT + 1, LONGEST_TEXT)
    return any(text.find(b"<", at, at + LONGEST_TEXT) < 0 for at in stops)
