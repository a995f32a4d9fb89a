"""Many files read one after the other or side by side: the record of each, or why it was refused."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any

from ..errors import DataError
from ..graph.parallel import each
from .collection import collect_files
from .pipeline import extract_article
from .recognisers.recogniser import Recogniser
from .recognisers.recognition import Recognition
from .record import document_record
from .refusal import refused_for_our_error
from .source_file import SourceFile
from .texts.reading import read_source

Read = tuple[Path, dict[str, Any] | DataError]


def extract_files(sources: Sequence[str | os.PathLike[str]], recognition: Recognition | None = None) -> Iterator[Read]:
    """Extract files and the files of folders, each on its own.

    Parameters
    ----------
    sources : sequence of path-like
    recognition : Recognition, optional
        Optional recognisers; what they find stands in ``more.offered``.

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
    files, refused = collect_files(sources)
    for error in refused:
        yield Path(), error
    recognition = recognition or Recognition()
    recognition.prepare([file.path for file in files])
    yield from each(partial(_extract_one, recognisers=recognition.recognisers), files)


def _extract_one(file: SourceFile, recognisers: tuple[Recogniser, ...]) -> Read:
    try:
        source = read_source(file.path, name=PurePosixPath(file.relative).name)
        return file.path, document_record(extract_article(source, recognisers))
    except DataError as error:
        return file.path, error
    except Exception as error:
        return file.path, refused_for_our_error(file.path, error)
