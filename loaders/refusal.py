"""A file that is refused, whatever refused it: one line that names the file, so that the rest of a batch is done."""

from __future__ import annotations

import os
import traceback
from pathlib import Path

from ..errors import DataError, InputRefused, escaped


def refused_file(path: Path, error: DataError) -> DataError:
    """A refusal that names the file.

    Parameters
    ----------
    path : Path
    error : DataError
        What a reader or the graph said of it.

    Examples
    --------
    >>> str(refused_file(Path("n/t.csv"), InputRefused("t.csv, row 2", "the subject is empty", "name the body")))
    'n/t.csv, row 2: the subject is empty; name the body'
    """
    if escaped(str(path)) in str(error):
        return error
    if isinstance(error, InputRefused):
        inside = error.source.removeprefix(path.name)
        where = f"{path}{inside}" if inside != error.source else f"{path}: {error.source}"
        return InputRefused(where, error.reason, error.mend)
    return InputRefused(str(path), str(error), "report it with the file, or leave the file out")


def refused_for_our_error(path: Path, error: Exception) -> InputRefused:
    """A refusal for an error of ours; its place alone is told, for its message may hold text of a document.

    Parameters
    ----------
    path : Path
    error : Exception
        Raised again where ``POLICING_KG_DEBUG`` is set.
    """
    if os.environ.get("POLICING_KG_DEBUG"):
        raise error
    last = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{type(error).__name__} at {os.path.basename(last.filename)}:{last.lineno}"
    return InputRefused(str(path), f"our own error ({place})", "report it with the file, or leave the file out")
