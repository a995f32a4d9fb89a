"""Lines in order, of which only a part is held in memory at a time."""

from __future__ import annotations

import heapq
from collections.abc import Iterable
from contextlib import ExitStack
from itertools import chain, islice
from pathlib import Path
from tempfile import TemporaryFile

HELD = 1_000_000  # lines; some 300 MB of N-Quads


def write_sorted(lines: Iterable[bytes], file: Path, held: int = HELD) -> int:
    r"""Write lines in the order of their bytes.

    Parameters
    ----------
    lines : iterable of bytes
        Each with its end.
    file : Path
        Sorted pieces stand beside it until they are merged, without a name, so that nothing is left of them even if the
        process is killed.
    held : int
        How many lines are held at a time.

    Returns
    -------
    int
        Number of lines.

    Raises
    ------
    OSError
        If the disk is full.

    References
    ----------
    Knuth (1998), The art of computer programming 3, 2nd ed., section 5.4 (external sorting).

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_sorted([b"c\n", b"a\n", b"b\n"], Path(folder, "sorted"), held=2)
    ...     Path(folder, "sorted").read_bytes()
    3
    b'a\nb\nc\n'
    """
    coming = iter(lines)
    with ExitStack() as open_files:
        piece = sorted(islice(coming, held))
        pieces: list[Iterable[bytes]] = []
        count = len(piece)
        for following in coming:
            kept = open_files.enter_context(TemporaryFile(dir=file.parent))
            kept.writelines(piece)
            kept.seek(0)
            pieces.append(kept)
            piece = sorted(chain([following], islice(coming, held - 1)))
            count += len(piece)
        with file.open("wb") as out:
            out.writelines(heapq.merge(*pieces, piece) if pieces else piece)
    return count
