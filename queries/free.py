"""Free SPARQL over a dataset: read-only, harmless, and from this dataset alone.

A query is read by a parser before it is asked; updates, remote services and documents from addresses are refused.  It
is answered in a process of its own, within limits of time and memory.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from pyoxigraph import Literal, NamedNode, QueryBoolean, QuerySolutions, QueryTriples

from ..errors import UsageError
from ..graph.damage import engine_reading
from ..ontology.namespace import PREFIXES
from .free_result import free_result
from .limits import Limits
from .names import checked_text
from .reader import Reader
from .result import Named, Result, Value

if TYPE_CHECKING:
    from rdflib.plugins.sparql.parserutils import CompValue

_REFUSED = {
    "ServiceGraphPattern": "SERVICE asks another server",
    "DatasetClause": "FROM reads another dataset",
}


def check_query(text: str) -> None:
    """Refuse what is not a read-only question to this dataset.

    Parameters
    ----------
    text : str
        SPARQL 1.1.

    Raises
    ------
    UsageError
        If it cannot be read, is an update, or reaches beyond the dataset.

    Examples
    --------
    >>> check_query("SELECT * WHERE { ?s ?p ?o } LIMIT 1")
    >>> check_query("SELECT * WHERE { SERVICE <http://example.org/> { ?s ?p ?o } }")
    Traceback (most recent call last):
    policing_kg.errors.UsageError: query: SERVICE asks another server; ask this dataset alone
    """
    from rdflib.plugins.sparql.parser import parseQuery  # slow to load, and only the process that answers parses

    checked_text(text, "query")
    prologue = " ".join(f"PREFIX {prefix}: <{iri}>" for prefix, iri in PREFIXES.items())
    try:
        tree = parseQuery(f"{prologue}\n{text}")
    except RecursionError as error:
        raise UsageError("query: nested too deep; write it flatter") from error
    except Exception as error:
        where = _place(error)
        raise UsageError(f"query: cannot be read as a SPARQL 1.1 query ({where}); updates are not allowed") from error
    for node in _nodes(tree):
        why = _REFUSED.get(node.name)
        if why:
            raise UsageError(f"query: {why}; ask this dataset alone")


def _place(error: Exception) -> str:
    """What the parser says, with line and column of the text as it was written: the prologue is a line before it."""
    said = " ".join(str(getattr(error, "msg", "") or error).split())
    line, column = getattr(error, "lineno", 0), getattr(error, "column", 0)
    return f"line {line - 1}, column {column}: {said}" if line > 1 else said


def _nodes(tree: Any) -> Iterator[CompValue]:
    from rdflib.plugins.sparql.parserutils import CompValue

    stack = [tree]
    while stack:
        node = stack.pop()
        if isinstance(node, CompValue):
            yield node
            stack.extend(node.values())
        elif isinstance(node, dict):
            stack.extend(node.values())
        elif not isinstance(node, str) and hasattr(node, "__iter__"):
            stack.extend(node)


def sparql(reader: Reader, text: str, limits: Limits | None = None) -> Result:
    """Ask a free query, in a process of its own that ends when it passes a limit.

    Parameters
    ----------
    reader : Reader
    text : str
        SELECT, ASK, CONSTRUCT or DESCRIBE; the prefixes of the ontology are declared.
    limits : Limits, optional
        A minute and 2 GB unless given.

    Returns
    -------
    Result
        Columns are the variables; ``answer`` for ASK; ``subject``, ``predicate``, ``object`` for triples.  Its rows
        carry no claims: the query itself must ask for them.

    Raises
    ------
    UsageError
        See `check_query`; `QueryStopped` if it passes a limit.
    """
    return reader.apart.ask("sparql", checked_text(text, "query"), limits or Limits())


def answer_sparql(reader: Reader, text: str) -> Result:
    """Answer a free query here, however long it takes; see `sparql`.

    Raises
    ------
    UsageError
        See `check_query`; or if the engine cannot evaluate it, as a function that it does not have.
    """
    check_query(text)
    with evaluating():
        return free_answer(reader, reader.query(text))


@contextmanager
def evaluating() -> Iterator[None]:
    """What the engine raises while a query's answer is read.

    Raises
    ------
    DataError
        If the store is not as it was written.
    UsageError
        If the engine cannot evaluate the query, as a function that it does not have.
    """
    try:
        with engine_reading():
            yield
    except (RuntimeError, ValueError) as error:  # what the engine raises for all that is not syntax
        raise UsageError(f"query: {' '.join(str(error).split())}; see SPARQL 1.1") from error


def free_answer(reader: Reader, found: QuerySolutions | QueryBoolean | QueryTriples) -> Result:
    """The rows of what an engine answered; apart, since what the parser leaves behind keeps the frames that called it.

    Parameters
    ----------
    reader : Reader
        Gives the labels.
    found : QuerySolutions, QueryBoolean or QueryTriples

    Raises
    ------
    UsageError
        If it is none of these.
    """
    if isinstance(found, QueryBoolean):
        return free_result(reader, "sparql", ["answer"], [[bool(found)]])
    if isinstance(found, QueryTriples):
        names = ["subject", "predicate", "object"]
        terms: list[list[object]] = [[*triple] for triple in found]
    elif isinstance(found, QuerySolutions):
        names = [v.value for v in found.variables]
        terms = [[solution[n] for n in names] for solution in found]
    else:
        raise UsageError("query: neither rows nor triples; write SELECT, ASK, CONSTRUCT or DESCRIBE")
    reader.learn_labels(term.value for row in terms for term in row if isinstance(term, NamedNode))
    rows = [[_value(reader, term) for term in row] for row in terms]
    return free_result(reader, "sparql", names, sorted(rows, key=repr) if isinstance(found, QueryTriples) else rows)


def _value(reader: Reader, term: object) -> Value:
    if term is None:
        return None
    if isinstance(term, NamedNode):
        return Named(term.value, reader.label(term.value))
    if isinstance(term, Literal):
        return _literal(term)
    return str(term)


def _literal(term: Literal) -> Value:
    local = term.datatype.value.rsplit("#", 1)[-1]
    try:
        if local in ("integer", "int", "long"):
            return int(term.value)
        if local in ("decimal", "double", "float"):
            number = Decimal(term.value)
            return number if number.is_finite() else term.value
    except (ArithmeticError, ValueError):
        return term.value
    return term.value == "true" if local == "boolean" else term.value
