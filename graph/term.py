"""RDF terms of the graph: IRIs of entities, documents, claims and frames, and the literals of qualifiers."""

from __future__ import annotations

import hashlib
from functools import cache
from types import MappingProxyType

from pyoxigraph import Literal, NamedNode

from ..ontology.namespace import ENTITY, PREFIXES, expand
from .entity import is_entity_id

REVIEWED = "pk:reviewed"

# Qualifier key → property and datatype; "thing" is an entity, or a text under another name.
QUALIFIER_TERMS = MappingProxyType(
    {
        "when": ("pk:when", "edtf:EDTF"),
        "when_basis": ("pk:whenBasis", ""),
        "frequency": ("pk:frequency", ""),
        "headcount": ("pk:headcount", "xsd:integer"),
        "headcount_unit": ("pk:headcountUnit", ""),
        "headcount_scope": ("pk:headcountScope", ""),
        "stage": ("pk:stage", ""),
        "initiator": ("pk:initiator", ""),
        "modality": ("pk:modality", ""),
        "polarity": ("pk:polarity", ""),
        "place": ("pk:place", "thing"),
        "manner": ("pk:manner", ""),
        "change": ("pk:change", ""),
        "measure": ("pk:measure", "thing"),
        "unit": ("pk:unit", ""),
        "value_max": ("pk:valueMax", "xsd:decimal"),
        "period": ("pk:period", "edtf:EDTF"),
        "period_text": ("pk:periodText", ""),
        "comparison": ("pk:comparison", ""),
        "direction": ("pk:direction", ""),
        "bound": ("pk:bound", ""),
        "approx": ("pk:approximate", "xsd:boolean"),
        "article": ("pk:article", ""),
    }
)


@cache
def term(name: str) -> NamedNode:
    """The node of a compact name.

    Examples
    --------
    >>> term("org:unitOf").value
    'http://www.w3.org/ns/org#unitOf'
    """
    return NamedNode(expand(name))


def entity_iri(entity: str) -> NamedNode:
    """The node of an entity.

    Examples
    --------
    >>> entity_iri("place/120111/0123456789ab").value
    'https://w3id.org/policing-kg/id/place/120111/0123456789ab'
    """
    return NamedNode(ENTITY + entity)


def document_iri(key: str) -> NamedNode:
    """The node of a document, and the name of the graph of its claims."""
    return NamedNode(PREFIXES["document"] + short_hash(key))


def manifestation_iri(key: str, path: str) -> NamedNode:
    """The node of a file that carries a document: made from its path, never from its unmasked bytes."""
    return NamedNode(f"{PREFIXES['document']}{short_hash(key)}/file/{short_hash(path)}")


def claim_iri(claim: str) -> NamedNode:
    """The node of a claim."""
    return NamedNode(PREFIXES["claim"] + claim)


def minted_iri(kind: str, *parts: str) -> NamedNode:
    """The node of a frame or of an evidence, hashed from what makes it one.

    Examples
    --------
    >>> minted_iri("posting", "a", "b") == minted_iri("posting", "a", "b") != minted_iri("posting", "ab")
    True
    """
    return NamedNode(f"{ENTITY}{kind}/{short_hash(chr(31).join(parts))}")


def short_hash(text: str) -> str:
    """16 hexadecimal digits of SHA-256."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def text_literal(text: str, language: str = "zh") -> Literal:
    """A text in a language."""
    return Literal(text, language=language)


def typed_literal(text: str, datatype: str = "") -> Literal:
    """A literal with a datatype given by its compact name, ``@zh`` for a language, empty for a plain string."""
    if datatype.startswith("@"):
        return Literal(text, language=datatype[1:])
    return Literal(text, datatype=term(datatype)) if datatype else Literal(text)


def qualifier_term(key: str, value: str) -> tuple[NamedNode, NamedNode | Literal]:
    """Property and object for one qualifier.

    Examples
    --------
    >>> qualifier_term("place", "城区")[0].value.rpartition("#")[2]
    'placeText'
    >>> qualifier_term("headcount", "2")[1].datatype.value.rpartition("#")[2]
    'integer'
    """
    name, datatype = QUALIFIER_TERMS[key]
    if datatype == "thing":
        if is_entity_id(value):
            return term(name), entity_iri(value)
        return term(name + "Text"), Literal(value)
    return term(name), typed_literal(value, datatype)


def address_term(address: str) -> NamedNode | Literal:
    """An address as a node, or as a string where it is no IRI."""
    if address.startswith(("http://", "https://")):
        try:
            return NamedNode(address)
        except ValueError:
            return Literal(address)
    return Literal(address)
