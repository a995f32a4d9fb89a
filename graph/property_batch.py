"""Nodes and relationships in batches of Cypher: one statement for each set of labels and each type, never dynamic ones.

Labels and types cannot be parameters in a form that every engine plans well, so rows are grouped by them and the
quoted name stands in the text; all values are parameters.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

from .property_graph import NodeRow, RelationshipRow
from .property_names import KEY, OURS, quoted

ROWS = 2_000  # of one statement
_HELD = 20_000  # rows that wait for others of their kind, at most

Batch = tuple[str, list[dict[str, Any]]]  # a statement, and its parameter ``rows``
_Row = TypeVar("_Row", NodeRow, RelationshipRow)


def create_nodes(rows: Iterable[NodeRow], size: int = ROWS) -> Iterator[Batch]:
    """Statements that create nodes.

    Parameters
    ----------
    rows : iterable of NodeRow
    size : int
        Rows of one statement, at most.

    Examples
    --------
    >>> ((text, parameters),) = create_nodes([NodeRow("urn:a", ("Place", "PolicingKG"), {"name": "a"})])
    >>> text
    'UNWIND $rows AS row CREATE (n:`Place`:`PolicingKG` {`iri`: row.iri}) SET n += row.properties'
    >>> parameters
    [{'iri': 'urn:a', 'properties': {'name': 'a'}}]
    """
    for labels, held in _grouped(rows, lambda row: row.labels, size):
        named = "".join(f":{quoted(label)}" for label in labels)
        text = f"UNWIND $rows AS row CREATE (n{named} {{{quoted(KEY)}: row.iri}}) SET n += row.properties"
        yield text, [{"iri": row.iri, "properties": dict(row.properties)} for row in held]


def create_relationships(rows: Iterable[RelationshipRow], size: int = ROWS) -> Iterator[Batch]:
    """Statements that create relationships between nodes that are there."""
    end = f":{quoted(OURS)} {{{quoted(KEY)}: row."
    for (type_,), held in _grouped(rows, lambda row: (row.type,), size):
        text = (
            f"UNWIND $rows AS row MATCH (a{end}start}}) MATCH (b{end}end}}) "
            f"CREATE (a)-[r:{quoted(type_)}]->(b) SET r += row.properties"
        )
        yield text, [{"start": r.start, "end": r.end, "properties": dict(r.properties)} for r in held]


def _grouped(
    rows: Iterable[_Row], kind: Callable[[_Row], tuple[str, ...]], size: int
) -> Iterator[tuple[tuple[str, ...], list[_Row]]]:
    """Rows of one kind together; the fullest group goes first when many wait."""
    waiting: dict[tuple[str, ...], list[_Row]] = {}
    held = 0
    for row in rows:
        group = waiting.setdefault(kind(row), [])
        group.append(row)
        held += 1
        if len(group) >= size or held >= _HELD:
            fullest = max(waiting, key=lambda k: len(waiting[k]))
            held -= len(waiting[fullest])
            yield fullest, waiting.pop(fullest)
    yield from sorted(waiting.items())
