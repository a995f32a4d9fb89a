"""The dataset as a labelled property graph: nodes and relationships, streamed from the RDF graph, and back.

An entity, a frame, a document, a claim, an evidence is a node with its IRI; its literals are properties
(`property_value`), its classes labels (`property_names`).  Each distinct plain triple is one relationship, with the
claims that state it; a claim is a node tied to its subject, object and evidence.  `graph` of a claim or an evidence
is the IRI of the document in whose graph its quads stand.  Nothing is lost: `node_quads` and `relationship_quad` give
the same quads again.

Notes
-----
`node_of` and `relationships_of` are pure functions of one subject's quads; `nodes` and `relationships` go through a
graph subject by subject, so that memory does not grow with it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby, islice
from operator import attrgetter

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

from ..ontology.namespace import BASE, ONTOLOGY, PREFIXES, compact
from .property_names import (
    KEY,
    STATEMENT,
    iri_of,
    labels,
    many_valued,
    property_key,
    property_term,
    relationship_type,
    stated_types,
)
from .property_value import ENDINGS, Property, read_property, write_property
from .store import Graph
from .term import REVIEWED, term

GRAPH, CLAIMS, OF_REVIEWED = "graph", "claims", "reviewed"
_TYPE = term("rdf:type")
_CLAIM = PREFIXES["claim"]
_DEFAULT = DefaultGraph()
_REMEMBERED = 100_000  # nodes of which it is remembered that they have quads
_SUBJECTS = 500  # whose claims are asked for at once
_LIVE = """SELECT ?subject ?predicate ?object ?claim {
  VALUES ?subject { %s }
  GRAPH ?document { ?claim rdf:subject ?subject ; pk:status "live" ; rdf:predicate ?predicate ; rdf:object ?object }
  FILTER(isIRI(?object))
}"""


@dataclass(frozen=True, slots=True)
class NodeRow:
    """One node.

    Parameters
    ----------
    iri : str
    labels : tuple of str
        Sorted.
    properties : mapping of str to value
        Without the IRI.
    """

    iri: str
    labels: tuple[str, ...]
    properties: Mapping[str, Property] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RelationshipRow:
    """One relationship.

    Parameters
    ----------
    type : str
    start, end : str
        IRIs of its nodes.
    properties : mapping of str to value
        ``sid``, the hash of the triple; of a plain fact ``claims``, the ids of the live claims that state it, sorted,
        and ``reviewed``, whether one of them is accepted.
    """

    type: str
    start: str
    end: str
    properties: Mapping[str, Property] = field(default_factory=dict)


Statements = Mapping[tuple[NamedNode, NamedNode], Iterable[str]]  # predicate and object → ids of live claims
Said = tuple[NamedNode, list[Quad], frozenset[Quad]]  # a subject, its quads, and those in `pk:reviewed`


def is_node(value: object) -> bool:
    """Whether a term becomes a node: an IRI of ours that is no term of the ontology.

    Examples
    --------
    >>> is_node(term("pk:implements")), is_node(NamedNode(BASE + "id/place/120111/0123456789ab"))
    (False, True)
    """
    return isinstance(value, NamedNode) and value.value.startswith(BASE) and not value.value.startswith(ONTOLOGY)


def statement_id(subject: NamedNode, predicate: NamedNode, object_: NamedNode) -> str:
    """The key of a relationship: 32 hexadecimal digits of the SHA-256 of the triple as N-Triples writes it."""
    return hashlib.sha256(f"{subject} {predicate} {object_} .".encode()).hexdigest()[:32]


def node_of(subject: NamedNode, quads: Sequence[Quad], reviewed: frozenset[Quad] = frozenset()) -> NodeRow:
    """The node of a subject.

    Parameters
    ----------
    subject : NamedNode
    quads : sequence of Quad
        All its quads of one graph: the default graph, or its document's.
    reviewed : frozenset of Quad
        Its quads in `pk:reviewed`.

    Examples
    --------
    >>> node = NamedNode(BASE + "id/unit/120111/0123456789ab")
    >>> node_of(node, [Quad(node, term("rdf:type"), term("pk:Place"))]).labels
    ('Actor', 'Entity', 'Place', 'PolicingKG')
    """
    types: set[str] = set()
    literals: dict[NamedNode, list[NamedNode | Literal]] = {}
    for _, predicate, value, _ in quads:
        if predicate == _TYPE and isinstance(value, NamedNode):
            types.add(compact(value.value))
        elif isinstance(value, Literal | NamedNode) and not is_node(value):
            literals.setdefault(predicate, []).append(value)
    accepted = {(q.predicate, q.object) for q in reviewed}
    home = quads[0].graph_name if quads else _DEFAULT
    properties: dict[str, Property] = {GRAPH: home.value} if isinstance(home, NamedNode) else {}
    for predicate in sorted(literals, key=attrgetter("value")):
        name = compact(predicate.value)
        for key, values in _by_key(name, literals[predicate]):
            stated = [(value, bool(accepted) and (predicate, value) in accepted) for value in values]
            properties |= write_property(key, stated, name in many_valued())
    classes = frozenset(types)
    found = labels(classes)
    if stated_types(frozenset(found)) != classes:
        properties["types"] = sorted(classes)
    return NodeRow(subject.value, found, properties)


def _by_key(name: str, values: list[NamedNode | Literal]) -> Iterable[tuple[str, list[NamedNode | Literal]]]:
    """The values of a property by the key that each stands under, in order."""
    if len(values) == 1:
        return ((_key(name, values[0]), values),)
    found: dict[str, list[NamedNode | Literal]] = {}
    for value in values:
        found.setdefault(_key(name, value), []).append(value)
    return sorted(found.items())


def _key(name: str, value: NamedNode | Literal) -> str:
    """The key of a value: texts in other languages than Chinese have their own."""
    language = value.language if isinstance(value, Literal) else ""
    return property_key(name) + (f"_{language}" if language and language != "zh" else "")


def relationships_of(
    subject: NamedNode, quads: Iterable[Quad], reviewed: frozenset[Quad], stated: Statements
) -> Iterator[RelationshipRow]:
    """The relationships that start at a subject; see `node_of` for the parameters.

    Parameters
    ----------
    subject : NamedNode
    quads : iterable of Quad
    reviewed : frozenset of Quad
    stated : mapping of (NamedNode, NamedNode) to iterable of str
        The live claims of each of its plain facts.
    """
    accepted = {(q.predicate, q.object) for q in reviewed}
    for _, predicate, end, home in quads:
        if predicate == _TYPE or not is_node(end):
            continue
        fact = predicate, end
        properties: dict[str, Property] = {STATEMENT: statement_id(subject, *fact)}
        claims = sorted(stated.get(fact, ())) if home == _DEFAULT else []
        if claims:
            properties[CLAIMS] = claims
        if claims or fact in accepted:
            properties[OF_REVIEWED] = fact in accepted
        yield RelationshipRow(relationship_type(compact(predicate.value)), subject.value, end.value, properties)


def nodes(graph: Graph) -> Iterator[NodeRow]:
    """Every node of a graph, those that are only pointed at among them."""

    @lru_cache(_REMEMBERED)
    def has_quads(node: NamedNode) -> bool:
        return next(graph.quads(node, graph=None), None) is not None

    pointed: set[NamedNode] = set()
    for subject, quads, reviewed in subjects(graph):
        yield node_of(subject, quads, reviewed)
        for _, predicate, end, _ in quads:
            if predicate != _TYPE and is_node(end) and not has_quads(end) and end not in pointed:
                pointed.add(end)
                yield node_of(end, ())


def relationships(graph: Graph) -> Iterator[RelationshipRow]:
    """Every relationship of a graph."""
    for _, found in tied(graph, subjects(graph)):
        yield from found


def tied(graph: Graph, said: Iterator[Said]) -> Iterator[tuple[Said, list[RelationshipRow]]]:
    """The relationships that start at each of some subjects."""
    some = next(graph.quads(None, "rdf:subject", graph=None), None) is not None
    while many := list(islice(said, _SUBJECTS)):
        plain = [subject for subject, quads, _ in many if some and quads[0].graph_name == _DEFAULT]
        stated = live_claims(graph, plain)
        for subject, quads, reviewed in many:
            found = relationships_of(subject, quads, reviewed, stated.get(subject.value, {}))
            yield (subject, quads, reviewed), list(found)


def subjects(graph: Graph) -> Iterator[Said]:
    """Each subject with its quads, and those in `pk:reviewed`: the engine lists a graph's quads subject by subject."""
    some = next(graph.quads(graph=REVIEWED), None) is not None
    for subject, quads in groupby(graph.quads(), attrgetter("subject")):
        if isinstance(subject, NamedNode):
            yield subject, list(quads), frozenset(graph.quads(subject, graph=REVIEWED) if some else ())
    for name in sorted((n for n in graph.named_graphs() if n != term(REVIEWED)), key=str):
        for subject, quads in groupby(graph.quads(graph=name), attrgetter("subject")):
            if isinstance(subject, NamedNode):
                yield subject, list(quads), frozenset()


