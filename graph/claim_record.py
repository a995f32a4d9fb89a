"""Claims as flat records for exports: ends resolved, labels beside IRIs, every origin and every place in the source.

What could undo a mask, or names a folder of this computer, stays inside: neither hashes of unmasked bodies and files
nor roots are given out, only the path below the root.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any

from pyoxigraph import Literal, NamedNode

from .claim import Evidence
from .dataset import Dataset
from .holding import Holding, Origin
from .location import label_of
from .projection import claim_ends
from .segment import FEWEST
from .status import Standing, standings
from .store import Graph
from .term import claim_iri, document_iri, qualifier_term

SPAN = ("start", "end", "sentence_start", "sentence_end", "basis_start", "basis_end")
PART = ("row", "column", "page", "paragraph")


@dataclass(frozen=True, slots=True)
class ClaimRecord:
    """One claim with everything that may be published of it.

    Parameters
    ----------
    standing : Standing
        The claim, its status, whether a reviewer accepted it, and whose evidence it rests on.
    document : str
        Document key.
    subject, object : NamedNode or Literal
        Ends with canonical ids.
    origins : tuple of Origin
    evidence : tuple of (Evidence, str)
        Each place with the path of its file, empty where the file is not at hand.
    """

    standing: Standing
    document: str
    subject: NamedNode
    object: NamedNode | Literal
    origins: tuple[Origin, ...]
    evidence: tuple[tuple[Evidence, str], ...]


def holdings_in_order(dataset: Dataset) -> Iterator[Holding]:
    """Every document in an order that depends on the keys alone, a part of the dataset in memory at a time.

    Buckets double as a dataset grows, and the remainder by the fewest stays: so what a bucket splits into is read
    together.
    """
    for first in range(FEWEST):
        together = range(first, dataset.manifest.buckets, FEWEST)
        yield from sorted(dataset.holdings(together), key=lambda h: h.key)


def claim_records(dataset: Dataset) -> Iterator[ClaimRecord]:
    """Every claim once, whatever its status, document by document and sorted by id.

    Parameters
    ----------
    dataset : Dataset
    """
    for holding in holdings_in_order(dataset):
        yield from _records(holding, dataset)


def _records(holding: Holding, dataset: Dataset) -> Iterator[ClaimRecord]:
    decisions, claims = dataset.decisions, holding.claims
    files = {m.sha256: m.path for m in holding.manifestations}
    evidence: dict[str, list[tuple[Evidence, str]]] = {}
    for e in holding.evidence:
        evidence.setdefault(e.claim, []).append((e, files.get(e.manifestation, "")))
    found = [(claim, all(o.origin == "model" for o in origins)) for claim, origins in claims.values()]
    for standing in sorted(standings(found, decisions), key=lambda s: s.claim.id):
        claim = standing.claim
        subject, object_ = claim_ends(claim, decisions)
        made = claims[claim.id][1] if claim.id in claims else (Origin("", claim.origin, claim.rule),)
        places = tuple(sorted(evidence.get(standing.evidence_of, ()), key=_place_order))
        yield ClaimRecord(standing, holding.key, subject, object_, made, places)


def _place_order(place: tuple[Evidence, str]) -> tuple[str, int, int, int, int]:
    e, path = place
    return path, e.start, e.end, e.row, e.column


class Labels:
    """Labels of entities and documents of one graph, remembered.

    Parameters
    ----------
    graph : Graph
    """

    def __init__(self, graph: Graph) -> None:
        self._label = lru_cache(maxsize=100_000)(lambda iri: label_of(graph, iri))

    def __call__(self, node: NamedNode) -> str:
        """Label of a node."""
        return self._label(node.value)

    def pair(self, node: NamedNode) -> dict[str, str]:
        """IRI and label, as every JSON of the project names an entity."""
        return {"iri": node.value, "label": self(node)}


def as_json_record(record: ClaimRecord, labels: Labels, dataset: Dataset) -> dict[str, Any]:
    """Write a claim record as a JSON object.

    Parameters
    ----------
    record : ClaimRecord
    labels : Labels
    dataset : Dataset
        For the canonical ids of entities in qualifiers.
    """
    claim, standing = record.standing.claim, record.standing
    shown: dict[str, Any] = {
        "claim": claim.id,
        "iri": claim_iri(claim.id).value,
        "document": labels.pair(document_iri(record.document)) | {"key": record.document},
        "subject": labels.pair(record.subject),
        "predicate": claim.predicate,
    }
    if isinstance(record.object, NamedNode):
        shown["object"] = labels.pair(record.object)
    else:
        text = record.object.value
        shown["value"] = text if claim.datatype == "xsd:string" else json_number(text)
        shown["datatype"] = claim.datatype
    if claim.qualifiers:
        shown["qualifiers"] = {k: _qualifier(k, v, claim.document, labels, dataset) for k, v in claim.qualifiers}
    shown["status"] = standing.status
    if standing.accepted:
        shown["accepted"] = True
    if standing.evidence_of != claim.id:
        shown["corrects"] = standing.evidence_of
    shown["origins"] = [{"origin": o.origin, "rule": o.rule} for o in record.origins]
    shown["evidence"] = [{"path": path} | spans(e) for e, path in record.evidence]
    return shown


def spans(evidence: Evidence) -> dict[str, int | str]:
    """The offsets of one evidence that are known, by name; its row, page, paragraph or article where there is one."""
    found: dict[str, int | str] = {name: int(getattr(evidence, name)) for name in (*SPAN, *PART)}
    known = ("start", "end", "sentence_start", "sentence_end") if not evidence.row else ()
    shown = {n: v for n, v in found.items() if n in known or int(v) > 0 or (n.startswith("basis") and v == 0)}
    return shown | ({"article": evidence.article} if evidence.article else {})


def json_number(text: str) -> int | float | str:
    """A number in canonical lexical form as JSON writes it; a text as it is.

    Examples
    --------
    >>> json_number("96.3"), json_number("280000"), json_number("多次")
    (96.3, 280000, '多次')
    """
    try:
        number = Decimal(text)
    except InvalidOperation:
        return text
    if not number.is_finite():
        return text
    return int(number) if number == number.to_integral_value() else float(number)


def _qualifier(key: str, value: str, document: str, labels: Labels, dataset: Dataset) -> Any:
    node = qualifier_term(key, dataset.decisions.resolve(value, document))[1]
    return labels.pair(node) if isinstance(node, NamedNode) else value
