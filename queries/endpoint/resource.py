"""One thing of the dataset as RDF: what is said of it, and what leads to it."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from pyoxigraph import NamedNode, Quad, RdfFormat, Triple, serialize

from ...errors import UnknownName
from ...graph.rdf_files import jsonld_of
from ...ontology.namespace import PREFIXES
from ..reader import Reader
from .media import GRAPHS

_MOST = 10_000  # statements in each direction


def replaced_by(reader: Reader, iri: str) -> str:
    """IRI of the entity that stands for a merged one; empty if it was not merged."""
    return reader.graph.value(_node(iri), "dcterms:isReplacedBy")


def quads_about(reader: Reader, iri: str) -> list[Quad]:
    """Plain facts and descriptions with a thing at either end; of a claim or evidence what its document's graph says.

    Raises
    ------
    UnknownName
        If nothing is said of it.
    """
    node = _node(iri)
    graph = reader.graph
    own = list(islice(graph.quads(node), _MOST)) or list(islice(graph.quads(node, graph=None), _MOST))
    found = own + list(islice(graph.quads(None, None, node), _MOST))
    if not found:
        raise UnknownName(iri, (), "IRI")
    return found


def write_resource(quads: Iterable[Quad], media: str) -> bytes:
    """Write statements in one of the formats of graphs; JSON-LD with the ontology's context."""
    form = GRAPHS[media]
    if form == RdfFormat.JSON_LD:
        return jsonld_of(quads).encode()
    triples = sorted({Triple(q.subject, q.predicate, q.object) for q in quads}, key=str)
    return serialize(triples, format=form, prefixes=dict(PREFIXES)) or b""


def _node(iri: str) -> NamedNode:
    try:
        return NamedNode(iri)
    except ValueError as error:
        raise UnknownName(iri, (), "IRI") from error
