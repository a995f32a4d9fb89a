"""Pages of what is no entity: a claim, a document, a term, and whatever else has an IRI in the dataset."""

from __future__ import annotations

from itertools import groupby

from pyoxigraph import NamedNode, RdfFormat, parse, serialize
from starlette.requests import Request
from starlette.responses import Response

from ...ontology.namespace import BASE, compact
from ...ontology.resources import read_modules, read_ontology
from ...ontology.terms import find_term, load_terms
from ...queries.brief import briefs
from ...queries.endpoint import negotiated
from ...queries.followed import Held
from ...queries.statement import decisions_on, find_claim, statements
from ..rule_words import rule_words
from .rendering import render
from .resource import form_of, rdf, shown

_CLAIM = BASE + "claim/"
_WRITTEN = {  # forms of the ontology beside the one that it is written in
    "application/rdf+xml": RdfFormat.RDF_XML,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/ld+json": RdfFormat.JSON_LD,
}
_YIELDS = """
SELECT ?predicate ?status (COUNT(?claim) AS ?claims) (COUNT(?by) AS ?accepted) WHERE {
  GRAPH {} { ?claim rdf:predicate ?predicate ; pk:status ?status . OPTIONAL { ?claim pk:accepted ?by } }
} GROUP BY ?predicate ?status"""


def claim(request: Request, held: Held) -> Response:
    """A claim in full: both ends, qualifiers, standing, where it stands and its masked words."""
    path, media = form_of(request, request.path_params["path"])
    name = find_claim(held.graph, path)
    if media != "text/html":
        return rdf(held, _CLAIM + name, media)
    said = statements(held.graph, [name])[name]
    object_ = held.graph.label(said.object) if said.object.startswith(BASE) else said.object
    return render(
        request,
        "claim",
        said=said,
        brief=briefs(held.graph, [name])[name],
        subject=held.graph.label(said.subject),
        object=object_,
        decisions=decisions_on(held.graph, said),
        rules={rule: rule_words(rule, held.verdicts.get(rule)) for _, rule in said.origins},
        path=f"/claim/{name}",
    )


def document(request: Request, held: Held) -> Response:
    """A document as it is coded, and how much of each relation it yields."""
    path, media = form_of(request, request.path_params["path"])
    iri = BASE + "document/" + path
    if media != "text/html" or "/file/" in path:
        return rdf(held, iri, media) if media != "text/html" else shown(request, held, iri)
    (source,) = held.graph.cite(iri)
    return render(request, "document", source=source, yields=_yields(held, iri), path=f"/document/{path}")


def _yields(held: Held, document: str) -> list[tuple[str, str, int, int]]:
    """How many claims of each relation and status a document holds, and how many of them a reviewer accepted."""
    rows = held.graph.graph.rows(_YIELDS.replace("{}", str(NamedNode(document))))
    found = [{name: value.value if value else "" for name, value in row.items()} for row in rows]
    listed = [(compact(r["predicate"]), r["status"], int(r["claims"]), int(r["accepted"])) for r in found]
    return sorted(listed, key=lambda row: (-row[2], row))


def thing(request: Request, held: Held) -> Response:
    """Anything else that has an IRI in the dataset: a posting, a meeting, an observation."""
    path, media = form_of(request, request.path_params["path"])
    iri = BASE + path
    return rdf(held, iri, media) if media != "text/html" else shown(request, held, iri)


def terms(request: Request, held: Held) -> Response:
    """The classes and properties of the ontology."""
    listed = sorted(load_terms(), key=lambda term: (term.module, term.kind, term.name))
    modules = [(module, list(found)) for module, found in groupby(listed, key=lambda term: term.module)]
    return render(request, "terms", modules=modules)


def term(request: Request, held: Held) -> Response:
    """One class or property."""
    found = find_term(request.path_params["name"])
    uses = [t for t in load_terms() if found.name in (*t.domain, *t.range)]
    narrower = [t for t in load_terms() if found.name in t.parents]
    return render(request, "term", found=found, uses=uses, narrower=narrower)


def ontology(request: Request, held: Held) -> Response:
    """The ontology with all its modules: as it is written, or in the form that a program asks for."""
    text = "\n".join((read_ontology(), *read_modules().values()))
    media = negotiated(request.headers.get("accept", ""), ["text/turtle", *_WRITTEN]) or "text/turtle"
    if media in _WRITTEN:
        body = serialize((q.triple for q in parse(text, RdfFormat.TURTLE)), format=_WRITTEN[media]) or b""
        return Response(body, media_type=media, headers={"vary": "Accept"})
    return Response(text, media_type="text/turtle", headers={"vary": "Accept"})
