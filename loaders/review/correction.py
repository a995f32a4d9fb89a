"""What a reviewer writes in place of what a claim says, checked field by field."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal, InvalidOperation

from ...graph.claim import MOST_PLACES, QUALIFIERS, Claim, canonical_number
from ...graph.entity import is_entity_id
from ...graph.interval import edtf_days
from ...ontology.terms import load_concepts
from ..claims.coded_claims import names_person

SCHEMES = {
    "when_basis": "when-basis", "headcount_scope": "headcount-scope", "stage": "stage", "initiator": "initiator",
    "modality": "modality", "polarity": "polarity", "manner": "manner", "change": "change", "direction": "direction",
    "bound": "bound",
}  # fmt: skip
DATES = ("when", "period")
NUMBERS = ("headcount", "value_max")
_UNSAID = {"modality": "reported", "polarity": "affirmative"}  # what a claim leaves out
_FREQUENCY = re.compile(r"\d+(\.\d+)?[^\d/\s]{1,6}/\d*[^\d/\s]{1,4}")
Entity = Callable[[str], str]


class Unfit(ValueError):
    """What a cell holds cannot stand there: why, and the mend."""

    def __init__(self, reason: str, mend: str) -> None:
        self.reason, self.mend = reason, mend
        super().__init__(f"{reason}; {mend}")


def correction(field: str, words: str, claim: Claim, entity: Entity) -> tuple[tuple[str, str], ...]:
    """Read a correction.

    Parameters
    ----------
    field : str
        The field that reads otherwise; empty where `words` names fields itself.
    words : str
        What it should read; without a field ``stage=pilot; when=2021``.  A qualifier without a value is dropped.
    claim : Claim
        The claim that is corrected.
    entity : callable
        From a name to an entity id; raises `Unfit` where there is none.

    Returns
    -------
    tuple of (str, str)
        The change of a decision, sorted.

    Raises
    ------
    Unfit

    Examples
    --------
    >>> from policing_kg.graph.claim import make_claim
    >>> said = make_claim("d", "unit/-/0", "pk:leads", "unit/-/1", qualifiers={"stage": "full"})
    >>> correction("", "stage=pilot; when=2021-03/..", said, str), correction("stage", "", said, str)
    ((('stage', 'pilot'), ('when', '2021-03/..')), (('stage', ''),))
    >>> correction("stage", "halfway", said, str)
    Traceback (most recent call last):
    policing_kg.loaders.review.correction.Unfit: halfway is no stage; use ended, full, pilot, rollout
    """
    pairs = [(field, words)] if field else [_pair(part) for part in words.split(";") if part.strip()]
    if not pairs:
        raise Unfit("is empty", "name the field and write what it should read")
    change = {name: _read(name, value, claim, entity) for name, value in pairs}
    same = {"subject": claim.subject, "object": claim.object, "value": claim.value} | dict(claim.qualifiers)
    if all(same.get(name, "") == value for name, value in change.items()):
        raise Unfit("is what the claim says already", "accept it, or write what it should read")
    return tuple(sorted(change.items()))


def _pair(part: str) -> tuple[str, str]:
    name, _, value = part.partition("=")
    return name.strip(), value.strip()


def _read(name: str, value: str, claim: Claim, entity: Entity) -> str:
    """The value of one field in its canonical form."""
    if names_person(value):
        raise Unfit("holds a person's name", "write the post or the body instead")
    if name in ("subject", "object"):
        if not getattr(claim, name):
            raise Unfit(f"the claim has no {name}", "correct another field")
        if not value:
            raise Unfit(f"the {name} is empty", "reject the claim, or name the entity")
        return entity(value)
    if name == "value":
        if not claim.value:
            raise Unfit("the claim has no value", "correct its object")
        return _number(name, value) if claim.datatype == "xsd:decimal" else value
    if name not in QUALIFIERS:
        known = f"use subject, object, value, {', '.join(QUALIFIERS)}"
        raise Unfit(f"{name} is no field" if name else "names no field", known)
    return "" if value in ("", _UNSAID.get(name)) else _qualifier(name, value, entity)


def _qualifier(name: str, value: str, entity: Entity) -> str:
    if name in SCHEMES:
        known = [c.notation for c in load_concepts(SCHEMES[name])]
        _check(value in known, f"{value} is no {name}", f"use {', '.join(known)}")
    elif name in DATES:
        days = [edtf_days(part)[0] for part in value.split("/") if part not in ("", "..")]
        sound = bool(days) and all(days) and value.count("/") <= 1
        _check(sound, f"{value} is no date", "write 2021, 2021-03, 2021-03/.. or 2021/2023")
    elif name in NUMBERS:
        return _number(name, value)
    elif name == "frequency":
        _check(bool(_FREQUENCY.fullmatch(value)), f"{value} is no frequency", "write it as 1次/周")
    elif name == "approx":
        _check(value == "true", f"{value} is not true", "write true, or leave it empty")
    elif name == "measure":
        return entity(value)
    elif name == "place":
        return _place(value, entity)
    return value


def _place(value: str, entity: Entity) -> str:
    """The entity of a place, or the words where none bears the name: 城区."""
    try:
        return entity(value)
    except Unfit:
        if is_entity_id(value):
            raise
        return value


def _number(name: str, value: str) -> str:
    try:
        number = Decimal(value)
        sound = number.is_finite() and abs(number.adjusted()) <= MOST_PLACES
        sound = sound and (name != "headcount" or number == int(number) >= 0)
    except InvalidOperation:
        sound = False
    _check(sound, f"{value} is no {name}", "write a number in digits")
    return canonical_number(value)


def _check(sound: bool, reason: str, mend: str) -> None:
    if not sound:
        raise Unfit(reason, mend)
