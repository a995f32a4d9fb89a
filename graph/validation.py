"""Validate a graph: SHACL shapes by a compiled engine, quality checks by SPARQL on the store.

Shapes are SHACL Core (W3C Recommendation, 2017) and see the union of all graphs, with the ontology's sub-class
axioms added, since ``sh:class`` and ``sh:targetClass`` follow ``rdfs:subClassOf`` in the data.  Checks see the
dataset as it is: plain facts in the default graph, claims in their document's graph.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import pyoxigraph as ox
import shacl

from ..errors import DataError
from ..ontology.namespace import compact
from ..ontology.resources import read_checks, read_shapes
from ..ontology.terms import class_axioms

if TYPE_CHECKING:
    import rdflib

SUBCLASS = "http://www.w3.org/2000/01/rdf-schema#subClassOf"
COMMENT = re.compile(r"^#\s*(title|problem|level):\s*(.+?)\s*$", re.MULTILINE)


@dataclass(frozen=True, slots=True, order=True)
class Result:
    """One violation of a shape.

    Parameters
    ----------
    focus : str
        IRI of the node that fails.
    path : str
        IRI of the property, or the property path, or empty for the node itself.
    component : str
        Constraint component without its suffix: ``MinCount``, ``Class``, ``In`` …
    value : str
        Offending value, without quotation marks or datatype, or empty.
    message : str
        What the shape says, in English.
    severity : str
        ``Violation``, ``Warning`` or ``Info``.
    shape : str
        Local name of the shape: ``ClaimShape`` …
    """

    focus: str
    path: str
    component: str
    value: str
    message: str
    severity: str
    shape: str

    def __str__(self) -> str:
        at = f" {compact(self.path)}" if self.path else ""
        value = f" (here: {self.value})" if self.value else ""
        return f"{compact(self.focus)}{at}: {self.message or self.component}{value}; {self.shape} of the ontology"


@dataclass(frozen=True, slots=True)
class Report:
    """Outcome of a validation: it conforms when there is no result of any severity (SHACL, 3.6)."""

    conforms: bool
    results: tuple[Result, ...] = ()

    @property
    def violations(self) -> tuple[Result, ...]:
        """The results of severity ``Violation``."""
        return tuple(result for result in self.results if result.severity == "Violation")


@dataclass(frozen=True, slots=True)
class CheckResult:
    """Outcome of one check: `rows` are what it found wrong, each a tuple of plain texts, in the order of `columns`."""

    name: str
    title: str
    problem: str
    level: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...] = ()

    @property
    def passed(self) -> bool:
        """True where the query returned nothing."""
        return not self.rows


@cache
def _compile(shapes: str) -> shacl.Shapes:
    compiled = shacl.Shapes.from_turtle(shapes)
    if len(compiled) == 0:
        raise DataError("no shape in the shapes graph; pass Turtle with at least one sh:NodeShape")
    return compiled


@cache
def _subclass_axioms() -> str:
    return "".join(f"<{child}> <{SUBCLASS}> <{parent}> .\n" for child, parent in class_axioms())


def _plain(term: str | None) -> str:
    text = term or ""
    return text[1:-1] if text.startswith("<") and text.endswith(">") else text


def _turtle(data: rdflib.Graph | ox.Store | bytes | str | Iterable[ox.Quad]) -> str:
    if isinstance(data, bytes):
        return data.decode("utf-8")
    if isinstance(data, str):
        return data
    if isinstance(data, ox.Store):
        data = data.quads_for_pattern(None, None, None, None)
    elif hasattr(data, "serialize"):
        return str(data.serialize(format="nt"))
    triples = (ox.Triple(quad.subject, quad.predicate, quad.object) for quad in data)
    return (ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b"").decode("utf-8")


def validate(
    data: rdflib.Graph | ox.Store | bytes | str | Iterable[ox.Quad],
    shapes: str | None = None,
) -> Report:
    """Validate data against SHACL shapes.

    Parameters
    ----------
    data : rdflib.Graph, pyoxigraph.Store, iterable of pyoxigraph.Quad, or Turtle or N-Triples as bytes or str
        What to validate; of a store or quads the union of all graphs.
    shapes : str, optional
        Shapes as Turtle; the ontology's own by default.

    Returns
    -------
    Report
        Results sorted by focus node, path and component.

    Raises
    ------
    DataError
        If the data or the shapes do not parse, or there is no shape.

    Examples
    --------
    >>> report = validate("<urn:a> a <https://w3id.org/policing-kg/ontology#Mechanism> .")
    >>> report.conforms, [(r.component, r.shape) for r in report.results]
    (False, [('MinCount', 'EntityShape')])
    """
    text = "\n".join(read_shapes().values()) if shapes is None else shapes
    try:
        raw = _compile(text).validate_turtle(_subclass_axioms() + _turtle(data))
    except ValueError as error:
        raise DataError(f"validation: {str(error).splitlines()[0]}; mend the Turtle") from error
    results = (
        Result(
            focus=_plain(found.focus_node),
            path=_plain(found.path),
            component=found.component.removesuffix("ConstraintComponent"),
            value=found.value_plain or "",
            message=found.message or "",
            severity=found.severity,
            shape=re.split(r"[/#]", _plain(found.root_shape or found.source_shape))[-1].split("-")[0],
        )
        for found in raw.results
    )
    return Report(bool(raw.conforms), tuple(sorted(results)))


def _header(name: str, query: str) -> Mapping[str, str]:
    header = dict(COMMENT.findall(query))
    missing = {"title", "problem", "level"} - set(header)
    if missing or header["level"] not in ("error", "warning"):
        raise DataError(f"{name}: a check needs comments # title:, # problem: and # level: error or warning")
    return header


def _cell(term: object) -> str:
    return str(getattr(term, "value", "" if term is None else term))


def run_checks(store: ox.Store, checks: Mapping[str, str] | None = None) -> list[CheckResult]:
    """Run quality checks, each a SPARQL query that must return nothing.

    Parameters
    ----------
    store : pyoxigraph.Store
        The dataset: plain facts in the default graph, claims in named graphs.
    checks : mapping of str to str, optional
        Queries by name, each with comments ``# title:``, ``# problem:`` and ``# level:`` (error or warning);
        the ontology's own by default.

    Returns
    -------
    list of CheckResult
        One for each check, in order of name, whether it passed or not.

    Raises
    ------
    DataError
        If a check does not parse or lacks its header.

    Examples
    --------
    >>> all(result.passed for result in run_checks(ox.Store()))
    True
    """
    out = []
    for name, query in (read_checks() if checks is None else checks).items():
        header = _header(name, query)
        try:
            found = store.query(query)
        except SyntaxError as error:
            raise DataError(f"{name}: {error}; mend the query") from error
        if not isinstance(found, ox.QuerySolutions):
            raise DataError(f"{name}: a check is a SELECT query")
        columns = tuple(variable.value for variable in found.variables)
        rows = tuple(sorted(tuple(_cell(row[column]) for column in columns) for row in found))
        out.append(CheckResult(name, header["title"], header["problem"], header["level"], columns, rows))
    return out
