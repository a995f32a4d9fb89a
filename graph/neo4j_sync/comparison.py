"""Some buckets of a database compared with the graph, and what has to be done to make them equal."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ...errors import Unavailable
from ..property_graph import NodeRow, RelationshipRow
from ..property_names import BUCKET, KEY, OURS, STATEMENT
from .delta import Delta
from .fingerprint import bucket_of
from .server import Server
from .statements import READ_NODES, READ_NODES_BY_KEY, READ_RELATIONSHIPS, READ_RELATIONSHIPS_BY_KEY, node_properties
from .subjects import Subjects


@dataclass
class Difference:
    """What makes some buckets equal to the graph.

    Parameters
    ----------
    nodes_added : list of NodeRow
    nodes_changed : list of (NodeRow, tuple of str)
        Each with the labels that it has.
    ties_added, ties_changed, ties_deleted : list of RelationshipRow
    gone : dict of str to tuple of str
        IRIs of nodes that the graph has no more, with their labels where they are known.
    """

    nodes_added: list[NodeRow] = field(default_factory=list)
    nodes_changed: list[tuple[NodeRow, tuple[str, ...]]] = field(default_factory=list)
    ties_added: list[RelationshipRow] = field(default_factory=list)
    ties_changed: list[RelationshipRow] = field(default_factory=list)
    ties_deleted: list[RelationshipRow] = field(default_factory=list)
    gone: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def count(self, delta: Delta) -> None:
        """Add to the counts."""
        delta.nodes_added.update(row.labels for row in self.nodes_added)
        delta.nodes_changed.update(row.labels for row, _ in self.nodes_changed)
        delta.nodes_deleted.update(self.gone.values())
        delta.ties_added.update(row.type for row in self.ties_added)
        delta.ties_changed.update(row.type for row in self.ties_changed)
        delta.ties_deleted.update(row.type for row in self.ties_deleted)


def compare(
    server: Server, subjects: Subjects, buckets: Sequence[int], iris: Mapping[str, int], count: int
) -> Difference:
    """Read some buckets and compare them.

    Parameters
    ----------
    server : Server
    subjects : Subjects
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
    nodes = {row["properties"][KEY]: row for row in server.rows(READ_NODES, buckets=buckets)}
    ties = _ties(found, server.rows(READ_RELATIONSHIPS, buckets=buckets))
    wanted = [iri for iri in iris if iri not in nodes]
    if wanted:  # new, unless somebody has changed their buckets, or has nodes with our key
        strays = {row["properties"][KEY]: row for row in server.rows(READ_NODES_BY_KEY, keys=wanted)}
        for iri, row in strays.items():
            if BUCKET not in row["properties"]:
                raise Unavailable(foreign(server.address, iri))
        if strays:
            nodes |= strays
            ties |= _ties(found, server.rows(READ_RELATIONSHIPS_BY_KEY, keys=list(strays)))
    for iri in sorted({*nodes, *iris}):
        node, own = subjects.rows(iri)
        held = nodes.get(iri)
        if node is None:
            if held is not None:
                found.gone[iri] = tuple(sorted(held["labels"]))
        elif held is None:
            found.nodes_added.append(node)
        elif _held(held) != _told(node.labels, node_properties(node, bucket_of(iri, count))):
            found.nodes_changed.append((node, tuple(sorted(held["labels"]))))
        for tie in own:
            here = ties.pop(str(tie.properties[STATEMENT]), None)
            if here is None:
                found.ties_added.append(tie)
            elif (here.type, here.start, here.end) != (tie.type, tie.start, tie.end):
                found.ties_deleted.append(here)
                found.ties_added.append(tie)
            elif _told((), here.properties) != _told((), tie.properties):
                found.ties_changed.append(tie)
    found.ties_deleted += ties.values()
    ends = {row.end for row in found.ties_deleted} - set(found.gone)
    found.gone |= dict.fromkeys(subjects.gone(sorted(ends)), ())
    return found


def foreign(address: str, key: str) -> str:
    """What to say of a node of somebody else that bears our label."""
    return f"{address}: the node {key} bears the label {OURS} and is not ours; take the label from it, then run again"


def _ties(found: Difference, rows: Iterable[dict[str, Any]]) -> dict[str, RelationshipRow]:
    """Relationships by key; those that stand twice are to be deleted, and so come to be added."""
    ties: dict[str, RelationshipRow] = {}
    twice: dict[str, RelationshipRow] = {}
    for row in rows:
        tie = RelationshipRow(row["type"], row["start"], row["end"], row["properties"])
        key = str(tie.properties[STATEMENT])
        if key in ties:
            twice[key] = tie
        ties[key] = tie
    for key, tie in twice.items():
        del ties[key]
        found.ties_deleted.append(tie)
    return ties


def _held(row: dict[str, Any]) -> str:
    return _told(row["labels"], row["properties"])


def _told(names: Iterable[str], properties: Any) -> str:
    """Text that is equal for equal values of equal types alone: 1, 1.0 and true are three."""
    return json.dumps([sorted(names), properties], sort_keys=True)
