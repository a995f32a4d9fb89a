"""The files that a build was given, as the ledger stands to them: which it must look at, which are gone.

Names of persons in paths are masked; a number parts those that are alike then.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, reduce
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import Any

from ..errors import InputRefused
from ..graph.ledger import Ledger, Place
from ..graph.segment import FileRow
from .listing import Listed, Listing, lies_below, list_files
from .masked_paths import masked_files
from .persons.masking import MASK, masked_words
from .source_file import SourceFile


@dataclass(frozen=True, slots=True)
class Collection:
    """What was found under the sources of a build.

    Parameters
    ----------
    files : tuple of SourceFile
        Sorted by root-relative path, then root; without those that are known to be unchanged.
    unchanged : int
        Files of which size and time are those of the ledger.
    held : mapping of (str, str) to FileRow
        Rows of the ledger of those of the files that it has, by root and path.
    gone : tuple of (str, str)
        Root and path of files of earlier builds that a folder named in this one no longer holds.
    """

    files: tuple[SourceFile, ...]
    unchanged: int
    held: Mapping[Place, FileRow]
    gone: tuple[Place, ...]


def collect_files(sources: Sequence[str | os.PathLike[str]]) -> tuple[tuple[SourceFile, ...], tuple[InputRefused, ...]]:
    """List the files under some paths, with names of persons in their paths masked; and the paths that are refused.

    Returns
    -------
    tuple of SourceFile
        Sorted by root-relative path, then root.
    tuple of InputRefused
    """
    listing = list_files(sources)
    return compared(listing, Ledger.of()).files, listing.refused


def compared(listing: Listing, ledger: Ledger, *, same_rules: bool = False, look: bool = False) -> Collection:
    """Compare the files of a build with those of the builds before.

    Parameters
    ----------
    listing : Listing
    ledger : Ledger
    same_rules : bool
        Whether the ledger's paths were masked by the rules of this package: one without a mask in it was masked as it
        stands, so it needs no second look.
    look : bool
        Whether every file is to be looked at, whatever its size and time.
    """
    shown = {listed.root: masked_words(listed.root) for listed in listing.folders}
    plain = same_rules and len(set(shown.values())) == len(shown)
    known = ledger.columns("root", "path", "size", "mtime_ns", "document")
    met = [_meet(listed, shown[listed.root], known, plain=plain, look=look) for listed in listing.folders]
    strange = [_files(one.listed, one.root, one.strange) for one in met]
    files = [file for one in met for file in _files(one.listed, one.root, one.plain)]
    files += masked_files(chain.from_iterable(strange), _taken(met), ledger)
    files.sort(key=lambda file: (file.relative, file.root))
    held = {(row.root, row.path): row for row in ledger.at({file.place for file in files})}
    roots = frozenset(map(masked_words, listing.roots))
    gone = tuple(_gone(known, met, held, files, roots))
    return Collection(tuple(files), sum(one.same for one in met), held, gone)


@dataclass(frozen=True, slots=True)
class _Met:
    """The files of one folder beside the ledger.

    Parameters
    ----------
    listed : Listed
    root : str
        Masked.
    same : int
        How many are of the size and time that the ledger has.
    plain, strange : list of int
        Numbers of those to be looked at whose path the ledger has as it stands, and of those whose path it has not.
    rows : Arrow array
        Numbers of the rows of the ledger of all but the strange.
    """

    listed: Listed
    root: str
    same: int
    plain: list[int]
    strange: list[int]
    rows: Any


def _meet(listed: Listed, root: str, known: Any, *, plain: bool, look: bool) -> _Met:
    import pyarrow as pa
    import pyarrow.compute as pc

    here = pc.indices_nonzero(pc.equal(known.column("root"), root if plain else ""))
    rows = known.take(here)
    paths = pa.array(listed.paths, pa.string())
    at = pc.index_in(paths, value_set=rows.column("path"))
    found = pc.and_(pc.is_valid(at), pc.invert(pc.match_substring(paths, MASK)))
    at = pc.if_else(found, at, None)
    times = pa.array(listed.times, pa.int64())
    alike = [
        pc.equal(rows.column("size").take(at), pa.array(listed.sizes, pa.int64())),
        pc.equal(rows.column("mtime_ns").take(at), times),
        pc.not_equal(times, 0),
        pc.not_equal(rows.column("document").take(at), ""),
    ]
    same = pc.fill_null(reduce(pc.and_, alike), False) if not look else pc.equal(times, -1)
    others = pc.indices_nonzero(pc.and_(found, pc.invert(same))).to_pylist()
    strange = pc.indices_nonzero(pc.invert(found)).to_pylist()
    return _Met(listed, root, len(paths) - len(others) - len(strange), others, strange, here.take(at.drop_null()))


def _files(listed: Listed, root: str, numbers: Iterable[int]) -> Iterator[SourceFile]:
    for n in numbers:
        yield SourceFile(listed.at_of(n), root, listed.paths[n], listed.sizes[n], listed.times[n])


def _taken(met: Iterable[_Met]) -> Callable[[], set[Place]]:
    """Places of the files whose path is shown as it stands, when they are asked for."""

    def places() -> set[Place]:
        return {
            (one.root, path)
            for one in met
            for path in set(one.listed.paths).difference(one.listed.paths[n] for n in one.strange)
        }

    return places


def _gone(
    known: Any, met: Sequence[_Met], held: Mapping[Place, FileRow], files: Sequence[SourceFile], roots: frozenset[str]
) -> Iterator[Place]:
    """Files of earlier builds that a folder named in this one no longer holds, whichever folder named them then.

    A file that this build reaches from another folder than the build before is gone from that one.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    numbers = pa.array(range(known.num_rows), pa.int64())
    rows = pa.concat_arrays([pa.array([], pa.uint64()), *(one.rows for one in met)])
    left = known.select(["root", "path"]).filter(pc.invert(pc.is_in(numbers, value_set=rows.cast(pa.int64()))))
    for root in sorted(pc.unique(left.column("root")).to_pylist()):
        whole = any(lies_below(root, above) for above in roots)
        others = [one for one in met if one.root != root and (lies_below(root, one.root) or lies_below(one.root, root))]
        if not (whole or others):
            continue
        elsewhere = {f"{one.root}/{path}" for one in others for path in one.listed.paths}
        elsewhere |= {f"{file.root}/{file.relative}" for file in files} if others else set()
        for path in left.filter(pc.equal(left.column("root"), root)).column("path").to_pylist():
            if (root, path) not in held and (whole or f"{root}/{path}" in elsewhere):
                yield root, path


