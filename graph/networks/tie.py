"""Ties: live claims between two named entities, as the networks read them from a store."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from pyoxigraph import Literal, NamedNode, QuerySolutions

from ...ontology.namespace import compact
from ..as_of import ENDED, days_of, held, over
from ..duplicate import NEAR_DUPLICATE
from ..interval import Span, edtf_span
from ..store import Graph
from ..term import claim_iri, term

_CLAIM = claim_iri("").value
_ENDS = """
SELECT ?document ?claim ?subject ?object WHERE {
  VALUES ?predicate { %s }
  GRAPH ?document { ?claim rdf:predicate ?predicate ; pk:status "live" ; rdf:subject ?subject ; rdf:object ?object }
  FILTER(ISIRI(?object))
}"""
_QUALIFIERS = """
SELECT ?claim ?name ?value WHERE {
  VALUES ?predicate { %s }
  GRAPH ?document { ?claim rdf:predicate ?predicate . ?claim ?name ?value }
  FILTER(?name NOT IN (rdf:type, rdf:subject, rdf:predicate, rdf:object))
  FILTER(?name NOT IN (pk:status, pk:inDocument, pk:evidence, pk:origin, pk:rule))
}"""


@dataclass(frozen=True, slots=True)
class Tie:
    """One live claim that ties two entities.

    Parameters
    ----------
    subject, predicate, object : str
        IRI, compact name, IRI.
    claim : str
        Claim id.
    document, source : str
        IRI of the document, and of the one whose text it repeats (else its own): near-duplicates are one source.
    published : str
        EDTF date of the document, or empty: that of the report, never of what is reported.
    accepted : bool
        Whether a reviewer accepted it.
    qualifiers : mapping of str to str
        By the local name of their property: ``when``, ``whenBasis``, ``frequency``, ``headcount``, ``stage`` …
    """

    subject: str
    predicate: str
    object: str
    claim: str
    document: str
    source: str
    published: str
    accepted: bool
    qualifiers: dict[str, str] = field(default_factory=dict)

    def get(self, qualifier: str) -> str:
        """One qualifier, or the empty string."""
        return self.qualifiers.get(qualifier, "")

    @property
    def span(self) -> Span:
        """What the claim itself tells of its time."""
        return edtf_span(self.get("when"))


def read_ties(graph: Graph, predicates: Iterable[str], *, reviewed: bool = False, as_of: str = "") -> list[Tie]:
    """Every live claim with one of some predicates, between two entities.

    Parameters
    ----------
    graph : Graph
    predicates : iterable of str
        Compact names.
    reviewed : bool
        Whether only claims count that a reviewer accepted.
    as_of : str
        EDTF date: only what held then, by `as_of.held`.

    Returns
    -------
    list of Tie
        In an order of their own: subject, predicate, object, claim.

    Raises
    ------
    UsageError
        If `as_of` is no EDTF date.
    """
    day = days_of(as_of)
    ties = (t for p in predicates for t in _ties(graph, p) if t.accepted or not reviewed)
    found = sorted(ties, key=lambda t: (t.subject, t.predicate, t.object, t.claim))
    if not as_of:
        return found
    ended = (t for t in found if t.get("stage") == ENDED and over(t.get("when"), t.published, day))
    gone = {(t.subject, t.predicate, t.object) for t in ended}
    kept = (t for t in found if held(t.get("when"), t.published, day))
    return [t for t in kept if (t.subject, t.predicate, t.object) not in gone]


def _ties(graph: Graph, predicate: str) -> Iterator[Tie]:
    """Every live claim with a predicate: what all of them say is asked for at once, not claim by claim."""
    qualifiers: dict[str, dict[str, NamedNode | Literal]] = defaultdict(dict)
    for claim, name, value in _rows(graph, _QUALIFIERS, predicate):
        said = qualifiers[claim.value]
        key = compact(name.value)
        if key.startswith("pk:"):
            said[key] = min(value, said.get(key, value), key=str)
    ends = [row for row in _rows(graph, _ENDS, predicate) if row[2] != row[3]]
    documents = sorted({document for document, *_ in ends}, key=str)
    sources = graph.values(documents, NEAR_DUPLICATE)
    dates = graph.values(documents, "dcterms:date")
    for document, claim, subject, object_ in ends:
        said = qualifiers.get(claim.value, {})
        yield Tie(
            subject.value,
            predicate,
            object_.value,
            claim.value.removeprefix(_CLAIM),
            document.value,
            sources.get(document.value, document.value),
            dates.get(document.value, ""),
            "pk:accepted" in said,
            {k.partition(":")[2]: v.value for k, v in said.items() if k != "pk:accepted"},
        )


def _rows(graph: Graph, question: str, predicate: str) -> Iterator[tuple[Any, ...]]:
    found = graph.query(question % term(predicate))
    return (tuple(row) for row in found) if isinstance(found, QuerySolutions) else iter(())
