"""Entities: the row that stands for one thing, and its structural identity.

An entity's key is its structure — kind, place code and the chain of organisation names, or the
vocabulary entry — never the similarity of strings.  The IRI is made from the key, so two readers
that see the same structure write the same IRI without asking each other.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass

KINDS = ("unit", "department", "organisation", "mechanism", "role", "place", "measure", "population", "policy")
_ID = re.compile(rf"(?:{'|'.join(KINDS)})/[0-9-]+/[0-9a-f]{{12}}")


@dataclass(frozen=True, slots=True)
class Entity:
    """One entity as one document (or the base dataset) resolved it.

    Parameters
    ----------
    id : str
        Local identifier from `entity_id`: ``kind/place code/hash``; the IRI is ``id:`` plus it.
    kind : str
        One of `KINDS`.
    name : str
        Canonical name in simplified script, never a person's.
    place : str
        Code of the division it belongs to or serves: 6 digits (GB/T 2260) or 12 (townships);
        empty where unknown or none.
    unit_kind : str
        For bodies and populations the kind as a term (派出所, 公安局, 综治中心 …), else empty.
    chain : tuple of str
        Organisation names from the top down, e.g. ``("公安局", "西青分局", "大寺派出所")``.
    resolved : bool
        False where the place or the parent stayed ambiguous: listed for review, never guessed.
    generic : bool
        True for a class of bodies ("天津市派出所"): a population, kept out of network measures.
    label_en : str
        English name where the vocabulary has one, else empty.
    aliases : tuple of str
        Other names, simplified script.
    scope : str
        What an unlisted name is tied to: the issuing body's id or the document key; else empty.
    sector : str
        For bodies, populations and posts ``police``, ``department`` (a body that is not police) or ``organisation``;
        written as ``pk:sector``.

    Examples
    --------
    >>> key = entity_id("unit", "120111", ("公安局", "西青分局"))
    >>> Entity(key, "unit", "天津市公安局西青分局", "120111").id.startswith("unit/120111/")
    True
    """

    id: str
    kind: str
    name: str
    place: str = ""
    unit_kind: str = ""
    chain: tuple[str, ...] = ()
    resolved: bool = True
    generic: bool = False
    label_en: str = ""
    aliases: tuple[str, ...] = ()
    scope: str = ""
    sector: str = ""


def entity_id(kind: str, place: str, chain: tuple[str, ...], scope: str = "") -> str:
    """Make the identifier of an entity from its structure.

    Parameters
    ----------
    kind : str
        One of `KINDS`.
    place : str
        Division code, or empty.
    chain : tuple of str
        Organisation names from the top down; for a mechanism its vocabulary entry or name.
    scope : str
        Issuing body's id or document key for a homonym, an unlisted or an unresolved name.

    Returns
    -------
    str
        ``kind/place/hash``: ASCII, the hash being 12 hexadecimal digits of SHA-256.

    Raises
    ------
    ValueError
        If the kind is not one of `KINDS`.

    Examples
    --------
    >>> entity_id("mechanism", "", ("两队一室",))
    'mechanism/-/4cfd6029d8f7'
    """
    if kind not in KINDS:
        raise ValueError(f"{kind}: not a kind of entity; use one of {', '.join(KINDS)}")
    key = json.dumps([kind, place, list(chain), scope], ensure_ascii=False, separators=(",", ":"))
    return f"{kind}/{place or '-'}/{hashlib.sha256(key.encode()).hexdigest()[:12]}"


def place_id(code: str) -> str:
    """Make the identifier of an administrative division from its code alone.

    So a body's jurisdiction and a division's parent can be named without a second row at hand.  The row of a
    division has its code in `place` and the codes from the province down to itself in `chain`.

    Parameters
    ----------
    code : str
        6 digits (GB/T 2260) or 12 for a township.

    Examples
    --------
    >>> place_id("120111") == entity_id("place", "120111", ("120111",))
    True
    """
    return entity_id("place", code, (code,))


def is_entity_id(text: str) -> bool:
    """Tell an entity id from a text, as in a qualifier that may hold either.

    Examples
    --------
    >>> is_entity_id(place_id("120111")), is_entity_id("城区")
    (True, False)
    """
    return _ID.fullmatch(text) is not None
