"""Claims and their evidence: the only state that cannot be recomputed.

A claim is one immutable row.  Its id hashes what it says, in which document and in which sentence;
where the words stand (offsets, version) belongs to its evidence, so that one edited character
supersedes one claim and a decision on the others survives a re-fetch.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

# Terms that a claim's predicate may be; the ontology defines each.
RELATIONS = {
    "partOf": "org:unitOf",
    "implements": "pk:implements",
    "comprises": "dcterms:hasPart",
    "cooperatesWith": "pk:cooperatesWith",
    "stationedIn": "pk:stationedIn",
    "convenes": "pk:convenes",
    "participatesIn": "pk:participatesIn",
    "leads": "pk:leads",
    "supports": "pk:supports",
    "established": "pk:established",
    "ledBy": "pk:ledBy",
    "directedBy": "pk:directedBy",
    "refersTo": "pk:refersTo",
    "holdsConcurrently": "pk:holdsConcurrently",
    "drawsFrom": "pk:drawsFrom",
    "sitedAt": "pk:sitedAt",
    "sharesSiteWith": "pk:sharesSiteWith",
    "bearsPlateOf": "pk:bearsPlateOf",
    "succeeds": "pk:succeeds",
    "issues": "pk:issues",
    "basedOn": "pk:basedOn",
}
ATTRIBUTES = {"hasNumber": "pk:documentNumber", "hasStatus": "pk:policyStatus"}  # their object is a plain string
OBSERVES = "pk:observes"  # subject (body, population, place) observes a value; the measure is a qualifier
MENTIONS = "pk:mentions"  # document mentions entity

QUALIFIERS = (
    "when", "when_basis", "frequency", "headcount", "headcount_unit", "headcount_scope", "stage", "initiator",
    "modality", "polarity", "place", "manner", "change",
    "measure", "unit", "value_max", "period", "period_text", "comparison", "direction", "bound", "approx", "article",
)  # fmt: skip
MOST_PLACES = 400  # of a number, before or behind its point


def canonical_number(text: str) -> str:
    """Write a decimal in its canonical lexical form.

    Raises
    ------
    ValueError
        If it has more than `MOST_PLACES`: ``1e999999999`` would be a text of a gigabyte.

    Examples
    --------
    >>> canonical_number("96.30"), canonical_number("280000"), canonical_number("1E+3")
    ('96.3', '280000', '1000')
    """
    value = Decimal(text)
    if abs(value.adjusted()) > MOST_PLACES:
        raise ValueError(f"{text[:40]}: a number of more than {MOST_PLACES} places")
    return format(value.normalize(), "f")


def fingerprint(masked_sentence: str) -> str:
    """Hash a *masked* sentence (for a table, its row) after normalisation.

    Parameters
    ----------
    masked_sentence : str
        The sentence with every character of a person's name replaced by ``■``.

    Returns
    -------
    str
        SHA-256 in hexadecimal of the NFKC form without white space.

    Examples
    --------
    >>> fingerprint("甲 乙") == fingerprint("甲乙")
    True
    """
    text = "".join(unicodedata.normalize("NFKC", masked_sentence).split())
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement that one document makes.

    Parameters
    ----------
    id : str
        SHA-256 in hexadecimal; see `make_claim`.
    document : str
        Document key.
    subject : str
        Entity id (``kind/place/hash``), or the document key itself for `MENTIONS`.
    predicate : str
        Compact name of an ontology term: a value of `RELATIONS` or `ATTRIBUTES`, `OBSERVES` or `MENTIONS`.
    object : str
        Entity id, or empty where the claim has a value.
    value : str
        Canonical lexical form, or empty where the claim has an object.
    datatype : str
        Compact name of the value's datatype (``xsd:decimal``, ``xsd:string`` …), or ``@zh`` for a language.
    qualifiers : tuple of (str, str)
        Sorted pairs; keys of `QUALIFIERS`; values in canonical lexical form.  ``place`` and ``measure``
        hold an entity id where one is known, else text.  Reported and affirmative are left out.
    sentence : str
        Fingerprint of the sentence or table row.
    ordinal : int
        0 for the first of identical ones in the document, then 1, 2 …
    rule : str
        Id and version of the rule, or of the coder's table, e.g. ``link.posting@1``.
    origin : str
        ``rule``, ``coder`` or ``model``.  A model's claims stay apart until reviewed.
    """

    id: str
    document: str
    subject: str
    predicate: str
    object: str = ""
    value: str = ""
    datatype: str = ""
    qualifiers: tuple[tuple[str, str], ...] = ()
    sentence: str = ""
    ordinal: int = 0
    rule: str = ""
    origin: str = "rule"

    def qualifier(self, key: str) -> str:
        """Return one qualifier, or the empty string.

        Examples
        --------
        >>> make_claim("d", "a", "pk:implements", "b", qualifiers={"stage": "pilot"}).qualifier("stage")
        'pilot'
        """
        return dict(self.qualifiers).get(key, "")


