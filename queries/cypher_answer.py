"""A question of the catalogue in Cypher: its parameters as lists of values, its answer as RDF terms.

The answer has the variables of the SPARQL query, so that one code reads the rows of both.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from pyoxigraph import Literal, NamedNode

from ..ontology.namespace import expand
from .binding import Term
from .definition import Query
from .support import Solution

Rows = Callable[[str, Mapping[str, Any]], Iterable[Mapping[str, Any]]]
_NODES = ("entity", "document", "term")


def cypher_solutions(rows: Rows, query: Query, bound: Mapping[str, Sequence[Term]]) -> list[Solution]:
    """Ask a question of the catalogue in Cypher.

    Parameters
    ----------
    rows : callable
        Takes a Cypher query with its parameters and gives its rows: of the embedded database, or of a server.
    query : Query
    bound : mapping of str to sequence of term
        By variable, as for SPARQL; a variable that is not named stays null.

    Returns
    -------
    list of mapping
        Variable to term or None.
    """
    parameters = {p.name: _values(p.type, bound.get(p.variable)) for p in query.parameters if p.variable}
    types = {column.name: column.type for column in query.columns}
    found = rows(query.cypher, parameters)
    return [{name: as_term(types.get(name, "term"), value) for name, value in row.items()} for row in found]


def _values(kind: str, terms: Sequence[Term] | None) -> list[str | int] | None:
    if terms is None:
        return None
    return [int(t.value) if kind == "integer" else t.value for t in terms]


def as_term(kind: str, value: Any) -> Term | None:
    """A value of an answer as the term that SPARQL gives.

    Parameters
    ----------
    kind : str
        Type of the column; ``term`` for a variable that is none.
    value : str, int, float, bool or None

    Examples
    --------
    >>> as_term("term", "pk:implements").value
    'https://w3id.org/policing-kg/ontology#implements'
    >>> as_term("decimal", 0.5).value, as_term("decimal", 1.2e7).value, as_term("decimal", "96.30").value
    ('0.5', '12000000', '96.30')
    """
    if value is None:
        return None
    if kind in _NODES:
        return NamedNode(expand(value))
    if isinstance(value, bool):
        return Literal(value)
    if isinstance(value, float):
        return Literal(format(Decimal(repr(value)).normalize(), "f"))
    return Literal(str(value))
