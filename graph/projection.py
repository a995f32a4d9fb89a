"""From the claims of one document to quads: a pure function, so that any engine or partition may run it.

Claims and evidence stand in the document's graph; plain facts of live claims, frames and the document's description
in the default graph; facts with an accepted claim in `pk:reviewed` too.  No blank nodes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad

from .claim import MENTIONS, OBSERVES, Claim, Evidence
from .decision import Decisions
from .frame import frames
from .holding import Holding, Origin
from .status import Standing, standings
from .term import (
    REVIEWED,
    address_term,
    claim_iri,
    document_iri,
    entity_iri,
    manifestation_iri,
    minted_iri,
    qualifier_term,
    term,
    text_literal,
    typed_literal,
)

Keep = Callable[[Standing, str], bool]  # whether a claim counts, given the date of its document

SHAPE = 3  # raised whenever the quads of the same claims change, so that stored projections are made anew


@dataclass(frozen=True, slots=True)
class Projection:
    """The quads of one document.

    Parameters
    ----------
    own : frozenset of Quad
        Claims, evidence, frames and description: no other document yields them.
    facts : frozenset of Quad
        Plain facts, in the default graph, that other documents may support too.
    reviewed : frozenset of Quad
        Those with an accepted claim, in `pk:reviewed`.
    """

    own: frozenset[Quad] = frozenset()
    facts: frozenset[Quad] = frozenset()
    reviewed: frozenset[Quad] = frozenset()


def every(_: Standing, __: str) -> bool:
    """Let every claim count."""
    return True


def project(holding: Holding | None, decisions: Decisions, keep: Keep = every) -> Projection:
    """Project one document; None, a document that is not held, gives nothing.

    Parameters
    ----------
    holding : Holding or None
    decisions : Decisions
    keep : callable
        Which claims count; all, if not given.
    """
    if holding is None:
        return Projection()
    claims = holding.claims
    found = [(claim, all(o.origin == "model" for o in origins)) for claim, origins in claims.values()]
    published = holding.document.date
    stood = [s for s in standings(found, decisions) if keep(s, published)]
    own = {*_description(holding), *frames(holding.key, stood, decisions)}
    files = {m.sha256: m.path for m in holding.manifestations}
    evidence: dict[str, list[Evidence]] = {}
    for e in holding.evidence:
        evidence.setdefault(e.claim, []).append(e)
    graph = document_iri(holding.key)
    for s in stood:
        own.update(_claim(s, claims.get(s.claim.id, (s.claim, ()))[1], graph, decisions))
        own.update(_evidence(s, evidence.get(s.evidence_of, ()), holding.key, files, graph))
    facts, reviewed = set(), set()
    for s in stood:
        if s.status == "live" and (fact := plain_fact(s.claim, decisions)):
            facts.add(fact)
            if s.accepted:
                reviewed.add(Quad(fact.subject, fact.predicate, fact.object, term(REVIEWED)))
    return Projection(frozenset(own), frozenset(facts), frozenset(reviewed))


def plain_fact(claim: Claim, decisions: Decisions) -> Quad | None:
    """The plain triple of a claim; None for a figure, or where merging made both ends one."""
    if claim.predicate == OBSERVES:
        return None
    subject, object_ = claim_ends(claim, decisions)
    return None if subject == object_ else Quad(subject, term(claim.predicate), object_)


def claim_ends(claim: Claim, decisions: Decisions) -> tuple[NamedNode, NamedNode | Literal]:
    """Subject and object, or value, of a claim with canonical ids."""
    return _subject(claim, decisions), _object(claim, decisions)


def _subject(claim: Claim, decisions: Decisions) -> NamedNode:
    if claim.predicate == MENTIONS:
        return document_iri(claim.subject)
    return entity_iri(decisions.resolve(claim.subject, claim.document))


def _object(claim: Claim, decisions: Decisions) -> NamedNode | Literal:
    if claim.object:
        return entity_iri(decisions.resolve(claim.object, claim.document))
    return typed_literal(claim.value, claim.datatype)


def _claim(standing: Standing, origins: Iterable[Origin], graph: NamedNode, decisions: Decisions) -> Iterator[Quad]:
    claim = standing.claim
    node = claim_iri(claim.id)

    def say(name: str, value: NamedNode | Literal) -> Quad:
        return Quad(node, term(name), value, graph)

    yield say("rdf:type", term("pk:Claim"))
    yield say("rdf:subject", _subject(claim, decisions))
    yield say("rdf:predicate", term(claim.predicate))
    yield say("rdf:object", _object(claim, decisions))
    yield say("pk:status", Literal(standing.status))
    yield say("pk:inDocument", document_iri(claim.document))
    for name, value in claim.qualifiers:
        yield Quad(node, *qualifier_term(name, decisions.resolve(value, claim.document)), graph)
    for o in tuple(origins) or (Origin("", claim.origin, claim.rule),):
        yield say("pk:origin", Literal(o.origin))
        yield say("pk:rule", Literal(o.rule))
    if standing.accepted:
        yield say("pk:accepted", typed_literal("true", "xsd:boolean"))
    if standing.evidence_of != claim.id:
        yield say("prov:wasRevisionOf", claim_iri(standing.evidence_of))


def _evidence(
    standing: Standing, evidence: Iterable[Evidence], key: str, files: dict[str, str], graph: NamedNode
) -> Iterator[Quad]:
    for e in evidence:
        path = files.get(e.manifestation, "")
        spans = (e.start, e.end, e.sentence_start, e.sentence_end, e.basis_start, e.basis_end, e.row, e.column)
        node = minted_iri("evidence", standing.evidence_of, path, *map(str, spans))
        yield Quad(claim_iri(standing.claim.id), term("pk:evidence"), node, graph)
        yield Quad(node, term("rdf:type"), term("pk:Evidence"), graph)
        source = manifestation_iri(key, path) if path else document_iri(key)
        yield Quad(node, term("oa:hasSource"), source, graph)
        numbers = {"oa:start": e.start, "oa:end": e.end}
        numbers |= {"pk:sentenceStart": e.sentence_start, "pk:sentenceEnd": e.sentence_end}
        if e.basis_start >= 0:
            numbers |= {"pk:basisStart": e.basis_start, "pk:basisEnd": e.basis_end}
        if e.row:
            numbers |= {"pk:row": e.row, "pk:column": e.column}
        numbers |= {f"pk:{name}": number for name in ("page", "paragraph") if (number := getattr(e, name))}
        if e.article:
            yield Quad(node, term("pk:article"), Literal(e.article), graph)
        for name, number in numbers.items():
            yield Quad(node, term(name), typed_literal(str(number), "xsd:integer"), graph)


def _description(holding: Holding) -> Iterator[Quad]:
    """The document itself and its files, in the default graph."""
    coded = holding.document
    node = document_iri(holding.key)
    yield Quad(node, term("rdf:type"), term("pk:Document"))
    yield Quad(node, term("pk:documentKey"), Literal(holding.key))
    yield Quad(node, term("pk:genre"), Literal(coded.genre))
    if coded.title:
        yield Quad(node, term("dcterms:title"), text_literal(coded.title))
    if coded.date:
        yield Quad(node, term("dcterms:date"), typed_literal(coded.date, "edtf:EDTF"))
        yield Quad(node, term("pk:dateBasis"), Literal(coded.date_basis))
    if coded.address:
        yield Quad(node, term("dcterms:source"), address_term(coded.address))
    plain = {
        "dcterms:publisher": coded.publisher,
        "pk:issuer": coded.issuer,
        "dcterms:language": coded.language,
        "dcterms:license": coded.licence,
        "pk:reporting": coded.reporting,
        "pk:copy": coded.copy,
        "pk:carrier": coded.carrier,
    }
    for name, text in plain.items():
        if text:
            yield Quad(node, term(name), Literal(text))
    for layer in holding.layers:
        if layer.masked_version:
            yield Quad(node, term("pk:maskedVersion"), Literal(layer.masked_version))
        for m in layer.manifestations:
            if not m.path:
                continue
            file = manifestation_iri(holding.key, m.path)
            yield Quad(node, term("pk:manifestation"), file)
            yield Quad(file, term("rdf:type"), term("pk:Manifestation"))
            yield Quad(file, term("pk:path"), Literal(m.path))
            yield Quad(file, term("pk:encoding"), Literal(m.encoding))
            if m.extractor:
                yield Quad(file, term("pk:extractor"), Literal(m.extractor))
