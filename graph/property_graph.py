"""The dataset as a labelled property graph: nodes and relationships, streamed from the RDF graph, and back.

An entity, a frame, a document, a claim, an evidence is a node with its IRI; its literals are properties
(`property_value`), its classes labels (`property_names`).  Each distinct plain triple is one relationship, with the
claims that state it; a claim is a node tied to its subject, object and evidence.  `graph` of a claim or an evidence
is the IRI of the document in whose graph its quads stand.  Nothing is lost: `node_quads` and `relationship_quad` give
the same quads again.

Notes
-----
`rows_of` is a pure function of what one graph says of one subject; `nodes` and `relationships` go through a graph
subject by subject, so that memory does not grow with it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from types import MappingProxyType
from typing import NamedTuple

from pyoxigraph import DefaultGraph, NamedNode, Quad

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
from .quad_line import Fact, Said, lines_of, said_in
from .store import Graph
from .term import REVIEWED, term

GRAPH, CLAIMS, OF_REVIEWED = "graph", "claims", "reviewed"
_TYPE = term("rdf:type")
_TYPE_WRITTEN, _REVIEWED = str(_TYPE), term(REVIEWED).value
_OURS, _TERMS = f"<{BASE}", f"<{ONTOLOGY}"
_INTEGER = f"^^{term('xsd:integer')}"
_COUNT = re.compile("[1-9][0-9]{0,17}")  # in canonical form, and of 64 bits
_CLAIM = PREFIXES["claim"]
_DEFAULT = DefaultGraph()
_REMEMBERED = 100_000  # nodes of which it is remembered that they have quads
_SUBJECTS = 500  # whose claims are asked for at once
_LIVE = """SELECT ?subject ?predicate ?object ?claim {
  VALUES ?subject { %s }
  GRAPH ?document { ?claim rdf:subject ?subject ; pk:status "live" ; rdf:predicate ?predicate ; rdf:object ?object }
  FILTER(isIRI(?object))
}"""


class NodeRow(NamedTuple):
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
    properties: Mapping[str, Property] = MappingProxyType({})


class RelationshipRow(NamedTuple):
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
    properties: Mapping[str, Property] = MappingProxyType({})


Stated = Mapping[Fact, Iterable[str]]  # plain facts → ids of the live claims that state each
Rows = tuple[NodeRow, list[RelationshipRow]]  # of a subject, and those that start at it


def is_node(written: str) -> bool:
    """Whether an object, as N-Triples writes it, becomes a node: an IRI of ours that is no term of the ontology.

    Examples
    --------
    >>> is_node(str(term("pk:implements"))), is_node(f"<{BASE}id/place/120111/0123456789ab>")
    (False, True)
    """
    return written.startswith(_OURS) and not written.startswith(_TERMS)


def statement_id(subject: str, predicate: str, object_: str) -> str:
    """The key of a relationship: 32 hexadecimal digits of the SHA-256 of the triple as N-Triples writes it."""
    return hashlib.sha256(f"<{subject}> {predicate} {object_} .".encode()).hexdigest()[:32]


class _Predicate(NamedTuple):
    """What a predicate is called here."""

    type: str
    key: str
    many: bool


@lru_cache(4096)  # of predicates there are few
def _predicate(written: str) -> _Predicate:
    name = compact(written[1:-1])
    return _Predicate(relationship_type(name), property_key(name), name in many_valued())


def rows_of(said: Said, stated: Stated = MappingProxyType({})) -> Rows:
    """The node of a subject, and the relationships that start at it.

    Parameters
    ----------
    said : Said
        All that one graph says of it: the default graph, or its document's.
    stated : mapping of (str, str) to iterable of str
        The live claims of each of its plain facts.

    Examples
    --------
    >>> place = BASE + "id/unit/120111/0123456789ab"
    >>> node, ties = rows_of(Said(place, "", [(str(term("rdf:type")), str(term("pk:Place")))]))
    >>> node.labels, ties
    (('Actor', 'Entity', 'Place', 'PolicingKG'), [])
    """
    iri, home, facts, _, accepted = said
    types: list[str] = []
    ties: list[RelationshipRow] = []
    literals: dict[str, list[str]] = {}
    for fact in facts:
        predicate, value = fact
        if predicate == _TYPE_WRITTEN and value[0] == "<":
            types.append(value)
        elif value.startswith(_OURS) and not value.startswith(_TERMS):  # `is_node`, without a call for each
            own: dict[str, Property] = {STATEMENT: statement_id(iri, predicate, value)}
            claims = sorted(stated.get(fact, ())) if stated and not home else []
            if claims:
                own[CLAIMS] = claims
            if claims or fact in accepted:
                own[OF_REVIEWED] = fact in accepted
            ties.append(RelationshipRow(_predicate(predicate).type, iri, value[1:-1], own))
        elif value[0] != "_" and not value.startswith("<<"):
            literals.setdefault(predicate, []).append(value)
    found, also = _labels(tuple(types))
    properties: dict[str, Property] = {GRAPH: home} if home else {}
    for predicate, values in literals.items():
        _, key, many = _predicate(predicate)
        if len(values) == 1 and not many and not accepted:
            _write_single(properties, key, values[0])
            continue
        for own_key, group in _by_key(key, values):
            properties |= write_property(own_key, [(value, (predicate, value) in accepted) for value in group], many)
    if also:
        properties["types"] = list(also)
    return NodeRow(iri, found, properties), ties


@lru_cache(4096)  # of sets of classes there are few
def _labels(types: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Labels of a node with some classes; and the classes, where the labels do not say them."""
    classes = frozenset(compact(written[1:-1]) for written in types)
    found = labels(classes)
    return found, () if stated_types(frozenset(found)) == classes else tuple(sorted(classes))


