"""Reviewers' decisions: appended rows that change what claims count and which entities are one."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from ..errors import UsageError

UNDO = "undo"
KINDS = ("accept", "reject", "correct", "merge", "split", UNDO)


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision of one reviewer; never edited, only followed by another.

    Parameters
    ----------
    kind : str
        One of `KINDS`.
    target : str
        Claim id (accept, reject, correct), entity id (merge, split; accept and reject of a name) or the id of another
        decision (undo).
    who, when, why : str
        Reviewer (a handle or an ORCID), ISO time and reason.
    into : str
        For merge and split the entity id that stands instead; empty in a split that only undoes a merge.
    documents : tuple of str
        For split the document keys that it concerns; empty for all.
    change : tuple of (str, str)
        For correct, the fields that read otherwise: ``subject``, ``object``, ``value`` or a qualifier's key.
    seen : tuple of (str, str)
        What the reviewer had before the eyes: of a claim its ``document``, ``rule`` and what `review.basis.seen_of`
        notes besides, so that it can be told when another look is due; empty where it was not noted.
    batch : str
        What names all decisions that came together, or empty.

    Examples
    --------
    >>> Decision("accept", "c1", "reviewer", "2025-01-01", "as the page says").kind
    'accept'
    """

    kind: str
    target: str
    who: str
    when: str
    why: str
    into: str = ""
    documents: tuple[str, ...] = ()
    change: tuple[tuple[str, str], ...] = ()
    seen: tuple[tuple[str, str], ...] = ()
    batch: str = ""

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise UsageError(f"{self.kind}: not a kind of decision; use one of {', '.join(KINDS)}")
        if self.kind == "merge" and self.into in ("", self.target):
            raise UsageError(f"{self.target}: a merge names another entity to merge into")

    @property
    def id(self) -> str:
        """SHA-256 in hexadecimal of the row as it is written: by it a decision is undone."""
        return hashlib.sha256(_line(self).encode()).hexdigest()

    def same_as(self, other: Decision) -> bool:
        """Whether two decisions come to the same, for the same reason, by the same reviewer; not when, nor how."""
        return _undated(self) == _undated(other)


