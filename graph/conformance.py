"""SHACL on what a commit changed, and the violations that stand in a generation.

A violation is kept with its generation until the node that fails is mended or gone: a later build that touches
nothing of it still shows it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path

from pyoxigraph import NamedNode, Quad

from ..errors import DataError
from .store import Graph
from .validation import Result, validate

VIOLATIONS = "violations.jsonl"
_BATCH = 20_000  # nodes that are validated together, so that memory does not grow with the dataset


def violations_of(graph: Graph, nodes: Iterable[NamedNode]) -> tuple[Result, ...]:
    """Validate some nodes of a graph against the ontology's shapes.

    The shapes look at a node's own properties and at the classes of what they point to, so that is what they get.

    Parameters
    ----------
    graph : Graph
    nodes : iterable of NamedNode
        Those that the graph says nothing of are passed over.

    Returns
    -------
    tuple of Result
        Violations with one of the nodes in focus, sorted.

    Raises
    ------
    DataError
        If the shapes cannot be read.
    """
    found: list[Result] = []
    ordered = sorted(set(nodes), key=lambda node: node.value)
    for start in range(0, len(ordered), _BATCH):
        batch = ordered[start : start + _BATCH]
        focus = {node.value for node in batch}
        report = validate(_seen_from(graph, batch))
        found += (r for r in report.violations if r.focus in focus)
    return tuple(sorted(found))


def _seen_from(graph: Graph, nodes: Iterable[NamedNode]) -> Iterator[Quad]:
    """Quads of some nodes in all graphs, and the classes of the nodes that they point to."""
    own, others = set(nodes), set()
    for node in own:
        for quad in graph.quads(node, graph=None):
            yield quad
            if isinstance(quad.object, NamedNode):
                others.add(quad.object)
    for node in others - own:
        yield from graph.quads(node, "rdf:type", None, None)


def standing_violations(graph: Graph, before: Iterable[Result], changed: Iterable[NamedNode]) -> tuple[Result, ...]:
    """The violations that stand after a change.

    Parameters
    ----------
    graph : Graph
        After the change.
    before : iterable of Result
        What stood before it.
    changed : iterable of NamedNode
        Nodes with a quad that came or went.

    Returns
    -------
    tuple of Result
        Found on nodes that changed, on those that failed before, and on those that point to what is gone.
    """
    touched = set(changed) | {NamedNode(r.focus) for r in before}
    return violations_of(graph, touched | set(_pointing_to_gone(graph, touched)))


def _pointing_to_gone(graph: Graph, nodes: Iterable[NamedNode]) -> Iterator[NamedNode]:
    """What points to those of some nodes that have no class any more: it did not change, but may fail now."""
    for node in nodes:
        if next(graph.quads(node, "rdf:type", None, None), None) is None:
            for quad in graph.quads(None, None, node, None):
                if isinstance(quad.subject, NamedNode):
                    yield quad.subject


def nodes_of(quads: Iterable[Quad]) -> set[NamedNode]:
    """The subjects of quads."""
    return {q.subject for q in quads if isinstance(q.subject, NamedNode)}


def write_violations(folder: Path, violations: Iterable[Result]) -> int:
    """Write the violations that stand in a generation, one a line; returns how many."""
    lines = [json.dumps(asdict(v), ensure_ascii=False, separators=(",", ":")) + "\n" for v in violations]
    (folder / VIOLATIONS).write_text("".join(lines), encoding="utf-8")
    return len(lines)


def read_violations(folder: Path) -> tuple[Result, ...]:
    """Read the violations that stand in a generation.

    Raises
    ------
    DataError
        If the file is damaged.
    """
    file = folder / VIOLATIONS
    if not file.exists():
        return ()
    try:
        return tuple(Result(**json.loads(line)) for line in file.read_text(encoding="utf-8").split("\n") if line)
    except (TypeError, ValueError) as error:
        raise DataError(f"{file}: damaged; restore the dataset from a backup or build it anew") from error
