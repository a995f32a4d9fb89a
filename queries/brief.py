"""What a list shows of a claim: its document, where it stands there, its words, and its standing.

`statement.statements` tells all of a claim; a page that lists a hundred needs less, and looks it up claim by claim,
which is cheaper than asking in SPARQL.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from pyoxigraph import Literal, NamedNode

from ..ontology.namespace import PREFIXES, compact
from .reader import Reader
from .result import Evidence, Named
from .statement import words_of

_CLAIM = PREFIXES["claim"]
_NUMBERS = {
    "oa:start": "start", "oa:end": "end", "pk:sentenceStart": "sentence_start", "pk:sentenceEnd": "sentence_end",
    "pk:row": "row", "pk:column": "column", "pk:page": "page", "pk:paragraph": "paragraph",
}  # fmt: skip
_Said = dict[str, list[NamedNode | Literal]]


@dataclass(frozen=True, slots=True)
class Brief:
    """One claim as a list shows it.

    Parameters
    ----------
    claim : str
        Its id.
    ends : tuple of str
        IRIs of subject and predicate, and the object: an IRI or a value.
    document : Named
    status : str
        Notation of the scheme ``claim-status``.
    accepted : bool
        Whether a reviewer accepted or corrected it.
    contested : bool
        Whether it counts though some document says that it is not so.
    spans : tuple of Evidence
        Where it stands in its document.
    quotes : tuple of str
        The masked words of each span; empty where this reader does not have the text.
    """

    claim: str
    ends: tuple[str, str, str]
    document: Named
    status: str
    accepted: bool
    contested: bool
    spans: tuple[Evidence, ...] = ()
    quotes: tuple[str, ...] = ()


def briefs(reader: Reader, claims: Iterable[str], *, placed: bool = True) -> dict[str, Brief]:
    """Read what a list shows of claims.

    Parameters
    ----------
    reader : Reader
    claims : iterable of str
        Claim ids.
    placed : bool
        Whether places and words are read too.

    Returns
    -------
    dict of str to Brief
        By id, sorted; what the dataset does not hold is left out.
    """
    held = {claim: _said(reader, NamedNode(_CLAIM + claim)) for claim in sorted(set(claims))}
    stated = {claim: where for claim, where in held.items() if where[1] and placed}
    spans = {claim: _spans(reader, claim, document, said) for claim, (document, said) in stated.items()}
    words = words_of(reader, spans)
    return {
        claim: _brief(reader, claim, document, said, spans.get(claim, ()), words.get(claim, ()))
        for claim, (document, said) in held.items()
        if said
    }


def _brief(
    reader: Reader, claim: str, document: str, said: _Said, spans: Iterable[Evidence], quotes: Iterable[str]
) -> Brief:
    subject, predicate, object_ = (
        min((v.value for v in said.get(f"rdf:{end}", ())), default="") for end in ("subject", "predicate", "object")
    )
    ends = subject, predicate, object_
    status = min((v.value for v in said.get("pk:status", ())), default="")
    accepted = any(v.value == "true" for v in said.get("pk:accepted", ()))
    contested = status != "negated" and ends in reader.denied
    named = Named(document, reader.label(document))
    return Brief(claim, ends, named, status, accepted, contested, tuple(spans), tuple(quotes))


def _said(reader: Reader, node: NamedNode, graph: str = "") -> tuple[str, _Said]:
    """The graph that describes a claim or an evidence, and what it says, by compact name of the property."""
    said: _Said = defaultdict(list)
    for quad in reader.graph.quads(node, graph=NamedNode(graph) if graph else None):
        if isinstance(quad.graph_name, NamedNode) and isinstance(quad.object, NamedNode | Literal):
            graph = quad.graph_name.value
            said[compact(quad.predicate.value)].append(quad.object)
    return graph, said


def _spans(reader: Reader, claim: str, document: str, said: _Said) -> list[Evidence]:
    """Where a claim stands, in the order of its document."""
    places = (v for v in said.get("pk:evidence", ()) if isinstance(v, NamedNode))
    found = [_span(reader, claim, document, said, place) for place in places]
    return sorted(found, key=lambda e: (e.start, e.row, e.column))


def _span(reader: Reader, claim: str, document: str, said: _Said, place: NamedNode) -> Evidence:
    _, at = _said(reader, place, document)
    nowhere = Evidence(claim, Named(document, reader.label(document)), -1, -1, -1, -1)
    numbers: dict[str, Any] = {name: int(at[of][0].value) for of, name in _NUMBERS.items() if of in at}
    articles = [*said.get("pk:article", ()), *at.get("pk:article", ())]
    sources = at.get("oa:hasSource", ())
    return replace(
        nowhere,
        **numbers,
        manifestation=sources[0].value.rsplit("/", 1)[-1] if sources else "",
        article=articles[0].value if articles else "",
    )
