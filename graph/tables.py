"""The dataset as tables: documents, entities, claims, evidence, plain facts and frames, one CSV file each."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from pyoxigraph import Literal, NamedNode

from ..ontology.namespace import compact
from .cell import guarded
from .claim import ATTRIBUTES, MENTIONS, QUALIFIERS, RELATIONS
from .claim_record import PART, SPAN, ClaimRecord, Labels, claim_records, holdings_in_order, spans
from .dataset import Dataset
from .description import CLASSES
from .duplicate import NEAR_DUPLICATE
from .reporter import reporter_of
from .review.precision import RulePrecision, rule_precision
from .store import Graph
from .term import QUALIFIER_TERMS, claim_iri, document_iri, qualifier_term, term

Row = dict[str, str]
_PLACES = (*SPAN, *PART, "article")
_OF_FRAMES = ("when", "when_basis", "stage", "initiator", "frequency", "headcount", "headcount_unit", "headcount_scope")
_OF_MEETINGS = ("frequency", "when", "when_basis", "place")
_PROPERTIES = MappingProxyType(  # of columns that are not named as their property is
    {
        "first_post": "pk:firstPost",
        "second_post": "pk:secondPost",
        "site_host": "pk:siteHost",
        "before": "org:originalOrganization",
        "after": "org:resultingOrganization",
    }
)
_OF_FIGURES = ("measure", "unit", "value_max", "period", "period_text", "comparison", "direction", "bound", "approx")

# Table of frames → class, properties that name entities, other properties (qualifiers)
FRAMES = MappingProxyType(
    {
        "implementations": ("pk:Implementation", ("body", "mechanism"), (*_OF_FRAMES, "place", "article")),
        "postings": ("pk:Posting", ("sender", "host"), (*_OF_FRAMES, "place", "article")),
        "referrals": ("pk:Referral", ("referrer", "recipient"), ("manner", *_OF_FRAMES, "place", "article")),
        "dual_offices": ("pk:DualOffice", ("first_post", "second_post"), (*_OF_FRAMES, "place", "article")),
        "team_memberships": ("pk:TeamMembership", ("team", "contributor"), (*_OF_FRAMES, "place", "article")),
        "sites": ("pk:Site", ("occupant", "site_host"), (*_OF_FRAMES, "place", "article")),
        "reorganisations": ("pk:Reorganisation", ("before", "after"), ("change", *_OF_FRAMES, "place", "article")),
        "meetings": ("pk:Meeting", ("mechanism", "convener", "participant"), _OF_MEETINGS),
        "observations": ("pk:Observation", ("subject",), (*_OF_FIGURES, "when", "place", "article")),
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its name, its columns, and its rows when asked."""

    name: str
    columns: tuple[str, ...]
    rows: Callable[[], Iterator[Row]]


def tables(dataset: Dataset, graph: Graph) -> tuple[Table, ...]:
    """The tables of a dataset; several values in one cell stand apart by a semicolon.

    Parameters
    ----------
    dataset : Dataset
    graph : Graph
        Its graph, for labels, entities, facts and frames.

    Returns
    -------
    tuple of Table
    """
    labels = Labels(graph)
    coded = ("iri", "key", "title", "genre", "issuer", "publisher", "date", "date_basis", "address", "language")
    further = ("reporting", "copy", "carrier", "licence")
    ends = tuple(f"{q}_iri" for q in ("place", "measure"))
    claim = ("claim", "document", "subject", "subject_iri", "predicate", "object", "object_iri", "value", "datatype")
    found = [
        Table("documents", (*coded, *further, "near_duplicate_of", "paths"), lambda: _documents(dataset, graph)),
        Table(
            "entities",
            ("iri", "class", "name", "english", "aliases", "kind", "place_code", "sector", "resolved", "replaced_by"),
            lambda: _entities(graph),
        ),
        Table(
            "claims",
            (*claim, *QUALIFIERS, *ends, "status", "accepted", "corrects", "origins", "rules"),
            lambda: (_claim(r, labels, dataset) for r in claim_records(dataset)),
        ),
        Table("evidence", ("claim", "document", "path", *_PLACES), lambda: _evidence(dataset)),
        Table(
            "facts",
            ("subject", "subject_iri", "predicate", "object", "object_iri", "reviewed"),
            lambda: _facts(graph, labels),
        ),
    ]
    found.append(Table("rules", tuple(RulePrecision.__slots__), lambda: _rules(dataset)))
    for name, (cls, things, qualifiers) in FRAMES.items():
        named = [c for t in things for c in (t, f"{t}_iri")]
        more = [c for q in qualifiers for c in ((q, f"{q}_iri") if q in ("place", "measure") else (q,))]
        value = ("value",) if name == "observations" else ()
        reported = ("reported_by", "reporting") if name == "observations" else ()
        columns = ("iri", *named, *value, *more, "document", *reported, "claims")
        found.append(Table(name, columns, _frames_of(graph, labels, cls, things, qualifiers)))
    return tuple(found)


def write_table(table: Table, file: Path) -> int:
    """Write one table as CSV: UTF-8, a header, as RFC 4180 says, cells guarded.

    Returns
    -------
    int
        Number of rows.
    """
    count = 0
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(table.columns)
        for count, row in enumerate(table.rows(), 1):  # noqa: B007 - counted
            writer.writerow([guarded(row.get(column, "")) for column in table.columns])
    return count


def _documents(dataset: Dataset, graph: Graph) -> Iterator[Row]:
    for holding in holdings_in_order(dataset):
        first = graph.value(document_iri(holding.key), NEAR_DUPLICATE)
        coded = holding.document
        row = {name: str(getattr(coded, name)) for name in coded.__slots__}
        paths = sorted({m.path for m in holding.manifestations if m.path})
        row |= {"iri": document_iri(holding.key).value, "paths": "; ".join(paths)}
        yield row | {"near_duplicate_of": graph.value(NamedNode(first), "pk:documentKey") if first else ""}


