"""Some buckets of a database compared with the graph, and what has to be done to make them equal."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ...errors import Unavailable
from ..fingerprint import bucket_of
from ..property_graph import NodeRow, RelationshipRow
from ..property_names import BUCKET, KEY, OURS, STATEMENT
from ..store import Graph
from .delta import Delta, class_of
from .server import Server
from .statements import (
    READ_NODES,
    READ_NODES_BY_KEY,
    READ_RELATIONSHIPS,
    READ_RELATIONSHIPS_BY_KEY,
    node_properties,
)
from .subjects import gone, rows_of


@dataclass
class Difference:
    """What makes some buckets equal to the graph.

    Parameters
    ----------
    nodes_added : list of NodeRow
    nodes_changed : list of (NodeRow, NodeRow)
        Each as the graph has it, and as the database holds it.
    ties_added, ties_changed, ties_deleted : list of RelationshipRow
    keyless : dict of str to tuple of str
        Ids, in the database, of nodes of ours whose key somebody has taken, with their labels.
    gone : dict of str to tuple of str
        IRIs of nodes that the graph has no more, with their labels where they are known.
    here, there : Counter
        Nodes by class and relationships by type, of the graph and of the database.
    buckets : set of int
        Those that have to be looked at again to mend it.
    """

    nodes_added: list[NodeRow] = field(default_factory=list)
    nodes_changed: list[tuple[NodeRow, NodeRow]] = field(default_factory=list)
    ties_added: list[RelationshipRow] = field(default_factory=list)
    ties_changed: list[RelationshipRow] = field(default_factory=list)
    ties_deleted: list[RelationshipRow] = field(default_factory=list)
    keyless: dict[str, tuple[str, ...]] = field(default_factory=dict)
    gone: dict[str, tuple[str, ...]] = field(default_factory=dict)
    here: Counter[tuple[str, str]] = field(default_factory=Counter)
    there: Counter[tuple[str, str]] = field(default_factory=Counter)
    buckets: set[int] = field(default_factory=set)

    def count(self, delta: Delta) -> None:
        """Add to the counts."""
        delta.nodes_added.update(row.labels for row in self.nodes_added)
        delta.nodes_changed.update(row.labels for row, _ in self.nodes_changed)
        delta.nodes_deleted.update((*self.keyless.values(), *self.gone.values()))
        delta.ties_added.update(row.type for row in self.ties_added)
        delta.ties_changed.update(row.type for row in self.ties_changed)
        delta.ties_deleted.update(row.type for row in self.ties_deleted)

    def lines(self) -> Iterator[str]:
        """Each difference as a line: missing and superfluous are said of the database."""
        for row in self.nodes_added:
            yield f"node {row.iri} ({class_of(row.labels)}): missing"
        for row, held in self.nodes_changed:
            keys = {key for key in {*row.properties, *held.properties} - {KEY, BUCKET} if not _same(key, row, held)}
            what = [*(["labels"] if set(row.labels) != set(held.labels) else []), *sorted(keys)]
            yield f"node {row.iri} ({class_of(row.labels)}): changed in {', '.join(what) or BUCKET}"
        for iri, labels in (*self.keyless.items(), *self.gone.items()):
            if labels:
                yield f"node {iri} ({class_of(labels)}): superfluous"
        for said, ties in (
            ("missing", self.ties_added),
            ("changed", self.ties_changed),
            ("superfluous", self.ties_deleted),
        ):
            for tie in ties:
                yield f"relationship ({tie.start})-[:{tie.type}]->({tie.end}): {said}"


def compare(server: Server, graph: Graph, buckets: Sequence[int], iris: Mapping[str, int], count: int) -> Difference:
    """Read some buckets and compare them.

    Parameters
    ----------
    server : Server
    graph : Graph
    buckets : sequence of int
    iris : mapping of str to int
        The subjects of the graph that fall into them, with their buckets.
    count : int
        How many buckets there are.

    Raises
    ------
    Unavailable
        If somebody else's node bears our label and a key of ours.
    """
    found = Difference()
    nodes = _nodes(found, server.rows(READ_NODES, buckets=buckets))
    ties = _ties(found, server.rows(READ_RELATIONSHIPS, buckets=buckets))
    unseen = [iri for iri in iris if iri not in nodes]
    if unseen:  # new, unless somebody has changed their buckets, or has nodes with our key
        strays = _nodes(found, server.rows(READ_NODES_BY_KEY, keys=unseen))
        for iri, row in strays.items():
            if BUCKET not in row.properties:
                raise Unavailable(foreign(server.address, iri))
        if strays:
            nodes |= strays
            ties |= _ties(found, server.rows(READ_RELATIONSHIPS_BY_KEY, keys=list(strays)))
    found.there.update(("node", class_of(labels)) for labels in found.keyless.values())
    found.there.update(("node", class_of(row.labels)) for row in nodes.values())
    found.there.update(("relationship", tie.type) for tie in ties.values())
    for iri, node, own in rows_of(graph, sorted({*nodes, *iris})):
        _compare_node(found, iri, node, nodes.get(iri), count)
        for tie in own:
            _compare_tie(found, tie, ties.pop(str(tie.properties[STATEMENT]), None))
        if node:
            found.here["node", class_of(node.labels)] += 1
        found.here.update(("relationship", tie.type) for tie in own)
    found.ties_deleted += ties.values()
    ends = {row.end for row in found.ties_deleted} - set(found.gone)
    found.gone |= dict.fromkeys(gone(graph, sorted(ends)), ())
    starts = (*(row.iri for row in found.nodes_added), *(row.iri for row, _ in found.nodes_changed))
    ties_ = (*found.ties_added, *found.ties_changed, *found.ties_deleted)
    found.buckets |= {bucket_of(iri, count) for iri in (*starts, *(row.start for row in ties_))}
    return found


def _compare_node(found: Difference, iri: str, node: NodeRow | None, held: NodeRow | None, count: int) -> None:
    if node is None:
        if held is not None:
            found.gone[iri] = held.labels
            found.buckets.add(int(str(held.properties[BUCKET])))
    elif held is None:
        found.nodes_added.append(node)
    elif _told(held.labels, held.properties) != _told(node.labels, node_properties(node, bucket_of(iri, count))):
        found.nodes_changed.append((node, held))


def _compare_tie(found: Difference, tie: RelationshipRow, held: RelationshipRow | None) -> None:
    if held is None:
        found.ties_added.append(tie)
    elif (held.type, held.start, held.end) != (tie.type, tie.start, tie.end):
        found.ties_deleted.append(held)
        found.ties_added.append(tie)
    elif _told((), held.properties) != _told((), tie.properties):
        found.ties_changed.append(tie)


def _nodes(found: Difference, rows: Iterable[dict[str, Any]]) -> dict[str, NodeRow]:
    """Nodes by key, with all that stands on them."""
    nodes: dict[str, NodeRow] = {}
    for row in rows:
        key, properties, labels = row["properties"].get(KEY), row["properties"], tuple(sorted(row["labels"]))
        if isinstance(key, str):
            nodes[key] = NodeRow(key, labels, properties)
        else:
            found.keyless[row["id"]] = labels
            found.buckets.add(properties[BUCKET])
    return nodes


def foreign(address: str, key: str) -> str:
    """What to say of a node of somebody else that bears our label."""
    return f"{address}: the node {key} bears the label {OURS} and is not ours; take the label from it, then run again"


def _ties(found: Difference, rows: Iterable[dict[str, Any]]) -> dict[str, RelationshipRow]:
    """Relationships by key; those that stand twice are to be deleted, and so come to be added."""
    ties: dict[str, RelationshipRow] = {}
    twice: dict[str, RelationshipRow] = {}
    for row in rows:
        start, end = (row[end] if isinstance(row[end], str) else "" for end in ("start", "end"))  # of a keyless node
        tie = RelationshipRow(row["type"], start, end, row["properties"])
        key = str(tie.properties[STATEMENT])
        if key in ties:
            twice[key] = tie
        ties[key] = tie
    for key, tie in twice.items():
        del ties[key]
        found.ties_deleted.append(tie)
    return ties


def _same(key: str, row: NodeRow, held: NodeRow) -> bool:
    return _told((), row.properties.get(key)) == _told((), held.properties.get(key))


def _told(names: Iterable[str], properties: Any) -> str:
    """Text that is equal for equal values of equal types alone: 1, 1.0 and true are three.

    A date, or what else we never write, equals nothing of ours.
    """
    return json.dumps([sorted(names), properties], sort_keys=True, default=lambda value: {"": str(value)})
