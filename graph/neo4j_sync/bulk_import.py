"""A graph as files for an empty database that is stopped: what `neo4j-admin database import full` makes of them is
what the first synchronisation makes, with its marker and fingerprints; constraints come with the next one.

What such files cannot hold (an odd key, a list of one empty text, a text of a megabyte) is left out, and the
fingerprint of its bucket is unknown, so that the next synchronisation mends just that.
"""

from __future__ import annotations

import os
import re
import shlex
from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from pyoxigraph import NamedNode

from ...errors import UsageError
from ..dataset import Dataset
from ..export import Format, check_target, draft_of
from ..fingerprint import UNKNOWN, Fingerprints, bucket_of, buckets_for
from ..generation import settle
from ..kept_fingerprints import keep
from ..property_graph import NodeRow, RelationshipRow, is_node
from ..property_names import BUCKET, KEY, OURS
from ..store import Graph
from ..term import term
from .delta import Delta, class_of
from .import_files import SEPARATOR, ImportFiles, importable
from .import_files import field as cell
from .loading import spoken_of
from .marker import IMPORTED, MARKER, PART, Marker, marker_properties, parts_of
from .synchronisation import mapping_version
from .writing import Step

ARGUMENTS = "import.args"
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9.-]{2,62}")  # of a database
_FORMAT = Format("import", "", "rows", "files for neo4j-admin database import")
_TYPE = term("rdf:type")


@dataclass(frozen=True, slots=True)
class Bulk:
    """What was written.

    Parameters
    ----------
    folder : Path
    delta : Delta
        Nodes and relationships that the import adds.
    left : int
        Nodes that lack a property until the next synchronisation.
    """

    folder: Path
    delta: Delta = field(default_factory=Delta)
    left: int = 0

    @property
    def command(self) -> str:
        """What is typed into a shell while the server is stopped."""
        return f"cd {shlex.quote(str(self.folder.resolve()))} && neo4j-admin database import full @{ARGUMENTS}"


def bulk(
    kg: str | os.PathLike[str],
    folder: str | os.PathLike[str],
    *,
    database: str = "",
    replace: bool = False,
    progress: Step | None = None,
) -> Bulk:
    """Write the files by which an empty, stopped Neo4j database comes to hold a dataset.

    Parameters
    ----------
    kg : path-like
        Folder of the dataset.
    folder : path-like
        For the files; it is there as a whole or not at all.
    database : str
        Name of the database, by default ``neo4j``.
    replace : bool
        Whether to take the place of an earlier import's files.
    progress : callable, optional
        Is told how many quads of how many are done.

    Returns
    -------
    Bulk
        Its `command` imports them; `sync` makes constraints and indexes then, and goes on from there.

    Raises
    ------
    UsageError
        If the name is none, or the folder cannot be written or holds something.

    Examples
    --------
    >>> bulk("kg", "import", database="a b")
    Traceback (most recent call last):
    policing_kg.errors.UsageError: a b: not the name of a database; take letters, digits, dots and dashes
    """
    if database and not _NAME.fullmatch(database):
        raise UsageError(f"{database}: not the name of a database; take letters, digits, dots and dashes")
    target = Path(folder)
    with Dataset.open(Path(kg)) as dataset:
        check_target(dataset, _FORMAT, target, replace, (".csv", ".args", ".report"))
        with dataset.graph() as graph, draft_of(target) as draft:
            delta, left = write_import(graph, draft, digest=dataset.digest, database=database, step=progress)
    return Bulk(target, delta, left)


def write_import(
    graph: Graph, folder: Path, *, digest: str = "", database: str = "", step: Step | None = None
) -> tuple[Delta, int]:
    """Write the files of a graph into a new folder; see `bulk`."""
    folder.mkdir()
    found = Fingerprints(buckets_for(len(graph) // 6))
    rows = _Rows(ImportFiles(folder), len(found))
    with TemporaryFile() as subjects:
        for node, ties in spoken_of(graph, found, step):
            subjects.write(f"{node.iri}\n".encode())
            rows.add_node(node)
            for tie in ties:
                rows.add_tie(tie)
        if digest:
            keep(graph.folder, digest, found, subjects)
    for iri in _silent(graph, _missing(rows.ends, rows.subjects)):
        rows.add_node(NodeRow(iri, (OURS,)))
    for bucket in rows.left:
        found.values[bucket] = UNKNOWN
    rows.add_marker(Marker(digest, mapping_version(), len(found), IMPORTED, rows.count), found)
    arguments = rows.files.finish()
    (folder / ARGUMENTS).write_text("\n".join([*_EXPLAINED, *arguments, database or "neo4j"]) + "\n", "utf-8")
    settle(folder.iterdir())
    return rows.delta, len(rows.left)


_EXPLAINED = (
    "# Stop the server, go into this folder, and run:  neo4j-admin database import full @import.args",
    "# Add --overwrite-destination where the server has been started before: all that its database holds is deleted.",
    "# Start the server again, and make constraints and indexes:  policing-kg sync",
)


class _Rows:
    """Nodes and relationships on their way into files."""

    def __init__(self, files: ImportFiles, buckets: int) -> None:
        self.files, self._buckets = files, buckets
        self.delta, self.count = Delta(), 0
        self.subjects, self.ends = array("q"), array("q")  # hashes of IRIs
        self.left: list[int] = []  # bucket of each node that lacks something

    def add_node(self, node: NodeRow) -> None:
        bucket = bucket_of(node.iri, self._buckets)
        held = {key: value for key, value in node.properties.items() if importable(key, value)}
        if len(held) < len(node.properties):
            self.left.append(bucket)
        labels = cell(SEPARATOR.join(node.labels))
        first = f"{labels},{cell(node.iri)},{bucket}"
        self.files.add("nodes", labels, class_of(node.labels), f":LABEL,{KEY}:ID,{BUCKET}:long", first, held)
        self.delta.nodes_added[node.labels] += 1
        self.subjects.append(hash(node.iri))
        self.count += 1

    def add_tie(self, tie: RelationshipRow) -> None:
        first = f"{cell(tie.type)},{cell(tie.start)},{cell(tie.end)}"
        self.files.add("relationships", tie.type, tie.type, ":TYPE,:START_ID,:END_ID", first, tie.properties)
        self.delta.ties_added[tie.type] += 1
        self.ends.append(hash(tie.end))

    def add_marker(self, marker: Marker, found: Fingerprints) -> None:
        self._add_ours(MARKER, marker_properties(marker, ""))
        for part, held in parts_of(found, range(len(found))):
            self._add_ours(PART, {"part": part, "values": held})

    def _add_ours(self, label: str, properties: dict[str, Any]) -> None:
        self.files.add("nodes", label, label, ":LABEL", cell(label), properties)


def _missing(ends: array[int], subjects: array[int]) -> set[int]:
    """Hashes of ends that are no subjects."""
    asked, held = (pa.Array.from_buffers(pa.int64(), len(a), [None, pa.py_buffer(a)]) for a in (ends, subjects))
    return set(asked.filter(pc.invert(pc.is_in(asked, held))).to_pylist())


def _silent(graph: Graph, hashes: set[int]) -> Iterator[str]:
    """Nodes that relationships end at and of which the graph says nothing, by the hashes of their IRIs."""
    for quad in graph.quads(graph=None) if hashes else ():
        end = quad.object
        if isinstance(end, NamedNode) and quad.predicate != _TYPE and is_node(str(end)) and hash(end.value) in hashes:
            hashes.remove(hash(end.value))
            yield end.value
