"""Names of persons in the paths of files are covered: keys, the ledger and titles of tables are made of them.

Paths that are alike then are parted by a number.  A file keeps the number that the ledger gave it, as long as size and
time or its content tell it: the names themselves, which would, are kept nowhere.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from ..graph.ledger import Ledger, Place
from ..graph.segment import FileRow
from .persons.masking import MASK, masked_words
from .source_file import SourceFile

_NUMBER = re.compile(r"~(\d{1,9})")


def masked_files(files: Iterable[SourceFile], shown: Callable[[], set[Place]], ledger: Ledger) -> Iterator[SourceFile]:
    """Cover names of persons in the paths of files.

    Parameters
    ----------
    files : iterable of SourceFile
        With masked roots, and paths as they are.
    shown : callable
        Gives the places of further files, which are not masked.
    ledger : Ledger
        Of the builds before.
    """
    covered: dict[Place, list[SourceFile]] = defaultdict(list)
    plain = set[Place]()
    for file in sorted(files, key=lambda file: (file.root, file.relative)):
        name = masked_words(file.relative)
        if name == file.relative and file.place not in plain:
            plain.add(file.place)
            yield file
        else:
            covered[file.root, name].append(file)
    if covered:
        taken = plain | shown()
        rows = _numbered(ledger)
        for (root, name), alike in sorted(covered.items()):
            kept = _kept(alike, [row for row in rows[root, _bare(name)] if _number_of(row.path, name)], taken)
            taken.update((root, path) for path in kept.values())
            for file in alike:
                path = kept.get(file.at) or _free(root, name, taken)
                taken.add((root, path))
                yield replace(file, relative=path)


def numbered(name: str, number: int) -> str:
    """The path of one of several files whose paths are alike.

    Examples
    --------
    >>> numbered("a/■■.txt", 1), numbered("a/■■.txt", 2)
    ('a/■■.txt', 'a/■■~2.txt')
    """
    stem, dot, suffix = name.rpartition(".")
    return f"{stem}~{number}{dot}{suffix}" if number > 1 else name


def _free(root: str, name: str, taken: set[Place]) -> str:
    """The path with the least number that no file has."""
    number = 1
    while (root, numbered(name, number)) in taken:
        number += 1
    return numbered(name, number)


def _numbered(ledger: Ledger) -> dict[Place, list[FileRow]]:
    """Rows whose path has a mask, by root and by the path without numbers."""
    found: dict[Place, list[FileRow]] = defaultdict(list)
    for row in ledger.holding(MASK):
        found[row.root, _bare(row.path)].append(row)
    return found


def _bare(path: str) -> str:
    return _NUMBER.sub("", path)


def _number_of(path: str, name: str) -> int:
    """Which of the files with a name a path is; 0 if it is none."""
    numbers = (1, *(int(found) for found in _NUMBER.findall(path)))
    return next((number for number in numbers if numbered(name, number) == path), 0)


def _kept(files: Sequence[SourceFile], rows: Iterable[FileRow], taken: set[Place]) -> dict[str, str]:
    """Paths that files keep, by where they are: of the row with their size and time, else with their content."""
    free = [row for row in rows if (row.root, row.path) not in taken]
    kept: dict[str, str] = {}
    for told in (_by_time, _by_content):
        for file in files:
            same = [row for row in free if file.at not in kept and row.size == file.size and told(file, row)]
            if same:
                kept[file.at] = same[0].path
                free.remove(same[0])
    return kept


def _by_time(file: SourceFile, row: FileRow) -> bool:
    return bool(file.mtime_ns) and file.mtime_ns == row.mtime_ns


def _by_content(file: SourceFile, row: FileRow) -> bool:
    try:
        return hashlib.sha256(file.path.read_bytes()).hexdigest() == row.sha256
    except OSError:
        return False
