"""The Cypher that changes nodes and relationships: one statement for each set of labels and each type.

A node carries the number of its bucket beside what the graph says of it.  What is removed are our relationships, and
nodes that nobody else has tied to anything; a node with a relationship of somebody else's only loses our labels.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, TypeVar

from ...ontology.namespace import BASE
from ..property_graph import NodeRow, RelationshipRow
from ..property_names import BUCKET, KEY, OURS, STATEMENT, class_labels, quoted
from .server import Statement

_Row = TypeVar("_Row")
_NODE = f":{quoted(OURS)} {{{quoted(KEY)}: "
_OURS = f"r.{quoted(STATEMENT)} IS NOT NULL"

STUBS = f"UNWIND $rows AS row MERGE (n{_NODE}row.{KEY}}}) ON CREATE SET n.{quoted(BUCKET)} = row.{quoted(BUCKET)}"
_NODES = "RETURN elementId(n) AS id, labels(n) AS labels, properties(n) AS properties"
_TIES = (
    f"MATCH (n)-[r]->(b:{quoted(OURS)}) WHERE {_OURS} "
    f"RETURN type(r) AS type, n.{KEY} AS start, b.{KEY} AS `end`, properties(r) AS properties"
)
_BY_BUCKET = f"UNWIND $buckets AS bucket MATCH (n:{quoted(OURS)} {{{quoted(BUCKET)}: bucket}})"
_BY_KEY = f"UNWIND $keys AS key MATCH (n{_NODE}key}})"
READ_NODES, READ_NODES_BY_KEY = f"{_BY_BUCKET} {_NODES}", f"{_BY_KEY} {_NODES}"
READ_RELATIONSHIPS, READ_RELATIONSHIPS_BY_KEY = f"{_BY_BUCKET} {_TIES}", f"{_BY_KEY} {_TIES}"
FOREIGN = f"MATCH (n:{quoted(OURS)}) WHERE n.{quoted(BUCKET)} IS NULL RETURN coalesce(n.{KEY}, elementId(n)) LIMIT 1"
NOT_OURS = (
    f"MATCH (n:{quoted(OURS)}) WHERE NOT coalesce(n.{quoted(BUCKET)} >= 0 AND n.{quoted(BUCKET)} < $buckets, false) "
    f"RETURN coalesce(n.{KEY}, elementId(n)) AS key"
)
LABEL_AGAIN = (
    f"MATCH (n) WHERE n.{quoted(BUCKET)} IS NOT NULL AND n.{KEY} STARTS WITH '{BASE}' AND NOT n:{quoted(OURS)} "
    f"SET n:{quoted(OURS)}"
)
COUNT = f"MATCH (n:{quoted(OURS)}) RETURN count(n)"
TYPES = "CALL db.relationshipTypes() YIELD relationshipType AS type RETURN type"


def node_properties(row: NodeRow, bucket: int) -> dict[str, Any]:
    """Everything that stands on a node."""
    return {**row.properties, KEY: row.iri, BUCKET: bucket}


def create_nodes(rows: Iterable[tuple[NodeRow, int]]) -> Iterator[Statement]:
    """Statements that create nodes, each with its bucket."""
    for labels, group in grouped(rows, lambda row: row[0].labels).items():
        named = "".join(f":{quoted(label)}" for label in labels)
        keys = _keys(node.properties for node, _ in group)
        yield (
            f"UNWIND $rows AS row CREATE (n{named} {_values((KEY, BUCKET, *keys))})",
            {"rows": [[node.iri, bucket, *map(node.properties.get, keys)] for node, bucket in group]},
        )


def create_relationships(rows: Iterable[RelationshipRow]) -> Iterator[Statement]:
    """Statements that create relationships between nodes that are there."""
    for type_, group in grouped(rows, lambda row: row.type).items():
        keys = _keys(row.properties for row in group)
        yield (
            f"UNWIND $rows AS row MATCH (a{_NODE}row[0]}}) MATCH (b{_NODE}row[1]}}) "
            f"CREATE (a)-[:{quoted(type_)} {_values(keys, 2)}]->(b)",
            {"rows": [[row.start, row.end, *map(row.properties.get, keys)] for row in group]},
        )


def _keys(properties: Iterable[Mapping[str, Any]]) -> list[str]:
    """Every key of some rows."""
    return sorted(set().union(*properties))


def _values(keys: Sequence[str], first: int = 0) -> str:
    """Properties as Cypher names them, from a row that is a list: the server reads no key for each, and looks for
    nothing that a new node may have already.  What a row lacks is null, and not written.
    """
    return "{" + ", ".join(f"{quoted(key)}: row[{n}]" for n, key in enumerate(keys, first)) + "}"


def update_nodes(rows: Iterable[tuple[NodeRow, tuple[str, ...], int]]) -> Iterator[Statement]:
    """Statements that give nodes other properties and labels; each row names the labels that the node has."""
    groups = grouped(rows, lambda row: (row[0].labels, row[1]))
    for (new, old), group in groups.items():
        text = f"UNWIND $rows AS row MATCH (n{_NODE}row.{KEY}}}) SET n = row"
        if more := sorted(set(new) - set(old)):
            text += " SET n" + "".join(f":{quoted(label)}" for label in more)
        if fewer := sorted(set(old) - set(new)):
            text += " REMOVE n" + "".join(f":{quoted(label)}" for label in fewer)
        yield text, {"rows": [node_properties(row, bucket) for row, _, bucket in group]}


def update_relationships(rows: Iterable[RelationshipRow]) -> Iterator[Statement]:
    """Statements that give relationships other properties."""
    for type_, group in grouped(rows, lambda row: row.type).items():
        yield f"{_found(type_)} SET r = row.p", {"rows": [_named(row) | {"p": row.properties} for row in group]}


def delete_relationships(rows: Iterable[RelationshipRow]) -> Iterator[Statement]:
    """Statements that delete relationships."""
    for type_, group in grouped(rows, lambda row: row.type).items():
        yield f"{_found(type_)} DELETE r", {"rows": [_named(row) for row in group]}


def remove_nodes(iris: Iterable[str]) -> Iterator[Statement]:
    """Statements that remove nodes with our relationships; those that somebody else has tied only lose our labels."""
    yield from _remove(f"UNWIND $rows AS iri MATCH (n{_NODE}iri}})", iris)


def remove_keyless(ids: Iterable[str]) -> Iterator[Statement]:
    """The same by the ids that the database gives: somebody has taken the keys."""
    yield from _remove("UNWIND $rows AS id MATCH (n) WHERE elementId(n) = id", ids)


def _remove(found: str, named: Iterable[str]) -> Iterator[Statement]:
    rows = {"rows": sorted(named)}
    yield f"{found} MATCH (n)-[r]-(:{quoted(OURS)}) WHERE {_OURS} DELETE r", rows
    yield f"{found} WITH n WHERE NOT EXISTS {{ (n)--() }} DELETE n", rows
    yield f"{found} {stripping()}", rows


def stripping() -> str:
    """The end of a statement that takes our labels from nodes."""
    ours = "".join(f":{quoted(label)}" for label in (OURS, *class_labels()))
    return f"REMOVE n{ours}, n.{quoted(BUCKET)}"


def _found(type_: str) -> str:
    return f"UNWIND $rows AS row MATCH ({_NODE}row.a}})-[r:{quoted(type_)} {{{STATEMENT}: row.s}}]->({_NODE}row.b}})"


def _named(row: RelationshipRow) -> dict[str, Any]:
    return {"a": row.start, "b": row.end, "s": row.properties[STATEMENT]}


def grouped(rows: Iterable[_Row], kind: Callable[[_Row], Any]) -> dict[Any, list[_Row]]:
    """Rows of one kind together."""
    groups: dict[Hashable, list[_Row]] = {}
    for row in rows:
        groups.setdefault(kind(row), []).append(row)
    return groups


def in_parts(rows: Iterable[_Row], size: int) -> Iterator[list[_Row]]:
    """Rows some at a time."""
    every = iter(rows)
    while part := list(islice(every, size)):
        yield part