@dataclass(frozen=True)
class Decisions:
    """All decisions in their order, and what they come to.

    Examples
    --------
    >>> d = Decisions((Decision("merge", "unit/-/a", "r", "2025", "", into="unit/-/b"),))
    >>> d.resolve("unit/-/a"), d.resolve("unit/-/c")
    ('unit/-/b', 'unit/-/c')
    >>> undone = Decisions((*d.rows, Decision("undo", d.rows[0].id, "r", "2026", "")))
    >>> undone.resolve("unit/-/a"), len(undone.rows), len(undone.standing)
    ('unit/-/a', 2, 0)
    """

    rows: tuple[Decision, ...] = ()
    standing: tuple[Decision, ...] = field(init=False, repr=False, compare=False)
    on_claim: Mapping[str, Decision] = field(init=False, repr=False, compare=False)
    merged: Mapping[str, str] = field(init=False, repr=False, compare=False)
    split: Mapping[tuple[str, str], str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        on_claim: dict[str, Decision] = {}
        merged: dict[str, str] = {}
        split: dict[tuple[str, str], str] = {}
        standing = _standing(self.rows)
        for row in standing:
            if row.kind == "merge":
                merged[row.target] = row.into
            elif row.kind == "split" and not row.into:
                merged.pop(row.target, None)
            elif row.kind == "split":
                split.update({(row.target, key): row.into for key in row.documents or ("",)})
            else:
                on_claim[row.target] = row
        object.__setattr__(self, "standing", standing)
        object.__setattr__(self, "on_claim", on_claim)
        object.__setattr__(self, "merged", merged)
        object.__setattr__(self, "split", split)

    def resolve(self, entity: str, document: str = "") -> str:
        """Follow splits and merges to the entity that stands for this one.

        Parameters
        ----------
        entity : str
            Entity id as a claim holds it.
        document : str
            Key of the document whose claim it is, for splits.

        Returns
        -------
        str
            Canonical entity id; where merges form a ring, the smallest id of the ring.
        """
        seen = [entity]
        entity = self.split.get((entity, document)) or self.split.get((entity, "")) or entity
        while entity in self.merged:
            entity = self.merged[entity]
            if entity in seen:
                return min(seen[seen.index(entity) :])
            seen.append(entity)
        return entity

    def redirects(self) -> dict[str, str]:
        """Every merged entity id with the one that stands for it now."""
        return {old: new for old in self.merged if (new := self.resolve(old)) != old}

    def decided(self, older: Decisions) -> set[str]:
        """Claim ids on which this differs from an older state."""
        both = {**self.on_claim, **older.on_claim}
        return {claim for claim in both if self.on_claim.get(claim) != older.on_claim.get(claim)}

    def moved(self, older: Decisions) -> set[str]:
        """Entity ids that resolve otherwise than in an older state, in some document at least."""
        splits = (*self.split, *older.split)
        named = {*self.merged, *older.merged, *(e for e, _ in splits)}
        documents = {"", *(key for _, key in splits)}
        return {e for e in named if any(self.resolve(e, key) != older.resolve(e, key) for key in documents)}

    @property
    def digest(self) -> str:
        """SHA-256 of the rows in their order."""
        return hashlib.sha256("".join(written(self.rows)).encode()).hexdigest()


def _checked(row: Decision) -> Decision:
    """The decision itself, if each of its fields is text that can be written.

    Raises
    ------
    TypeError, ValueError
    """
    paired = (part for pair in (*row.change, *row.seen) for part in pair)
    fields = (row.kind, row.target, row.who, row.when, row.why, row.into, row.batch)
    "".join((*fields, *row.documents, *paired)).encode()
    return row


def _standing(rows: tuple[Decision, ...]) -> tuple[Decision, ...]:
    """The rows that no later one undoes, undoing itself left out; undoing an undo lets the first stand again."""
    if not any(row.kind == UNDO for row in rows):
        return rows
    undone: set[str] = set()
    kept = []
    for row in reversed(rows):
        if row.id in undone:
            continue
        if row.kind == UNDO:
            undone.add(row.target)
        else:
            kept.append(row)
    return tuple(reversed(kept))


def _undated(row: Decision) -> Decision:
    return replace(row, when="", seen=(), batch="")


def _line(row: Decision) -> str:
    """A decision as JSON; what came to be noted later is left out where it is not, so that older rows stay as they are.

    Examples
    --------
    >>> _line(Decision("accept", "c", "r", "2025", "")).endswith('"change":[]}')
    True
    """
    shown = asdict(row)
    for name in ("seen", "batch"):
        if not shown[name]:
            del shown[name]
    return json.dumps(shown, ensure_ascii=False, separators=(",", ":"))


def written(rows: Iterable[Decision]) -> Iterator[str]:
    """Write decisions as JSON lines, fields in a fixed order."""
    for row in rows:
        yield _line(row) + "\n"


def read_decisions(path: Path) -> Decisions:
    """Read ``decisions.jsonl``; a missing file is no decisions.

    Raises
    ------
    UsageError
        If a line is no decision; names the line.
    """
    if not path.exists():
        return Decisions()
    rows = []
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except UnicodeDecodeError as error:
        raise UsageError(f"{path.name}: is not UTF-8; restore the dataset") from error
    for number, line in enumerate(lines, 1):
        if not line:
            continue
        try:
            raw = json.loads(line)
            raw["documents"] = tuple(raw.get("documents", ()))
            for name in ("change", "seen"):
                raw[name] = tuple((str(k), str(v)) for k, v in raw.get(name, ()))
            rows.append(_checked(Decision(**raw)))
        except (TypeError, ValueError, AttributeError, RecursionError) as error:
            raise UsageError(f"{path.name} line {number}: not a decision; mend or remove the line") from error
    return Decisions(tuple(rows))
