"""What the store says of a claim and of the places where it stands, looked up claim by claim.

Reading the quads of a claim costs a third of asking for them in SPARQL, where hundreds are read.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import Any

from pyoxigraph import Literal, NamedNode

from ..ontology.namespace import compact
from .reader import Reader
from .result import Evidence, Named

Said = dict[str, list[NamedNode | Literal]]

_NUMBERS = {
    "oa:start": "start", "oa:end": "end", "pk:sentenceStart": "sentence_start", "pk:sentenceEnd": "sentence_end",
    "pk:row": "row", "pk:column": "column", "pk:page": "page", "pk:paragraph": "paragraph",
}  # fmt: skip


def said_of(reader: Reader, node: NamedNode, graph: str = "") -> tuple[str, Said]:
    """The graph that describes a claim or an evidence, and what it says, by compact name of the property."""
    said: Said = defaultdict(list)
    for quad in reader.graph.quads(node, graph=NamedNode(graph) if graph else None):
        if isinstance(quad.graph_name, NamedNode) and isinstance(quad.object, NamedNode | Literal):
            graph = quad.graph_name.value
            said[compact(quad.predicate.value)].append(quad.object)
    return graph, said


def spans_of(reader: Reader, claim: str, document: str, said: Said) -> list[Evidence]:
    """Where a claim stands, in the order of its document."""
    places = (v for v in said.get("pk:evidence", ()) if isinstance(v, NamedNode))
    found = [_span(reader, claim, document, said, place) for place in places]
    return sorted(found, key=lambda e: (e.start, e.row, e.column))


def _span(reader: Reader, claim: str, document: str, said: Said, place: NamedNode) -> Evidence:
    _, at = said_of(reader, place, document)
    named = Named(document, reader.label(document))
    nowhere = Evidence(claim, named, -1, -1, -1, -1, key=reader.graph.value(NamedNode(document), "pk:documentKey"))
    numbers: dict[str, Any] = {name: int(at[of][0].value) for of, name in _NUMBERS.items() if of in at}
    articles = [*said.get("pk:article", ()), *at.get("pk:article", ())]
    sources = at.get("oa:hasSource", ())
    return replace(
        nowhere,
        **numbers,
        manifestation=sources[0].value.rsplit("/", 1)[-1] if sources else "",
        article=articles[0].value if articles else "",
    )
