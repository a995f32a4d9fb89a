"""Namespaces of the graph, and compact names for them.

Examples
--------
>>> expand("org:unitOf")
'http://www.w3.org/ns/org#unitOf'
>>> compact("http://www.w3.org/ns/org#unitOf")
'org:unitOf'
"""

from __future__ import annotations

from functools import lru_cache
from types import MappingProxyType

BASE = "https://w3id.org/policing-kg/"
ONTOLOGY = BASE + "ontology#"
ENTITY = BASE + "id/"

PREFIXES = MappingProxyType(
    {
        "pk": ONTOLOGY,
        "id": ENTITY,
        "claim": BASE + "claim/",
        "document": BASE + "document/",
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
        "owl": "http://www.w3.org/2002/07/owl#",
        "sh": "http://www.w3.org/ns/shacl#",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "org": "http://www.w3.org/ns/org#",
        "prov": "http://www.w3.org/ns/prov#",
        "oa": "http://www.w3.org/ns/oa#",
        "qb": "http://purl.org/linked-data/cube#",
        "dcterms": "http://purl.org/dc/terms/",
        "edtf": "http://id.loc.gov/datatypes/edtf/",
    }
)


def expand(name: str) -> str:
    """Write a compact name as a full IRI.

    Parameters
    ----------
    name : str
        ``prefix:local``, or an IRI, which is returned as it is.

    Returns
    -------
    str
        The IRI.

    Raises
    ------
    KeyError
        If the prefix is not one of `PREFIXES`.

    Examples
    --------
    >>> expand("pk:implements")
    'https://w3id.org/policing-kg/ontology#implements'
    """
    prefix, _, local = name.partition(":")
    if local.startswith("//"):
        return name
    return PREFIXES[prefix] + local


@lru_cache(maxsize=4096)  # of terms there are few, and they come again and again
def compact(iri: str) -> str:
    """Write an IRI with the longest prefix that fits, or leave it as it is.

    Parameters
    ----------
    iri : str
        A full IRI.

    Returns
    -------
    str
        ``prefix:local`` where a prefix fits.

    Examples
    --------
    >>> compact("https://w3id.org/policing-kg/id/unit/120000/ab"), compact("urn:x")
    ('id:unit/120000/ab', 'urn:x')
    """
    best = max((p for p in PREFIXES.items() if iri.startswith(p[1])), key=lambda p: len(p[1]), default=None)
    return f"{best[0]}:{iri[len(best[1]) :]}" if best else iri
