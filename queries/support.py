"""From a row back to the claims that carry it, and from claims to their places in the sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from pyoxigraph import NamedNode, QuerySolutions

from ..graph.location import locate
from ..ontology.namespace import PREFIXES, expand
from .definition import Query, Support
from .reader import Reader
from .result import Evidence

_PREFIXES = "\n".join(f"PREFIX {p}: <{PREFIXES[p]}>" for p in ("pk", "rdf"))
_CLAIM = PREFIXES["claim"]

Solution = Mapping[str, object]  # variable to term, or None


def claims_of_row(reader: Reader, query: Query, solution: Solution) -> tuple[str, ...]:
    """Ids of the live claims that carry one row, sorted.

    Parameters
    ----------
    reader : Reader
    query : Query
    solution : mapping of str to term or None
        By the query's variables, whichever engine answered.

    Returns
    -------
    tuple of str
        SHA-256 in hexadecimal.
    """
    found = {claim for support in query.support for claim in _claims(reader, support, solution)}
    return tuple(sorted(iri.removeprefix(_CLAIM) for iri in found))


def _claims(reader: Reader, support: Support, solution: Solution) -> Iterator[str]:
    def term(variable: str) -> NamedNode | None:
        value = solution[variable] if variable else None
        return value if isinstance(value, NamedNode) else None

    subject, object_ = term(support.subject), term(support.object)
    if support.claim:
        claim = term(support.claim)
        if claim is not None:
            yield claim.value
    elif support.frame:
        frame = term(support.frame)
        if frame is not None:
            # The frame's own claims; of a group only those of this row's ends.
            patterns = f"{frame} pk:claim ?claim ."
            if subject is not None and object_ is not None:
                patterns += f" GRAPH ?g {{ ?claim rdf:subject {subject} ; rdf:object {object_} }}"
            yield from _select(reader, patterns)
    elif subject is not None and object_ is not None:
        predicates = " ".join(str(p) for name in support.predicates if (p := _predicate(name, solution)))
        pattern = f"VALUES ?p {{ {predicates} }} GRAPH ?g {{ ?claim rdf:subject {subject} ; rdf:object {object_} ; "
        yield from _select(reader, pattern + 'rdf:predicate ?p ; pk:status "live" }')


def _predicate(name: str, solution: Solution) -> NamedNode | None:
    if not name.startswith("?"):
        return NamedNode(expand(name))
    value = solution[name[1:]]
    return value if isinstance(value, NamedNode) else None


def _select(reader: Reader, patterns: str) -> Iterator[str]:
    solutions = reader.query(f"{_PREFIXES}\nSELECT DISTINCT ?claim WHERE {{ {patterns} }}")
    if isinstance(solutions, QuerySolutions):
        for solution in solutions:
            claim = solution["claim"]
            if isinstance(claim, NamedNode):
                yield claim.value


def evidence_of_claims(reader: Reader, claims: Iterable[str]) -> dict[str, list[Evidence]]:
    """Where each claim stands in its document.

    Parameters
    ----------
    reader : Reader
    claims : iterable of str
        Claim ids.

    Returns
    -------
    dict of str to list of Evidence
    """
    return locate(reader.query, reader.label, claims)
