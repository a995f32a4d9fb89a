"""From rows back to the claims that carry them, and from claims to their places in the sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from pyoxigraph import NamedNode, QuerySolutions

from ..graph.location import locate
from ..ontology.namespace import PREFIXES, expand
from .definition import Query, Support
from .reader import Reader
from .result import Evidence

_PREFIXES = "\n".join(f"PREFIX {p}: <{PREFIXES[p]}>" for p in ("pk", "rdf"))
_CLAIM = PREFIXES["claim"]
_MANY = 500  # keys a question
Key = tuple[str, tuple[NamedNode, ...]]  # kind of lookup, nodes of the row

# How claims are found by the key of a row: the variables of the key, and the patterns.
_LOOKUPS: Mapping[str, tuple[tuple[str, ...], str]] = MappingProxyType(
    {
        "frame": (("?frame",), "?frame pk:claim ?claim"),
        # Of the frame's claims only those of the row's ends.
        "ends": (
            ("?frame", "?subject", "?object"),
            "?frame pk:claim ?claim . GRAPH ?g { ?claim rdf:subject ?subject ; rdf:object ?object }",
        ),
        "triple": (
            ("?subject", "?predicate", "?object"),
            "GRAPH ?g { ?claim rdf:subject ?subject ; rdf:object ?object ; "
            'rdf:predicate ?predicate ; pk:status "live" }',
        ),
    }
)

Solution = Mapping[str, object]  # variable to term, or None


def claims_of_rows(reader: Reader, query: Query, solutions: Sequence[Solution]) -> list[tuple[str, ...]]:
    """Ids of the live claims that carry each row, sorted.

    Parameters
    ----------
    reader : Reader
    query : Query
    solutions : sequence of mapping of str to term or None
        All rows, by the query's variables, whichever engine answered: claims are looked up for many at a time.

    Returns
    -------
    list of tuple of str
        SHA-256 in hexadecimal, for each row.
    """
    found: list[set[str]] = [set() for _ in solutions]
    for support in query.support:
        if support.claim:
            for row, solution in zip(found, solutions, strict=True):
                row.update(claim.value for claim in (_node(support.claim, solution),) if claim)
            continue
        keys = [list(_keys(support, solution)) for solution in solutions]
        claims = _claims(reader, {key for listed in keys for key in listed})
        for row, listed in zip(found, keys, strict=True):
            row.update(claim for key in listed for claim in claims.get(key, ()))
    return [tuple(sorted(iri.removeprefix(_CLAIM) for iri in row)) for row in found]


def _node(variable: str, solution: Solution) -> NamedNode | None:
    value = solution[variable] if variable else None
    return value if isinstance(value, NamedNode) else None


def _keys(support: Support, solution: Solution) -> Iterator[Key]:
    """By what the claims of one row are looked up."""
    subject, object_ = _node(support.subject, solution), _node(support.object, solution)
    if support.frame:
        frame = _node(support.frame, solution)
        if frame and subject and object_:
            yield "ends", (frame, subject, object_)
        elif frame:
            yield "frame", (frame,)
    elif subject and object_:
        for name in support.predicates:
            predicate = _node(name[1:], solution) if name.startswith("?") else NamedNode(expand(name))
            if predicate:
                yield "triple", (subject, predicate, object_)


def _claims(reader: Reader, keys: Iterable[Key]) -> dict[Key, list[str]]:
    """IRIs of the claims under each key."""
    ordered = sorted(keys, key=lambda key: (key[0], [node.value for node in key[1]]))
    found: dict[Key, list[str]] = {}
    for kind, (variables, patterns) in _LOOKUPS.items():
        listed = [nodes for how, nodes in ordered if how == kind]
        for at in range(0, len(listed), _MANY):
            values = " ".join(f"({' '.join(map(str, nodes))})" for nodes in listed[at : at + _MANY])
            shown = " ".join(variables)
            solutions = reader.query(
                f"{_PREFIXES}\nSELECT {shown} ?claim WHERE {{ VALUES ({shown}) {{ {values} }} {patterns} }}"
            )
            for s in solutions if isinstance(solutions, QuerySolutions) else ():
                nodes = tuple(node for node in (s[v[1:]] for v in variables) if isinstance(node, NamedNode))
                claim = s["claim"]
                if isinstance(claim, NamedNode):
                    found.setdefault((kind, nodes), []).append(claim.value)
    return found


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
    return locate(reader.query, reader.label, claims, reader.learn_labels)
