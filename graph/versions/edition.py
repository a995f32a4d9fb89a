"""One state of a dataset, as it is compared and proved: a generation of a dataset, or a release."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ...errors import UsageError
from ..dataset import Dataset
from ..decision import Decisions
from ..generation import GENERATIONS, MANIFEST, folder_of
from ..holding import Holding
from ..scan import entity_rows
from ..segment import read_documents


@dataclass(frozen=True, slots=True)
class Edition:
    """One state of a dataset, read-only.

    Parameters
    ----------
    name : str
        As the user named it.
    folder : Path
        Where its segments lie.
    buckets : int
        Into how many its documents fall.
    digest : str
        Of the dataset.
    documents : mapping of str to str
        Document key to digest.
    decisions : Decisions
    """

    name: str
    folder: Path
    buckets: int
    digest: str
    documents: Mapping[str, str]
    decisions: Decisions

    def holdings(self, keys: Collection[str]) -> dict[str, Holding]:
        """Some documents by key; those that are not held are left out."""
        return {h.key: h for h in read_documents(self.folder, self.buckets, keys)}

    def names_of(self, entities: Collection[str]) -> dict[str, str]:
        """The first name of some entities, by id; those that no document names are left out."""
        found: dict[str, str] = {}
        for _, entity in entity_rows(self.folder, entities, ()):
            found[entity.id] = min(entity.name, found.get(entity.id, entity.name))
        return found


@contextmanager
def edition(name: str | Path) -> Iterator[Edition]:
    """Open a state of a dataset.

    Parameters
    ----------
    name : path-like
        Folder of a dataset, for its current generation; followed by ``@`` and a number, for that generation; or folder
        of a release.

    Raises
    ------
    UsageError
        If there is no dataset, or not that generation of it.
    DataError
        If it is damaged.

    Examples
    --------
    >>> with edition("no/such@2"):
    ...     pass
    Traceback (most recent call last):
    policing_kg.errors.UsageError: no/such: no dataset there; build one with: policing-kg build SOURCE --into no/such
    """
    from .layout import is_release, released

    if is_release(Path(name)):
        with released(Path(name)) as frozen:
            yield frozen
        return
    path, generation = _named(str(name))
    if generation and (path / GENERATIONS).is_dir() and not (folder_of(path, generation) / MANIFEST).is_file():
        held = (path / GENERATIONS).glob(f"*/{MANIFEST}")
        here = ", ".join(map(str, sorted(int(f.parent.name) for f in held if f.parent.name.isdecimal())))
        raise UsageError(f"{name}: no such generation of the dataset; name one of {here}")
    with Dataset.open(path, generation) as dataset:
        m = dataset.manifest
        yield Edition(str(name), dataset.folder, m.buckets, m.digest, m.documents, dataset.decisions)


def _named(name: str) -> tuple[Path, int]:
    """Folder and generation, 0 for the current one; a folder whose own name ends in ``@`` and digits is that folder."""
    folder, at, number = name.rpartition("@")
    if at and folder and number.isdecimal() and not Path(name).exists():
        return Path(folder), int(number)
    return Path(name), 0