def _entities(graph: Graph) -> Iterator[Row]:
    classes = {term(name) for name in CLASSES.values()}
    described = ((q.subject, q.object) for cls in classes for q in graph.quads(None, "rdf:type", cls))
    for node, cls in sorted(described, key=lambda pair: str(pair[0])):
        if isinstance(node, NamedNode) and isinstance(cls, NamedNode):
            yield {
                "iri": node.value,
                "class": compact(cls.value),
                "name": graph.value(node, "rdfs:label", "zh"),
                "english": graph.value(node, "rdfs:label", "en"),
                "aliases": "; ".join(_values(graph, node, "skos:altLabel")),
                "kind": graph.value(node, "pk:bodyKind"),
                "place_code": graph.value(node, "pk:placeCode"),
                "sector": graph.value(node, "pk:sector"),
                "resolved": graph.value(node, "pk:resolved") or "true",
            }
    for quad in sorted(graph.quads(None, "dcterms:isReplacedBy"), key=str):
        yield {"iri": getattr(quad.subject, "value", ""), "replaced_by": getattr(quad.object, "value", "")}


def _claim(record: ClaimRecord, labels: Labels, dataset: Dataset) -> Row:
    standing, claim = record.standing, record.standing.claim
    row = {
        "claim": claim.id,
        "document": record.document,
        "subject": labels(record.subject),
        "subject_iri": record.subject.value,
        "predicate": claim.predicate,
        "datatype": claim.datatype,
        "status": standing.status,
        "accepted": "true" if standing.accepted else "",
        "corrects": standing.evidence_of if standing.evidence_of != claim.id else "",
        "origins": "; ".join(o.origin for o in record.origins),
        "rules": "; ".join(o.rule for o in record.origins),
    }
    if isinstance(record.object, NamedNode):
        row |= {"object": labels(record.object), "object_iri": record.object.value}
    else:
        row["value"] = record.object.value
    for key, value in claim.qualifiers:
        node = qualifier_term(key, dataset.decisions.resolve(value, claim.document))[1]
        if isinstance(node, NamedNode):
            row |= {key: labels(node), f"{key}_iri": node.value}
        else:
            row[key] = value
    return row


def _evidence(dataset: Dataset) -> Iterator[Row]:
    for record in claim_records(dataset):
        for e, path in record.evidence:
            numbers = {name: str(number) for name, number in spans(e).items()}
            yield {"claim": record.standing.claim.id, "document": record.document, "path": path} | numbers


def _rules(dataset: Dataset) -> Iterator[Row]:
    """How often each rule is right, by the decisions that stand."""
    for rule in rule_precision(dataset):
        held = {name: getattr(rule, name) for name in RulePrecision.__slots__}
        yield {name: "" if value is None else str(value) for name, value in held.items()}


def _facts(graph: Graph, labels: Labels) -> Iterator[Row]:
    """Plain facts: what some live claim states, and in `pk:reviewed` what was accepted."""
    for predicate in sorted({*RELATIONS.values(), *ATTRIBUTES.values(), MENTIONS}):
        reviewed = {(q.subject, q.object) for q in graph.quads(None, predicate, graph="pk:reviewed")}
        for quad in sorted(graph.quads(None, predicate), key=str):
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
                yield {
                    "subject": labels(quad.subject),
                    "subject_iri": quad.subject.value,
                    "predicate": predicate,
                    **_end(quad.object, labels),
                    "reviewed": "true" if (quad.subject, quad.object) in reviewed else "",
                }


def _end(node: NamedNode | Literal, labels: Labels) -> Row:
    if isinstance(node, Literal):
        return {"object": node.value, "object_iri": ""}
    return {"object": labels(node), "object_iri": node.value}


def _frames_of(
    graph: Graph, labels: Labels, cls: str, things: Iterable[str], qualifiers: Iterable[str]
) -> Callable[[], Iterator[Row]]:
    def rows() -> Iterator[Row]:
        for quad in sorted(graph.quads(None, "rdf:type", term(cls)), key=lambda q: str(q.subject)):
            if isinstance(quad.subject, NamedNode):
                yield _frame(graph, quad.subject, labels, things, qualifiers)

    return rows


def _frame(graph: Graph, node: NamedNode, labels: Labels, things: Iterable[str], qualifiers: Iterable[str]) -> Row:
    row = {"iri": node.value, "value": graph.value(node, "pk:value")}
    properties = {t: _PROPERTIES.get(t, f"pk:{t}") for t in things}
    properties |= {q: QUALIFIER_TERMS[q][0] for q in qualifiers}
    for name, predicate in properties.items():
        found = sorted((q.object for q in graph.quads(node, predicate)), key=str)
        nodes = [o for o in found if isinstance(o, NamedNode)]
        texts = [o.value for o in found if isinstance(o, Literal)] + _values(graph, node, predicate + "Text")
        row[name] = "; ".join([*(labels(o) for o in nodes), *texts])
        row[f"{name}_iri"] = "; ".join(o.value for o in nodes)
    document = graph.value(node, "pk:inDocument")
    row["document"] = graph.value(NamedNode(document), "pk:documentKey") if document else ""
    for told, value in reporter_of(graph, NamedNode(document)) if document else ():
        row["reporting" if told == "pk:reporting" else "reported_by"] = value
    row["claims"] = "; ".join(iri.removeprefix(claim_iri("").value) for iri in _values(graph, node, "pk:claim"))
    return row


def _values(graph: Graph, node: NamedNode, predicate: str) -> list[str]:
    return sorted(str(getattr(q.object, "value", "")) for q in graph.quads(node, predicate))
