"""What the graph says of some IRIs: the node of each and the relationships that start at it, or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import NamedNode

from ..property_graph import NodeRow, RelationshipRow, accepted, rows
from ..property_names import OURS
from ..quad_line import Said, lines_of, said_in
from ..store import Graph
from ..term import REVIEWED, term

_TYPE, _REVIEWED = term("rdf:type"), term(REVIEWED)


def rows_of(graph: Graph, iris: Iterable[str]) -> Iterator[tuple[str, NodeRow | None, list[RelationshipRow]]]:
    """Each IRI with its node, if there is one, and its relationships."""
    silent: list[str] = []

    def said() -> Iterator[Said]:
        for iri in iris:
            subject = _node(iri)
            quads = graph.quads(subject, graph=None) if subject else ()
            plain = lines_of(quad for quad in quads if quad.graph_name != _REVIEWED)
            if plain:
                (found,) = said_in(plain)
                yield found if found.home else found._replace(accepted=accepted(graph, iri))
            else:
                silent.append(iri)

    for row, ties in rows(graph, said()):
        yield row.iri, row, ties
    for iri in silent:
        node = _node(iri)
        yield iri, (NodeRow(iri, (OURS,)) if node and is_pointed_at(graph, node) else None), []


def is_pointed_at(graph: Graph, node: NamedNode) -> bool:
    """Whether a relationship ends at a node."""
    return any(quad.predicate != _TYPE for quad in graph.quads(None, None, node, None))


def gone(graph: Graph, iris: Iterable[str]) -> Iterator[str]:
    """Those IRIs that are no node of the graph: it neither says anything of them nor points at them."""
    for iri in iris:
        node = _node(iri)
        if not node or (next(graph.quads(node, graph=None), None) is None and not is_pointed_at(graph, node)):
            yield iri


def _node(iri: str) -> NamedNode | None:
    """An IRI; None for a text that somebody has put in the place of one."""
    try:
        return NamedNode(iri)
    except ValueError:
        return None
