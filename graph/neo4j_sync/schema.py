"""Constraints and indexes of a database: keys of nodes first, those of relationships for the types that are there."""

from __future__ import annotations

from collections.abc import Iterable

from ..property_names import BUCKET, OURS, constraints, indexes, quoted
from .marker import SCHEMA
from .server import Server

_BUCKETS = f"CREATE INDEX policing_kg_bucket IF NOT EXISTS FOR (n:{quoted(OURS)}) ON (n.{quoted(BUCKET)})"


def define_keys(server: Server) -> None:
    """Make the keys of nodes unique, which comes before the first of them."""
    server.define([next(iter(constraints())), *SCHEMA])


def define(server: Server, types: Iterable[str]) -> None:
    """Make the constraints of these types of relationships, and every index, where they are not there."""
    node, *ties = constraints()
    ends = tuple(f"[r:{quoted(type_)}]-() REQUIRE" for type_ in types)
    named = [text for text in ties if any(end in text for end in ends)]
    server.define([node, *SCHEMA, _BUCKETS, *named, *indexes()])