def live_claims(graph: Graph, subjects: list[NamedNode]) -> dict[str, dict[tuple[NamedNode, NamedNode], list[str]]]:
    """The live claims about some subjects, by IRI and by what they state."""
    found: dict[str, dict[tuple[NamedNode, NamedNode], list[str]]] = {}
    listed = " ".join(map(str, subjects))
    for row in graph.rows(_LIVE % listed) if subjects else ():
        subject, predicate, end, claim = row["subject"], row["predicate"], row["object"], row["claim"]
        if subject and claim and isinstance(predicate, NamedNode) and isinstance(end, NamedNode):
            claims = found.setdefault(subject.value, {}).setdefault((predicate, end), [])
            claims.append(claim.value.removeprefix(_CLAIM))
    return found


def node_quads(row: NodeRow) -> Iterator[Quad]:
    """The quads that a node stands for: the way back from `node_of`.

    Examples
    --------
    >>> row = NodeRow(BASE + "id/unit/1/0", ("Actor", "Body", "Entity", "PoliceBody", "PolicingKG"), {"name": "a"})
    >>> [str(quad.object) for quad in node_quads(row)]
    ['<https://w3id.org/policing-kg/ontology#PoliceBody>', '"a"']
    """
    subject = NamedNode(row.iri)
    home = NamedNode(str(row.properties[GRAPH])) if GRAPH in row.properties else _DEFAULT
    types = row.properties.get("types") or sorted(stated_types(frozenset(row.labels)))
    for name in types if isinstance(types, list) else []:
        yield Quad(subject, _TYPE, NamedNode(iri_of(str(name))), home)
    for key in row.properties:
        base = next((key.removesuffix(e) for e in ENDINGS if key.endswith(e)), "")
        if key in (GRAPH, KEY, "types") or base in row.properties:
            continue
        predicate = NamedNode(iri_of(_property_of(key, row.properties)))
        for value, reviewed in read_property(key, row.properties):
            yield Quad(subject, predicate, value, home)
            if reviewed:
                yield Quad(subject, predicate, value, term(REVIEWED))


def _property_of(key: str, properties: Mapping[str, Property]) -> str:
    language = properties.get(key + "_language")
    first = language[0] if isinstance(language, list) else language
    return property_term(key.removesuffix(f"_{first}") if first and first != "zh" else key)


def relationship_quads(row: RelationshipRow, home: str = "") -> Iterator[Quad]:
    """The quads that a relationship stands for: the way back from `relationships_of`.

    Parameters
    ----------
    row : RelationshipRow
    home : str
        ``graph`` of the node at which it starts; empty where it has none.
    """
    fact = NamedNode(row.start), NamedNode(iri_of(property_term(row.type))), NamedNode(row.end)
    yield Quad(*fact, NamedNode(home) if home else _DEFAULT)
    if row.properties.get(OF_REVIEWED):
        yield Quad(*fact, term(REVIEWED))
