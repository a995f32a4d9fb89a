"""Down from provinces to counties and townships, with what is known in each."""

from __future__ import annotations

from pyoxigraph import NamedNode
from starlette.requests import Request
from starlette.responses import Response

from ...errors import UnknownName
from ...ontology.namespace import ENTITY
from ...queries.followed import Held
from .rendering import render


def country(request: Request, held: Held) -> Response:
    """The places that lie in no other."""
    return _page(request, held, "")


def place(request: Request, held: Held) -> Response:
    """One place and those in it."""
    iri = ENTITY + request.path_params["path"]
    if iri not in held.regions:
        raise UnknownName(request.path_params["path"], (), "place")
    return _page(request, held, iri)


def _page(request: Request, held: Held, iri: str) -> Response:
    tree = held.regions
    chain = (*tree.chain(iri), iri) if iri else ()
    inner = tree.below(iri)
    held.graph.learn_labels((*chain, *inner))
    codes = held.graph.graph.values(map(NamedNode, inner), "pk:placeCode")
    rows = [(place, held.graph.label(place), codes.get(place, ""), tree.of(place)) for place in inner]
    rows.sort(key=lambda row: (row[2] or "9", row[1]))
    above = [(place, held.graph.label(place)) for place in chain]
    return render(request, "places", above=above, rows=rows, iri=iri, here=tree.of(iri) if iri else None)
