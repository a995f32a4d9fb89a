"""The page of an entity: names, and of every relation and class of records the first few, with their sources.

What a page does not show is a link away: each relation, each class of records and each edge has pages of its own
(`listing`), so that a page costs the same however much is known of an entity.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from pyoxigraph import NamedNode
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from ...graph.edges import RELATED, Statement, claims_of_frame, count_edges, edges_of, fields_of, frames_of
from ...graph.location import Named
from ...graph.profile import head_of
from ...ontology.namespace import ENTITY
from ...queries.brief import briefs
from ...queries.definition import Query, find_query
from ...queries.endpoint import replaced_by
from ...queries.followed import Held
from ...queries.names import KINDS, resolve_name
from ..catalogue import find_view
from ..wording import Words
from .rendering import link_to, render
from .resource import SUFFIXES, form_of, rdf, shown

MOST = 10  # edges of a relation, and records of a class, that a page shows
COUNTED = 1000  # edges of a relation that are counted
SAID = 4  # claims of an edge that a list shows
_SCANNED = 1000  # records that are looked at for each property
_VIEWS = {
    "unit": (("hierarchy", "unit"), ("meetings-and-postings", "unit")),
    "department": (("hierarchy", "unit"), ("meetings-and-postings", "unit")),
    "organisation": (("hierarchy", "unit"), ("meetings-and-postings", "unit")),
    "mechanism": (("composition", "mechanism"), ("diffusion", "mechanism")),
    "place": (("cross-department", "place"), ("meetings-and-postings", "place")),
}
_QUESTIONS = {
    "unit": (("mechanisms-of", "body"), ("postings", "body"), ("figures", "subject"), ("chain", "unit")),
    "department": (("mechanisms-of", "body"), ("postings", "body"), ("figures", "subject")),
    "organisation": (("mechanisms-of", "body"), ("figures", "subject")),
    "mechanism": (("timeline", "mechanism"), ("adopters", "mechanism"), ("first-reported", "mechanism")),
    "place": (("mechanisms-of", "place"), ("department-links", "place"), ("figures", "place")),
    "measure": (("figures", "measure"), ("contradictions", "measure")),
    "policy": (("policy-documents", "policy"),),
}
_EVERY = (("links", "name"), ("evidence", "name"))


@dataclass(frozen=True, slots=True)
class Record:
    """A frame as a page shows it.

    Parameters
    ----------
    iri : str
    fields : sequence of (str, str or Named)
        Compact name of each property, and its value.
    claims : tuple of str
    """

    iri: str
    fields: Sequence[tuple[str, str | Named]]
    claims: tuple[str, ...]


def by_name(request: Request, held: Held) -> Response:
    """Lead to the one entity that bears a name as a person types it."""
    found = resolve_name(held.graph, request.query_params.get("name", ""))
    return RedirectResponse(link_to(found.iri), 303)


def entity(request: Request, held: Held) -> Response:
    """An entity in the form that is asked for; one that was merged leads to the one that stands for it."""
    path, media = form_of(request, request.path_params["path"])
    iri = ENTITY + path
    into = replaced_by(held.graph, iri)
    if into:
        suffix = next((s for s, m in SUFFIXES.items() if request.url.path.endswith(s) and m == media), "")
        return RedirectResponse(link_to(into) + suffix, 301)
    if media != "text/html":
        return rdf(held, iri, media)
    kind = path.split("/", 1)[0]
    if kind not in KINDS["entity"]:  # a posting, a meeting, an observation
        return shown(request, held, iri)
    head = head_of(held.graph.graph, iri)
    style = request.query_params.get("cite", "")
    if style:
        return PlainTextResponse(held.graph.entity(iri).citations(style))
    relations = list(_relations(held, NamedNode(iri)))
    records = _records(held, NamedNode(iri))
    claims = [c for _, edges, _ in relations for s in edges for c in s.claims[:SAID]]
    claims += [c for _, listed in records for record in listed for c in record.claims[:SAID]]
    return render(
        request,
        "entity",
        head=head,
        relations=relations,
        records=records,
        said=briefs(held.graph, claims),
        most=MOST,
        counted=COUNTED,
        path=path,
        views=[(name, parameter, find_view(name).title) for name, parameter in _VIEWS.get(kind, ())],
        questions=[(name, p, _title(find_query(name))) for name, p in (*_QUESTIONS.get(kind, ()), *_EVERY)],
    )


def _relations(held: Held, node: NamedNode) -> Iterable[tuple[tuple[str, bool], list[Statement], int]]:
    """The first edges of each relation and direction, and how many there are."""
    graph = held.graph.graph
    for predicate in RELATED:
        for outgoing in (True, False):
            edges = edges_of(graph, node, predicate, outgoing=outgoing, most=MOST)
            if edges:
                full = len(edges) == MOST
                many = count_edges(graph, node, predicate, outgoing=outgoing, most=COUNTED) if full else len(edges)
                yield (predicate, outgoing), edges, many


def _records(held: Held, node: NamedNode) -> list[tuple[str, list[Record]]]:
    """The first frames of each class."""
    found = frames_of(held.graph.graph, node, MOST, _SCANNED)
    return [(cls, records_of(held, node, parts)) for cls, parts in found.items()]


def records_of(held: Held, node: NamedNode, frames: Iterable[NamedNode]) -> list[Record]:
    """Frames as a page shows them, seen from an entity."""
    graph = held.graph.graph
    return [Record(f.value, fields_of(graph, f, node), claims_of_frame(graph, f)) for f in frames]


def named_node(held: Held, path: str) -> tuple[NamedNode, Any]:
    """The node of an entity by its path below ``/id/``, and its head.

    Raises
    ------
    UnknownName
    """
    head = head_of(held.graph.graph, ENTITY + path)
    return NamedNode(head.entity.iri), head


def _title(query: Query) -> Words:
    return query.title_zh, query.title_en
