"""Locks of a dataset: one writer at a time, and leases by which readers keep their generation.

POSIX uses ``flock``; Windows locks the first byte for writers, and an open file, which cannot be removed there, is
the lease.
"""

from __future__ import annotations

import os
import sys
import weakref
from pathlib import Path

from ..errors import DatasetLocked

WRITER = "writer.lock"


class Held:
    """An open file that is locked until released, or until this object is gone.

    Parameters
    ----------
    descriptor : int
        Of the open, locked file.
    """

    def __init__(self, descriptor: int) -> None:
        self._release = weakref.finalize(self, os.close, descriptor)

    def release(self) -> None:
        """Let go; a second time does nothing."""
        self._release()


def writer_lock(folder: Path) -> Held:
    """Become the one writer of a dataset.

    Raises
    ------
    DatasetLocked
        If another process, or another writer of this one, holds the lock; names the process.
    """
    folder.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(folder / WRITER, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        _lock(descriptor)
    except OSError as error:
        writer = _writer_of(descriptor)
        os.close(descriptor)
        raise DatasetLocked(f"{folder}: {writer} is writing the dataset; wait until it is done, or end it") from error
    if not _is_at(descriptor, folder / WRITER):  # the one before took its file away, since it committed nothing
        os.close(descriptor)
        return writer_lock(folder)
    os.ftruncate(descriptor, 0)
    os.write(descriptor, f" {os.getpid()}\n".encode("ascii"))  # the first byte is what Windows locks
    return Held(descriptor)


def _is_at(descriptor: int, file: Path) -> bool:
    """Whether an open file is the one that stands at a path now."""
    try:
        return os.path.samestat(os.fstat(descriptor), file.stat())
    except FileNotFoundError:
        return False


def own(file: Path) -> Held:
    """Hold a file, which is made if need be, alone.

    Raises
    ------
    BlockingIOError
        If somebody else holds it.
    """
    descriptor = os.open(file, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        _lock(descriptor)
    except OSError as error:
        os.close(descriptor)
        raise BlockingIOError(str(file)) from error
    return Held(descriptor)


def _writer_of(descriptor: int) -> str:
    """The process that wrote its number into the lock."""
    os.lseek(descriptor, 1, os.SEEK_SET)
    number = os.read(descriptor, 20).decode("ascii", "replace").strip()
    return f"process {number}" if number.isdigit() else "another process"


def lease(file: Path) -> Held:
    """Keep a generation from being pruned while it is read.

    Parameters
    ----------
    file : Path
        The generation's manifest.

    Raises
    ------
    FileNotFoundError
        If the generation is gone.
    """
    descriptor = os.open(file, os.O_RDONLY)
    try:
        _share(descriptor)
        if os.fstat(descriptor).st_ino != file.stat().st_ino:
            raise FileNotFoundError(str(file))
    except OSError:
        os.close(descriptor)
        raise
    return Held(descriptor)


def alone(file: Path) -> Held | None:
    """Hold a generation's manifest against readers that come; None if one is there already.

    Whoever removes the generation does so while it is held: a reader that opened the manifest before waits, and then
    finds it gone.
    """
    descriptor = os.open(file, os.O_RDONLY)
    if _unshared(descriptor):
        return Held(descriptor)
    os.close(descriptor)
    return None


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

    def _share(descriptor: int) -> None:
        """The open file is the lease."""

    def _unshared(descriptor: int) -> bool:
        """Renaming the folder tells: it fails while a file in it is open."""
        return True

else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _share(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_SH)

    def _unshared(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
