"""Ask a named query of a dataset."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Protocol, runtime_checkable

from pyoxigraph import Literal, NamedNode, QuerySolutions

from ..errors import PolicingKGError, UnknownName, UsageError
from ..graph.claim import canonical_number
from ..graph.damage import engine_reading
from ..graph.excerpt import Selection
from .binding import Term
from .cypher_answer import cypher_solutions
from .definition import Column, Parameter, Query, find_query
from .names import checked_text, resolve_name
from .reader import Reader
from .result import Named, Result, Row, Value, sorted_rows
from .selection import selection_of
from .support import Solution, claims_of_rows, evidence_of_claims


@runtime_checkable
class Identified(Protocol):
    """An entity as a lookup gives it or as it stands in a row."""

    @property
    def iri(self) -> str:
        """What it is named by."""


One = str | bool | int | Identified
Given = One | Sequence[One] | None
EMBEDDED = ("rdf", "cypher")
ENGINES = (*EMBEDDED, "neo4j")
_INTEGER = re.compile(r"-?[0-9]{1,18}")


def ask(reader: Reader, name: str, parameters: Mapping[str, Given] | None = None, engine: str = "rdf") -> Result:
    """Ask a question of the catalogue.

    Parameters
    ----------
    reader : Reader
    name : str
        Name of the query.
    parameters : mapping of str to Given
        Values as a person types them: names, aliases, codes, IRIs, English, pinyin; or entities, or whole numbers.  A
        list means any of them, True and False are ``yes`` and ``no``, None is no value.
    engine : str
        One of `ENGINES`: which of the two embedded databases answers, or the server that the reader is connected to.
        The rows are the same.

    Returns
    -------
    Result
        Each row with the claims that carry it, and where each of them stands in its source.

    Raises
    ------
    UnknownName
        If the query, a parameter or a value is not known; the message names the nearest.
    AmbiguousName
        If a value is borne by several entities.
    UsageError
        If a required parameter is missing, a value is empty or not of the parameter's type, or there is no such engine.
    MissingExtra
        If the engine is not installed.
    """
    if engine not in ENGINES:
        raise UsageError(f"engine {engine}: no such engine; use {', '.join(ENGINES)}")
    query = find_query(name)
    resolved = resolved_parameters(reader, query.name, query.parameters, parameters or {})
    bound = {p.variable: [term for term, _ in pairs] for p, pairs in resolved.items() if p.variable}
    shown = {parameter.name: tuple(value for _, value in pairs) for parameter, pairs in resolved.items()}
    selection = selection_of(shown)
    if engine == "neo4j" and selection != Selection():
        raise UsageError(
            "engine neo4j: the server holds every claim; ask reviewed= and as_of= of the engine rdf or cypher"
        )
    with engine_reading(), reader.answering(selection) as asked:
        if engine == "rdf":
            solutions = _rdf_solutions(asked, query, bound)
        else:
            solutions = cypher_solutions(asked.neo4j_rows if engine == "neo4j" else asked.cypher_rows, query, bound)
        rows = sorted_rows(_rows(asked, query, solutions), query.order)
    return Result(query.name, shown, query.columns, reader.digest, tuple(rows))


def _rdf_solutions(reader: Reader, query: Query, bound: Mapping[str, Sequence[Term]]) -> list[Solution]:
    found = reader.query_bound(query.sparql, bound)
    if not isinstance(found, QuerySolutions):
        raise PolicingKGError(f"{query.name}: not a SELECT query: a defect of the catalogue")
    names = [v.value for v in found.variables]
    return [{name: solution[name] for name in names} for solution in found]


def resolved_parameters(
    reader: Reader, asked: str, parameters: Sequence[Parameter], given: Mapping[str, Given]
) -> dict[Parameter, list[tuple[Term, Value]]]:
    """What a person typed for the parameters of a question or measure, with defaults, as terms and as values.

    Parameters
    ----------
    reader : Reader
    asked : str
        Name of the query or measure, for the message.
    parameters : sequence of Parameter
    given : mapping of str to Given

    Returns
    -------
    dict
        Of the parameters that have a value.

    Raises
    ------
    UsageError
        If a parameter is not known or missing, or a value is empty, ambiguous, unknown or none of its type.
    """
    listed = {k: _listed(k, v) for k, v in given.items() if v is not None}
    _check(asked, parameters, listed)
    texts = {p: listed.get(p.name) or ([p.default] if p.default else []) for p in parameters}
    return {p: [_resolve(reader, p, text) for text in typed] for p, typed in texts.items() if typed}


def _listed(name: str, given: object) -> list[str]:
    values = given if isinstance(given, Iterable) and not isinstance(given, str) else (given,)
    return [_typed(name, value) for value in values]


def _typed(name: str, value: object) -> str:
    """A value as a person types it."""
    match value:
        case str():
            return value
        case bool():
            return "yes" if value else "no"
        case int():
            return str(value)
        case Identified():
            return value.iri
    raise UsageError(f"{name}={value}: a {type(value).__name__}; give a text, a whole number, True, False or an entity")


def _check(asked: str, parameters: Sequence[Parameter], given: Mapping[str, Sequence[str]]) -> None:
    named = {p.name: p for p in parameters}
    for name, values in given.items():
        if name not in named:
            takes = f"takes {', '.join(named)}" if named else "takes none"
            raise UnknownName(name, (), f"parameter of {asked}, which {takes}")
        for value in values:
            _check_value(named[name], value)
    for needed in parameters:
        if needed.required and not given.get(needed.name):
            raise UsageError(f"{asked}: the parameter {needed.name} is missing; add {needed.name}=… ({needed.doc_en})")


def _check_value(parameter: Parameter, value: str) -> None:
    name = parameter.name
    if not value.strip():
        raise UsageError(f"{name}=: the value is empty; name a {parameter.type} or leave it out")
    checked_text(value, name)
    if parameter.choices and value not in parameter.choices:
        raise UsageError(f"{name}={value}: no such choice; use {', '.join(parameter.choices)}")
    if parameter.type == "integer" and not _INTEGER.fullmatch(value):
        raise UsageError(f"{name}={value}: not an integer; give digits alone")


def _resolve(reader: Reader, parameter: Parameter, text: str) -> tuple[Term, Value]:
    if parameter.type == "string":
        return Literal(text), text
    if parameter.type == "integer":
        return Literal(int(text)), int(text)
    found = resolve_name(reader, text, parameter.type)
    return NamedNode(found.iri), found


def _rows(reader: Reader, query: Query, solutions: Sequence[Solution]) -> Iterable[Row]:
    terms = (solution[column.name] for solution in solutions for column in query.columns)
    reader.learn_labels(term.value for term in terms if isinstance(term, NamedNode))
    claims = claims_of_rows(reader, query, solutions)
    places = evidence_of_claims(reader, {c for row in claims for c in row})
    for solution, ids in zip(solutions, claims, strict=True):
        values = {c.name: _value(reader, c, solution[c.name]) for c in query.columns}
        yield Row(values, ids, tuple(e for i in ids for e in places.get(i, ())))


def _value(reader: Reader, column: Column, term: object) -> Value:
    if term is None:
        return None
    if isinstance(term, NamedNode):
        return Named(term.value, reader.label(term.value))
    if not isinstance(term, Literal):
        return str(term)
    match column.type:
        case "integer":
            return int(Decimal(term.value))
        case "decimal":
            return Decimal(canonical_number(term.value))
        case "boolean":
            return term.value in ("true", "1")
        case _:
            return term.value
