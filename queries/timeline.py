"""What is said of one entity in the order of time: by the dates that sources state, else by their own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from pyoxigraph import Literal, NamedNode, QuerySolutions

from ..graph.interval import EVER, edtf_span
from ..ontology.namespace import PREFIXES, expand
from .reader import Reader

_CLAIM = PREFIXES["claim"]
# An entity has a part in a claim as subject, object, place or measure; documents that only name it tell no time.
_ENDS = ("rdf:subject", "rdf:object", "pk:place", "pk:measure")
_SHARED = (("rdf:object", "pk:Mechanism"), ("pk:measure", "pk:Measure"))
_BASES = (("stated", "when"), ("period", "period"), ("reported", "date"))
_DATED = """
SELECT ?claim ?when ?period ?date WHERE {
  GRAPH ?document {
    ?claim %s %s ; rdf:predicate ?predicate ; pk:status ?status .
    OPTIONAL { ?claim pk:when ?when }
    OPTIONAL { ?claim pk:period ?period }
  }
  OPTIONAL { ?document dcterms:date ?date }
  FILTER(?predicate != pk:mentions && ?status NOT IN ("rejected", "withheld"))
}"""


@dataclass(frozen=True, slots=True, order=True)
class Dated:
    """One claim with its date.

    Parameters
    ----------
    first : str
        First day of the date, by which it is ordered.
    date : str
        EDTF date or interval.
    basis : str
        ``stated`` by the document, ``period`` of a figure, or ``reported``: the date of the document, which says when
        a thing was known and not when it began.
    claim : str
        Its id.
    """

    first: str
    date: str
    basis: str
    claim: str


def timeline(reader: Reader, iri: str) -> tuple[Dated, ...]:
    """Claims with an entity at an end, as place or as measure, in the order of time; those without a date are left out.

    Parameters
    ----------
    reader : Reader
    iri : str
        IRI of the entity.
    """
    return tuple(sorted({dated for end in _ENDS for dated in _dated(reader, end, NamedNode(iri))}))


def most_claimed(reader: Reader, many: int) -> list[str]:
    """IRIs of the mechanisms and measures that most claims have at an end, as object or as measure, most first.

    They are what a whole country has in common, so that their timelines are the longest.

    Parameters
    ----------
    reader : Reader
    many : int
        How many at most.
    """
    graph, counted = reader.graph, []
    for end, class_ in _SHARED:
        subjects = (quad.subject for quad in graph.quads(None, "rdf:type", NamedNode(expand(class_))))
        for iri in (node.value for node in subjects if isinstance(node, NamedNode)):
            (found,) = graph.rows(f"SELECT (COUNT(*) AS ?n) {{ GRAPH ?g {{ ?claim {end} <{iri}> }} }}")
            counted.append((int(found["n"].value) if found["n"] else 0, iri))
    return [iri for _, iri in sorted(counted, reverse=True)[:many]]


def _dated(reader: Reader, end: str, node: NamedNode) -> Iterator[Dated]:
    solutions = reader.query(_DATED % (end, node))
    for row in solutions if isinstance(solutions, QuerySolutions) else ():
        told = ((basis, row[name]) for basis, name in _BASES)
        basis, date = next(((basis, value.value) for basis, value in told if isinstance(value, Literal)), ("", ""))
        claim = row["claim"]
        if date and isinstance(claim, NamedNode):
            yield Dated(_first_day(date), date, basis, claim.value.removeprefix(_CLAIM))


@lru_cache(maxsize=4096)
def _first_day(date: str) -> str:
    """By what a date is ordered: its first day, or the text where it is no EDTF."""
    span = edtf_span(date, began=True)
    first = span.began_last if span.began_first == EVER else span.began_first
    return first if span.dated else date
