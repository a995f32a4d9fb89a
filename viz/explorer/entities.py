"""The page of an entity: names, every link and figure with its sources; the same as RDF, and as citations."""

from __future__ import annotations

from itertools import groupby

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from ...ontology.namespace import ENTITY
from ...queries.definition import Query, find_query
from ...queries.endpoint import replaced_by
from ...queries.followed import Held
from ...queries.names import KINDS, resolve_name
from ...queries.statement import statements
from ..view import find_view
from ..wording import Words
from .rendering import link_to, render
from .resource import SUFFIXES, form_of, rdf, shown

MOST = 15  # edges of a relation, and frames of a class, that a page shows
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
    found = held.graph.entity(iri)
    style = request.query_params.get("cite", "")
    if style:
        return PlainTextResponse(found.citations(style))
    profile = found.glance(MOST)
    edges = (*profile.above, *profile.below, *profile.links, *profile.mentioned)
    relations = [(key, list(held_)) for key, held_ in groupby(edges, key=lambda s: (s.predicate, s.outgoing))]
    frames = [(key, list(held_)) for key, held_ in groupby(profile.frames, key=lambda f: f.cls)]
    return render(
        request,
        "entity",
        profile=profile,
        relations=relations,
        frames=frames,
        said=statements(held.graph, profile.claims),
        most=MOST,
        path=f"/id/{path}",
        views=[(name, parameter, find_view(name).title) for name, parameter in _VIEWS.get(kind, ())],
        questions=[(name, p, _title(find_query(name))) for name, p in (*_QUESTIONS.get(kind, ()), *_EVERY)],
    )


def _title(query: Query) -> Words:
    return query.title_zh, query.title_en
