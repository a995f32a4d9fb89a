"""One file of a build, as it is named in a dataset."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ..graph.ledger import Place


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
        As for `Listed`.
    """

    at: str
    root: str
    relative: str
    size: int
    mtime_ns: int

    @property
    def path(self) -> Path:
        """Where it is."""
        return Path(self.at)

    @property
    def place(self) -> Place:
        """Root and path, as the ledger knows it."""
        return self.root, self.relative
