"""From what was found in one article to claims: entities resolved, evidence checked, nothing without a place."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ...errors import ClaimRefused
from ...graph.claim import (
    ATTRIBUTES,
    MENTIONS,
    OBSERVES,
    RELATIONS,
    Claim,
    Evidence,
    canonical_number,
    fingerprint,
    make_claim,
    number_identical,
)
from ...graph.document import Document, DocumentClaims, Manifestation, body_hash
from ...graph.entity import Entity
from ...graph.signature import body_signature
from ..coding.locator import Locator
from ..extraction import Extraction, Findings, Indicator, Link
from ..persons.masking import MASK, masked_clean_text
from ..texts.article import Article, Span
from .cast import Cast


@dataclass(frozen=True, slots=True)
class _Statement:
    """A claim and where it stands, before identical ones are numbered."""

    claim: Claim
    span: Span
    sentence: Span
    basis: Span | None


def assert_claims(extraction: Extraction, document: Document, manifestation: Manifestation) -> DocumentClaims:
    """Turn an extraction into claims with evidence.

    Parameters
    ----------
    extraction : Extraction
    document : Document
        Its key names the claims' source.
    manifestation : Manifestation
        The file that the offsets point into.

    Returns
    -------
    DocumentClaims
        Claims whose evidence does not hold them (a link's sentence without a mention of either end, a figure's
        span without the figure) are left out.  What optional recognisers found has the origin ``model``, and is left
        out where the rules say the same.
    """
    article = extraction.article
    triples = ((link.subject, link.relation, link.object) for link in (*extraction.links, *extraction.relations))
    cast = Cast((*extraction.mentions, *extraction.policies), triples, document.key)
    sentences = _Sentences(article, extraction.persons)
    statements = [
        *_mentions(extraction, document.key, cast, sentences),
        *_links(extraction, document.key, cast, sentences),
        *_attributes(extraction, document.key, cast, sentences),
        *_observations(extraction, document.key, cast, sentences),
    ]
    if extraction.offered:
        cast.add(extraction.offered.mentions)
        statements += _offered(extraction.offered, statements, document.key, cast, sentences)
    body = "".join(article.text[start:end] for start, end in article.body)
    masked = "".join(sentences.masked[start:end] for start, end in article.body)
    version = body_hash(body)
    claims, evidence = _numbered(statements, article, version, manifestation.sha256)
    return DocumentClaims(
        document,
        version,
        body_hash(masked),
        manifestation,
        tuple(claims),
        tuple(evidence),
        _named(claims, cast),
        body_signature(masked),
    )


class _Sentences:
    """Sentences by offset, and their masked fingerprints."""

    def __init__(self, article: Article, persons: tuple[Span, ...]) -> None:
        self.masked = masked_clean_text(article, persons)
        self._spans = [(s.start, s.end) for s in article.sentences]
        self._starts = [start for start, _ in self._spans]

    def around(self, start: int, end: int) -> Span:
        """The span of the sentence, or the run of sentences, that holds a span."""
        first = max(bisect_right(self._starts, start) - 1, 0)
        last = max(bisect_right(self._starts, end - 1) - 1, first)
        return min(self._spans[first][0], start), max(self._spans[last][1], end)

    def fingerprint(self, sentence: Span) -> str:
        return fingerprint(self.masked[sentence[0] : sentence[1]])


def _offered(
    offered: Findings, said: list[_Statement], key: str, cast: Cast, sentences: _Sentences
) -> Iterator[_Statement]:
    """What optional recognisers found, once, where the rules do not say the same of it already."""
    known = {_gist(s.claim) for s in said}
    found = (
        *_mentions(offered, key, cast, sentences),
        *_links(offered, key, cast, sentences),
        *_observations(offered, key, cast, sentences),
    )
    for statement in found:
        gist = _gist(statement.claim)
        if gist not in known:
            known.add(gist)
            yield replace(statement, claim=replace(statement.claim, origin="model"))


def _gist(claim: Claim) -> tuple[str, ...]:
    """What a claim says, qualifiers apart; an entity is mentioned in a document once, whatever the sentence."""
    sentence = "" if claim.predicate == MENTIONS else claim.sentence
    return claim.subject, claim.predicate, claim.object, claim.value, claim.qualifier("measure"), sentence


def _mentions(extraction: Extraction | Findings, key: str, cast: Cast, sentences: _Sentences) -> Iterator[_Statement]:
    """One claim for each entity that the document names: its first mention."""
    seen = set()
    for mention in (*extraction.mentions, *extraction.policies):
        entity = cast.of_mention(mention)
        if entity is None or entity.id in seen:
            continue
        seen.add(entity.id)
        sentence = sentences.around(mention.start, mention.end)
        claim = make_claim(key, key, MENTIONS, entity.id, sentence=sentences.fingerprint(sentence), rule=mention.rule)
        yield _Statement(claim, (mention.start, mention.end), sentence, None)


def _links(extraction: Extraction | Findings, key: str, cast: Cast, sentences: _Sentences) -> Iterator[_Statement]:
    for link in (*extraction.links, *extraction.relations):
        if link.relation in ATTRIBUTES:
            continue
        subject, object_ = cast.named(link.subject, link.subject_type), cast.named(link.object, link.object_type)
        sentence = sentences.around(link.start, link.end)
        if subject is None or object_ is None or subject.id == object_.id:
            continue
        if not cast.mentioned_in(sentence, (link.subject, link.object)):
            continue
        claim = make_claim(
            key,
            subject.id,
            RELATIONS[link.relation],
            object_.id,
            qualifiers=_link_qualifiers(link, cast),
            sentence=sentences.fingerprint(sentence),
            rule=link.rule,
        )
        yield _Statement(claim, (link.start, link.end), sentence, link.basis)


def _attributes(extraction: Extraction, key: str, cast: Cast, sentences: _Sentences) -> Iterator[_Statement]:
    """Numbers and states of policy documents: their object is a text."""
    for link in extraction.relations:
        subject = cast.named(link.subject, link.subject_type) if link.relation in ATTRIBUTES else None
        sentence = sentences.around(link.start, link.end)
        if subject is None or not cast.mentioned_in(sentence, (link.subject,)):
            continue
        claim = make_claim(
            key,
            subject.id,
            ATTRIBUTES[link.relation],
            value=link.object,
            datatype="xsd:string",
            qualifiers=_link_qualifiers(link, cast),
            sentence=sentences.fingerprint(sentence),
            rule=link.rule,
        )
        yield _Statement(claim, (link.start, link.end), sentence, link.basis)


def _link_qualifiers(link: Link, cast: Cast) -> dict[str, str]:
    qualifiers = dict(link.qualifiers)
    if "place" in qualifiers:
        place = cast.named(qualifiers["place"], "Place", only_known=True)
        qualifiers["place"] = place.id if place else qualifiers["place"]
    return qualifiers


def _observations(
    extraction: Extraction | Findings, key: str, cast: Cast, sentences: _Sentences
) -> Iterator[_Statement]:
    for indicator in extraction.indicators:
        subject = cast.named(indicator.subject, "")
        if subject is None or not indicator.measure:
            continue
        sentence = sentences.around(indicator.start, indicator.end)
        claim = make_claim(
            key,
            subject.id,
            OBSERVES,
            value=canonical_number(repr(indicator.value)),
            datatype="xsd:decimal",
            qualifiers=_figure_qualifiers(indicator, cast),
            sentence=sentences.fingerprint(sentence),
            rule=indicator.rule,
        )
        yield _Statement(claim, (indicator.start, indicator.end), sentence, indicator.subject_basis)


def _figure_qualifiers(indicator: Indicator, cast: Cast) -> dict[str, str]:
    return {
        "measure": cast.measure(indicator.measure, indicator.measure_id).id,
        "unit": indicator.unit,
        "value_max": "" if indicator.value_max is None else canonical_number(repr(indicator.value_max)),
        "period": indicator.interval,
        "period_text": indicator.period or "",
        "comparison": indicator.comparison or "",
        "direction": indicator.direction or "",
        "bound": indicator.bound or "",
        "approx": "true" if indicator.approx else "",
        "modality": indicator.modality,
    }


def _numbered(
    statements: list[_Statement], article: Article, version: str, manifestation: str
) -> tuple[list[Claim], list[Evidence]]:
    """Give identical claims their ordinals, and every claim its evidence in the stored text."""
    claims = number_identical(s.claim for s in statements)
    locator = Locator(article)
    evidence = []
    for claim, statement in zip(claims, statements, strict=True):
        basis = article.clean.stored(*statement.basis) if statement.basis else (-1, -1)
        span = article.clean.stored(*statement.span)
        sentence = article.clean.stored(*statement.sentence)
        at = locator.at(statement.span[0])
        spans = (*span, *sentence, *basis)
        part = Evidence(claim.id, version, manifestation, *spans, page=at.page, paragraph=at.paragraph)
        evidence.append(replace(part, article=at.article) if at.article else part)
    return claims, evidence


def _named(claims: list[Claim], cast: Cast) -> tuple[Entity, ...]:
    """Every entity that a claim or a qualifier names, and the divisions and bodies above them."""
    ids = {i for c in claims for i in (c.subject, c.object, c.qualifier("measure"), c.qualifier("place")) if i}
    found = cast.with_ancestors(ids)
    for entity in found:
        if MASK in entity.name:
            raise ClaimRefused(f"{entity.id}: an entity's name is masked; a person's name reached the cast")
    return found
