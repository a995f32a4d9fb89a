"""The files that a build was given: which there are, which changed, which are gone."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from ..errors import InputRefused


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file of a build.

    Parameters
    ----------
    path : Path
        As reached from where the build runs.
    root : str
        The folder it was found under, resolved.
    relative : str
        Path below the root, with ``/``.
    size, mtime_ns : int
        Bytes, and time of last change.
    """

    path: Path
    root: str
    relative: str
    size: int
    mtime_ns: int


@dataclass(frozen=True, slots=True)
class Collection:
    """What was found under the sources of a build.

    Parameters
    ----------
    files : tuple of SourceFile
        Sorted by root-relative path, then root; each once.
    roots : frozenset of str
        Folders named in this build and read whole: under these a missing file is gone.
    refused : tuple of InputRefused
        Paths that could not be read.
    """

    files: tuple[SourceFile, ...]
    roots: frozenset[str]
    refused: tuple[InputRefused, ...]


def collect_files(sources: Sequence[str | os.PathLike[str]]) -> Collection:
    """List the files under some paths.

    Parameters
    ----------
    sources : sequence of path-like
        Files and folders; hidden files and folders are passed over.

    Returns
    -------
    Collection
    """
    found: dict[tuple[str, str], SourceFile] = {}
    roots: set[str] = set()
    refused: list[InputRefused] = []
    for source in map(Path, sources):
        try:
            if source.is_dir():
                listed = list(_below(source))
                roots.add(_root(source))
            elif source.exists():
                listed = [_file(source, _root(source.parent), source.name)]
            else:
                refused.append(InputRefused(str(source), "there is no such file or folder", "check the path"))
                continue
        except OSError as error:
            why = error.strerror or "cannot be read"
            refused.append(InputRefused(error.filename or str(source), why, "grant read permission"))
            continue
        except ValueError:
            refused.append(InputRefused(repr(str(source)), "the path is not valid", "check the path"))
            continue
        found |= {(f.relative, f.root): f for f in listed}
    return Collection(tuple(found[at] for at in sorted(found)), frozenset(roots), tuple(refused))


def document_keys(files: Iterable[SourceFile], known: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """Give each file the key of the document it would begin: its root-relative path.

    Parameters
    ----------
    files : iterable of SourceFile
    known : iterable of (str, str)
        Root and path of files of earlier builds.

    Returns
    -------
    dict
        Key by root and path; where two roots hold the same path, the later root's name stands before it.
    """
    owner: dict[str, str] = {}
    for root, path in known:
        owner.setdefault(path, root)
    keys = {}
    for file in files:
        first = owner.setdefault(file.relative, file.root)
        before = "" if first == file.root else f"{PurePosixPath(file.root).name}/"
        keys[file.root, file.relative] = before + file.relative
    return keys


def _root(folder: Path) -> str:
    return folder.resolve().as_posix()


def _below(folder: Path) -> Iterator[SourceFile]:
    def stop(error: OSError) -> None:
        raise error

    root = _root(folder)
    for here, folders, names in os.walk(folder, onerror=stop):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        for name in sorted(names):
            path = Path(here, name)
            if not name.startswith("."):
                yield _file(path, root, path.relative_to(folder).as_posix())


def _file(path: Path, root: str, relative: str) -> SourceFile:
    try:
        stat = path.stat()
    except FileNotFoundError:  # a link that leads nowhere: the reader says so
        return SourceFile(path, root, relative, -1, 0)
    return SourceFile(path, root, relative, stat.st_size, stat.st_mtime_ns)
