"""The files that a build was given: which there are, which changed, which are gone."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path, PurePosixPath

from ..errors import InputRefused
from ..graph.generation import is_dataset
from .persons.masking import MASK, masked_words

Refuse = Callable[[InputRefused], None]


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file of a build.

    Parameters
    ----------
    at : str
        Path as reached from where the build runs.
    root : str
        The folder it was found under, resolved; names of persons in it are masked.
    relative : str
        Path below the root, with ``/``; names of persons in it are masked, and a number parts those alike then.
    size, mtime_ns : int
        Bytes, and time of last change, of its content or of its name.
    """

    at: str  # a Path for each of many files would take longer than to list them
    root: str
    relative: str
    size: int
    mtime_ns: int

    @property
    def path(self) -> Path:
        """Where it is."""
        return Path(self.at)


@dataclass(frozen=True, slots=True)
class Collection:
    """What was found under the sources of a build.

    Parameters
    ----------
    files : tuple of SourceFile
        Sorted by root-relative path, then root; each once, under the outermost folder that leads to it.
    roots : frozenset of str
        Folders named in this build and read whole: under these a missing file is gone.
    refused : tuple of InputRefused
        Paths that could not be read.
    """

    files: tuple[SourceFile, ...]
    roots: frozenset[str]
    refused: tuple[InputRefused, ...]

    def gone(self, known: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
        """Files of earlier builds that a folder named in this one no longer holds, whichever folder named them then.

        A file that this build reaches from another folder than the build before is gone from that one.

        Parameters
        ----------
        known : iterable of (str, str)
            Root and path of files of earlier builds.

        Yields
        ------
        (str, str)
            Root and path.
        """
        here = {f"{f.root}/{f.relative}": (f.root, f.relative) for f in self.files}
        read_whole: dict[str, bool] = {}
        for root, path in known:
            found = here.get(f"{root}/{path}")
            if found == (root, path):
                continue
            if root not in read_whole:
                above = (root, *(p.as_posix() for p in PurePosixPath(root).parents))
                read_whole[root] = not self.roots.isdisjoint(above)
            if found or read_whole[root]:
                yield root, path


def collect_files(sources: Sequence[str | os.PathLike[str]]) -> Collection:
    """List the files under some paths, with names of persons in their paths masked; see `list_files`."""
    return masked_collection(list_files(sources))


def list_files(sources: Sequence[str | os.PathLike[str]]) -> Collection:
    """List the files under some paths, as they are named: for `masked_collection` alone.

    Parameters
    ----------
    sources : sequence of path-like
        Files and folders; hidden files and folders, and datasets, are passed over inside a folder, and links to
        folders are not followed.

    Returns
    -------
    Collection
    """
    found: dict[str, SourceFile] = {}
    roots: set[str] = set()
    refused: list[InputRefused] = []
    for source in map(Path, sources):
        before = len(refused)
        try:
            if source.is_dir():
                listed = list(_below(source, refused.append))
                if not any(isinstance(r, _Unlisted) for r in refused[before:]):
                    roots.add(_root(source))
            elif os.path.lexists(source):
                listed = [_file(str(source), _root(source.parent), _text(source.name))]
            else:
                refused.append(InputRefused(str(source), "there is no such file or folder", "check the path"))
                continue
        except OSError as error:
            refused.append(_unlisted(error, source))
            continue
        except UnicodeError:
            refused.append(_misnamed(source))
            continue
        except ValueError:
            refused.append(InputRefused(repr(str(source)), "the path is not valid", "check the path"))
            continue
        for file in listed:
            named = f"{file.root}/{file.relative}"
            other = found.get(named)
            if other is None or len(file.root) < len(other.root):
                found[named] = file
    return Collection(tuple(found.values()), frozenset(roots), tuple(refused))


def masked_collection(listed: Collection, known: Container[str] = ()) -> Collection:
    """Cover names of persons in the paths of files: keys, the ledger and titles of tables are made of them.

    Parameters
    ----------
    listed : Collection
        As `list_files` gives it.
    known : container of str
        Paths that came out of this before, by the same rules: one without a mask in it was masked as it stands, so it
        needs no second look.
    """
    files = sorted(_masked(listed.files, known), key=lambda f: (f.relative, f.root))
    return replace(listed, files=tuple(files), roots=frozenset(map(masked_words, listed.roots)))


def _masked(files: Iterable[SourceFile], known: Container[str]) -> Iterator[SourceFile]:
    taken: set[tuple[str, str]] = set()
    listed = [
        (file, file.relative if _is_plain(file.relative, known) else masked_words(file.relative)) for file in files
    ]
    roots = {root: masked_words(root) for root in {file.root for file, _ in listed}}
    for file, name in sorted(listed, key=lambda pair: (pair[0].root, pair[1] != pair[0].relative, pair[0].relative)):
        root, shown = roots[file.root], name
        stem, dot, suffix = shown.rpartition(".")
        number = 1
        while (root, shown) in taken:
            number += 1
            shown = f"{stem}~{number}{dot}{suffix}"
        taken.add((root, shown))
        yield file if (root, shown) == (file.root, file.relative) else replace(file, root=root, relative=shown)


def _is_plain(path: str, known: Container[str]) -> bool:
    return path in known and MASK not in path


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
        Key by root and path; where two roots hold the same path, as much of the later root's path stands before it
        as tells them apart.

    Examples
    --------
    >>> files = [SourceFile("", root, "a.txt", 0, 0) for root in ("/x/n", "/y/n", "/z/n")]
    >>> list(document_keys(files, ()).values())
    ['a.txt', 'n/a.txt', 'z/n/a.txt']
    """
    owner: dict[str, tuple[str, str]] = {}
    for root, path in known:
        _take(owner, root, path)
    return {(f.root, f.relative): _take(owner, f.root, f.relative) for f in files}


def path_of(root: str, relative: str) -> Path:
    """The path of a file of an earlier build, as this system spells it."""
    return Path(os.fsdecode(f"{root}/{relative}".encode()))


def _take(owner: dict[str, tuple[str, str]], root: str, path: str) -> str:
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


class _Unlisted(InputRefused):
    """A folder whose files could not be listed: what it held before is not known to be gone."""


def _unlisted(error: OSError, source: Path) -> InputRefused:
    if isinstance(error, PermissionError):
        why, mend = "may not be read", "grant read permission"
    else:
        why, mend = f"cannot be read ({error.strerror or type(error).__name__})", "check the path"
    return _Unlisted(os.fspath(error.filename or source), why, mend)


def _misnamed(path: Path) -> InputRefused:
    shown = os.fsencode(path).decode("utf-8", "backslashreplace")
    return InputRefused(shown, "the name is not valid UTF-8", "rename it")


def _text(name: str) -> str:
    """A path as text, whatever the locale decodes names with.

    Raises
    ------
    UnicodeDecodeError
        If its bytes are not UTF-8.
    """
    return os.fsencode(name).decode("utf-8")


def _root(folder: Path) -> str:
    return _text(folder.resolve().as_posix())


def _below(folder: Path, refuse: Refuse) -> Iterator[SourceFile]:
    root = _root(folder)
    whole = str(folder)
    for here, folders, names in os.walk(whole, onerror=lambda error: refuse(_unlisted(error, folder))):
        folders[:] = sorted(f for f in folders if not f.startswith(".") and not is_dataset(Path(here, f)))
        below = Path(here).relative_to(folder).as_posix()
        lead = "" if below == "." else f"{below}/"
        for name in sorted(n for n in names if not n.startswith(".")):
            at = os.path.join(here, name)
            try:
                yield _file(at, root, _text(lead + name))
            except UnicodeError:
                refuse(_misnamed(Path(at)))


def _file(at: str, root: str, relative: str) -> SourceFile:
    """A file as it stands; what is none, or leads nowhere, has no size, and the reader says so."""
    try:
        found = os.stat(at)
    except OSError:
        return SourceFile(at, root, relative, -1, 0)
    if not stat.S_ISREG(found.st_mode):
        return SourceFile(at, root, relative, -1, 0)
    # Two files that swap names keep their times of writing: the time of the name's change tells.
    changed = found.st_mtime_ns if os.name == "nt" else max(found.st_mtime_ns, found.st_ctime_ns)
    return SourceFile(at, root, relative, found.st_size, changed)
