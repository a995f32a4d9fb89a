"""The Cypher database of a generation: a projection that is made on first use, and then only read.

It stands in the generation's folder as ``cypher/``: the engine's ``database/``, what it said while it wrote in
``engine.log``, and the ``STAMP`` that it was made from, with the number of its nodes.  It is made in a new folder and
then put into its place, by one process at a time.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ..errors import DatasetLocked, Unavailable
from .cypher_engine import Opened, engine_version, open_database
from .cypher_writing import write_database
from .dataset import Dataset
from .excerpt import Excerpt
from .lock import Held, own
from .projection import SHAPE
from .property_graph import nodes, relationships
from .property_names import OURS
from .store import Graph

CYPHER, DATABASE, LOG, STAMP = "cypher", "database", "engine.log", "STAMP"
MAPPING = 2  # raised whenever the same quads come to other nodes or relationships
_COUNT = f"MATCH (n:{OURS}) RETURN count(n) AS n"
_WAIT = 600.0  # seconds that a reader waits for another process that is making the database


def make_cypher(dataset: Dataset | Excerpt) -> Path:
    """Make the Cypher database of a dataset's generation, or of an excerpt, where it is not there or not this one.

    Parameters
    ----------
    dataset : Dataset or Excerpt

    Returns
    -------
    Path
        Its folder.

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
    return folder


def open_cypher(dataset: Dataset | Excerpt) -> Opened:
    """Open the Cypher database of a dataset's generation or of an excerpt; see `make_cypher` for what comes before.

    Parameters
    ----------
    dataset : Dataset or Excerpt

    Raises
    ------
    Unavailable
        If it cannot be opened, or is damaged.
    """
    folder = make_cypher(dataset)
    opened = open_database(folder / DATABASE)
    if opened.rows(_COUNT)[1] != [{"n": _size(folder)}]:
        opened.close()
        raise Unavailable(f"{folder}: the Cypher database is damaged; remove the folder, it will be made anew")
    return opened


def _stamp(folder: Path) -> str:
    return _stamped(folder).partition("\n")[0]


def _size(folder: Path) -> int:
    return int(_stamped(folder).partition("\n")[2] or -1)


def _stamped(folder: Path) -> str:
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
    size = write_database(draft / DATABASE, draft / LOG, nodes(graph), relationships(graph))
    (draft / STAMP).write_text(f"{stamp}\n{size}", "utf-8")
    shutil.rmtree(folder, ignore_errors=True)
    os.replace(draft, folder)
