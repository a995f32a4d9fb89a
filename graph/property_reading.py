"""From a property graph in a database back to quads: what proves that nothing was lost on the way into it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from pyoxigraph import Quad

from .property_graph import GRAPH, NodeRow, RelationshipRow, node_quads, relationship_quads
from .property_names import BUCKET, KEY, OURS, quoted

READ_NODES = f"MATCH (n:{quoted(OURS)}) RETURN labels(n) AS labels, properties(n) AS properties"
READ_RELATIONSHIPS = (
    f"MATCH (a:{quoted(OURS)})-[r]->(b:{quoted(OURS)}) RETURN type(r) AS type, a.{quoted(KEY)} AS start, "
    f"b.{quoted(KEY)} AS end, a.{quoted(GRAPH)} AS home, properties(r) AS properties"
).replace(" AS end", " AS `end`")

Rows = Callable[[str], Iterator[dict[str, Any]]]


def read_quads(rows: Rows) -> Iterator[Quad]:
    """Every quad that a database holds.

    Parameters
    ----------
    rows : callable
        Answers a Cypher query with its rows.

    Examples
    --------
    >>> held = {READ_NODES: [{"labels": ["PolicingKG", "Place"], "properties": {"iri": "urn:a", "placeCode": "1"}}]}
    >>> [quad.object.value for quad in read_quads(lambda text: iter(held.get(text, ())))]
    ['https://w3id.org/policing-kg/ontology#Place', '1']
    """
    for row in rows(READ_NODES):
        properties = {key: value for key, value in row["properties"].items() if key != BUCKET}
        yield from node_quads(NodeRow(properties.pop(KEY), tuple(sorted(row["labels"])), properties))
    for row in rows(READ_RELATIONSHIPS):
        stated = RelationshipRow(row["type"], row["start"], row["end"], row["properties"])
        yield from relationship_quads(stated, row["home"] or "")
