"""What a claim says in one state of a dataset: ends as decisions resolve them, its standing, its places."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..claim import Claim, Evidence
from ..decision import Decisions
from ..entity import is_entity_id
from ..holding import Holding
from ..status import standings

Place = tuple[str, int, int, int, int, int, int]  # path, span, sentence, row, column


@dataclass(frozen=True, slots=True)
class Said:
    """One claim of one document.

    Parameters
    ----------
    claim : str
        Id.
    predicate, sentence : str
        As the claim has them.
    subject, object : str
        Ids of the entities that stand for its ends, or its value.
    subject_name, object_name : str
    qualifiers : tuple of (str, str)
        With the ids of the entities that stand for theirs.
    shown : tuple of (str, str)
        The same with names.
    standing : tuple of (str, str)
        Status, whether it was accepted, and what made it.
    places : tuple of Place
    """

    claim: str
    predicate: str
    sentence: str
    subject: str
    object: str
    subject_name: str
    object_name: str
    qualifiers: tuple[tuple[str, str], ...]
    shown: tuple[tuple[str, str], ...]
    standing: tuple[tuple[str, str], ...]
    places: tuple[Place, ...]

    @property
    def entities(self) -> tuple[str, ...]:
        """Everything in it that is an entity."""
        named = (self.subject, self.object, *(value for _, value in self.qualifiers))
        return tuple(e for e in named if is_entity_id(e))

    def kind_of(self, later: Said) -> str:
        """How a later state of the same claim differs; empty where it does not."""
        if self.entities != later.entities:
            return "re-resolved"
        if self.standing != later.standing or self.qualifiers != later.qualifiers:
            return "changed"
        return "moved" if self.places != later.places else ""

    def unlike(self, later: Said) -> tuple[str, str]:
        """What reads otherwise in the two, as text."""
        was, now = self._fields(), later._fields()
        names = [n for n in dict.fromkeys((*was, *now)) if was.get(n, "") != now.get(n, "")]
        if not names and self.sentence != later.sentence:
            return "another sentence", ""
        if not names:
            was, now, names = {"place": _at(self.places)}, {"place": _at(later.places)}, ["place"]
        return tuple("; ".join(f"{n}={one.get(n, '')}" for n in names) for one in (was, now))  # type: ignore[return-value]

    def _fields(self) -> dict[str, str]:
        ends = {"subject": self._told(self.subject, self.subject_name)}
        ends["object"] = self._told(self.object, self.object_name)
        return ends | dict(self.shown) | dict(self.standing)

    def _told(self, end: str, name: str) -> str:
        return f"{name} ({end})" if is_entity_id(end) and name != end else name


def said_of(holding: Holding | None, decisions: Decisions, further: Mapping[str, str]) -> dict[str, Said]:
    """Every claim of a document, corrections included, by id.

    Parameters
    ----------
    holding : Holding or None
        None for a document that is not held.
    decisions : Decisions
    further : mapping of str to str
        Names of entities that other documents describe.
    """
    if holding is None:
        return {}
    names = dict(further) | {e.id: e.name for e in holding.entities}
    held = holding.claims
    places = _places(holding)
    models = [(claim, all(o.origin == "model" for o in origins)) for claim, origins in held.values()]
    found = {}
    for s in standings(models, decisions):
        made = held[s.claim.id][1] if s.claim.id in held else ()
        by = ", ".join(sorted(o.rule for o in made)) or s.claim.rule
        standing = (("status", s.status), ("accepted", "yes" if s.accepted else ""), ("rule", by))
        found[s.claim.id] = _said(s.claim, standing, places.get(s.evidence_of, ()), decisions, names)
    return found


def _said(
    claim: Claim,
    standing: tuple[tuple[str, str], ...],
    places: tuple[Place, ...],
    decisions: Decisions,
    names: Mapping[str, str],
) -> Said:
    subject = decisions.resolve(claim.subject, claim.document)
    end = decisions.resolve(claim.object, claim.document) if claim.object else claim.value
    qualifiers = tuple((name, decisions.resolve(value, claim.document)) for name, value in claim.qualifiers)
    shown = tuple((name, names.get(value, value)) for name, value in qualifiers)
    named = names.get(subject, subject), names.get(end, end)
    return Said(
        claim.id, claim.predicate, claim.sentence, subject, end, *named, qualifiers, shown, standing, places
    )  # fmt: skip


def _places(holding: Holding) -> dict[str, tuple[Place, ...]]:
    files = {m.sha256: m.path for m in holding.manifestations}
    found: dict[str, list[Place]] = {}
    for e in holding.evidence:
        found.setdefault(e.claim, []).append(_place(e, files.get(e.manifestation, "")))
    return {claim: tuple(sorted(places)) for claim, places in found.items()}


def _place(e: Evidence, path: str) -> Place:
    return path, e.start, e.end, e.sentence_start, e.sentence_end, e.row, e.column


def _at(places: tuple[Place, ...]) -> str:
    return ", ".join(f"{path} row {row}" if row else f"{path} {a}–{b}" for path, a, b, _, _, row, _ in places)
