"""What the graph says of one subject: its node and the relationships that start at it, or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

from ...ontology.namespace import PREFIXES
from ..property_graph import NodeRow, RelationshipRow, is_node, node_of, relationships_of
from ..property_names import OURS
from ..store import Graph
from ..term import REVIEWED, term

Statements = Mapping[tuple[NamedNode, NamedNode], list[str]]

_DEFAULT, _REVIEWED = DefaultGraph(), term(REVIEWED)
_TYPE, _ABOUT, _LIVE = term("rdf:type"), term("rdf:subject"), Literal("live")
_CLAIM = PREFIXES["claim"]
_NOTHING: Statements = MappingProxyType({})


class Subjects:
    """The subjects of a graph, one at a time.

    Parameters
    ----------
    graph : Graph
    """

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._claims = next(graph.quads(None, "rdf:subject", graph=None), None) is not None
        self._reviews = next(graph.quads(graph=REVIEWED), None) is not None

    def rows(self, iri: str) -> tuple[NodeRow | None, list[RelationshipRow]]:
        """The node of an IRI, if there is one, and its relationships."""
        subject = NamedNode(iri)
        quads = list(self._graph.quads(subject, graph=None))
        plain = [quad for quad in quads if quad.graph_name != _REVIEWED]
        if plain:
            return self.of(subject, plain, frozenset(quad for quad in quads if quad.graph_name == _REVIEWED))
        return (NodeRow(iri, (OURS,)) if self.is_pointed_at(subject) else None), []

    def of(
        self, subject: NamedNode, quads: list[Quad], reviewed: frozenset[Quad] | None = None
    ) -> tuple[NodeRow, list[RelationshipRow]]:
        """Node and relationships of a subject with its quads of one graph, those in `pk:reviewed` apart."""
        plain = quads[0].graph_name == _DEFAULT
        if reviewed is None:
            found = self._graph.quads(subject, graph=REVIEWED) if plain and self._reviews else ()
            reviewed = frozenset(found)
        stated = self._stated(subject) if plain and self._claims else _NOTHING
        return node_of(subject, quads, reviewed), list(relationships_of(subject, quads, reviewed, stated))

    def is_pointed_at(self, node: NamedNode) -> bool:
        """Whether a relationship ends at a node."""
        return any(quad.predicate != _TYPE for quad in self._graph.quads(None, None, node, None))

    def gone(self, iris: Iterable[str]) -> Iterator[str]:
        """Those IRIs that are no node of the graph: it neither says anything of them nor points at them."""
        for iri in iris:
            node = NamedNode(iri)
            if next(self._graph.quads(node, graph=None), None) is None and not self.is_pointed_at(node):
                yield iri

    def _stated(self, subject: NamedNode) -> Statements:
        """Ids of the live claims of each plain fact of a subject."""
        found: dict[tuple[NamedNode, NamedNode], list[str]] = {}
        for quad in self._graph.quads(None, "rdf:subject", subject, None):
            if not isinstance(quad.subject, NamedNode):
                continue
            said = {q.predicate: q.object for q in self._graph.quads(quad.subject, graph=None)}
            predicate, object_ = said.get(term("rdf:predicate")), said.get(term("rdf:object"))
            live = said.get(term("pk:status")) == _LIVE
            if live and isinstance(predicate, NamedNode) and isinstance(object_, NamedNode) and is_node(object_):
                found.setdefault((predicate, object_), []).append(quad.subject.value.removeprefix(_CLAIM))
        return found
