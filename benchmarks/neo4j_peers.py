"""Load a file of N-Triples into Neo4j as others do, and print what it took as one line of JSON.

usage: python benchmarks/neo4j_peers.py rdflib-neo4j|create FILE ADDRESS

`rdflib-neo4j` is the package of that name with batches as it ships them; `create` is the least that any client of the
official driver can do: parse, then CREATE in batches, without a look at what is there.  It runs in an environment
of its own, which `make bench-neo4j` makes, since the project does not depend on its peers.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import Any

ROWS = 10_000


def local(iri: str) -> str:
    return iri.rpartition("#")[2].rpartition("/")[2]


def rdflib_neo4j(file: Path, address: str) -> None:
    from neo4j import GraphDatabase
    from rdflib import Graph
    from rdflib_neo4j import HANDLE_VOCAB_URI_STRATEGY, Neo4jStore, Neo4jStoreConfig

    config = Neo4jStoreConfig(batching=True, handle_vocab_uri_strategy=HANDLE_VOCAB_URI_STRATEGY.IGNORE)
    with GraphDatabase.driver(address, auth=None, notifications_min_severity="OFF") as driver:
        graph = Graph(store=Neo4jStore(config, driver))
        graph.parse(file, format="ntriples")
        graph.close(True)


def create(file: Path, address: str) -> None:
    from neo4j import GraphDatabase
    from pyoxigraph import Literal, RdfFormat, parse

    waiting: dict[str, list[dict[str, Any]]] = defaultdict(list)
    links: dict[str, list[dict[str, str]]] = defaultdict(list)
    with (
        GraphDatabase.driver(address, auth=None, notifications_min_severity="OFF") as driver,
        driver.session() as session,
    ):
        session.run("CREATE CONSTRAINT peer_uri IF NOT EXISTS FOR (n:Resource) REQUIRE n.uri IS UNIQUE").consume()

        def write(text: str, rows: list[Any]) -> None:
            session.execute_write(lambda tx: tx.run(text, rows=rows).consume())

        def write_nodes(label: str) -> None:
            write(f"UNWIND $rows AS row CREATE (n:Resource:`{label}`) SET n = row", waiting.pop(label))

        with file.open("rb") as lines:
            for subject, quads in groupby(parse(lines, format=RdfFormat.N_TRIPLES), attrgetter("subject")):
                label, row = "", {"uri": subject.value}
                for quad in quads:
                    name = local(quad.predicate.value)
                    if isinstance(quad.object, Literal):
                        row[name] = quad.object.value
                    elif name == "type":
                        label = local(quad.object.value)
                    else:
                        links[name].append({"a": subject.value, "b": quad.object.value})
                waiting[label].append(row)
                if len(waiting[label]) >= ROWS:
                    write_nodes(label)
        for label in list(waiting):
            write_nodes(label)
        for name, rows in links.items():
            text = (
                "UNWIND $rows AS row MATCH (a:Resource {uri: row.a}) MATCH (b:Resource {uri: row.b}) "
                f"CREATE (a)-[:`{name}`]->(b)"
            )
            for start in range(0, len(rows), ROWS):
                write(text, rows[start : start + ROWS])


PEERS: dict[str, Callable[[Path, str], None]] = {"rdflib-neo4j": rdflib_neo4j, "create": create}


def main(peer: str, file: str, address: str) -> None:
    load = PEERS[peer]
    __import__("neo4j"), __import__("pyoxigraph" if peer == "create" else "rdflib_neo4j")  # imports are not timed
    wall, processor = time.perf_counter(), time.process_time()
    load(Path(file), address)
    told = {"seconds": time.perf_counter() - wall, "processor": time.process_time() - processor}
    told["peak"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps(told))


if __name__ == "__main__":
    main(*sys.argv[1:])
