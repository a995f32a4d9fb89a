"""Office files are zip archives: what is cut off or unpacks without end is refused before a library opens it."""

from __future__ import annotations

import io
import zipfile
import zlib

from ...errors import InputRefused

MOST_BYTES = 400_000_000  # unpacked; more is no document that anyone wrote


def check_package(data: bytes, shown: str, mend: str) -> None:
    """Check that an office file is whole.

    Parameters
    ----------
    data : bytes
        The file.
    shown, mend : str
        The file as the user named it, and what to do, for the message.

    Raises
    ------
    InputRefused
        If it is no archive, is damaged, or unpacks to more than `MOST_BYTES`.

    Examples
    --------
    >>> check_package(b"PK", "a.docx", "save it again")
    Traceback (most recent call last):
    policing_kg.errors.InputRefused: a.docx: is damaged or cut off; save it again
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if sum(part.file_size for part in packed.infolist()) > MOST_BYTES:
                raise InputRefused(shown, "unpacks to more than any document", mend)
            broken = packed.testzip()
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError) as error:
        raise InputRefused(shown, "is damaged or cut off", mend) from error
    if broken:
        raise InputRefused(shown, "is damaged or cut off", mend)
