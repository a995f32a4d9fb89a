"""The store of the next generation: a base that generations share, and what changed since, written into it once.

The engine adds a file to each of its indexes with every change, and rewrites whole indexes when these are some.  So a
generation does not begin from the store of the last, but from the base of that store, with all that changed since the
base in one piece; when that is much, the store becomes the base of the next ones.  The engine's files are shared by
hard links.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

from pyoxigraph import NamedNode, Quad, RdfFormat, Store, parse

from .store import Graph, load_store, nquads_of

_MOST = 4000  # quads that went or came since the base
_WRITTEN = 2**24  # bytes of the engine's own files of one generation, above which it has rewritten an index
_MANY = 50_000  # quads from which loading in bulk is faster than a transaction
_SHARED = ".sst"  # files of the engine that are never changed


class NextStore:
    """The store of the next generation, while it is written; a context manager.

    Parameters
    ----------
    old, new : Path
        Folders; the second does not exist yet.
    """

    def __init__(self, old: Path, new: Path) -> None:
        self._folder, self._emptied = new, set[NamedNode]()
        self._gone, self._come = set[Quad](), set[Quad]()
        since = _read_since(old)
        try:
            self._store = _begun(base_of(old) if since else old, new)
        except (OSError, RuntimeError, ValueError):
            _remove(new)
            since, self._store = None, _begun(old, new)
        self.graph = Graph.over(self._store, new)
        if since:
            self.change(*since)

    def __enter__(self) -> NextStore:
        return self

    def __exit__(self, *_: object) -> None:
        self._close()

    def _close(self) -> None:
        self.__dict__.pop("graph", None)
        self.__dict__.pop("_store", None)

    def change(self, removed: Iterable[Quad], added: Iterable[Quad]) -> None:
        """Take quads out, and put others in; `graph` shows the store with them."""
        away, more = set(removed), set(added)
        for quad in away:
            self._store.remove(quad)
            if isinstance(quad.graph_name, NamedNode):
                self._emptied.add(quad.graph_name)
        (self._store.bulk_extend if len(more) > _MANY else self._store.extend)(more)
        self._gone |= away
        self._come = self._come - away | more

    def finish(self) -> None:
        """Forget graphs in which nothing is left, make all durable, and close the store."""
        for graph in self._emptied:
            if next(iter(self._store.quads_for_pattern(None, None, None, graph)), None) is None:
                self._store.remove_graph(graph)
        self._store.flush()
        self._close()  # what the engine began to rewrite meanwhile, and did not end, is gone then
        if not base_of(self._folder).exists():
            return
        if len(self._gone) + len(self._come) > _MOST or _own_bytes(self._folder) > _WRITTEN:
            forget_base(self._folder)  # this store is the base of the next ones
        else:
            _write_since(self._folder, self._gone, self._come)


def base_of(store: Path) -> Path:
    """The folder of the base of a store.

    Examples
    --------
    >>> base_of(Path("generations/2/rdf")).name, since_of(Path("generations/2/rdf")).name
    ('rdf.base', 'rdf.since')
    """
    return store.with_name(f"{store.name}.base")


def since_of(store: Path) -> Path:
    """The file of what changed since the base of a store."""
    return store.with_name(f"{store.name}.since")


def forget_base(store: Path) -> None:
    """Let a store be its own base."""
    shutil.rmtree(base_of(store), ignore_errors=True)
    since_of(store).unlink(missing_ok=True)


def forget_deleted(store: Path) -> None:
    """Write a store anew from what it holds: the engine's own files keep the words of statements that were removed.

    Parameters
    ----------
    store : Path
        Folder of a store that is being written: nobody reads it yet.
    """
    fresh = store.with_name(f"{store.name}.anew")
    with Graph(store) as graph:
        load_store(fresh, graph.lines())
    _remove(store)
    fresh.rename(store)


def _remove(store: Path) -> None:
    forget_base(store)
    shutil.rmtree(store, ignore_errors=True)


def _begun(base: Path, new: Path) -> Store:
    """A store that begins as another one; beside it the base, where the file system has hard links."""
    try:
        _clone(base, base_of(new), written=False)
        _clone(base, new, written=True)
    except OSError:
        _remove(new)
        Store.read_only(str(base)).backup(str(new))
    return Store(str(new))


def _clone(store: Path, folder: Path, *, written: bool) -> None:
    """A folder with the files of a store that nobody writes: shared, but for those that change where it is written.

    Raises
    ------
    OSError
        If the file system has no hard links.
    """
    folder.mkdir()
    for file in store.iterdir():
        if not file.name.startswith("LO"):  # its lock, and what it logs
            (shutil.copyfile if written and file.suffix != _SHARED else os.link)(file, folder / file.name)


def _own_bytes(store: Path) -> int:
    """Bytes of the engine's files that no other generation has."""
    found = (file.stat() for file in store.glob(f"*{_SHARED}"))
    return sum(f.st_size for f in found if f.st_nlink == 1)


def _write_since(store: Path, gone: Iterable[Quad], come: Iterable[Quad]) -> None:
    """Write what changed: the sum of the rest, how many bytes went, and the lines of what went and of what came."""
    away, more = (b"".join(sorted(nquads_of(quads).splitlines(keepends=True))) for quads in (gone, come))
    rest = b"%d\n" % len(away) + away + more
    since_of(store).write_bytes(hashlib.sha256(rest).hexdigest().encode() + b"\n" + rest)


def _read_since(store: Path) -> tuple[list[Quad], list[Quad]] | None:
    """What changed since the base of a store; None if it has none, or if that is not as it was written."""
    if not base_of(store).is_dir() or not since_of(store).is_file():
        return None
    total, _, rest = since_of(store).read_bytes().partition(b"\n")
    if hashlib.sha256(rest).hexdigest().encode() != total:
        return None
    length, _, lines = rest.partition(b"\n")
    away, more = (list(_quads(piece)) for piece in (lines[: int(length)], lines[int(length) :]))
    return away, more


def _quads(lines: bytes) -> Iterator[Quad]:
    for quad in parse(lines, format=RdfFormat.N_QUADS, lenient=True):
        if isinstance(quad, Quad):
            yield quad
