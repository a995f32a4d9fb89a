"""The ontology: classes and properties in OWL 2 DL, value schemes in SKOS, shapes in SHACL, checks in SPARQL.

All of them are data files; this room gives typed access to them and knows of no store and no document.
"""

from .namespace import BASE, ENTITY, ONTOLOGY, PREFIXES, compact, expand
from .resources import (
    read_alignments,
    read_checks,
    read_context,
    read_modules,
    read_ontology,
    read_schemes,
    read_shapes,
)
from .terms import (
    Concept,
    Term,
    ancestors,
    class_axioms,
    find_term,
    label,
    load_concepts,
    load_ontology,
    load_terms,
)

__all__ = [
    "BASE",
    "ENTITY",
    "ONTOLOGY",
    "PREFIXES",
    "Concept",
    "Term",
    "ancestors",
    "class_axioms",
    "compact",
    "expand",
    "find_term",
    "label",
    "load_concepts",
    "load_ontology",
    "load_terms",
    "read_alignments",
    "read_checks",
    "read_context",
    "read_modules",
    "read_ontology",
    "read_schemes",
    "read_shapes",
]
