"""The Cypher database of a generation: a projection that is made on first use, and then only read.

It stands in the generation's folder as ``cypher/``: the engine's ``database/``, what it said while it wrote in
``engine.log``, and the ``STAMP`` that it was made from.  It is made in a new folder and then put into its place, by
one process at a time.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path

from ..errors import DatasetLocked, Unavailable
from .cypher_engine import Opened, engine_version, open_database, write_database
from .dataset import Dataset
from .lock import Held, own
from .projection import SHAPE
from .property_batch import create_nodes, create_relationships
from .property_graph import nodes, relationships
from .store import Graph

CYPHER, DATABASE, LOG, STAMP = "cypher", "database", "engine.log", "STAMP"
MAPPING = 1  # raised whenever the same quads come to other nodes or relationships
_WAIT = 600.0  # seconds that a reader waits for another process that is making the database


def open_cypher(dataset: Dataset) -> Opened:
    """Open the Cypher database of a dataset's generation; make it first where it is not there or not this one.

    Parameters
    ----------
    dataset : Dataset

    Raises
    ------
    MissingExtra
        If the engine is not installed.
    DatasetLocked
        If another process has been making it for ten minutes.
    Unavailable
        If it cannot be written.
    """
    stamp = f"{dataset.digest} {SHAPE} {MAPPING} {engine_version()}"
    folder = dataset.folder / CYPHER
    if _stamp(folder) != stamp:
        with _making(dataset.folder):
            if _stamp(folder) != stamp:
                with dataset.graph() as graph:
                    _make(folder, graph, stamp)
    return open_database(folder / DATABASE)


def _stamp(folder: Path) -> str:
    try:
        return (folder / STAMP).read_text("utf-8")
    except OSError:
        return ""


@contextmanager
def _making(generation: Path) -> Iterator[None]:
    """Be the one process that makes it; what stops it leaves nothing behind."""
    held = _lock(generation / (CYPHER + ".lock"))
    try:
        yield
    except (OSError, RuntimeError) as error:
        raise _unwritable(generation, error) from error
    finally:
        shutil.rmtree(_draft(generation / CYPHER), ignore_errors=True)
        held.release()


def _lock(file: Path) -> Held:
    until = time.monotonic() + _WAIT
    while True:
        try:
            return own(file)
        except BlockingIOError as error:
            if time.monotonic() > until:
                raise DatasetLocked(
                    f"{file}: another process is making the Cypher database; wait until it is done"
                ) from error
            time.sleep(0.1)
        except OSError as error:
            raise _unwritable(file.parent, error) from error


def _unwritable(folder: Path, error: BaseException) -> Unavailable:
    why = getattr(error, "strerror", None) or " ".join(str(error).split())
    return Unavailable(
        f"{folder}: the Cypher database cannot be written ({why}); make room, or grant permission to write"
    )


def _draft(folder: Path) -> Path:
    return folder.with_name(CYPHER + ".new")


def _make(folder: Path, graph: Graph, stamp: str) -> None:
    draft = _draft(folder)
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir()
    batches = chain(create_nodes(nodes(graph)), create_relationships(relationships(graph)))
    write_database(draft / DATABASE, draft / LOG, batches)
    (draft / STAMP).write_text(stamp, "utf-8")
    shutil.rmtree(folder, ignore_errors=True)
    os.replace(draft, folder)
