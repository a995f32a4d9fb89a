"""From coded rows to claims: names resolved as in reading, origin the coder."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from ...errors import InputRefused
from ...graph.claim import ATTRIBUTES, Claim, Evidence, fingerprint, make_claim, number_identical
from ...graph.document import Document, DocumentClaims, Manifestation
from ..bodies.find import find_bodies
from ..extraction import POLICY_TYPE, Mention
from ..persons.rules import person_spans
from ..places.find import division_spans, find_places
from ..places.gazetteer import load_gazetteer
from ..texts.article import Article, CleanText, Section, Sentence, SourceText
from ..texts.forms import unified
from ..texts.unseen import seen
from ..vocabulary import read_terms
from .cast import Cast
from .coded import CLASS, FIGURE, CodedRow

RULE = "coded@1"
_TABLES = {"Mechanism": "mechanisms", "Role": "posts"}
_ENDS = {
    "implements": ("Unit", "Mechanism"),
    "comprises": ("Mechanism", "Mechanism"),
    "convenes": ("Unit", "Mechanism"),
    "ledBy": ("Unit", "Department"),
    "holdsConcurrently": ("Role", ""),
    "issues": ("", POLICY_TYPE),
    "basedOn": ("", POLICY_TYPE),
    **dict.fromkeys(ATTRIBUTES, (POLICY_TYPE, "")),
}


@dataclass(frozen=True, slots=True)
class CodedSource:
    """A source that rows were coded from: its coding, and the hashes by which its body and file are known."""

    document: Document
    masked_body: str
    manifestation: str


def coded_document(
    table: SourceText, rows: Sequence[CodedRow], source: CodedSource, manifestation: Manifestation
) -> DocumentClaims:
    """Turn the rows coded from one source into its claims.

    Parameters
    ----------
    table : SourceText
        The table: evidence of a row without a span of its own.
    rows : sequence of CodedRow
        Those of one document.
    source : CodedSource
    manifestation : Manifestation
        The table's file.

    Returns
    -------
    DocumentClaims

    Raises
    ------
    InputRefused
        If an end of a row is no body, mechanism, post or place that can be told; persons cannot be coded.
    """
    key = source.document.key
    for row in rows:
        _refuse_persons(f"{table.name}, row {row.number}", row)
    mentions = [m for row in rows for m in _mentions(table, row)]
    cast = Cast(mentions, ((r.subject, r.relation, r.object) for r in rows), key)
    claims = number_identical(_claim(table, row, key, cast) for row in rows)
    evidence = [_evidence(c, row, source, manifestation) for c, row in zip(claims, rows, strict=True)]
    ids = {i for c in claims for i in (c.subject, c.object, c.qualifier("measure"), c.qualifier("place")) if i}
    return DocumentClaims(
        source.document,
        source.masked_body,
        source.masked_body,
        manifestation,
        tuple(claims),
        tuple(evidence),
        cast.with_ancestors(ids),
    )


def _refuse_persons(where: str, row: CodedRow) -> None:
    """Refuse a row that names a person anywhere; the message does not."""
    cells = {"subject": row.subject, "object": row.object, "value": row.value, **row.qualifiers}
    for column, words in cells.items():
        if names_person(words):
            raise InputRefused(
                where, f"the column {column} holds a person's name", "name the post or the body, or leave the row out"
            )


@cache
def names_person(words: str) -> bool:
    """Tell whether a cell holds the name of a person.

    Parameters
    ----------
    words : str
        A cell of a table.

    Returns
    -------
    bool
        False for a division, a term of the vocabulary, and names of places inside longer ones.

    Examples
    --------
    >>> names_person("民警傅志刚"), names_person("伊犁哈萨克自治州公安局")
    (True, False)
    """
    words = unified(seen(words))
    if words.isascii() or any(_listed(table, words) for table in ("mechanisms", "posts", "measures", "policies")):
        return False
    spans = person_spans(words)
    places = [(m.start, m.end) for m in division_spans(_line(words))] if spans else []
    return any(not any(a <= start and end <= b for a, b in places) for start, end in spans)


def _claim(table: SourceText, row: CodedRow, key: str, cast: Cast) -> Claim:
    where = f"{table.name}, row {row.number}"
    subject = cast.named(row.subject, row.subject_type.removesuffix(CLASS))
    if subject is None:
        raise InputRefused(where, "the subject is no body, post or place that is known", "fill subject_type")
    qualifiers = dict(row.qualifiers)
    if "place" in qualifiers:
        place = cast.named(qualifiers["place"], "Place")
        qualifiers["place"] = place.id if place else qualifiers["place"]
    sentence = row.fingerprint or fingerprint(table.text[slice(*row.line)])
    if row.relation == FIGURE:
        qualifiers["measure"] = cast.measure(qualifiers["measure"], _listed("measures", qualifiers["measure"])).id
        return make_claim(
            key, subject.id, row.predicate, value=row.value, datatype="xsd:decimal",
            qualifiers=qualifiers, sentence=sentence, rule=RULE, origin="coder",
        )  # fmt: skip
    if row.relation in ATTRIBUTES:
        return make_claim(
            key, subject.id, row.predicate, value=row.value, datatype="xsd:string",
            qualifiers=qualifiers, sentence=sentence, rule=RULE, origin="coder",
        )  # fmt: skip
    object_ = cast.named(row.object, row.object_type.removesuffix(CLASS))
    if object_ is None:
        raise InputRefused(where, "the object is no body, mechanism, post or place that is known", "fill object_type")
    return make_claim(
        key, subject.id, row.predicate, object_.id, qualifiers=qualifiers, sentence=sentence, rule=RULE, origin="coder"
    )


def _evidence(claim: Claim, row: CodedRow, source: CodedSource, manifestation: Manifestation) -> Evidence:
    """The place in the coded source where the row names it, else the row itself."""
    if row.span and source.manifestation:
        sentence = row.sentence or row.span
        return Evidence(claim.id, source.masked_body, source.manifestation, *row.span, *sentence)
    at = (*row.cell, *row.line)
    return Evidence(claim.id, source.masked_body, manifestation.sha256, *at, row=row.number, column=row.column)


def _mentions(table: SourceText, row: CodedRow) -> Iterable[Mention]:
    subject_type, object_type = _ENDS.get(row.relation, ("", ""))
    ends = [("subject", row.subject, row.subject_type or subject_type)]
    if row.object:
        ends.append(("object", row.object, row.object_type or object_type))
    for end, name, type_ in ends:
        mention = mention_of(name, type_)
        if mention is None:
            where = f"{table.name}, row {row.number}"
            reason = f"the {end} is no body, mechanism, post or place that is known"
            raise InputRefused(where, reason, f"fill the column {end}_type")
        yield mention


def mention_of(name: str, type_: str = "") -> Mention | None:
    """Read a canonical name that stands alone, as the recognisers would in a text.

    Parameters
    ----------
    name : str
        Canonical name.
    type_ : str
        One of the types of mentions; empty to tell it from the name.

    Returns
    -------
    Mention or None
        None where no type was given and the name tells none.

    Examples
    --------
    >>> mention_of("天津市公安局西青分局").place, mention_of("两队一室").type
    ('120111', 'Mechanism')
    """
    if type_.endswith(CLASS):
        base = type_.removesuffix(CLASS)
        read = _body(name)
        return replace(read or Mention(0, len(name), base, name, RULE), type=base, canonical=name, generic=True)
    gazetteer = load_gazetteer()
    if type_ in ("", "Place"):
        named = gazetteer.candidates(name)
        if len(named) == 1 or (type_ and not named):
            return Mention(0, len(name), "Place", name, RULE, named[0].code if named else "")
    for kind, vocabulary in _TABLES.items():
        listed = _listed(vocabulary, name)
        if type_ == kind or (not type_ and listed):
            return Mention(0, len(name), kind, name, RULE, vocabulary=listed)
    found = _body(name)
    if found is not None and type_ in ("", found.type):
        return found
    return Mention(0, len(name), type_, name, RULE) if type_ else None


def _body(name: str) -> Mention | None:
    article = _line(name)
    places = find_places(article)
    whole = [m for m in find_bodies(article, places, ()) if (m.start, m.end) == (0, len(name))]
    return whole[0] if whole else None


def _line(name: str) -> Article:
    span = (0, len(name))
    source = SourceText("", name, "")
    return Article(
        source, CleanText.identity(name), (span,), None, (span,), (Section(*span),), (Sentence(*span, 0, 0),)
    )


def _listed(table: str, name: str) -> str:
    return _index(table).get(name, "")


@cache
def _index(table: str) -> Mapping[str, str]:
    return {n: t.id for t in reversed(read_terms(table)) for n in (*t.aliases, t.name)}
