"""The terms of the ontology, typed: what each is called, means, and joins.

Read from the Turtle modules with rdflib once; nothing about a term is written a second time in Python.

Examples
--------
>>> find_term("pk:stationedIn").label("zh")
'派驻于'
>>> [concept.notation for concept in load_concepts("stage")]
['ended', 'full', 'pilot', 'rollout']
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache

from rdflib import OWL, RDF, RDFS, SKOS, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from ..errors import UnknownName
from .namespace import BASE, compact, expand
from .resources import read_modules, read_ontology, read_schemes

KINDS = {
    OWL.Class: "class",
    OWL.ObjectProperty: "object property",
    OWL.DatatypeProperty: "datatype property",
    OWL.AnnotationProperty: "annotation property",
}


@dataclass(frozen=True, slots=True)
class Term:
    """One class or property that the data uses.

    Parameters
    ----------
    name : str
        Compact name, e.g. ``pk:implements``.
    iri : str
        Full IRI.
    kind : str
        ``class``, ``object property``, ``datatype property`` or ``annotation property``.
    labels, definitions : tuple of (str, str)
        Pairs of language and text; for a standard's term the definition is how the graph uses it.
    domain, range : tuple of str
        Compact names; several mean any of them (a union); empty where none is declared.
    parents : tuple of str
        Compact names of the named super-classes or super-properties, direct ones only.
    module : str
        Module that declares it.
    """

    name: str
    iri: str
    kind: str
    labels: tuple[tuple[str, str], ...] = ()
    definitions: tuple[tuple[str, str], ...] = ()
    domain: tuple[str, ...] = ()
    range: tuple[str, ...] = ()
    parents: tuple[str, ...] = ()
    module: str = ""

    def label(self, language: str = "en") -> str:
        """Return the label in one language, else the compact name.

        Examples
        --------
        >>> find_term("pk:Posting").label("zh"), find_term("pk:Posting").label("fr")
        ('派驻', 'pk:Posting')
        """
        return dict(self.labels).get(language, self.name)

    def definition(self, language: str = "en") -> str:
        """Return the definition in one language, else the empty string."""
        return dict(self.definitions).get(language, "")


@dataclass(frozen=True, slots=True)
class Concept:
    """One value that a qualifier may take: `notation` is what the data writes."""

    scheme: str
    notation: str
    iri: str
    labels: tuple[tuple[str, str], ...] = ()
    definitions: tuple[tuple[str, str], ...] = ()

    def label(self, language: str = "en") -> str:
        """Return the label in one language, else the notation."""
        return dict(self.labels).get(language, self.notation)


def _texts(graph: Graph, subject: Node, *predicates: URIRef) -> tuple[tuple[str, str], ...]:
    found: dict[str, str] = {}
    for predicate in predicates:
        for text in graph.objects(subject, predicate):
            if isinstance(text, Literal):
                found.setdefault(text.language or "", str(text))
    return tuple(sorted(found.items()))


def _ends(graph: Graph, subject: Node, predicate: URIRef) -> tuple[str, ...]:
    out: list[str] = []
    for end in graph.objects(subject, predicate):
        union = graph.value(end, OWL.unionOf)
        members = Collection(graph, union) if union is not None else [end]
        out.extend(compact(str(member)) for member in members)
    return tuple(sorted(out))


def _parents(graph: Graph, subject: Node) -> tuple[str, ...]:
    found = [*graph.objects(subject, RDFS.subClassOf), *graph.objects(subject, RDFS.subPropertyOf)]
    return tuple(sorted(compact(str(parent)) for parent in found if isinstance(parent, URIRef)))


@cache
def load_ontology() -> Graph:
    """Parse the header and all modules into one graph; treat it as read-only.

    Returns
    -------
    rdflib.Graph
        The ontology with its imports resolved from the package.
    """
    graph = Graph()
    for text in (read_ontology(), *read_modules().values()):
        graph.parse(data=text, format="turtle")
    return graph


@cache
def load_terms() -> tuple[Term, ...]:
    """Load every labelled class and property, sorted by compact name.

    Returns
    -------
    tuple of Term
        The terms of the ontology and those of standards that the data uses.

    Examples
    --------
    >>> {term.kind for term in load_terms() if term.name == "pk:Claim"}
    {'class'}
    """
    graph, out = load_ontology(), []
    for module, text in read_modules().items():
        declared = Graph().parse(data=text, format="turtle")
        for kind, name in KINDS.items():
            for subject in declared.subjects(RDF.type, kind):
                labels = _texts(graph, subject, RDFS.label)
                if isinstance(subject, URIRef) and labels:
                    definitions = _texts(graph, subject, SKOS.definition, SKOS.scopeNote)
                    domain, range_ = _ends(graph, subject, RDFS.domain), _ends(graph, subject, RDFS.range)
                    iri, parents = str(subject), _parents(graph, subject)
                    out.append(Term(compact(iri), iri, name, labels, definitions, domain, range_, parents, module))
    return tuple(sorted(out, key=lambda term: term.name))


def find_term(name: str) -> Term:
    """Find a term by compact name, IRI, label in any language, or local name.

    Parameters
    ----------
    name : str
        ``pk:ledBy``, its IRI, a label such as ``派驻``, or ``ledBy``; labels and local names in any case.  Where
        several bear one, a class goes before a property, and a term of our own before a standard's.

    Raises
    ------
    UnknownName
        If no term bears the name; it carries the nearest ones.

    Examples
    --------
    >>> find_term("派驻").name, find_term("posting").name, find_term("Posting").name, find_term("unitof").name
    ('pk:Posting', 'pk:Posting', 'pk:Posting', 'org:unitOf')
    """
    terms, wanted = load_terms(), name.strip().casefold()
    for term in terms:
        if name in (term.name, term.iri):
            return term
    for names in (_labels, _own_names):
        found = [term for term in terms if wanted in map(str.casefold, names(term))]
        if found:
            return min(found, key=lambda term: (term.kind != "class", not term.name.startswith("pk:"), term.name))
    known = [text for term in terms for text in (*_own_names(term), *_labels(term))]
    raise UnknownName(name, tuple(dict.fromkeys(get_close_matches(name, known))), "term")


def _labels(term: Term) -> tuple[str, ...]:
    return tuple(text for _, text in term.labels)


def _own_names(term: Term) -> tuple[str, ...]:
    """Its name with and without the prefix."""
    return term.name, term.name.partition(":")[2]


def label(name: str, language: str = "zh") -> str:
    """Return the label of a term of the ontology.

    Raises
    ------
    UnknownName
        If no term bears the name.

    Examples
    --------
    >>> label("org:unitOf"), label("pk:directedBy", "en")
    ('隶属于', 'directed by')
    """
    return find_term(name).label(language)


def class_axioms() -> tuple[tuple[str, str], ...]:
    """Return the direct sub-class pairs of named classes, as IRIs: what SHACL needs beside the data.

    Examples
    --------
    >>> (expand("pk:PoliceBody"), expand("pk:Body")) in class_axioms()
    True
    """
    pairs = [(t.iri, expand(p)) for t in load_terms() if t.kind == "class" for p in t.parents]
    return tuple(sorted(pairs))


def ancestors(name: str) -> frozenset[str]:
    """Return the compact names of a class or property and everything above it in the ontology.

    Examples
    --------
    >>> sorted(ancestors("pk:Posting"))
    ['org:Membership', 'pk:Frame', 'pk:Posting', 'pk:Qualified']
    """
    parents = {term.name: term.parents for term in load_terms()}
    found, open_ = {name}, [name]
    while open_:
        fresh = [parent for parent in parents.get(open_.pop(), ()) if parent not in found]
        found.update(fresh)
        open_.extend(fresh)
    return frozenset(found)


@cache
def load_concepts(scheme: str) -> tuple[Concept, ...]:
    """Load the values of one scheme, sorted by notation.

    Parameters
    ----------
    scheme : str
        Name of the scheme: ``stage``, ``initiator``, ``claim-status`` …

    Raises
    ------
    UnknownName
        If there is no such scheme; it carries the nearest names.
    """
    schemes = read_schemes()
    if scheme not in schemes:
        raise UnknownName(scheme, get_close_matches(scheme, schemes), "scheme")
    graph = Graph().parse(data=schemes[scheme], format="turtle")
    out = [
        Concept(
            scheme,
            str(graph.value(concept, SKOS.notation)),
            str(concept),
            _texts(graph, concept, SKOS.prefLabel),
            _texts(graph, concept, SKOS.definition),
        )
        for concept in graph.subjects(SKOS.inScheme, URIRef(f"{BASE}scheme/{scheme}"))
    ]
    return tuple(sorted(out, key=lambda concept: concept.notation))


def examples(name: str) -> tuple[str, ...]:
    """The examples that the ontology gives for a term, sorted; empty where it gives none.

    Examples
    --------
    >>> examples("pk:mechanism")
    ('pk:mechanism 两队一室',)
    """
    found = load_ontology().objects(URIRef(expand(name)), SKOS.example)
    return tuple(sorted(str(text) for text in found))
