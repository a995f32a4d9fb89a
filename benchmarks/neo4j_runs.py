"""One run of the synchronisation in a process of its own; prints what it took as one line of JSON.

usage: python benchmarks/neo4j_runs.py load FILE STORE
       python benchmarks/neo4j_runs.py sync STORE ADDRESS DIGEST
       python benchmarks/neo4j_runs.py bulk STORE FOLDER DIGEST
       python benchmarks/neo4j_runs.py carry OLD NEW DIGEST

`load` puts a file of N-Triples into an RDF store, `sync` brings a database to the state of a store, `bulk` writes the
files by which an empty one is imported, `carry` brings the fingerprints of a store along to the next one, as every
build does that has them; what differs is looked up before the time is taken.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

from policing_kg.graph.kept_fingerprints import carry
from policing_kg.graph.neo4j_sync import Server, synchronise
from policing_kg.graph.neo4j_sync.bulk_import import write_import
from policing_kg.graph.store import Graph
from pyoxigraph import Quad, RdfFormat, Store


def load(file: str, store: str) -> None:
    held = Store(store)
    held.bulk_load(path=file, format=RdfFormat.N_TRIPLES)
    held.flush()


def sync(store: str, address: str, digest: str) -> None:
    with Graph(Path(store)) as graph, Server(address) as server:
        synchronise(graph, server, digest=digest)


def bulk(store: str, folder: str, digest: str) -> None:
    with Graph(Path(store)) as graph:
        write_import(graph, Path(folder), digest=digest)


def differing(old: str, new: str, digest: str) -> tuple[Path, Path, list[Quad], str]:
    with Graph(Path(old)) as before, Graph(Path(new)) as after:
        return Path(old), Path(new), list(set(before.quads()) ^ set(after.quads())), digest


RUNS: dict[str, Callable[..., None]] = {"load": load, "sync": sync, "bulk": bulk, "carry": carry}


def main(what: str, *given: str) -> None:
    run, known = RUNS[what], differing(*given) if what == "carry" else given
    wall, processor = time.perf_counter(), time.process_time()
    run(*known)
    told = {"seconds": time.perf_counter() - wall, "processor": time.process_time() - processor}
    told["peak"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps(told))


if __name__ == "__main__":
    main(*sys.argv[1:])
