r"""Lines of N-Quads read as text: what a graph says of a subject, without a term of the engine for each quad.

The engine writes each term in one form alone, so that equal terms are equal texts.

References
----------
RDF 1.1 N-Quads, W3C Recommendation 2014.

Examples
--------
>>> (said,) = said_in([b'<urn:a> <urn:p> "b \\"c\\""@en <urn:g> .\n', b"<urn:a> <urn:p> <urn:d> <urn:g> .\n"])
>>> said.iri, said.home, said.facts
('urn:a', 'urn:g', [('<urn:p>', '"b \\"c\\""@en'), ('<urn:p>', '<urn:d>')])
>>> read_value(said.facts[0][1])
Value(text='b "c"', datatype='', language='en')
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from pyoxigraph import Quad, RdfFormat, serialize

from ..ontology.namespace import compact

IRI = "@id"  # datatype of a value that is an IRI
STRING = "xsd:string"
Fact = tuple[str, str]  # predicate and object, as N-Triples writes them
_ESCAPED = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
_SINGLE = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}


class Said(NamedTuple):
    """What one graph says of one subject.

    Parameters
    ----------
    iri : str
        The subject; empty for a blank node.
    home : str
        IRI of the graph; empty for the default graph.
    facts : list of (str, str)
        Predicate and object of each quad, sorted.
    lines : list of bytes
        The quads as lines of N-Quads, sorted.
    accepted : frozenset of (str, str)
        Those facts that an accepted claim states.
    """

    iri: str
    home: str
    facts: list[Fact]
    lines: Sequence[bytes] = ()
    accepted: frozenset[Fact] = frozenset()


class Value(NamedTuple):
    """An object that is no node.

    Parameters
    ----------
    text : str
        Lexical form of a literal; an IRI.
    datatype : str
        Compact name; empty where a language says it, `IRI` of an IRI.
    language : str
    """

    text: str
    datatype: str
    language: str


def read_value(written: str) -> Value:
    r"""Read a literal or an IRI as N-Triples writes it.

    Examples
    --------
    >>> read_value('"7"^^<http://www.w3.org/2001/XMLSchema#integer>'), read_value("<urn:a>").datatype
    (Value(text='7', datatype='xsd:integer', language=''), '@id')
    >>> read_value('"a\\n\\u0007\\\\"').text
    'a\n\x07\\'
    """
    if written[0] == "<":
        return Value(written[1:-1], IRI, "")
    at = written.rindex('"')
    text = written[1:at]
    return Value(_plain(text) if "\\" in text else text, *kind_of(written[at + 1 :]))


@lru_cache(4096)  # of datatypes and languages there are few
def kind_of(ending: str) -> tuple[str, str]:
    """Datatype and language that stand behind a literal's text.

    Examples
    --------
    >>> kind_of(""), kind_of("@zh"), kind_of("^^<urn:x:y>")
    (('xsd:string', ''), ('', 'zh'), ('urn:x:y', ''))
    """
    if ending.startswith("@"):
        return "", ending[1:]
    return (compact(ending[3:-1]) if ending else STRING), ""


def _plain(text: str) -> str:
    """A text without its escapes."""
    return _ESCAPED.sub(_character, text)


def _character(found: re.Match[str]) -> str:
    code = found[1] or found[2]
    return chr(int(code, 16)) if code else _SINGLE.get(found[3], found[3])


def lines_of(quads: Iterable[Quad]) -> list[bytes]:
    """Quads as lines of N-Quads, as the engine writes a whole store."""
    return (serialize(quads, format=RdfFormat.N_QUADS) or b"").splitlines(keepends=True)


def said_in(lines: Iterable[bytes]) -> Iterator[Said]:
    """What lines say, subject by subject; those of one subject in one graph follow each other."""
    group: list[bytes] = []
    subject = b" "
    for line in lines:
        if not line.startswith(subject):
            if group:
                yield from _said(group)
            group, subject = [], line[: line.index(b" ") + 1]
        group.append(line)
    if group:
        yield from _said(group)


def _said(lines: list[bytes]) -> list[Said]:
    """What the lines of one subject say, for each graph; there are two where one graph ends and the next begins."""
    lines.sort()
    text = b"".join(lines).decode()
    begins = text.index(" ") + 1
    facts: list[Fact] = []
    homes: list[str] = []
    for line in text.split("\n")[:-1]:
        predicate, _, rest = line[begins:].partition(" ")
        object_, home = _object(rest)
        facts.append((predicate, object_))
        homes.append(home)
    iri = text[1 : begins - 2] if text[0] == "<" else ""
    if homes.count(homes[0]) == len(homes):
        return [Said(iri, homes[0], facts, lines)]
    apart = ([line for line, home in zip(lines, homes, strict=True) if home == one] for one in sorted(set(homes)))
    return [said for own in apart for said in _said(own)]


def _object(rest: str) -> tuple[str, str]:
    """Object, and IRI of the graph, of what stands behind a predicate."""
    if rest[0] == '"':
        ends = rest.index(" ", rest.rindex('"'))
    elif rest.startswith("<<"):
        ends = rest.index(" ", rest.rindex(")>>"))
    else:
        ends = rest.index(" ")
    return rest[:ends], rest[ends + 2 : -3]
