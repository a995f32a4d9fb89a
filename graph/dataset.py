"""The dataset on disk, as a reader sees it: one generation, kept while it is read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import DataError, UsageError
from .claim import Claim, Evidence
from .damage import SEGMENT, reading
from .decision import Decisions, read_decisions
from .document import Document
from .entity import Entity
from .generation import (
    CURRENT,
    DECISIONS,
    GENERATIONS,
    MANIFEST,
    RDF,
    RECENT,
    SEARCH,
    Manifest,
    check_segments,
    current,
    folder_of,
    read_manifest,
)
from .holding import Holding
from .ledger import Ledger
from .lock import WRITER, Held, lease
from .segment import FileRow, bucket_of, read_holdings

if TYPE_CHECKING:
    from .names import Names
    from .store import Graph
    from .validation import Result
    from .writer import Writer

_TRIES = 100  # of a reader that meets a generation just as it is pruned
_SUMMED = 2**26  # bytes of the index of names up to which it is compared with its sum before it is asked


class Dataset:
    """One dataset at one generation.

    Open it with `Dataset.open` or `Dataset.create`.  It is a context manager; it holds a lease on its generation
    until closed.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder, Dataset.create(folder) as dataset:
    ...     with dataset.writer() as w:
    ...         changes = w.commit()
    >>> changes.written, changes.generation
    (False, 0)
    """

    def __init__(self, path: Path, manifest: Manifest, decisions: Decisions, held: Held | None) -> None:
        self.path, self.manifest, self.decisions, self._held = path, manifest, decisions, held
        self._ledger: Ledger | None = None
        self._began = False

    @classmethod
    def open(cls, path: str | Path, generation: int = 0) -> Dataset:
        """Open a generation of a dataset.

        Parameters
        ----------
        path : path-like
            Folder of the dataset.
        generation : int
            A generation that another reader holds; 0 for the current one.

        Raises
        ------
        UsageError
            If the folder holds no dataset.
        DataError
            If the dataset is damaged or of a later format.
        """
        path = _spelled(path)
        if not current(path):
            raise UsageError(f"{path}: no dataset there; build one with: policing-kg build SOURCE --into {path}")
        if not generation:
            return cls._at_current(path)
        folder = folder_of(path, generation)
        with reading(folder / MANIFEST):
            return cls._at(path, folder, lease(folder / MANIFEST))

    @classmethod
    def create(cls, path: str | Path) -> Dataset:
        """Open the dataset in a folder, or begin one (generation 0, empty) if the folder is new or empty.

        Raises
        ------
        UsageError
            If the folder holds something else.
        """
        path = _spelled(path)
        if path.exists() and not path.is_dir():
            raise UsageError(f"{path}: a file, not a folder; name a folder for the dataset")
        began = not path.exists()
        path.mkdir(parents=True, exist_ok=True)
        ours = {CURRENT, CURRENT + ".new", GENERATIONS, WRITER}
        found = {p.name for p in path.iterdir()}
        if found and not found & ours:
            raise UsageError(f"{path}: the folder holds other files; name a new folder for the dataset")
        dataset = cls._at_current(path)
        dataset._began = began
        return dataset

    @classmethod
    def _at_current(cls, path: Path) -> Dataset:
        for _ in range(_TRIES):
            generation = current(path)
            if not generation:
                return cls(path, Manifest(0, ""), Decisions(), None)
            folder = folder_of(path, generation)
            try:
                held = lease(folder / MANIFEST)
            except FileNotFoundError:
                continue
            return cls._at(path, folder, held)
        raise DataError(f"{path / CURRENT}: names the generation {generation}, which is not there; {SEGMENT}")

    @classmethod
    def _at(cls, path: Path, folder: Path, held: Held) -> Dataset:
        manifest = read_manifest(folder)
        check_segments(folder, manifest)
        with reading(folder / DECISIONS):
            return cls(path, manifest, read_decisions(folder / DECISIONS), held)

    def __enter__(self) -> Dataset:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Give the generation back."""
        if self._held:
            self._held.release()

    def unmake(self) -> None:
        """Leave the folder as it was found, since nothing was committed: for the writer, while it holds the lock."""
        with suppress(OSError):  # Windows removes no open file; what stays is taken up by the next writer
            (self.path / WRITER).unlink(missing_ok=True)
        if (self.path / GENERATIONS).exists():
            with suppress(OSError):
                (self.path / GENERATIONS).rmdir()
        if self._began:
            with suppress(OSError):
                self.path.rmdir()

    def refresh(self) -> None:
        """Go on to the current generation."""
        if self.generation and self.generation == current(self.path):
            return
        newer = self._at_current(self.path)
        self.close()
        self.manifest, self.decisions, self._held = newer.manifest, newer.decisions, newer._held
        self._ledger = None

    @property
    def generation(self) -> int:
        """Number of the generation; 0 before the first commit."""
        return self.manifest.generation

    @property
    def digest(self) -> str:
        """Digest of the dataset: equal for equal content."""
        return self.manifest.digest

    @property
    def folder(self) -> Path:
        """The generation's folder."""
        return folder_of(self.path, self.generation)

    def ledger(self) -> Ledger:
        """The ledger of files, so that a build knows unchanged ones by size and time, then by hash."""
        if self._ledger is None:
            self._ledger = Ledger.read(self.folder) if self.generation else Ledger.of()
        return self._ledger

    def files(self) -> tuple[FileRow, ...]:
        """The rows of the ledger, by root and path."""
        return tuple(self.ledger().rows())

    def holding(self, key: str) -> Holding | None:
        """Everything held of one document, or None."""
        return read_holdings(self.folder, bucket_of(key, self.manifest.buckets)).get(key)

    def holdings(self, buckets: Iterable[int] | None = None) -> Iterator[Holding]:
        """Every document, bucket by bucket, so that memory is bounded."""
        for bucket in range(self.manifest.buckets) if buckets is None else buckets:
            yield from read_holdings(self.folder, bucket).values()

    def documents(self) -> Iterator[Document]:
        """Every document's coding."""
        return (h.document for h in self.holdings())

    def claims(self) -> Iterator[Claim]:
        """Every claim once, whatever its status."""
        return (claim for h in self.holdings() for claim, _ in h.claims.values())

    def evidence(self) -> Iterator[Evidence]:
        """Every evidence row."""
        return (e for h in self.holdings() for e in h.evidence)

    def entities(self) -> Iterator[tuple[str, Entity]]:
        """Every entity row with the key of its document."""
        return ((h.key, e) for h in self.holdings() for e in h.entities)

    def violations(self) -> tuple[Result, ...]:
        """What breaks a shape of the ontology in this generation."""
        from .conformance import read_violations

        return read_violations(self.folder) if self.generation else ()

    def graph(self) -> Graph:
        """The RDF graph of this generation, read-only; it keeps the generation by itself.

        Raises
        ------
        UsageError
            If nothing was built yet.
        """
        from .store import Graph

        return Graph(self._projected(RDF), lease(self.folder / MANIFEST))

    def names(self) -> Names:
        """Search in the names of this generation."""
        from .names import Names

        file, sums = self._projected(SEARCH), self.manifest.sums
        known = sums.get(SEARCH, "") if file.exists() and file.stat().st_size <= _SUMMED else ""
        return Names(file, known, (self.folder / RECENT, sums[RECENT]) if RECENT in sums else None)

    def writer(self) -> Writer:
        """Become the one writer; use it in a ``with`` block.

        Raises
        ------
        DatasetLocked
            If another process is writing.
        """
        from .writer import Writer

        return Writer(self)

    def _projected(self, name: str) -> Path:
        if not self.generation:
            raise UsageError(f"{self.path}: the dataset is empty; build it first")
        return self.folder / name


def _spelled(path: str | Path) -> Path:
    """The path of a dataset, if the engines can take it: they know no other spelling than UTF-8."""
    try:
        str(path).encode()
    except UnicodeEncodeError as error:
        raise UsageError(f"{path}: not UTF-8 in this locale; name another folder, or set LC_ALL=C.UTF-8") from error
    return Path(path)


def open_graph(path: str | Path) -> Graph:
    """Open the graph of a dataset's current generation.

    Parameters
    ----------
    path : path-like
        The dataset's folder.

    Raises
    ------
    UsageError
        If there is no dataset.
    """
    with Dataset.open(path) as dataset:
        return dataset.graph()
