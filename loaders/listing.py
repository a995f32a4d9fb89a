"""Listing the files under the sources of a build, in columns: an object for each of many would take longer."""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ..errors import InputRefused
from ..graph.generation import GENERATIONS, is_dataset

Refuse = Callable[[InputRefused], None]
_POSIX, _KIND = os.name != "nt", stat.S_IFMT(0xFFFF)
_TICK = 20_000_000  # nanoseconds in which two changes may bear one time


@dataclass(frozen=True, slots=True)
class Listed:
    """The files below one folder, as they are named.

    Parameters
    ----------
    at : str
        The folder as reached from where the build runs.
    root : str
        The folder, resolved.
    paths : list of str
        Of files, below the folder, with ``/``.
    sizes, times : list of int
        Bytes, and time of last change in nanoseconds since 1970, of content or of name; time 0 where that tells
        nothing, for it is now or to come: the next change may bear it too.  Size -1 of what is no file.
    """

    at: str
    root: str
    paths: list[str] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)
    times: list[int] = field(default_factory=list)

    def at_of(self, number: int) -> str:
        """Path of a file as reached from where the build runs."""
        return os.path.join(self.at, os.fsdecode(self.paths[number].encode()))

    def some(self, numbers: Iterable[int]) -> Listed:
        """Some of the files, by number."""
        chosen = list(numbers)
        sizes, times = ([column[n] for n in chosen] for column in (self.sizes, self.times))
        return Listed(self.at, self.root, [self.paths[n] for n in chosen], sizes, times)

    def add(self, other: Listed) -> None:
        """Add the files of another listing of the folder that are not here."""
        here = set(self.paths)
        more = other.some(n for n, path in enumerate(other.paths) if path not in here)
        self.paths.extend(more.paths)
        self.sizes.extend(more.sizes)
        self.times.extend(more.times)


@dataclass(frozen=True, slots=True)
class Listing:
    """What was found under the sources of a build, names of persons in paths and all.

    Parameters
    ----------
    folders : tuple of Listed
        One for each root; each file once, under the outermost folder that leads to it.
    roots : frozenset of str
        Folders named in this build and read whole: under these a missing file is gone.
    refused : tuple of InputRefused
        Paths that could not be read.
    """

    folders: tuple[Listed, ...]
    roots: frozenset[str]
    refused: tuple[InputRefused, ...]


def list_files(sources: Sequence[str | os.PathLike[str]]) -> Listing:
    """List the files under some paths.

    Parameters
    ----------
    sources : sequence of path-like
        Files and folders; hidden files and folders, and datasets, are passed over inside a folder, and links to
        folders are not followed.
    """
    found: dict[str, Listed] = {}
    roots: set[str] = set()
    refused: list[InputRefused] = []
    for source in map(Path, sources):
        before = len(refused)
        try:
            if source.is_dir():
                listed = _below(source, refused.append)
                if not any(isinstance(r, _Unlisted) for r in refused[before:]):
                    roots.add(listed.root)
            elif os.path.lexists(source):
                size, changed = _measured(source, time.time_ns() - _TICK)
                listed = Listed(str(source.parent), _root(source.parent), [_text(source.name)], [size], [changed])
            else:
                refused.append(InputRefused(str(source), "there is no such file or folder", "check the path"))
                continue
        except OSError as error:
            refused.append(_unlisted(error, source))
        except UnicodeError:
            refused.append(_misnamed(source))
        except ValueError:
            refused.append(InputRefused(repr(str(source)), "the path is not valid", "check the path"))
        else:
            if listed.root in found:
                found[listed.root].add(listed)
            else:
                found[listed.root] = listed
    return Listing(tuple(_each_once(found.values())), frozenset(roots), tuple(refused))


def lies_below(root: str, other: str) -> bool:
    """Whether a folder is another one, or lies in it.

    Examples
    --------
    >>> lies_below("/a/b", "/a"), lies_below("/ab", "/a")
    (True, False)
    """
    return root == other or root.startswith(other.rstrip("/") + "/")


def _each_once(folders: Iterable[Listed]) -> Iterator[Listed]:
    """The folders without the files that an outer one of them leads to as well."""
    outermost = sorted(folders, key=lambda listed: (len(listed.root), listed.root))
    for number, listed in enumerate(outermost):
        outer = [other for other in outermost[:number] if lies_below(listed.root, other.root)]
        there = {f"{other.root}/{path}" for other in outer for path in other.paths}
        here = (n for n, path in enumerate(listed.paths) if f"{listed.root}/{path}" not in there)
        yield listed.some(here) if outer else listed


def _below(folder: Path, refuse: Refuse) -> Listed:
    whole = str(folder)
    listed = Listed(whole, _root(folder))
    paths, sizes, times = listed.paths, listed.sizes, listed.times
    waiting = [(whole, "")]
    while waiting:
        here, lead = waiting.pop()
        try:
            with os.scandir(here) as found:
                entries = [entry for entry in found if entry.name[0] != "."]
        except OSError as error:
            refuse(_unlisted(error, folder))
            continue
        if lead and any(e.name == GENERATIONS for e in entries) and is_dataset(Path(here)):
            continue
        below, latest = [], time.time_ns() - _TICK
        for entry in entries:
            if _leads_on(entry):
                if not entry.is_symlink():
                    below.append(entry.name)
                continue
            path = lead + entry.name
            try:
                paths.append(path if path.isascii() else _text(path))
            except UnicodeError:
                refuse(_misnamed(Path(here, entry.name)))
                continue
            size, changed = _measured(entry, latest)
            sizes.append(size)
            times.append(changed)
        waiting += ((os.path.join(here, name), f"{lead}{name}/") for name in sorted(below, reverse=True))
    return listed


def _leads_on(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _measured(file: os.DirEntry[str] | Path, latest: int) -> tuple[int, int]:
    """Size and time of a file as it stands; what is none has no size, and its reader says so."""
    try:
        found = file.stat() if _POSIX else os.stat(file)
    except OSError:
        return -1, 0
    if found.st_mode & _KIND != stat.S_IFREG:
        return -1, 0
    changed = found.st_mtime_ns
    if _POSIX and found.st_ctime_ns > changed:
        changed = found.st_ctime_ns  # two files that swap names keep their times of writing: that of the name tells
    return found.st_size, changed if changed < latest else 0


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
