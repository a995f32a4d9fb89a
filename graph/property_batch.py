"""Nodes and relationships in batches: those of one set of labels together, and those of one type."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import TypeVar

from .property_graph import NodeRow, RelationshipRow

ROWS = 5_000  # of one batch
_HELD = 50_000  # rows that wait for others of their kind, at most
_Row = TypeVar("_Row")
_Kind = TypeVar("_Kind", bound=Hashable)


def node_batches(rows: Iterable[NodeRow], size: int = ROWS) -> Iterator[tuple[tuple[str, ...], list[NodeRow]]]:
    """Nodes by their labels.

    Parameters
    ----------
    rows : iterable of NodeRow
    size : int
        Rows of one batch, at most.

    Examples
    --------
    >>> rows = [NodeRow("urn:a", ("Place",)), NodeRow("urn:b", ("Claim",)), NodeRow("urn:c", ("Place",))]
    >>> [(labels, len(batch)) for labels, batch in node_batches(rows)]
    [(('Claim',), 1), (('Place',), 2)]
    """
    return _grouped(rows, lambda row: row.labels, size)


def relationship_batches(
    rows: Iterable[RelationshipRow], size: int = ROWS
) -> Iterator[tuple[str, list[RelationshipRow]]]:
    """Relationships by their type; see `node_batches`."""
    return _grouped(rows, lambda row: row.type, size)


def _grouped(rows: Iterable[_Row], kind: Callable[[_Row], _Kind], size: int) -> Iterator[tuple[_Kind, list[_Row]]]:
    """Rows of one kind together; the fullest group goes first when many wait."""
    waiting: dict[_Kind, list[_Row]] = {}
    held = 0
    for row in rows:
        group = waiting.setdefault(kind(row), [])
        group.append(row)
        held += 1
        if len(group) >= size or held >= _HELD:
            fullest = max(waiting, key=lambda k: len(waiting[k]))
            held -= len(waiting[fullest])
            yield fullest, waiting.pop(fullest)
    for last in sorted(waiting, key=str):
        yield last, waiting[last]
