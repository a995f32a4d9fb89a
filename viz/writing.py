"""Files that are whole or not there."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from ..errors import UsageError


def write_whole(path: Path, data: bytes) -> Path:
    """Write a file in one step, in place of what is there.

    Parameters
    ----------
    path : Path
        In a folder that exists.
    data : bytes

    Raises
    ------
    UsageError
        If it cannot be written there; then nothing is changed.

    Examples
    --------
    >>> write_whole(Path("no/such/folder/a.svg"), b"")
    Traceback (most recent call last):
    policing_kg.errors.UsageError: no/such/folder/a.svg: cannot be written (No such file or directory); name a file in a folder you may write
    """  # noqa: E501 -- one line of a message
    try:
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            Path(temporary).chmod(0o644)
            Path(temporary).replace(path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise UsageError(
            f"{path}: cannot be written ({error.strerror}); name a file in a folder you may write"
        ) from error
    return path
