"""A release becomes a dataset again, with the same digest."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ...errors import DataError, UsageError
from ..damage import sum_of
from ..dataset import Dataset
from ..digest import dataset_digest, document_digest
from ..holding import Holding
from ..segment import FileRow, read_holdings
from ..writer import Changes
from .edition import Edition
from .layout import AGAIN, DATA, is_release, read_release, released


def restore(release: Path, into: Path) -> Changes:
    """Write a dataset from a release.

    Parameters
    ----------
    release : Path
    into : Path
        A new or empty folder.

    Returns
    -------
    Changes
        With the digest that the release names.

    Raises
    ------
    UsageError
        If there is no release, or the folder holds something.
    DataError
        If the release is of a format that this version does not read, or is not as it was written: nothing is written
        then.
    """
    if not is_release(release):
        raise UsageError(f"{release}: no release there; name a folder that policing-kg release wrote")
    if into.exists() and (not into.is_dir() or any(into.iterdir())):
        raise UsageError(f"{into}: holds something already; name a new folder for the dataset")
    check_files(release)
    with released(release) as held:
        _check_digest(held)
        with Dataset.create(into) as dataset, dataset.writer() as writer:
            for holding in _holdings(held):
                writer.take(holding)
                for row in _ledger(holding):
                    writer.see_file(row)
            writer.decide(*held.decisions.rows)
            return writer.commit()


def check_files(release: Path) -> None:
    """See that the files which a dataset is made from are as they were written.

    Raises
    ------
    DataError
        On the first that is not.
    """
    for f in read_release(release).files:
        file = release / f.path
        if f.path.startswith(f"{DATA}/") and not (file.is_file() and sum_of(file) == f.sha256):
            raise DataError(f"{file}: is not as it was released; {AGAIN}")


def digests_of(edition: Edition) -> dict[str, str]:
    """The digest of each document, computed anew."""
    return {h.key: document_digest(h) for h in _holdings(edition)}


def _check_digest(edition: Edition) -> None:
    if dataset_digest(digests_of(edition), edition.decisions.digest) != edition.digest:
        raise DataError(f"{edition.name}: its claims are not those that its digest names; {AGAIN}")


def _holdings(edition: Edition) -> Iterator[Holding]:
    """Every document, part by part, those that the manifest does not name too."""
    for number in range(edition.buckets):
        yield from read_holdings(edition.folder, number).values()


def _ledger(holding: Holding) -> Iterator[FileRow]:
    """What the ledger notes of files that come with the package, so that a build can take them out again."""
    for m in holding.manifestations:
        if m.root:
            yield FileRow(m.root, f"{m.path}#{holding.key}", 0, 0, "", "", holding.key)
