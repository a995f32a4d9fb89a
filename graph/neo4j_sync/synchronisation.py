"""Making a database equal to the graph: nothing where they are equal, else only the buckets that differ."""

from __future__ import annotations

from dataclasses import dataclass, replace
from tempfile import TemporaryFile
from typing import IO

from ...errors import Unavailable
from ..commit import ontology_version
from ..cypher_store import MAPPING
from ..fingerprint import UNKNOWN, Fingerprints, buckets_for
from ..kept_fingerprints import keep, read_kept
from ..projection import SHAPE
from ..property_names import BUCKET, OURS, STATEMENT, quoted
from ..quad_line import said_in
from ..store import Graph
from .comparison import foreign
from .delta import Delta
from .distributed import load_distributed
from .loading import load
from .marker import COMPLETE, IMPORTED, MARKER, WRITING, Marker, Run, read_fingerprints, read_marker
from .mending import mend, slices
from .schema import define, define_marker
from .server import Server
from .statements import COUNT, FOREIGN, TYPES, stripping
from .writing import Step


@dataclass(frozen=True, slots=True)
class Synchronised:
    """What a run did, or with `dry_run` would do.

    Parameters
    ----------
    delta : Delta
        What differed.
    looked_at : int
        Buckets that were compared; 0 where the database said at once that it holds this graph.
    """

    delta: Delta
    looked_at: int = 0


def synchronise(
    graph: Graph,
    server: Server,
    *,
    digest: str = "",
    dry_run: bool = False,
    rebuild: bool = False,
    master: str = "",
    step: Step | None = None,
) -> Synchronised:
    """Make a database equal to a graph.

    Parameters
    ----------
    graph : Graph
    server : Server
    digest : str
        Of the dataset whose graph it is: a database that holds just this one is not looked at.  Without one, the
        fingerprints are always compared.
    dry_run : bool
        Whether to count only.
    rebuild : bool
        Whether to delete what is ours first, and load anew.
    master : str
        Of a cluster whose workers write a first load, as `graph.spark.chosen_master` gives it; empty for this machine.
    step : callable, optional
        Is told how many quads, or buckets, of how many are done.

    Raises
    ------
    Unavailable
        If the server is not there or fails, another run writes, or somebody else's nodes bear our label.
    """
    marker = read_marker(server)
    mapping = mapping_version()
    if marker and not rebuild and digest and marker == Marker(digest, mapping, marker.buckets, COMPLETE, marker.nodes):
        return Synchronised(Delta())
    _refuse_foreign(server, marker)
    if marker is None or rebuild:
        return _load(graph, server, marker, digest, mapping, dry_run, master, step)
    return _bring_along(graph, server, marker, Marker(digest, mapping, marker.buckets, COMPLETE), dry_run, step)


def holds(server: Server, digest: str) -> bool:
    """Whether a database holds the whole graph of a dataset, by the mapping that is ours today."""
    marker = read_marker(server)
    return marker is not None and (marker.digest, marker.mapping, marker.state) == (digest, mapping_version(), COMPLETE)


def mapping_version() -> str:
    """Of everything by which the same claims come to other nodes or relationships."""
    return f"{SHAPE}.{MAPPING} {ontology_version()}"


def _clear(server: Server, run: Run) -> None:
    """Delete every node of ours with its relationships, a few thousand at a time, while no other run has begun."""
    still = f"MATCH (:{MARKER} {{key: 1, run: $run}})"
    ours = f"MATCH (n:{quoted(OURS)}) WHERE n.{quoted(BUCKET)} IS NOT NULL"
    for text in (
        f"MATCH (n:{quoted(OURS)})-[r]->(:{quoted(OURS)}) WHERE r.{STATEMENT} IS NOT NULL "
        f"CALL (r) {{ {still} DELETE r }} IN TRANSACTIONS OF 10000 ROWS",
        f"{ours} AND NOT EXISTS {{ (n)--() }} CALL (n) {{ {still} DELETE n }} IN TRANSACTIONS OF 10000 ROWS",
        f"{ours} CALL (n) {{ {still} {stripping()} }} IN TRANSACTIONS OF 10000 ROWS",
    ):
        server.write_in_parts(text, run=run.name)