def _write_single(properties: dict[str, Property], key: str, written: str) -> None:
    """Write the only value of a property: texts without an escape, and counts, in few steps."""
    if written[0] == '"' and "\\" not in written:
        at = written.rindex('"')
        text, ending = written[1:at], written[at + 1 :]
        if not ending:
            properties[key] = text
            return
        if ending[0] == "@":
            own = key if ending == "@zh" else f"{key}_{ending[1:]}"
            properties[own] = text
            properties[own + "_language"] = ending[1:]
            return
        if ending == _INTEGER and _COUNT.fullmatch(text):
            properties[key] = int(text)
            return
    properties |= write_property(key + _language(written), ((written, False),), False)


def _by_key(key: str, values: list[str]) -> Iterable[tuple[str, list[str]]]:
    """The values of a property by the key that each stands under, in order: texts in other languages than Chinese have
    their own.
    """
    found: dict[str, list[str]] = {}
    for value in values:
        found.setdefault(key + _language(value), []).append(value)
    return sorted(found.items())


def _language(written: str) -> str:
    if written[0] != '"' or written[-1] in '">':
        return ""
    language = written[written.rindex('"') + 2 :]
    return "" if language == "zh" else f"_{language}"


def nodes(graph: Graph) -> Iterator[NodeRow]:
    """Every node of a graph, those that are only pointed at among them."""

    @lru_cache(_REMEMBERED)
    def has_quads(iri: str) -> bool:
        return next(graph.quads(NamedNode(iri), graph=None), None) is not None

    pointed: set[str] = set()
    for said in subjects(graph):
        node, ties = rows_of(said)
        yield node
        for tie in ties:
            if not has_quads(tie.end) and tie.end not in pointed:
                pointed.add(tie.end)
                yield NodeRow(tie.end, labels(frozenset()))


def relationships(graph: Graph) -> Iterator[RelationshipRow]:
    """Every relationship of a graph."""
    for _, ties in rows(graph, subjects(graph)):
        yield from ties


def rows(graph: Graph, every: Iterator[Said]) -> Iterator[Rows]:
    """The nodes of some subjects, with the relationships that start at each."""
    some = next(graph.quads(None, "rdf:subject", graph=None), None) is not None
    while many := list(islice(every, _SUBJECTS)):
        stated = live_claims(graph, [said.iri for said in many if not said.home]) if some else {}
        for said in many:
            yield rows_of(said, stated.get(said.iri, {}))


def subjects(graph: Graph, told: Callable[[Sequence[bytes]], object] = len) -> Iterator[Said]:
    """What each graph says of each subject, and what is accepted of it.

    Parameters
    ----------
    graph : Graph
    told : callable, optional
        Is given the lines of each subject in each graph, `pk:reviewed` among them, as they are read.
    """
    some = next(graph.quads(graph=REVIEWED), None) is not None
    for said in said_in(graph.lines()):
        told(said.lines)
        if said.iri and said.home != _REVIEWED:
            yield said._replace(accepted=accepted(graph, said.iri)) if some and not said.home else said


def accepted(graph: Graph, iri: str) -> frozenset[Fact]:
    """The facts about a subject that an accepted claim states."""
    return frozenset(
        fact for said in said_in(lines_of(graph.quads(NamedNode(iri), graph=REVIEWED))) for fact in said.facts
    )


def live_claims(graph: Graph, iris: Sequence[str]) -> dict[str, dict[Fact, list[str]]]:
    """The live claims about some subjects, by IRI and by what they state."""
    found: dict[str, dict[Fact, list[str]]] = {}
    listed = " ".join(f"<{iri}>" for iri in iris)
    for row in graph.rows(_LIVE % listed) if iris else ():
        subject, claim = row["subject"], row["claim"]
        if subject and claim:
            claims = found.setdefault(subject.value, {}).setdefault((str(row["predicate"]), str(row["object"])), [])
            claims.append(claim.value.removeprefix(_CLAIM))
    return found


def node_quads(row: NodeRow) -> Iterator[Quad]:
    """The quads that a node stands for: the way back from `rows_of`.

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
    """The quads that a relationship stands for: the way back from `rows_of`.

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
