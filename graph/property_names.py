"""Labels, relationship types and property keys of the property graph: derived from the ontology, never listed here.

A class's label is its local name (``PoliceBody``), a property's relationship type its local name in capitals
(``UNIT_OF``), a literal's key its local name (``headcount``).  What the ontology does not declare takes its prefix
too, so that two properties never share a name; that of RDF, which in this graph says what a claim says, is read
``claim``: ``rdf:subject`` is ``CLAIM_SUBJECT``, ``pk:subject`` of an observation ``SUBJECT``.  ``rdfs:label`` is called
``name``.

Examples
--------
>>> relationship_type("org:unitOf"), relationship_type("rdf:subject"), property_key("pk:valueMax")
('UNIT_OF', 'CLAIM_SUBJECT', 'valueMax')
>>> property_term("UNIT_OF"), property_term("valueMax"), property_term("name")
('org:unitOf', 'pk:valueMax', 'rdfs:label')
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from types import MappingProxyType

from rdflib import SH, Graph, URIRef

from ..ontology.namespace import PREFIXES, compact, expand
from ..ontology.resources import read_shapes
from ..ontology.terms import ancestors, load_terms

OURS = "PolicingKG"  # label of every node that this package writes, and of no other
KEY = "iri"  # key of a node
STATEMENT = "sid"  # key of a relationship
BUCKET = "_bucket"  # of a node on a server: by it the synchronisation reads and writes; no part of the graph
NAME = "rdfs:label"
_SPOKEN = MappingProxyType({"rdf": "claim"})
_WRITTEN = MappingProxyType({spoken: prefix for prefix, spoken in _SPOKEN.items()})
_WORDS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


@cache
def _locals() -> dict[str, str]:
    """Local name → compact name of each class and property of the ontology; our own namespace comes first."""
    names = sorted((t.name for t in load_terms()), key=lambda name: (not name.startswith("pk:"), name))
    found: dict[str, str] = {}
    for name in names:
        found.setdefault(name.partition(":")[2], name)
    return found


@cache
def _local(name: str) -> str:
    """The local name of a compact name, or its prefix and local name where the ontology means another by it."""
    prefix, _, local = name.partition(":")
    return local if _locals().get(local) == name else f"{_SPOKEN.get(prefix, prefix)}_{local}"


def _name_of(local: str) -> str:
    prefix, _, rest = local.partition("_")
    return f"{_WRITTEN.get(prefix, prefix)}:{rest}" if rest else _locals().get(local, local)


@cache
def property_key(name: str) -> str:
    """The key under which literals of a property stand.

    Parameters
    ----------
    name : str
        Compact name of the property, or its IRI where it has none.

    Examples
    --------
    >>> property_key("rdfs:label"), property_key("rdf:predicate"), property_key("urn:x-y")
    ('name', 'claim_predicate', 'urn:x-y')
    """
    if name == NAME:
        return "name"
    prefix, _, local = name.partition(":")
    return _local(name) if prefix in PREFIXES and _PLAIN.fullmatch(local) else name


@cache
def relationship_type(name: str) -> str:
    """The relationship type of a property whose objects are nodes."""
    key = property_key(name)
    capitals = _WORDS.sub("_", key).upper()
    return capitals if _PLAIN.fullmatch(key) and property_term(capitals) == name else key


@cache
def property_term(key: str) -> str:
    """Compact name of the property that a key or a relationship type stands for; the way back.

    Examples
    --------
    >>> property_term("CLAIM_OBJECT"), property_term("NEAR_DUPLICATE_OF"), property_term("urn:x-y")
    ('rdf:object', 'pk:nearDuplicateOf', 'urn:x-y')
    """
    if not _PLAIN.fullmatch(key):
        return key
    if key == "name":
        return NAME
    if key == key.upper():
        first, *rest = key.lower().split("_")
        parts = rest[:1] + [word.capitalize() for word in rest[1:]]
        camel = first + "".join(word.capitalize() for word in rest)
        key = camel if camel in _locals() or not rest else f"{first}_{''.join(parts)}"
    return _name_of(key)


@cache
def labels(types: frozenset[str]) -> tuple[str, ...]:
    """Labels of a node with some classes: theirs, those of the classes above them, and `OURS`.

    Parameters
    ----------
    types : frozenset of str
        Compact names of the classes that are stated.

    Examples
    --------
    >>> labels(frozenset({"pk:PoliceBody"}))
    ('Actor', 'Body', 'Entity', 'PoliceBody', 'PolicingKG')
    """
    above = {a for name in types for a in (ancestors(name) if name in _classes() else {name})}
    return tuple(sorted({OURS, *(_local(a) for a in above if a in types or a.startswith("pk:"))}))


@cache
def stated_types(found: frozenset[str]) -> frozenset[str]:
    """Compact names of the classes that a node's labels state: the lowest ones.

    Examples
    --------
    >>> sorted(stated_types(frozenset({"Actor", "Body", "Entity", "PoliceBody", "PolicingKG"})))
    ['pk:PoliceBody']
    """
    names = {_name_of(label) for label in found if label != OURS}
    above = {a for name in names if name in _classes() for a in ancestors(name) if a != name}
    return frozenset(names - above)


@cache
def _classes() -> frozenset[str]:
    return frozenset(t.name for t in load_terms() if t.kind == "class")


@cache
def many_valued() -> frozenset[str]:
    """Compact names of the properties that may have several literals: a shape names them and sets no bound of one.

    Examples
    --------
    >>> {"skos:altLabel", "pk:rule"} <= many_valued(), "pk:headcount" in many_valued()
    (True, False)
    """
    bounds: dict[str, set[bool]] = {}
    graph = Graph()
    for text in read_shapes().values():
        graph.parse(data=text, format="turtle")
    for shape, path in graph.subject_objects(SH.path):
        if isinstance(path, URIRef):
            one = any(int(str(n)) == 1 for n in graph.objects(shape, SH.maxCount))
            bounds.setdefault(compact(str(path)), set()).add(one or graph.value(shape, SH.uniqueLang) is not None)
    return frozenset(name for name, found in bounds.items() if not any(found))


def iri_of(name: str) -> str:
    """The IRI that a compact name stands for, or the IRI that is none.

    Examples
    --------
    >>> iri_of("xsd:date"), iri_of("urn:x:y")
    ('http://www.w3.org/2001/XMLSchema#date', 'urn:x:y')
    """
    return expand(name) if name.partition(":")[0] in PREFIXES else name


def quoted(name: str) -> str:
    """A name as Cypher writes it, whatever it holds.

    Examples
    --------
    >>> quoted("UNIT_OF"), quoted("a`b")
    ('`UNIT_OF`', '`a``b`')
    """
    return "`" + name.replace("`", "``") + "`"


def class_labels() -> Iterator[str]:
    """Label of each class of our namespace, sorted."""
    yield from sorted(_local(name) for name in _classes() if name.startswith("pk:"))


def relationship_types() -> Iterator[str]:
    """Type of each object property of the ontology, and of the parts of a claim, sorted."""
    declared = [t.name for t in load_terms() if t.kind == "object property"]
    yield from sorted({relationship_type(name) for name in (*declared, "rdf:subject", "rdf:object")})


def constraints() -> Iterator[str]:
    """Cypher that makes the keys unique: of nodes, and of each type of relationship.

    Examples
    --------
    >>> next(iter(constraints()))
    'CREATE CONSTRAINT policing_kg_iri IF NOT EXISTS FOR (n:`PolicingKG`) REQUIRE n.`iri` IS UNIQUE'
    """
    yield (
        f"CREATE CONSTRAINT policing_kg_{KEY} IF NOT EXISTS FOR (n:{quoted(OURS)}) REQUIRE n.{quoted(KEY)} IS UNIQUE"
    )
    for type_ in relationship_types():
        yield (
            f"CREATE CONSTRAINT policing_kg_{type_.lower()} IF NOT EXISTS "
            f"FOR ()-[r:{quoted(type_)}]-() REQUIRE r.{quoted(STATEMENT)} IS UNIQUE"
        )


def indexes(properties: Iterable[tuple[str, str]] = (("pk:Entity", NAME), ("pk:Claim", "pk:status"))) -> Iterator[str]:
    """Cypher that makes the indexes by which people look: names of entities, status of claims.

    They are indexes of text: any other refuses a text of more than 8 kB.

    Parameters
    ----------
    properties : iterable of (str, str)
        Class and property, compact names.

    Examples
    --------
    >>> next(iter(indexes()))
    'CREATE TEXT INDEX policing_kg_entity_name IF NOT EXISTS FOR (n:`Entity`) ON (n.`name`)'
    """
    for cls, name in properties:
        label, key = _local(cls), property_key(name)
        yield (
            f"CREATE TEXT INDEX policing_kg_{label.lower()}_{key} IF NOT EXISTS "
            f"FOR (n:{quoted(label)}) ON (n.{quoted(key)})"
        )
