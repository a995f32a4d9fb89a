"""Citations: from a claim, entity, frame or document to the documents that say so, with the places in each."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import NamedNode

from ..errors import AmbiguousName, UnknownName
from ..ontology.namespace import BASE, PREFIXES
from .location import Location, Named, label_of, locate_all
from .profile import entity_node
from .store import Graph
from .term import term

CLAIMS_LISTED = "policing-kg show NAME lists the claims of a name"  # what to do where none is near
DOCUMENTS_LISTED = "policing-kg ask documents lists them"
_CLAIM, _DOCUMENT = PREFIXES["claim"], PREFIXES["document"]
_DIGITS = 64  # of a claim id
_FEWEST = 8  # digits by which a claim may be named


@dataclass(frozen=True, slots=True)
class Citation:
    """One document as the source of what is cited.

    Parameters
    ----------
    document : Named
        IRI and title, else key.
    key, title, publisher, issuer, date, date_basis, address, genre, language : str
        As the document is coded; empty where not known.
    locations : tuple of Location
        Where it says so, in order; empty where the whole document is cited.
    """

    document: Named
    key: str
    title: str = ""
    publisher: str = ""
    issuer: str = ""
    date: str = ""
    date_basis: str = ""
    address: str = ""
    genre: str = ""
    language: str = ""
    locations: tuple[Location, ...] = ()

    @property
    def spans(self) -> tuple[tuple[Location, tuple[str, ...]], ...]:
        """Each place once, with the ids of the claims that rest on it."""
        found: dict[tuple[str, str, int, int], tuple[Location, list[str]]] = {}
        for x in self.locations:
            found.setdefault((x.where, x.article, x.sentence_start, x.sentence_end), (x, []))[1].append(x.claim)
        return tuple((x, tuple(claims)) for x, claims in found.values())


def cite(graph: Graph, iri: str) -> tuple[Citation, ...]:
    """Cite what a graph says: one citation for each document that says so.

    Parameters
    ----------
    graph : Graph
    iri : str
        IRI of a claim, entity, frame or document; a claim's id or the first 8 digits of it at least; ``claim:`` and
        ``id:`` may stand before an id.

    Returns
    -------
    tuple of Citation
        Sorted by date, then by key.

    Raises
    ------
    UnknownName
        If nothing in the graph bears it.
    AmbiguousName
        If several claims begin with these digits.
    """
    iri = iri.strip()
    if iri.startswith(_DOCUMENT) and "/file/" not in iri:
        return (_citation(graph, _known_document(graph, iri), ()),)
    return cite_claims(graph, _claims(graph, iri))


def cite_claims(graph: Graph, claims: Collection[str]) -> tuple[Citation, ...]:
    """Cite some claims: one citation for each document that states any of them.

    Parameters
    ----------
    graph : Graph
    claims : collection of str
        Ids of claims, whole.

    Returns
    -------
    tuple of Citation
        Sorted by date, then by key.
    """
    located = locate_all(graph, claims)
    located += tuple(_whole(graph, set(claims) - {x.claim for x in located}))
    documents = {x.document.iri for x in located}
    found = [_citation(graph, d, tuple(x for x in located if x.document.iri == d)) for d in documents]
    return tuple(sorted(found, key=lambda c: (c.date or "9", c.key)))


def _claims(graph: Graph, iri: str) -> set[str]:
    """Ids of the claims that an IRI or id stands for."""
    written = iri.removeprefix(_CLAIM).removeprefix("claim:")
    if written != iri or (len(written) >= _FEWEST and set(written) <= set("0123456789abcdef")):
        return {_claim(graph, written)}
    if iri.startswith(BASE):
        frame = {
            q.object.value.removeprefix(_CLAIM)
            for q in graph.quads(_node(iri), "pk:claim")
            if isinstance(q.object, NamedNode)
        }
        if frame:
            return frame
    return set(_claims_about(graph, entity_node(graph, iri)))


def _claim(graph: Graph, written: str) -> str:
    """The one claim whose id begins so."""
    if len(written) == _DIGITS:
        node = _node(_CLAIM + written)
        found = [written] if next(graph.quads(node, "rdf:type", term("pk:Claim"), None), None) else []
    else:
        nodes = (q.subject for q in graph.quads(None, "rdf:type", term("pk:Claim"), None))
        ids = {n.value.removeprefix(_CLAIM) for n in nodes if isinstance(n, NamedNode)}
        found = sorted(i for i in ids if len(written) >= _FEWEST and i.startswith(written))
    if not found:
        raise UnknownName(written, (), "claim", CLAIMS_LISTED)
    if len(found) > 1:
        raise AmbiguousName(written, [(_CLAIM + i, "claim") for i in found[:10]])
    return found[0]


def _claims_about(graph: Graph, node: NamedNode) -> Iterator[str]:
    """Live claims with an entity at either end, or that carry a frame in which it takes part."""
    # The node stands in the text: bound from outside, it would be sought among all live claims.
    ends = f'GRAPH ?g {{ ?claim ?end {node} ; pk:status "live" }} VALUES ?end {{ rdf:subject rdf:object }}'
    parts = f"?frame ?role {node} ; pk:claim ?claim"
    for pattern in (ends, parts):
        for row in graph.rows(f"SELECT DISTINCT ?claim WHERE {{ {pattern} }}"):
            if row["claim"]:
                yield row["claim"].value.removeprefix(_CLAIM)


def _whole(graph: Graph, claims: Iterable[str]) -> Iterator[Location]:
    """Claims of a coder without a place: the whole document says so."""
    for claim in sorted(claims):
        for quad in graph.quads(_node(_CLAIM + claim), "pk:inDocument", None, None):
            document = getattr(quad.object, "value", "")
            key = graph.value(_node(document), "pk:documentKey")
            yield Location(claim, Named(document, label_of(graph, document)), -1, -1, -1, -1, key=key)


def _known_document(graph: Graph, iri: str) -> str:
    if not graph.value(_node(iri), "pk:documentKey"):
        raise UnknownName(iri, (), "document", DOCUMENTS_LISTED)
    return iri


def _citation(graph: Graph, iri: str, locations: tuple[Location, ...]) -> Citation:
    node = _node(iri)
    return Citation(
        Named(iri, label_of(graph, iri)),
        key=graph.value(node, "pk:documentKey"),
        title=graph.value(node, "dcterms:title"),
        publisher=graph.value(node, "dcterms:publisher"),
        issuer=graph.value(node, "pk:issuer"),
        date=graph.value(node, "dcterms:date"),
        date_basis=graph.value(node, "pk:dateBasis"),
        address=graph.value(node, "dcterms:source"),
        genre=graph.value(node, "pk:genre"),
        language=graph.value(node, "dcterms:language"),
        locations=locations,
    )


def _node(iri: str) -> NamedNode:
    try:
        return NamedNode(iri)
    except ValueError as error:
        raise UnknownName(iri, (), "IRI") from error
