"""Constraints and indexes of a database: keys of nodes first, those of relationships for the types that are there."""

from __future__ import annotations

from collections.abc import Iterable

from ..property_names import BUCKET, OURS, constraints, indexes, quoted
from .marker import SCHEMA
from .server import Server

_BUCKETS = f"CREATE INDEX policing_kg_bucket IF NOT EXISTS FOR (n:{quoted(OURS)}) ON (n.{quoted(BUCKET)})"
_LEFT = "SHOW INDEXES YIELD name, owningConstraint WHERE owningConstraint IS NULL AND name IN $names RETURN name"


def define_marker(server: Server) -> None:
    """Make the keys of what is the synchronisation's own unique, which comes before the first of it."""
    _drop_left(server)
    server.define(SCHEMA)


def define_nodes(server: Server) -> None:
    """Make the keys of nodes unique, when they are there; their indexes fill while what ties them is written."""
    server.define([next(iter(constraints()))])
    server.define([_BUCKETS, *indexes()], wait=False)


def define(server: Server, types: Iterable[str]) -> None:
    """Make the constraints of these types of relationships, and every index, where they are not there."""
    _drop_left(server)
    node, *ties = constraints()
    ends = tuple(f"[r:{quoted(type_)}]-() REQUIRE" for type_ in types)
    named = [text for text in ties if any(end in text for end in ends)]
    server.define([_BUCKETS, *indexes()], wait=False)  # they fill while constraints, one after the other, are made
    server.define([node, *SCHEMA, *named])


def _drop_left(server: Server) -> None:
    """Drop indexes of constraints that were never made: a server that is killed meanwhile leaves them half done.

    They would never be ready, and stand in the way of their constraints.
    """
    names = [text.split()[2] for text in (*constraints(), *SCHEMA)]
    left = [row["name"] for row in server.rows(_LEFT, names=names)]
    if left:
        server.define([f"DROP INDEX {name} IF EXISTS" for name in left])
