"""Many files read one after the other or side by side: the record of each, or why it was refused."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

from ..errors import DataError
from .collection import collect_files
from .pipeline import extract_file
from .record import document_record

PARALLEL_FROM = 24  # files; fewer are read faster in this process
Read = tuple[Path, dict[str, Any] | DataError]


def extract_files(sources: Sequence[str | os.PathLike[str]]) -> Iterator[Read]:
    """Extract files and the files of folders, each on its own.

    Parameters
    ----------
    sources : sequence of path-like

    Yields
    ------
    path : Path
    record : dict or DataError
        What `document_record` writes, or the refusal of this file; paths that were refused come first.

    Examples
    --------
    >>> [str(refused) for _, refused in extract_files(["no/such.txt"])]
    ['no/such.txt: there is no such file or folder; check the path']
    """
    collection = collect_files(sources)
    for error in collection.refused:
        yield Path(), error
    paths = [file.path for file in collection.files]
    if len(paths) < PARALLEL_FROM:
        yield from map(_extract_one, paths)
        return
    with ProcessPoolExecutor() as pool:
        yield from pool.map(_extract_one, paths, chunksize=4)


def _extract_one(path: Path) -> Read:
    try:
        return path, document_record(extract_file(path))
    except DataError as error:
        return path, error
