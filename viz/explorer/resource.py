"""What every thing of the dataset has: its forms by suffix and by ``Accept``, and a page of the statements about it."""

from __future__ import annotations

from pyoxigraph import NamedNode
from starlette.requests import Request
from starlette.responses import Response

from ...errors import UnknownName
from ...ontology.namespace import compact
from ...queries.endpoint import negotiated, quads_about, write_resource
from ...queries.followed import Held
from .rendering import render

SUFFIXES = {".ttl": "text/turtle", ".jsonld": "application/ld+json", ".nt": "application/n-triples"}
_MOST = 200  # statements that a page shows


def form_of(request: Request, path: str) -> tuple[str, str]:
    """The path without a suffix that names a form, and the media type that is asked for."""
    for suffix, media in SUFFIXES.items():
        if path.endswith(suffix):
            return path.removesuffix(suffix), media
    offered = ["text/html", "text/turtle", "application/ld+json", "application/n-triples", "application/rdf+xml"]
    return path, negotiated(request.headers.get("accept", ""), offered) or "text/html"


def rdf(held: Held, iri: str, media: str) -> Response:
    """What is said of a thing, as RDF."""
    response = Response(write_resource(quads_about(held.graph, iri), media), media_type=media)
    response.headers["vary"] = "Accept"
    return response


def shown(request: Request, held: Held, iri: str) -> Response:
    """Statements about a thing as a table."""
    try:
        quads = quads_about(held.graph, iri)
    except UnknownName as error:
        raise UnknownName(request.url.path, (), "page, and nothing in the dataset") from error
    own = [q for q in quads if isinstance(q.subject, NamedNode) and q.subject.value == iri][:_MOST]
    iris = {q.object.value for q in own if isinstance(q.object, NamedNode)}
    held.graph.learn_labels(iris)
    rows = [
        (
            compact(q.predicate.value),
            held.graph.label(q.object.value) if isinstance(q.object, NamedNode) else getattr(q.object, "value", ""),
            q.object.value if isinstance(q.object, NamedNode) else "",
        )
        for q in sorted(own, key=lambda q: (q.predicate.value, str(q.object)))
    ]
    return render(request, "thing", iri=iri, rows=rows, path=request.url.path)