def claim_id(claim: Claim) -> str:
    """Hash what a claim says: not its rule, not its place in the text.

    Examples
    --------
    >>> a = make_claim("d", "s", "pk:implements", "o", sentence="f")
    >>> claim_id(a) == a.id == claim_id(replace(a, rule="other@2"))
    True
    """
    parts = [
        claim.document, claim.subject, claim.predicate, claim.object, claim.value, claim.datatype,
        [list(pair) for pair in claim.qualifiers], claim.sentence, claim.ordinal,
    ]  # fmt: skip
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def make_claim(
    document: str,
    subject: str,
    predicate: str,
    object: str = "",
    *,
    value: str = "",
    datatype: str = "",
    qualifiers: Mapping[str, str] | None = None,
    sentence: str = "",
    ordinal: int = 0,
    rule: str = "",
    origin: str = "rule",
) -> Claim:
    """Build a claim with its id.

    Raises
    ------
    ValueError
        If a qualifier is not one of `QUALIFIERS`, or the claim has neither or both of object and value.

    Examples
    --------
    >>> make_claim("d", "s", "pk:observes", value="96.30", datatype="xsd:decimal").value
    '96.3'
    """
    if bool(object) == bool(value):
        raise ValueError(f"{subject} {predicate}: a claim has an object or a value, one of them")
    unknown = set(qualifiers or {}) - set(QUALIFIERS)
    if unknown:
        raise ValueError(f"{', '.join(sorted(unknown))}: not a qualifier; see QUALIFIERS")
    if datatype in ("xsd:decimal", "xsd:integer"):
        value = canonical_number(value)
    pairs = tuple(sorted((k, v) for k, v in (qualifiers or {}).items() if v != ""))
    claim = Claim("", document, subject, predicate, object, value, datatype, pairs, sentence, ordinal, rule, origin)
    return replace(claim, id=claim_id(claim))


def number_identical(claims: Iterable[Claim]) -> list[Claim]:
    """Give identical claims of one document ordinals 0, 1, 2 …, in the order given.

    Examples
    --------
    >>> twice = [make_claim("d", "s", "pk:implements", "o")] * 2
    >>> [c.ordinal for c in number_identical(twice)]
    [0, 1]
    """
    seen: dict[str, int] = {}
    out = []
    for claim in claims:
        first = replace(claim, ordinal=0)
        key = claim_id(first)
        first = replace(first, ordinal=seen.get(key, 0))
        seen[key] = first.ordinal + 1
        out.append(replace(first, id=claim_id(first)))
    return out


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where one version of a document says what a claim says.

    Offsets are half-open, in Unicode code points of the decoded text of the manifestation named
    (BOM removed, newlines kept); for HTML, of the extracted text.

    Parameters
    ----------
    claim : str
        Claim id.
    version : str
        Version of the document (SHA-256 of its body).
    manifestation : str
        SHA-256 of the bytes of the file that carries the text.
    start, end : int
        The span of the statement or figure.
    sentence_start, sentence_end : int
        The span of its sentence (for a table, of its row).
    basis_start, basis_end : int
        Span of a subject or end taken from elsewhere (heading, earlier sentence), or -1.
    row, column : int
        For tables, 1-based row and column of the cell, else 0.
    page : int
        Page of a PDF, 1-based, on which the span starts, else 0.
    paragraph : int
        Paragraph of a Word document that holds the span's start, 1-based, else 0: paragraphs with text and rows of
        tables count, in their order.
    article : str
        Article of a statute that holds the span (第三条), or empty.
    """

    claim: str
    version: str
    manifestation: str
    start: int
    end: int
    sentence_start: int
    sentence_end: int
    basis_start: int = -1
    basis_end: int = -1
    row: int = 0
    column: int = 0
    page: int = 0
    paragraph: int = 0
    article: str = ""
