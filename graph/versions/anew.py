"""Projections made anew from the segments in a folder apart, and compared with those that are stored.

Lines are counted into buckets by their hash, and only buckets that differ are read again: so memory grows with what
differs, and no order matters.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from ..damage import PROJECTION, reading
from ..fresh import make_projections
from ..generation import RDF, SEARCH, link
from ..recent_names import index_rows
from ..segment import TABLES
from ..store import Graph
from .edition import Edition

if TYPE_CHECKING:
    from .proof import Check, Proof

_BUCKETS = 4096
_DIGEST = 16  # bytes of a line's hash
Lines = Callable[[], Iterable[bytes]]


@contextmanager
def projected_anew(held: Edition) -> Iterator[Path]:
    """A folder with projections made from the segments of a state; it is gone afterwards."""
    with TemporaryDirectory(prefix="policing-kg-") as made:
        folder = Path(made) / "anew"
        folder.mkdir()
        for table in TABLES:
            for file in held.folder.glob(f"{table}-*.parquet"):
                link(file, folder / file.name)
        make_projections(folder, held.buckets, held.decisions)
        yield folder
        shutil.rmtree(folder, ignore_errors=True)


def compare_graph(proof: Proof, anew: Path, stored: Path) -> None:
    """Compare the graph made anew with the one that is stored: a generation's store, or a file of N-Quads."""
    with Graph(anew / RDF) as graph:
        if stored.is_file():
            _compare(proof, proof.check("graph"), graph.lines, lambda: _lines_of(stored))
            return
        with reading(stored / RDF, PROJECTION), Graph(stored / RDF) as held:
            _compare(proof, proof.check("graph"), graph.lines, held.lines)


def compare_names(proof: Proof, anew: Path, stored: Path) -> None:
    """Compare the index of names made anew with the one that is stored."""
    with reading(stored / SEARCH, PROJECTION):
        _compare(proof, proof.check("names"), lambda: _rows_of(anew), lambda: _rows_of(stored))


def _compare(proof: Proof, check: Check, anew: Lines, stored: Lines) -> None:
    check.compared, ours = _sums(anew())
    _, theirs = _sums(stored())
    unlike = {n for n in range(_BUCKETS) if ours[n] != theirs[n]}
    if not unlike:
        return
    expected, held = ({line for line in lines() if _bucket(line)[0] in unlike} for lines in (anew, stored))
    for line in sorted(expected - held):
        proof.differs(check, f"{check.name}: lacks {_shown(line)}")
    for line in sorted(held - expected):
        proof.differs(check, f"{check.name}: holds, without a claim, {_shown(line)}")
    if expected == held:
        proof.differs(check, f"{check.name}: holds a line more than once")


def _sums(lines: Iterable[bytes]) -> tuple[int, list[int]]:
    count, sums = 0, [0] * _BUCKETS
    for count, line in enumerate(lines, 1):  # noqa: B007 - counted
        number, value = _bucket(line)
        sums[number] += value
    return count, sums


def _bucket(line: bytes) -> tuple[int, int]:
    value = int.from_bytes(hashlib.blake2b(line, digest_size=_DIGEST).digest(), "big")
    return value % _BUCKETS, value


def _lines_of(file: Path) -> Iterator[bytes]:
    with file.open("rb") as lines:
        yield from lines


def _rows_of(folder: Path) -> Iterator[bytes]:
    return (repr((table, *row)).encode() for table, row in index_rows(folder))


def _shown(line: bytes) -> str:
    return line.decode("utf-8", "replace").strip()
