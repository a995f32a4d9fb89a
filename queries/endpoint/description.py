"""What the endpoint and the dataset are, as RDF: SPARQL 1.1 Service Description, VoID and DCAT."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, serialize

from ...ontology.namespace import ENTITY, ONTOLOGY, PREFIXES, compact, expand
from ..reader import Reader
from .media import GRAPHS

_MORE = {
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "void": "http://rdfs.org/ns/void#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "formats": "http://www.w3.org/ns/formats/",
}
_NAMES = dict(PREFIXES) | _MORE
_FORMATS = (
    "SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV", "Turtle", "N-Triples",
    "RDF_XML", "JSON-LD",
)  # fmt: skip


def describe_service(endpoint: str) -> list[Triple]:
    """What the service can do (W3C SPARQL 1.1 Service Description).

    Parameters
    ----------
    endpoint : str
        Its address.

    Examples
    --------
    >>> any(t.predicate.value.endswith("#endpoint") for t in describe_service("http://127.0.0.1:1/sparql"))
    True
    """
    service = NamedNode(endpoint)
    dataset = NamedNode(f"{endpoint}#dataset")
    found: list[tuple[NamedNode, str, NamedNode | str]] = [
        (service, "rdf:type", "sd:Service"),
        (service, "sd:endpoint", service),
        (service, "sd:supportedLanguage", "sd:SPARQL11Query"),
        (service, "sd:defaultDataset", dataset),
        (dataset, "rdf:type", "sd:Dataset"),
        *((service, "sd:resultFormat", f"formats:{name}") for name in _FORMATS),
    ]
    return [Triple(s, _node(p), o if isinstance(o, NamedNode) else _node(o)) for s, p, o in found]


def describe_dataset(reader: Reader, root: str) -> list[Triple]:
    """What the dataset is and holds (W3C VoID note, DCAT 3).

    Parameters
    ----------
    reader : Reader
    root : str
        Address of the server, with a slash at its end.
    """
    dataset = NamedNode(f"{root}void#dataset")
    endpoint = NamedNode(f"{root}sparql")
    access = NamedNode(f"{root}void#sparql")
    digest = Literal(reader.digest)
    triples = [Triple(dataset, _node("rdf:type"), _node(name)) for name in ("void:Dataset", "dcat:Dataset")]
    triples += [
        Triple(dataset, _node("dcterms:title"), Literal("政法机制与警务机构知识图谱", language="zh")),
        Triple(dataset, _node("dcterms:title"), Literal("Policing mechanisms and organisations", language="en")),
        Triple(dataset, _node("dcterms:identifier"), digest),
        Triple(dataset, _node("void:sparqlEndpoint"), endpoint),
        Triple(dataset, _node("void:uriSpace"), Literal(ENTITY)),
        Triple(dataset, _node("void:vocabulary"), NamedNode(ONTOLOGY)),
        Triple(dataset, _node("void:uriLookupEndpoint"), NamedNode(f"{root}search?q=")),
        Triple(dataset, _node("void:triples"), Literal(len(reader.graph))),
        Triple(dataset, _node("dcat:distribution"), access),
        Triple(access, _node("rdf:type"), _node("dcat:Distribution")),
        Triple(access, _node("dcat:accessURL"), endpoint),
    ]
    return triples + list(_classes(reader, dataset, root))


def _classes(reader: Reader, dataset: NamedNode, root: str) -> Iterator[Triple]:
    """Instances of each class in the default graph."""
    for row in reader.graph.rows("SELECT ?class (COUNT(*) AS ?n) { ?one a ?class } GROUP BY ?class ORDER BY ?class"):
        of_class, count = row["class"], row["n"]
        if isinstance(of_class, NamedNode) and isinstance(count, Literal):
            part = NamedNode(f"{root}void#{compact(of_class.value).partition(':')[2]}")
            yield Triple(dataset, _node("void:classPartition"), part)
            yield Triple(part, _node("void:class"), of_class)
            yield Triple(part, _node("void:entities"), count)


def write_description(triples: list[Triple], media: str) -> bytes:
    """Write triples in one of the formats of graphs.

    Examples
    --------
    >>> write_description(describe_service("urn:s"), "application/n-triples").splitlines()[1].decode()
    '<urn:s> <http://www.w3.org/ns/sparql-service-description#endpoint> <urn:s> .'
    """
    written = serialize(triples, format=GRAPHS.get(media, RdfFormat.TURTLE), prefixes=_NAMES)
    return written or b""


def _node(name: str) -> NamedNode:
    prefix, _, local = name.partition(":")
    return NamedNode(_MORE[prefix] + local if prefix in _MORE else expand(name))
