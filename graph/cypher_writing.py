"""Writing the embedded Cypher database: once, alone, by the engine's way in for bulk, which keeps no log of its own.

A batch of rows crosses to the JVM as one text of JSON.  A node's labels are a class of the engine that lies below the
class of each label; relationships name the engine's own ids of their ends, so that no end is looked up.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from .cypher_engine import one_line, running_engine
from .property_batch import node_batches, relationship_batches
from .property_graph import NodeRow, RelationshipRow
from .property_names import KEY, OURS

_COMMITTED = 20_000  # relationships that the engine holds in memory until it connects them, in transactions of as many
_REMEMBERED = 200_000  # nodes whose lists the engine finds without reading the node
_SEGMENT = 64  # bytes at first for the list of a node's relationships: most nodes have few


def write_database(path: Path, log: Path, nodes: Iterable[NodeRow], relationships: Iterable[RelationshipRow]) -> int:
    """Write a database into a new folder.

    Parameters
    ----------
    path : Path
        Folder of the database; it does not exist yet.
    log : Path
        File for what the engine says while it writes.
    nodes : iterable of NodeRow
    relationships : iterable of RelationshipRow
        Asked for after the last node.

    Returns
    -------
    int
        Number of nodes.

    Raises
    ------
    RuntimeError
        If the engine cannot write it.
    """
    engine = running_engine()
    try:
        with engine.logging(log.resolve()):  # the JVM's working folder is the one that it started in
            return _written(engine.factory(str(path.resolve())).create(), nodes, relationships)
    except engine.error as error:
        raise RuntimeError(one_line(error)) from error


def _written(database: Any, nodes: Iterable[NodeRow], relationships: Iterable[RelationshipRow]) -> int:
    try:
        for statement in (
            f"CREATE VERTEX TYPE {OURS}",
            f"CREATE PROPERTY {OURS}.{KEY} STRING",
            f"CREATE INDEX ON {OURS} ({KEY}) UNIQUE",
        ):
            database.command("sql", statement)
        bulk = database.batch().withWAL(False).withLightEdges(False).withEdgeListInitialSize(_SEGMENT)
        bulk = bulk.withPreAllocateEdgeChunks(False).withParallelFlush(False).withCommitEvery(_COMMITTED)
        bulk = bulk.withChunkCacheCapacity(_REMEMBERED).withBatchSize(_COMMITTED).build()
        try:
            places = _write_nodes(database, bulk, nodes)
            _write_relationships(database, bulk, relationships, places)
            bulk.close()
        except BaseException:
            bulk.abandon()
            raise
    finally:
        database.close()
    return len(places)


def _write_nodes(database: Any, bulk: Any, rows: Iterable[NodeRow]) -> dict[str, str]:
    """Write nodes, and return where the engine has put each, by IRI."""
    engine, schema, places = running_engine(), database.getSchema(), dict[str, str]()
    for labels, batch in node_batches(rows):
        for label in labels:
            schema.getOrCreateVertexType(label)
        type_ = engine.labels.ensureCompositeType(schema, engine.array_list(labels))
        text = _json({KEY: row.iri, **row.properties} for row in batch)
        written = str(engine.nodes.createVerticesJson(bulk, type_, text)).split(";")
        places.update(zip((row.iri for row in batch), written, strict=True))
    return places


def _write_relationships(database: Any, bulk: Any, rows: Iterable[RelationshipRow], places: dict[str, str]) -> None:
    engine, schema = running_engine(), database.getSchema()
    for type_, batch in relationship_batches(rows):
        schema.getOrCreateEdgeType(type_)
        text = _json({"_src": places[row.start], "_dst": places[row.end], **row.properties} for row in batch)
        engine.relationships.newEdgesJson(bulk, type_, text)


def _json(rows: Iterable[dict[str, Any]]) -> str:
    return json.dumps(list(rows), ensure_ascii=False)
