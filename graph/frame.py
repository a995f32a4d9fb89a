"""Frames: implementations, postings, meetings, observations and the like, one node for each claim group of a document.

A group is what one document says alike: same ends, same value, same qualifiers.  Frames are never merged, and their
IRIs are made from the ids that the claims were made with, so that merging entities moves no frame.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from types import MappingProxyType

from pyoxigraph import NamedNode, Quad

from .claim import OBSERVES, RELATIONS, Claim
from .decision import Decisions
from .status import Standing
from .term import claim_iri, document_iri, entity_iri, minted_iri, qualifier_term, term, typed_literal

IMPLEMENTS, POSTED, CONVENES, TAKES_PART = "pk:implements", "pk:stationedIn", "pk:convenes", "pk:participatesIn"
SHARES_SITE, SUCCEEDS = RELATIONS["sharesSiteWith"], RELATIONS["succeeds"]

# Predicate → (class, kind in the IRI, property of the subject, property of the object)
_LINK_FRAMES = MappingProxyType(
    {
        IMPLEMENTS: ("pk:Implementation", "implementation", "pk:body", "pk:mechanism"),
        POSTED: ("pk:Posting", "posting", "pk:sender", "pk:host"),
        RELATIONS["refersTo"]: ("pk:Referral", "referral", "pk:referrer", "pk:recipient"),
        RELATIONS["holdsConcurrently"]: ("pk:DualOffice", "dual-office", "pk:firstPost", "pk:secondPost"),
        RELATIONS["drawsFrom"]: ("pk:TeamMembership", "team-membership", "pk:team", "pk:contributor"),
        RELATIONS["sitedAt"]: ("pk:Site", "site", "pk:occupant", "pk:siteHost"),
    }
)
_MEETING_QUALIFIERS = ("frequency", "when", "when_basis", "place")
_STATUS_QUALIFIERS = ("modality", "polarity")


def frames(key: str, standings: Iterable[Standing], decisions: Decisions) -> Iterator[Quad]:
    """Write the frames of one document into the default graph.

    Parameters
    ----------
    key : str
        Document key.
    standings : iterable of Standing
        Only the live ones yield frames.
    decisions : Decisions
        For canonical ids.
    """
    live = [s.claim for s in standings if s.status == "live"]
    yield from _link_frames(key, live, decisions)
    yield from _meetings(key, live, decisions)
    yield from _shared_sites(key, live, decisions)
    yield from _reorganisations(key, live, decisions)
    yield from _observations(key, live, decisions)


def _link_frames(key: str, live: list[Claim], decisions: Decisions) -> Iterator[Quad]:
    ends: dict[tuple[str, str, str], dict[tuple[tuple[str, str], ...], list[Claim]]] = defaultdict(dict)
    for c in live:
        if c.predicate in _LINK_FRAMES:
            ends[c.predicate, c.subject, c.object].setdefault(c.qualifiers, []).append(c)
    for (predicate, subject, object_), groups in ends.items():
        cls, kind, of_subject, of_object = _LINK_FRAMES[predicate]
        for qualifiers, claims in groups.items():
            if not qualifiers and len(groups) > 1:
                continue  # the same link without detail: nothing that the others do not say
            node = minted_iri(kind, key, predicate, subject, object_, repr(qualifiers))
            yield from _frame(node, cls, key, claims)
            yield Quad(node, term(of_subject), entity_iri(decisions.resolve(subject, key)))
            yield Quad(node, term(of_object), entity_iri(decisions.resolve(object_, key)))
            yield from qualifier_quads(node, qualifiers, key, decisions)


def _meetings(key: str, live: list[Claim], decisions: Decisions) -> Iterator[Quad]:
    """One meeting for each mechanism that the document says to be convened or to be held at a frequency.

    Who takes part in the work of a body or of a kind of place, so many hours a week, meets nobody by that.
    """
    groups: dict[str, list[Claim]] = defaultdict(list)
    for c in live:
        if c.predicate in (CONVENES, TAKES_PART):
            groups[c.object].append(c)
    for mechanism, claims in groups.items():
        held = decisions.resolve(mechanism, key)
        if not (held.startswith("mechanism/") and any(map(_is_of_a_meeting, claims))):
            continue
        node = minted_iri("meeting", key, mechanism)
        yield from _frame(node, "pk:Meeting", key, claims)
        yield Quad(node, term("pk:mechanism"), entity_iri(held))
        for c in claims:
            role = "pk:convener" if c.predicate == CONVENES else "pk:participant"
            yield Quad(node, term(role), entity_iri(decisions.resolve(c.subject, key)))
            told = tuple(pair for pair in c.qualifiers if pair[0] in _MEETING_QUALIFIERS)
            yield from qualifier_quads(node, told, key, decisions)


def _is_of_a_meeting(claim: Claim) -> bool:
    return claim.predicate == CONVENES or bool(claim.qualifier("frequency"))


def _shared_sites(key: str, live: list[Claim], decisions: Decisions) -> Iterator[Quad]:
    """One site for the bodies that one sentence puts together: what A shares with B, and B with C."""
    groups: dict[tuple[str, tuple[tuple[str, str], ...]], list[Claim]] = defaultdict(list)
    for c in _fullest(live, SHARES_SITE):
        groups[c.sentence, c.qualifiers].append(c)
    for (_, qualifiers), claims in groups.items():
        for occupants, stated in _joined(claims):
            node = minted_iri("site", key, SHARES_SITE, *sorted(occupants), repr(qualifiers))
            yield from _frame(node, "pk:Site", key, stated)
            for occupant in occupants:
                yield Quad(node, term("pk:occupant"), entity_iri(decisions.resolve(occupant, key)))
            yield from qualifier_quads(node, qualifiers, key, decisions)


def _joined(claims: Iterable[Claim]) -> list[tuple[set[str], list[Claim]]]:
    """Claims whose ends touch, with all their ends."""
    sets: list[tuple[set[str], list[Claim]]] = []
    for c in claims:
        ends, stated = {c.subject, c.object}, [c]
        for held, others in [s for s in sets if s[0] & ends]:
            ends, stated = ends | held, others + stated
            sets.remove((held, others))
        sets.append((ends, stated))
    return sets


def _reorganisations(key: str, live: list[Claim], decisions: Decisions) -> Iterator[Quad]:
    """One change for all bodies that were merged into one, or into which one was split; else one for each pair."""
    groups: dict[tuple[str, ...], list[Claim]] = defaultdict(list)
    for c in _fullest(live, SUCCEEDS):
        ends = {"merger": (c.subject,), "split": (c.object,)}.get(c.qualifier("change"), (c.subject, c.object))
        groups[*ends, repr(c.qualifiers)].append(c)
    for parts, claims in groups.items():
        node = minted_iri("reorganisation", key, *parts)
        yield from _frame(node, "pk:Reorganisation", key, claims)
        for c in claims:
            yield Quad(node, term("org:originalOrganization"), entity_iri(decisions.resolve(c.object, key)))
            yield Quad(node, term("org:resultingOrganization"), entity_iri(decisions.resolve(c.subject, key)))
        yield from qualifier_quads(node, claims[0].qualifiers, key, decisions)


def _fullest(live: Iterable[Claim], predicate: str) -> list[Claim]:
    """Claims with a predicate, without those that say the same of the same ends with no detail."""
    found = [c for c in live if c.predicate == predicate]
    pair = frozenset if predicate == SHARES_SITE else tuple
    detailed = {pair((c.subject, c.object)) for c in found if c.qualifiers}
    return [c for c in found if c.qualifiers or pair((c.subject, c.object)) not in detailed]


def _observations(key: str, live: list[Claim], decisions: Decisions) -> Iterator[Quad]:
    groups: dict[tuple[str, str, str, tuple[tuple[str, str], ...]], list[Claim]] = defaultdict(list)
    for c in live:
        if c.predicate == OBSERVES:
            groups[c.subject, c.value, c.datatype, c.qualifiers].append(c)
    for (subject, value, datatype, qualifiers), claims in groups.items():
        node = minted_iri("observation", key, subject, value, datatype, repr(qualifiers))
        yield from _frame(node, "pk:Observation", key, claims)
        yield Quad(node, term("pk:subject"), entity_iri(decisions.resolve(subject, key)))
        yield Quad(node, term("pk:value"), typed_literal(value, datatype))
        yield from qualifier_quads(node, qualifiers, key, decisions)


def _frame(node: NamedNode, cls: str, key: str, claims: Iterable[Claim]) -> Iterator[Quad]:
    yield Quad(node, term("rdf:type"), term(cls))
    yield Quad(node, term("pk:inDocument"), document_iri(key))
    for c in claims:
        yield Quad(node, term("pk:claim"), claim_iri(c.id))


def qualifier_quads(
    node: NamedNode, qualifiers: Iterable[tuple[str, str]], key: str, decisions: Decisions
) -> Iterator[Quad]:
    """Qualifiers of a frame, entity ids resolved; modality and polarity stand on the claim alone."""
    for name, value in qualifiers:
        if name not in _STATUS_QUALIFIERS:
            yield Quad(node, *qualifier_term(name, decisions.resolve(value, key)))
