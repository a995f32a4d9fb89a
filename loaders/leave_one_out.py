"""Leave-one-out: each annotated document read without the vocabulary that only it attests.

An entry whose names stand in one annotated document and in no other is withheld while that document is read, so that
the score tells how the rules fare where the lists are silent.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from ..errors import DataError
from .agreement import Record
from .bodies.heads import read_body_kinds
from .texts.reading import read_source
from .texts.repair import clean_text
from .vocabulary import WITHHELD, read_terms

TABLES = ("mechanisms", "posts", "measures")


def only_here(texts: Mapping[str, str], document: str) -> list[str]:
    """Ids of the vocabulary entries of which a name stands in one text and none in the others.

    Parameters
    ----------
    texts : mapping of str to str
        Clean texts by document.
    document : str

    Returns
    -------
    list of str
        Sorted.

    Examples
    --------
    >>> only_here({"a": "推行两队一室", "b": "民警走访"}, "a")
    ['mechanism.liang-dui-yi-shi']
    """
    here = texts[document]
    elsewhere = "\n".join(text for key, text in texts.items() if key != document)
    return sorted(
        ident
        for ident, names in _entries()
        if any(name in here for name in names) and not any(name in elsewhere for name in names)
    )


def extract_without(path: str | os.PathLike[str], withheld: Sequence[str]) -> Record:
    """Extract one file in a process of its own, some vocabulary entries withheld.

    Parameters
    ----------
    path : path-like
    withheld : sequence of str
        Ids of entries.

    Returns
    -------
    mapping
        The extraction.

    Raises
    ------
    DataError
        If the file cannot be read.
    """
    with tempfile.TemporaryDirectory() as folder:
        listed = Path(folder, "withheld.txt")
        listed.write_text("\n".join(withheld), "utf-8")
        ended = subprocess.run(
            [sys.executable, "-m", "policing_kg.cli", "extract", os.fspath(path)],
            capture_output=True,
            env={**os.environ, WITHHELD: str(listed)},
            check=False,
        )
    if ended.returncode or not ended.stdout:
        raise DataError(ended.stderr.decode("utf-8", "replace").strip() or f"{os.fspath(path)}: cannot be extracted")
    record: Record = json.loads(ended.stdout)
    return record


def leave_one_out(paths: Sequence[str | os.PathLike[str]]) -> Iterator[Record]:
    """Extract each file without the vocabulary that only it attests among the files.

    Parameters
    ----------
    paths : sequence of path-like

    Yields
    ------
    mapping
        One extraction a file.

    Raises
    ------
    DataError
        If a file cannot be read.
    """
    texts = {os.fspath(p): clean_text(read_source(Path(p)).text).text for p in paths}
    for path in texts:
        yield extract_without(path, only_here(texts, path))


def _entries() -> Iterator[tuple[str, tuple[str, ...]]]:
    for table in TABLES:
        for term in read_terms(table):
            yield term.id, (term.name, *term.aliases)
    for kind in read_body_kinds():
        yield kind.id, (kind.name, *kind.aliases)