def document_keys(files: Iterable[SourceFile], ledger: Ledger) -> dict[Place, str]:
    """Give each file the key of the document it would begin: its root-relative path.

    Parameters
    ----------
    files : iterable of SourceFile
    ledger : Ledger
        Files of earlier builds.

    Returns
    -------
    dict
        Key by root and path; where two roots hold the same path, as much of the later root's path stands before it
        as tells them apart.

    Examples
    --------
    >>> files = [SourceFile("", root, "a.txt", 0, 0) for root in ("/x/n", "/y/n", "/z/n")]
    >>> list(document_keys(files, Ledger.of()).values())
    ['a.txt', 'n/a.txt', 'z/n/a.txt']
    """
    listed = list(files)
    owner: dict[str, Place] = {}
    # Keys that are alike end with the same name, so no other file can have taken one.
    for row in ledger.named(file.relative.rpartition("/")[2] for file in listed):
        _take(owner, row.root, row.path)
    return {file.place: _take(owner, file.root, file.relative) for file in listed}


def path_of(root: str, relative: str) -> Path:
    """The path of a file of an earlier build, as this system spells it."""
    return Path(os.fsdecode(f"{root}/{relative}".encode()))


def _take(owner: dict[str, Place], root: str, path: str) -> str:
    """The shortest key that no other file has."""
    parts = _parts(root)
    keys = ("/".join([*parts[n:], path]) for n in range(len(parts), 0, -1))
    here = root, path
    key = next((k for k in keys if owner.setdefault(k, here) == here), f"{root}/{path}")
    owner[key] = here
    return key


@lru_cache
def _parts(root: str) -> tuple[str, ...]:
    return PurePosixPath(root).parts
