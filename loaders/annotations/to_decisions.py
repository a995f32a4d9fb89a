"""Gold made elsewhere as decisions: what was drawn is accepted, what was not is rejected, the rest can be coded."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ...graph.claim import MENTIONS, OBSERVES, QUALIFIERS, Claim
from ...graph.dataset import Dataset
from ...graph.decision import Decision
from ...graph.holding import Origin
from ...graph.review.basis import seen_of
from ..agreement import ROWS
from ..claims.coded_claims import names_person
from ..review.correction import Unfit, correction
from .of_claims import claims_record

FIGURE = "figure"
_COMPARED = tuple(q for q in QUALIFIERS if q not in ("article", "place", "measure"))  # those that are not entities
_COLUMNS = ("subject", "subject_type", "relation", "object", "object_type", "value")
_FIGURES = ("measure", "unit", "comparison", "direction", "bound", "value_max")
CODED = (*_COLUMNS, *dict.fromkeys((*QUALIFIERS, *_FIGURES)))


@dataclass(frozen=True, slots=True)
class GoldRead:
    """What gold came to on one document.

    Parameters
    ----------
    decisions : tuple of Decision
    missed : tuple of dict
        Rows of a coded table for what no claim says.
    withheld : int
        Annotations that name a person, or cannot be coded: left out.
    """

    decisions: tuple[Decision, ...]
    missed: tuple[dict[str, str], ...]
    withheld: int


def read_gold_of(
    dataset: Dataset, key: str, record: Mapping[str, Any], by: str, when: str, batch: str, *, reject: bool = True
) -> GoldRead:
    """Turn the annotation of one document into decisions on its claims.

    Parameters
    ----------
    dataset : Dataset
    key : str
        Key of the document.
    record : mapping
        The annotation, in the guide's format.
    by, when, batch : str
        As of a decision.
    reject : bool
        Whether claims that the annotator did not draw are rejected; links where she drew links or said that there are
        none, figures likewise.

    Returns
    -------
    GoldRead
        A link is accepted where relation and ends are annotated, and corrected where its qualifiers are annotated
        otherwise; a figure where value, unit and place are.
    """
    holding = dataset.holding(key)
    if holding is None:
        return GoldRead((), (), 0)
    names = {e.id: e.name for e in holding.entities}
    files = {e.manifestation for e in holding.evidence}
    claims = {i: found for i, found in holding.claims.items() if found[0].predicate != MENTIONS}
    decisions: list[Decision] = []
    missed: list[dict[str, str]] = []
    withheld = 0
    for part in ("links", "indicators"):
        if part not in record:
            continue
        held = [c for f in files for c in claims_record(holding, f, lambda i: names.get(i, i), lambda _: "")[part]]
        held = list({c["claim"]: c for c in held}.values())
        left = list(record[part])
        for item in held:
            claim, origins = claims[item["claim"]]
            at = next((n for n, g in enumerate(left) if ROWS[part].same(g, item)), None)
            gold = left.pop(at) if at is not None else None
            new = _decision(claim, origins, gold, by, when, batch) if gold is not None or reject else None
            if new and not _stands(dataset, new):
                decisions.append(new)
        types = {e.get("canonical"): e["type"] for e in record.get("entities", ())}
        for item in left:
            coded = _row(item, part, types)
            if coded is None or any(names_person(cell) for cell in coded.values()):
                withheld += 1
            else:
                missed.append(coded)
    return GoldRead(tuple(decisions), tuple(missed), withheld)


def _decision(
    claim: Claim, origins: Iterable[Origin], gold: Mapping[str, Any] | None, by: str, when: str, batch: str
) -> Decision:
    seen = seen_of(claim, origins)
    if gold is None:
        return Decision("reject", claim.id, by, when, "not annotated", seen=seen, batch=batch)
    change = _change(claim, gold)
    if change:
        return Decision("correct", claim.id, by, when, "annotated otherwise", change=change, seen=seen, batch=batch)
    return Decision("accept", claim.id, by, when, "annotated", seen=seen, batch=batch)


def _change(claim: Claim, gold: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """Qualifiers that the annotation states otherwise; one without qualifiers says nothing of them."""
    said = gold.get("qualifiers")
    if claim.predicate == OBSERVES or not isinstance(said, Mapping):
        return ()
    held = dict(claim.qualifiers)
    new = {k: str(said.get(k, "")) for k in _COMPARED if str(said.get(k, "")) != held.get(k, "")}
    found: dict[str, str] = {}
    for name, value in new.items():
        try:
            found |= dict(correction(name, value, claim, str))
        except Unfit:  # what is not in canonical form, or says the same in other words
            continue
    return tuple(sorted(found.items()))


def _row(item: Mapping[str, Any], part: str, types: Mapping[Any, str]) -> dict[str, str] | None:
    """A row of a coded table for an annotation that no claim says; None where it lacks an end."""
    row = dict.fromkeys(CODED, "")
    ends = [item.get("subject"), item.get("object")]
    if not ends[0] or (part == "links" and not ends[1]) or (part == "indicators" and not item.get("measure")):
        return None
    row |= {"subject": str(ends[0]), "subject_type": types.get(ends[0], "")}
    if part == "links":
        row |= {"relation": str(item["relation"]), "object": str(ends[1]), "object_type": types.get(ends[1], "")}
        return row | {k: str(v) for k, v in (item.get("qualifiers") or {}).items() if k in QUALIFIERS}
    row |= {"relation": FIGURE, "value": str(item["value"]), "period_text": str(item.get("period") or "")}
    row |= {k: str(item[k]) for k in _FIGURES if item.get(k) is not None}
    return row | {"approx": "true" if item.get("approx") else ""}


def _stands(dataset: Dataset, new: Decision) -> bool:
    old = dataset.decisions.on_claim.get(new.target)
    return old is not None and old.same_as(new)
