"""The neighbourhood of an entity: a picture that grows as its boxes are opened, and the same as a plain list.

The picture asks for the neighbours of one entity at a time, some of each relation; no reader is sent all of a hub.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pyoxigraph import NamedNode
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from ...graph.claim import MENTIONS
from ...graph.edges import RELATED, count_edges, edges_of
from ...ontology.namespace import ENTITY
from ...queries.followed import Held
from .entities import COUNTED, named_node
from .language import language_of
from .listing import start_of
from .rendering import link_to, render, term_words

_AT_ONCE = 8  # neighbours of a relation
_TIES = tuple(predicate for predicate in RELATED if predicate != MENTIONS)  # documents are no neighbours


def neighbourhood(request: Request, held: Held) -> Response:
    """The page, or with ``format=json`` what the picture adds for one entity."""
    path = request.path_params["path"]
    node, head = named_node(held, path)
    language = language_of(request)
    ties = list(_ties(request, held, node, language))
    if request.query_params.get("format") == "json":
        response = JSONResponse({"node": _box(held, node.value), "ties": ties})
        response.headers["vary"] = "Accept-Language, Cookie"
        return response
    return render(request, "neighbourhood", head=head, path=path, ties=ties)


def _ties(request: Request, held: Held, node: NamedNode, language: str) -> Iterator[dict[str, Any]]:
    """The neighbours by each relation and direction, or some more by the one that is asked for."""
    asked, direction = request.query_params.get("relation", ""), request.query_params.get("direction", "")
    start, graph = start_of(request), held.graph.graph
    for predicate in _TIES:
        for outgoing in (True, False):
            if asked and (predicate, "out" if outgoing else "in") != (asked, direction):
                continue
            found = edges_of(graph, node, predicate, outgoing=outgoing, start=start, most=_AT_ONCE)
            near = [_box(held, s.other.iri) for s in found if s.other.iri]
            if near:
                many = count_edges(graph, node, predicate, outgoing=outgoing, most=COUNTED)
                yield {
                    "relation": predicate,
                    "outgoing": outgoing,
                    "label": term_words(predicate, language),
                    "near": near,
                    "next": start + _AT_ONCE,
                    "left": max(many - start - _AT_ONCE, 0),
                    "many": many >= COUNTED,
                }


def _box(held: Held, iri: str) -> dict[str, str]:
    kind = iri.removeprefix(ENTITY).partition("/")[0]
    return {"id": iri.removeprefix(ENTITY), "label": held.graph.label(iri), "kind": kind, "to": link_to(iri)}
