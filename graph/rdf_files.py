"""Writing a graph as Turtle, TriG, N-Quads and JSON-LD.

The engine's own serialisers write Turtle, TriG and N-Quads: rdflib's first copy every quad into Python objects
(40 000 quads as TriG: 0.5 s against 1 s for the copy and 2 s for the file), and prettier blank nodes, their one
advantage, do not occur here.  JSON-LD is written by this file, node by node with the ontology's context inlined,
because neither library compacts with a given context without holding the whole document.  All are sorted, so that
equal graphs give equal files.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import groupby
from pathlib import Path
from types import MappingProxyType
from typing import IO, Any

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Triple, serialize

from ..ontology.namespace import PREFIXES, compact, expand
from ..ontology.resources import read_context
from .sorted_lines import write_sorted
from .store import Graph

_TYPE = expand("rdf:type")
_STRING = expand("xsd:string")
_SHORT = {name: iri for name, iri in PREFIXES.items() if name not in ("id", "owl", "sh", "qb")}


def write_nquads(graph: Graph, file: Path) -> int:
    """Write every quad, a line each, sorted as the digest of quads sorts them.

    Parameters
    ----------
    graph : Graph
    file : Path

    Returns
    -------
    int
        Number of quads.
    """
    return write_sorted(graph.lines(), file)


def write_trig(graph: Graph, file: Path) -> int:
    """Write every quad, graph by graph: the default graph first.

    Returns
    -------
    int
        Number of quads.
    """
    quads = sorted(graph.store, key=_graph_order)
    with file.open("wb") as out:
        serialize(quads, out, RdfFormat.TRIG, prefixes=_SHORT)
    return len(quads)


def write_turtle(graph: Graph, file: Path) -> int:
    """Write the union of all graphs: Turtle has none, but each claim names its document by `pk:inDocument`.

    Returns
    -------
    int
        Number of triples.
    """
    triples = sorted({Triple(q.subject, q.predicate, q.object) for q in graph.store}, key=_triple_order)
    with file.open("wb") as out:
        serialize(triples, out, RdfFormat.TURTLE, prefixes=_SHORT)
    return len(triples)


def write_jsonld(graph: Graph, file: Path) -> int:
    """Write every quad as JSON-LD 1.1, one node a line, with the ontology's context inside the file.

    Returns
    -------
    int
        Number of quads.
    """
    quads = sorted(graph.store, key=_graph_order)
    with file.open("w", encoding="utf-8", newline="\n") as out:
        out.write(_context_line())
        first = True
        for where, group in groupby(quads, key=lambda q: q.graph_name):
            out.write("" if first else ",\n")
            first = False
            if isinstance(where, DefaultGraph):
                _write_nodes(group, out)
            else:
                out.write(f'{{"id":{json.dumps(where.value)},"@graph":[\n')
                _write_nodes(group, out)
                out.write("\n]}")
        out.write("\n]}\n")
    return len(quads)


def jsonld_of(quads: Iterable[Quad]) -> str:
    """Some quads as JSON-LD 1.1, whatever graph they stand in: one node a line, the ontology's context inside.

    Examples
    --------
    >>> quads = [Quad(NamedNode(expand("id:a")), NamedNode(expand("pk:within")), NamedNode(expand("id:b")))]
    >>> jsonld_of(quads).splitlines()[2]
    '{"id":"https://w3id.org/policing-kg/id/a","within":"https://w3id.org/policing-kg/id/b"}'
    """
    out = io.StringIO()
    out.write(_context_line())
    _write_nodes(sorted(quads, key=lambda q: (str(q.subject), str(q.predicate), str(q.object))), out)
    out.write("\n]}\n")
    return out.getvalue()


def _context_line() -> str:
    context = json.dumps(json.loads(read_context())["@context"], ensure_ascii=False, separators=(",", ":"))
    return f'{{"@context":{context},\n"@graph":[\n'


def _write_nodes(quads: Iterable[Quad], out: IO[str]) -> None:
    for n, (subject, group) in enumerate(groupby(quads, key=lambda q: q.subject)):
        node = {"id": getattr(subject, "value", ""), **_properties(group)}
        out.write((",\n" if n else "") + json.dumps(node, ensure_ascii=False, separators=(",", ":")))


def _properties(quads: Iterable[Quad]) -> dict[str, Any]:
    """The JSON-LD members of one node."""
    found: dict[str, Any] = {}
    for predicate, group in groupby(quads, key=lambda q: q.predicate.value):
        for quad in group:
            key, language, value = _member(predicate, quad.object)
            if language:
                _append(found.setdefault(key, {}), language, value)
            else:
                _append(found, key, value)
    return found


def _append(members: dict[str, Any], key: str, value: Any) -> None:
    held = members.get(key)
    if held is None:
        members[key] = value
    elif isinstance(held, list):
        held.append(value)
    else:
        members[key] = [held, value]


def _member(predicate: str, value: object) -> tuple[str, str, Any]:
    """Key, language inside a language map (else empty) and JSON value of one statement."""
    if predicate == _TYPE and isinstance(value, NamedNode):
        return "type", "", _class_name(value.value)
    name, meant = _terms().get(predicate, (compact(predicate), MappingProxyType({})))
    coerced = meant.get("@type", "")
    if isinstance(value, NamedNode):
        return name, "", value.value if coerced in ("@id", "@vocab") else {"id": value.value}
    if not isinstance(value, Literal):
        raise TypeError(f"{value}: the graph holds IRIs and literals only")
    if meant.get("@container") == "@language":
        if value.language:
            return name, value.language, value.value
        name, meant, coerced = compact(predicate), MappingProxyType({}), ""
    if value.language:
        plain = meant.get("@language") == value.language
        return name, "", value.value if plain else {"@value": value.value, "@language": value.language}
    datatype = value.datatype.value
    if datatype == _STRING:
        return name, "", {"@value": value.value} if coerced or meant.get("@language") else value.value
    plain = bool(coerced) and not coerced.startswith("@") and expand(coerced) == datatype
    return name, "", value.value if plain else {"@value": value.value, "@type": datatype}


@cache
def _terms() -> Mapping[str, tuple[str, Mapping[str, str]]]:
    """Property IRI to its name in the context and what the context says of it."""
    found: dict[str, tuple[str, Mapping[str, str]]] = {}
    for name, meant in json.loads(read_context())["@context"].items():
        definition = {"@id": meant} if isinstance(meant, str) else meant
        if name.startswith("@") or not isinstance(definition, dict) or ":" not in definition.get("@id", ""):
            continue
        if definition["@id"].endswith(("/", "#")):
            continue  # a prefix
        found[expand(definition["@id"])] = (name, MappingProxyType(definition))
    return MappingProxyType(found)


def _class_name(iri: str) -> str:
    named = _terms().get(iri)
    return named[0] if named else iri


def _graph_order(quad: Quad) -> tuple[str, str, str, str]:
    where = "" if isinstance(quad.graph_name, DefaultGraph) else str(quad.graph_name)
    return where, str(quad.subject), str(quad.predicate), str(quad.object)


def _triple_order(triple: Triple) -> tuple[str, str, str]:
    return str(triple.subject), str(triple.predicate), str(triple.object)