def _refuse_foreign(server: Server, marker: Marker | None) -> None:
    """See that every node under our label is ours, without looking at each where the counts agree."""
    count = server.value(COUNT)
    if count and not (marker and marker.state in (COMPLETE, IMPORTED) and marker.nodes == count):
        key = server.value(FOREIGN)
        if key is not None:
            raise Unavailable(foreign(server.address, key))


def _load(
    graph: Graph,
    server: Server,
    marker: Marker | None,
    digest: str,
    mapping: str,
    dry_run: bool,
    master: str,
    step: Step | None,
) -> Synchronised:
    buckets = buckets_for(len(graph) // 6)
    found = Fingerprints(buckets)
    if dry_run:
        return Synchronised(load(graph, None, found, step), buckets)
    define_marker(server)
    run = Run(server, None, range(buckets))
    run.begin(Marker(digest, mapping, buckets, WRITING), marker)
    if server.value(COUNT):
        _clear(server, run)
    with TemporaryFile() as subjects:
        if master:
            found, size = fingerprints(graph, digest, buckets, subjects)
            delta = load_distributed(graph, run, master, buckets, subjects, size, step)
        else:
            delta = load(graph, run, found, step, subjects)
            if digest:
                keep(graph.folder, digest, found, subjects)
    define(server, delta.ties_added)
    run.finish(Marker(digest, mapping, buckets, COMPLETE, server.value(COUNT)), found)
    return Synchronised(delta, buckets)


def _bring_along(
    graph: Graph, server: Server, marker: Marker, new: Marker, dry_run: bool, step: Step | None
) -> Synchronised:
    held = read_fingerprints(server, marker.buckets)
    if marker.state == IMPORTED and not dry_run and _received(server, marker, new, held):
        return Synchronised(Delta())
    with TemporaryFile() as subjects:
        now, size = fingerprints(graph, new.digest, marker.buckets, subjects)
        dirty = held.different(now) if marker.mapping == new.mapping else list(range(marker.buckets))
        run = None if dry_run else Run(server, held, dirty)
        types = frozenset(_types(server))
        if run:
            define(server, types)
            run.begin(Marker(marker.digest, new.mapping, marker.buckets, WRITING), marker)
        delta = mend(
            graph, server, run, types, marker.buckets, slices(subjects, size, dirty, marker.buckets), step, len(dirty)
        )
    if run:
        run.finish(Marker(new.digest, new.mapping, new.buckets, COMPLETE, server.value(COUNT)), now)
    return Synchronised(delta, len(dirty))


def _received(server: Server, imported: Marker, new: Marker, held: Fingerprints) -> bool:
    """Make the constraints and indexes of an imported database; where nothing else is to be done, say so in it."""
    define(server, _types(server))
    as_imported = Marker(new.digest, new.mapping, new.buckets, IMPORTED, imported.nodes)
    if not new.digest or imported != as_imported or UNKNOWN in held.values:
        return False
    run = Run(server, held, ())
    run.begin(imported, imported)
    run.finish(replace(new, nodes=server.value(COUNT)), held)
    return True


def _types(server: Server) -> list[str]:
    """Every type of relationship that the database knows."""
    return [row["type"] for row in server.rows(TYPES)]


def fingerprints(graph: Graph, digest: str, buckets: int, subjects: IO[bytes]) -> tuple[Fingerprints, int]:
    """The fingerprints of a graph; its subjects are put into a file, one a line, and their number, about, returned."""
    kept = read_kept(graph.folder, digest, buckets, subjects)
    if kept:
        return kept
    found, size = Fingerprints(buckets), 0
    for said in said_in(graph.lines()):
        found.add(said.lines)
        subjects.write(f"{said.iri}\n".encode())
        size += 1
    if digest:
        keep(graph.folder, digest, found, subjects)
    return found, size
