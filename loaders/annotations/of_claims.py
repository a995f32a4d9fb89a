"""The claims of one document as annotations: what is drawn on its text, each with the id of its claim."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from ...errors import UsageError
from ...graph.claim import ATTRIBUTES, MENTIONS, OBSERVES, RELATIONS, Claim, Evidence
from ...graph.dataset import Dataset
from ...graph.entity import is_entity_id
from ...graph.holding import Holding
from ...graph.text_cache import read_masked
from .annotated import AnnotatedText, from_record

TYPES = {
    "unit": "Unit", "department": "Department", "organisation": "Organisation", "mechanism": "Mechanism",
    "role": "Role", "place": "Place", "population": "Unit", "policy": "Document", "measure": "Measure",
}  # fmt: skip
_RELATION = {term: name for name, term in (RELATIONS | ATTRIBUTES).items()}
_OF_FIGURES = ("unit", "period_text", "comparison", "direction", "bound")


def annotated_claims(dataset: Dataset, key: str, *, with_text: bool = False) -> AnnotatedText:
    """Draw the claims of a document on its text.

    Parameters
    ----------
    dataset : Dataset
    key : str
        Key of the document.
    with_text : bool
        Whether the masked text goes along; else the words of mentions and figures alone stand at their places.

    Returns
    -------
    AnnotatedText
        A record of the annotation guide, each item with ``claim``: mentions, figures and links of the file that most
        of its evidence points into.

    Raises
    ------
    UsageError
        If there is no such document, nothing of it was read from a text, or its text is not at hand.
    """
    holding = dataset.holding(key) if dataset.generation else None
    if holding is None:
        raise UsageError(f"{key}: no document of this dataset; see policing-kg ask documents")
    files = Counter(e.manifestation for e in holding.evidence if not e.row and read_masked(e.manifestation))
    if not files:
        raise UsageError(f"{key}: its masked text is not at hand; build again from the file, and keep the cache")
    file = files.most_common(1)[0][0]
    text = read_masked(file)
    record = claims_record(holding, file, _names(dataset, holding), lambda e: text[e.start : e.end])
    return from_record(record, text if with_text else _words_alone(record, text))


def _words_alone(record: dict[str, Any], text: str) -> str:
    """A text as long as the source that holds the words of mentions and figures alone."""
    drawn = [" "] * len(text)
    for item in (*record["entities"], *record["indicators"]):
        drawn[item["start"] : item["end"]] = text[item["start"] : item["end"]]
    return "".join(drawn)


def claims_record(
    holding: Holding, file: str, names: Callable[[str], str], words: Callable[[Evidence], str]
) -> dict[str, Any]:
    """The claims of a document that rest on one file, as a record of the annotation guide."""
    places = {e.claim: e for e in holding.evidence if e.manifestation == file and not e.row}
    record: dict[str, Any] = {"id": holding.key, "entities": [], "indicators": [], "links": []}
    for claim, _ in sorted(holding.claims.values(), key=lambda found: found[0].id):
        at = places.get(claim.id)
        if at is None:
            continue
        place = {"start": at.start, "end": at.end, "claim": claim.id}
        if claim.predicate == MENTIONS:
            kind = TYPES[claim.object.split("/")[0]]
            record["entities"].append({"text": words(at), **place, "type": kind, "canonical": names(claim.object)})
        elif claim.predicate == OBSERVES:
            record["indicators"].append({"text": words(at), **place, **_figure(claim, names)})
        else:
            record["links"].append({**link_of(claim, names), **place})
    for part in ("entities", "indicators", "links"):
        record[part].sort(key=lambda item: (item["start"], item["end"], item["claim"]))
    return record


def link_of(claim: Claim, names: Callable[[str], str]) -> dict[str, Any]:
    """A claim that links two ends, with names, as the guide writes it."""
    link: dict[str, Any] = {"subject": names(claim.subject), "relation": _RELATION[claim.predicate]}
    link["object"] = names(claim.object) if claim.object else claim.value
    qualifiers = {k: names(v) if is_entity_id(v) else v for k, v in claim.qualifiers}
    return link | ({"qualifiers": qualifiers} if qualifiers else {})


def _figure(claim: Claim, names: Callable[[str], str]) -> dict[str, Any]:
    said = dict(claim.qualifiers)
    figure: dict[str, Any] = {"value": _number(claim.value), "subject": names(claim.subject)}
    figure["measure"] = names(said["measure"]) if "measure" in said else None
    figure |= {("period" if k == "period_text" else k): said.get(k) for k in _OF_FIGURES}
    figure["approx"] = "approx" in said
    return figure | ({"value_max": _number(said["value_max"])} if "value_max" in said else {})


def _number(text: str) -> int | float:
    number = Decimal(text)
    return int(number) if number == number.to_integral_value() else float(number)


def _names(dataset: Dataset, holding: Holding) -> Callable[[str], str]:
    """Names of entities as this document resolved them."""
    known = {e.id: e.name for e in holding.entities}
    return lambda i: known.get(i, i)
