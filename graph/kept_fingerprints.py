"""Fingerprints that are kept beside a store: the next generation's are made from them and from what changed.

They are made with the first synchronisation, so that a dataset that no Neo4j holds has none.  The file is a cache:
where it is not there, damaged, or not of this dataset, the graph is read once from its start to its end.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from array import array
from collections.abc import Iterable
from contextlib import suppress
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from pyoxigraph import NamedNode

from .fingerprint import Fingerprints
from .quad_line import lines_of
from .store import Graph


def kept_file(store: Path) -> Path:
    """The file beside a store.

    Examples
    --------
    >>> kept_file(Path("generations/1/rdf")).name
    'rdf.fingerprints'
    """
    return store.with_name(store.name + ".fingerprints")


def keep(store: Path, digest: str, found: Fingerprints, subjects: IO[bytes]) -> None:
    """Write them beside a store, for the dataset with a digest; a folder that may only be read gets none."""
    draft = kept_file(store).with_name(f"{store.name}.fingerprints.{os.getpid()}")
    with suppress(OSError):
        try:
            with draft.open("wb") as file:
                file.write(_head(digest, len(found)) + found.values.tobytes())
                subjects.seek(0)
                shutil.copyfileobj(subjects, file)
            draft.replace(kept_file(store))
        finally:
            draft.unlink(missing_ok=True)


def read_kept(store: Path, digest: str, buckets: int, subjects: IO[bytes]) -> tuple[Fingerprints, int] | None:
    """Read them, and copy the subjects into a file; None where they are not there or not these."""
    with suppress(OSError), kept_file(store).open("rb") as file:
        if digest and file.readline() == _head(digest, buckets):
            values = file.read(8 * buckets)
            shutil.copyfileobj(file, subjects)
            if len(values) == 8 * buckets:
                return Fingerprints(buckets, array("Q", values)), subjects.tell() // 60  # bytes of an IRI, about
    return None


def carry(old: Path, new: Path, changed: Iterable[NamedNode], digest: str) -> None:
    """Make them for the next store, where the last one has them.

    Parameters
    ----------
    old, new : Path
        Folders of the stores.
    changed : iterable of NamedNode
        Subjects of quads that were removed or added.
    digest : str
        Of the next dataset.
    """
    with (
        suppress(OSError, ValueError, KeyError, TypeError),
        kept_file(old).open("rb") as file,
        TemporaryFile() as subjects,
    ):
        head = json.loads(file.readline())
        held = read_kept(old, head["digest"], head["buckets"], subjects)
        if held:
            _bring_along(Graph(old), Graph(new), changed, held[0], subjects)
            keep(new, digest, held[0], subjects)


def _bring_along(
    before: Graph, after: Graph, changed: Iterable[NamedNode], found: Fingerprints, subjects: IO[bytes]
) -> None:
    for subject in sorted(set(changed), key=str):
        for graph, sign in ((before, -1), (after, 1)):
            for _, quads in groupby(graph.quads(subject, graph=None), attrgetter("graph_name")):
                found.add(lines_of(quads), sign)
        if next(before.quads(subject, graph=None), None) is None:
            subjects.write(subject.value.encode() + b"\n")


def _head(digest: str, buckets: int) -> bytes:
    return json.dumps({"digest": digest, "buckets": buckets, "order": sys.byteorder}).encode() + b"\n"
