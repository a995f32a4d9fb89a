"""What waits for a reviewer: claims, contradictions, unresolved and new names, each with its context."""

from __future__ import annotations

import random
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from ...errors import UsageError
from ..claim import ATTRIBUTES, MENTIONS, OBSERVES, RELATIONS, Claim, Evidence
from ..claim_record import Labels, holdings_in_order
from ..dataset import Dataset
from ..decision import Decision
from ..entity import Entity, is_entity_id
from ..holding import Holding, Origin
from ..projection import claim_ends
from ..status import STATUSES, standings
from ..term import qualifier_term
from .basis import rules_of
from .context import Source
from .due import disputed, due

CANDIDATE, CONFLICT, UNRESOLVED, NEW_NAME, AGAIN = "candidate", "conflict", "unresolved", "new-name", "again"
KINDS = (CANDIDATE, CONFLICT, UNRESOLVED, NEW_NAME, AGAIN)
NAMED = ("unit", "department", "organisation", "mechanism", "role", "policy", "population")
UNDECIDED, REVIEWS = "undecided", {"accept": "accepted", "reject": "rejected", "correct": "corrected"}
RELATION_OF = {term: name for name, term in (*RELATIONS.items(), *ATTRIBUTES.items(), ("figure", OBSERVES))}
Pairs = Iterable[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Choice:
    """Which rows are wanted.

    Parameters
    ----------
    kinds : collection of str
        Of `KINDS`; empty for all.
    places : collection of str
        Codes of divisions: only what links an entity of one of them, or of what lies in it; empty for all.
    documents : collection of str
        Keys; empty for all.
    rules : collection of str
        Ids of rules, with or without their version; empty for all but what a coder made.
    statuses : collection of str
        Statuses of claims (`STATUSES`) or of their review (``undecided``, ``accepted``, ``rejected``, ``corrected``);
        empty for what is undecided.
    sample : int
        Draw so many rows at random; 0 for all.
    seed : int
        Of the sample: the same rows each time.

    Raises
    ------
    UsageError
        If a kind or status is not known, or the sample is negative.
    """

    kinds: Collection[str] = ()
    places: Collection[str] = ()
    documents: Collection[str] = ()
    rules: Collection[str] = ()
    statuses: Collection[str] = ()
    sample: int = 0
    seed: int = 0

    def __post_init__(self) -> None:
        known = (UNDECIDED, *REVIEWS.values(), *STATUSES)
        for given, names, what in ((self.kinds, KINDS, "kind of row"), (self.statuses, known, "status")):
            for name in given:
                if name not in names:
                    raise UsageError(f"{name}: not a {what}; use one of {', '.join(dict.fromkeys(names))}")
        if self.sample < 0:
            raise UsageError(f"sample {self.sample}: not a number of rows; give 0 for all, or more")

    def of_kind(self, kind: str) -> bool:
        """Whether rows of a kind are wanted."""
        return not self.kinds or kind in self.kinds


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """One row of a review sheet: what is to be judged, with everything needed to judge it.

    Parameters
    ----------
    id : str
        Claim id, or for a name the entity id: by it the decision is read back.
    kind : str
        Of `KINDS`.
    status : str
        Status of the claim; for a name ``resolved`` or ``unresolved``.
    review : str
        ``undecided``, or what the last decision came to.
    document, title : str
        Key and title; several keys of a name are parted by a semicolon.
    subject, relation, object, value, qualifiers : str
        What the claim says, with labels; of a name its subject alone.
    quote : str
        The masked sentence, where this reader has the text; else empty.
    where : str
        Place in the document.
    citation : str
        By GB/T 7714.
    rule : str
        The rules that make it.
    note : str
        What it contradicts, why it is due again, who differs, in how many documents a name stands.
    """

    id: str
    kind: str
    status: str
    review: str
    document: str
    title: str
    subject: str
    relation: str = ""
    object: str = ""
    value: str = ""
    qualifiers: str = ""
    quote: str = ""
    where: str = ""
    citation: str = ""
    rule: str = ""
    note: str = ""


def review_rows(
    dataset: Dataset, choice: Choice, *, pairs: Pairs = (), listed: Callable[[Entity], bool] = lambda _: True
) -> list[ReviewRow]:
    """The rows that wait for a reviewer.

    Parameters
    ----------
    dataset : Dataset
    choice : Choice
    pairs : iterable of (str, str)
        Claims that contradict each other.
    listed : callable
        Whether the name of an entity is in the vocabulary, or follows from it; those that are not are new names.

    Returns
    -------
    list of ReviewRow
        Documents in a fixed order, then names; a claim that is in conflict or due again stands there alone.
    """
    if not dataset.generation:
        raise UsageError(f"{dataset.path}: the dataset is empty; build it first")
    with dataset.graph() as graph:
        queue = _Queue(dataset, choice, Labels(graph), _notes(dataset, pairs))
        names = _Names(dataset, choice, listed)
        rows: list[ReviewRow] = []
        for holding in holdings_in_order(dataset):
            source = Source(holding)
            rows += queue.of(holding, source)
            names.gather(holding, source)
    rows += names.rows()
    if choice.sample and choice.sample < len(rows):
        drawn = random.Random(choice.seed).sample(range(len(rows)), choice.sample)  # noqa: S311 - a sample, no secret
        rows = [rows[at] for at in sorted(drawn)]
    return rows


def _notes(dataset: Dataset, pairs: Pairs) -> dict[str, tuple[str, str]]:
    """Kind and note of the claims that are more than candidates."""
    found: dict[str, list[tuple[str, str]]] = {}
    for one, other in sorted(set(pairs)):
        found.setdefault(one, []).append((CONFLICT, f"contradicts {other[:12]}"))
        found.setdefault(other, []).append((CONFLICT, f"contradicts {one[:12]}"))
    for claim, by in disputed(dataset.decisions.standing).items():
        said = ", ".join(f"{who}: {d.kind}" for who, d in sorted(by.items()))
        found.setdefault(claim, []).append((CONFLICT, f"reviewers differ ({said})"))
    for again in due(dataset):
        note = f"{again.why} since {again.decision.who} chose {again.decision.kind}"
        for claim in again.claims:
            found.setdefault(claim, []).append((AGAIN, note))
    return {claim: (said[-1][0], "; ".join(note for _, note in said)) for claim, said in found.items()}


class _Queue:
    """Claims as rows."""

    def __init__(self, dataset: Dataset, choice: Choice, labels: Labels, notes: dict[str, tuple[str, str]]) -> None:
        self._dataset, self._choice, self._labels, self._notes = dataset, choice, labels, notes

    def of(self, holding: Holding, source: Source) -> Iterator[ReviewRow]:
        """The rows of one document, in the order of its text."""
        choice, on_claim = self._choice, self._dataset.decisions.on_claim
        if choice.documents and holding.key not in choice.documents:
            return
        wanted = []
        for claim, origins in holding.claims.values():
            kind, note = self._notes.get(claim.id, (CANDIDATE, ""))
            if claim.predicate == MENTIONS or not choice.of_kind(kind) or not _of_rule(origins, choice.rules):
                continue
            if kind == CANDIDATE and not choice.rules and any(o.origin == "coder" for o in origins):
                continue  # a person read it already; named by its rule it is shown
            by_model = all(o.origin == "model" for o in origins)
            status = next(s.status for s in standings([(claim, by_model)], self._dataset.decisions))
            review = review_of(on_claim.get(claim.id))
            if _of_status(kind, status, review, choice.statuses) and self._in_places(claim):
                wanted.append((source.evidence(claim.id), claim, origins, kind, status, review, note))
        for evidence, claim, origins, kind, status, review, note in sorted(wanted, key=_in_order):
            row = self._row(source, evidence, claim, kind)
            yield replace(row, status=status, review=review, rule=rules_of(origins), note=note)

    def _row(self, source: Source, evidence: Evidence | None, claim: Claim, kind: str) -> ReviewRow:
        decisions = self._dataset.decisions
        subject, object_ = claim_ends(claim, decisions)
        said = []
        for key, value in claim.qualifiers:
            node = qualifier_term(key, decisions.resolve(value, claim.document))[1]
            said.append(f"{key}={self._labels(node) if is_entity_id(value) else value}")  # type: ignore[arg-type]
        return ReviewRow(
            claim.id, kind, "", "", source.key, source.title, self._labels(subject), RELATION_OF[claim.predicate],
            self._labels(object_) if claim.object else "",  # type: ignore[arg-type]
            claim.value, "; ".join(said), source.quote(evidence), source.where(evidence), source.citation,
        )  # fmt: skip

    def _in_places(self, claim: Claim) -> bool:
        named = (claim.subject, claim.object, claim.qualifier("place"))
        return not self._choice.places or any(lies_in(i, self._choice.places) for i in named)


def review_of(decision: Decision | None) -> str:
    """What the review of a claim or name came to.

    Examples
    --------
    >>> review_of(None), review_of(Decision("correct", "c", "anna", "2025", ""))
    ('undecided', 'corrected')
    """
    return REVIEWS[decision.kind] if decision else UNDECIDED


def lies_in(entity: str, codes: Iterable[str]) -> bool:
    """Whether the place code in an entity's id is one of these divisions, or of a division in one of them.

    Examples
    --------
    >>> [lies_in("unit/120111105000/0123456789ab", [code]) for code in ("120000", "120111", "120112")]
    [True, True, False]
    """
    own = entity.split("/")[1] if is_entity_id(entity) else ""
    return bool(own) and any(own.startswith(_stem(code)) for code in codes)


@lru_cache(maxsize=1000)
def _stem(code: str) -> str:
    """The digits that the codes in a division share: 2 of a province, 4 of a prefecture, 6 of a county, 9 of a town."""
    short = code[:9] if len(code) == 12 and code.endswith("000") else code
    if len(short) == 6:
        return short[:2] if short.endswith("0000") else short[:4] if short.endswith("00") else short
    return short


def _of_rule(origins: Iterable[Origin], rules: Collection[str]) -> bool:
    return not rules or any(o.rule in rules or o.rule.partition("@")[0] in rules for o in origins)


def _of_status(kind: str, status: str, review: str, wanted: Collection[str]) -> bool:
    if wanted:
        return status in wanted or review in wanted
    return review == UNDECIDED or kind in (AGAIN, CONFLICT)


def _in_order(found: tuple[Evidence | None, Claim, *tuple[object, ...]]) -> tuple[int, int, str]:
    evidence, claim = found[0], found[1]
    return (evidence.start, evidence.row, claim.id) if evidence else (-1, 0, claim.id)


@dataclass(slots=True)
class _Name:
    """One name as it is gathered over documents."""

    row: ReviewRow
    documents: list[str]
    claims: int = 0


class _Names:
    """Unresolved and new names as rows, each once."""

    def __init__(self, dataset: Dataset, choice: Choice, listed: Callable[[Entity], bool]) -> None:
        self._choice, self._listed, self._decisions = choice, listed, dataset.decisions
        self._found: dict[str, _Name] = {}

    def gather(self, holding: Holding, source: Source) -> None:
        """Note the names of one document."""
        choice = self._choice
        if (choice.documents and holding.key not in choice.documents) or choice.rules:
            return
        for entity in {e.id: e for e in holding.entities}.values():
            kind = UNRESOLVED if not entity.resolved else NEW_NAME
            merged = self._decisions.resolve(entity.id, holding.key) != entity.id
            wanted = entity.kind in NAMED and choice.of_kind(kind) and not merged
            wanted = wanted and (not choice.places or lies_in(entity.id, choice.places))
            if not wanted or (kind == NEW_NAME and self._listed(entity)):
                continue
            naming = [(c, o) for c, o in holding.claims.values() if entity.id in (c.subject, c.object)]
            if naming:
                self._note(entity, kind, naming, source)

    def _note(self, entity: Entity, kind: str, naming: list[tuple[Claim, tuple[Origin, ...]]], source: Source) -> None:
        held = self._found.get(entity.id)
        if held is None:
            review = review_of(self._decisions.on_claim.get(entity.id))
            claim, origins = min(naming, key=lambda found: (found[0].predicate != MENTIONS, found[0].id))
            evidence = source.evidence(claim.id)
            status = "resolved" if entity.resolved else "unresolved"
            row = ReviewRow(
                entity.id, kind, status, review, source.key, source.title, entity.name, entity.kind,
                quote=source.quote(evidence), where=source.where(evidence), citation=source.citation,
                rule=rules_of(origins),
            )  # fmt: skip
            held = self._found[entity.id] = _Name(row, [])
        held.documents.append(source.key)
        held.claims += sum(c.predicate != MENTIONS for c, _ in naming)

    def rows(self) -> Iterator[ReviewRow]:
        """Each name with the documents that bear it; the most claims first."""
        for name in sorted(self._found.values(), key=lambda n: (n.row.kind, -n.claims, n.row.id)):
            wanted = self._choice.statuses
            if (name.row.review in wanted or name.row.status in wanted) if wanted else name.row.review == UNDECIDED:
                note = f"{name.claims} claims in {len(name.documents)} documents"
                yield replace(name.row, document="; ".join(name.documents), note=note)
