"""What is said of a dataset's files that are gone or cannot be read."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

from ..errors import DataError, PolicingKGError

SEGMENT = "copy the dataset back from a backup, or build it anew into a new folder"
PROJECTION = "build the dataset again, which makes it anew"
INSIDE = "remove it and build the dataset again, which makes it anew"
# What the engine of the RDF store says of a block whose sum is not that of its bytes, and of a file of another size.
_BROKEN = re.compile(r"Corruption: .*?(?:in|sstable:) (.+)[/\\][^/\\]+\.sst", re.DOTALL)


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


def of_engine(error: BaseException) -> DataError | None:
    """The error for a store that its engine found broken while it read on; None where something else went wrong.

    Examples
    --------
    >>> str(of_engine(RuntimeError("Corruption: block checksum mismatch in kg?/rdf/000035.sst offset 0")))
    'kg?/rdf: is missing; remove it and build the dataset again, which makes it anew'
    >>> of_engine(RuntimeError("no such function"))
    """
    found = _BROKEN.search(str(error)) if isinstance(error, RuntimeError | OSError) else None
    return damaged(Path(found[1]), INSIDE) if found else None


@contextmanager
def engine_reading() -> Iterator[None]:
    """What the engine raises on a block that is not as it was written, as one error; all else as it is.

    Raises
    ------
    DataError
    """
    try:
        yield
    except (RuntimeError, OSError) as error:
        told = of_engine(error)
        if told is None:
            raise
        raise told from error


def check_sum(file: Path, sha256: str, mend: str = SEGMENT) -> None:
    """See that a file is as it was written; once in a process, as long as nobody writes it.

    Raises
    ------
    DataError
    """
    with reading(file, mend):
        found = file.stat()
        same = _sum(str(file), found.st_ino, found.st_size, found.st_mtime_ns) == sha256
    if not same:
        raise damaged(file, mend)


@lru_cache(256)
def _sum(file: str, *_state: int) -> str:
    return sum_of(Path(file))


def sum_of(file: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
