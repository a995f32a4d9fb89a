"""What is said of a dataset's files that are gone or cannot be read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ..errors import DataError, PolicingKGError

SEGMENT = "copy the dataset back from a backup, or build it anew into a new folder"
PROJECTION = "build the dataset again, which makes it anew"


def damaged(path: Path, mend: str = SEGMENT) -> DataError:
    """The error for a file, or for a folder of a projection, that is not as it was written.

    Parameters
    ----------
    path : Path
    mend : str

    Examples
    --------
    >>> str(damaged(Path("kg?")))
    'kg?: is missing; copy the dataset back from a backup, or build it anew into a new folder'
    """
    return DataError(f"{path}: is {'damaged' if path.exists() else 'missing'}; {mend}")


@contextmanager
def reading(path: Path, mend: str = SEGMENT, raised: tuple[type[Exception], ...] = (Exception,)) -> Iterator[None]:
    """What a reader of a file raises, as one error that names the file and the mend.

    Parameters
    ----------
    path : Path
    mend : str
    raised : tuple of types of Exception
        What the engine raises on a broken file; by default whatever it raises.

    Raises
    ------
    DataError
    """
    try:
        yield
    except (PolicingKGError, MemoryError):
        raise
    except raised as error:
        raise damaged(path, mend) from error
