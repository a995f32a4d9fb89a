"""What a disk that is full, or may not be written, comes to: one error that names the dataset and the mend."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ..errors import Unavailable


@contextmanager
def writing(dataset: Path) -> Iterator[None]:
    """What the disk or an engine raises while a dataset is written, as one error.

    Raises
    ------
    Unavailable
        If the disk is full or will not be written.
    """
    try:
        yield
    except Exception as error:
        why = failure_to_write(error)
        if why:
            raise Unavailable(
                f"{dataset}: cannot be written ({why}); make room, or grant permission to write"
            ) from error
        raise


def failure_to_write(error: BaseException) -> str:
    """What the disk refused; empty where something else went wrong.  Each engine has its own error for it.

    Examples
    --------
    >>> failure_to_write(OSError(28, "No space left on device"))
    'no space left on the disk'
    >>> failure_to_write(KeyError("a"))
    ''
    """
    told = " ".join(str(error).split())
    if isinstance(error, OSError | RuntimeError | sqlite3.Error):
        if "No space left" in told or "disk is full" in told:
            return "no space left on the disk"
        if isinstance(error, OSError) or "IO error" in told or "disk I/O" in told:
            return getattr(error, "strerror", None) or told
    return ""
