"""Reviewers' decisions: appended rows that change what claims count and which entities are one."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from ..errors import UsageError

KINDS = ("accept", "reject", "correct", "merge", "split")


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision of one reviewer; never edited, only followed by another.

    Parameters
    ----------
    kind : str
        One of `KINDS`.
    target : str
        Claim id (accept, reject, correct) or entity id (merge, split).
    who, when, why : str
        Reviewer, ISO time and reason.
    into : str
        For merge and split the entity id that stands instead; empty in a split that only undoes a merge.
    documents : tuple of str
        For split the document keys that it concerns; empty for all.
    change : tuple of (str, str)
        For correct, the fields that read otherwise: ``subject``, ``object``, ``value`` or a qualifier's key.

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

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise UsageError(f"{self.kind}: not a kind of decision; use one of {', '.join(KINDS)}")
        if self.kind == "merge" and self.into in ("", self.target):
            raise UsageError(f"{self.target}: a merge names another entity to merge into")


@dataclass(frozen=True)
class Decisions:
    """All decisions in their order, and what they come to.

    Examples
    --------
    >>> d = Decisions((Decision("merge", "unit/-/a", "r", "2025", "", into="unit/-/b"),))
    >>> d.resolve("unit/-/a"), d.resolve("unit/-/c")
    ('unit/-/b', 'unit/-/c')
    """

    rows: tuple[Decision, ...] = ()
    on_claim: Mapping[str, Decision] = field(init=False, repr=False, compare=False)
    merged: Mapping[str, str] = field(init=False, repr=False, compare=False)
    split: Mapping[tuple[str, str], str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        on_claim: dict[str, Decision] = {}
        merged: dict[str, str] = {}
        split: dict[tuple[str, str], str] = {}
        for row in self.rows:
            if row.kind == "merge":
                merged[row.target] = row.into
            elif row.kind == "split" and not row.into:
                merged.pop(row.target, None)
            elif row.kind == "split":
                split.update({(row.target, key): row.into for key in row.documents or ("",)})
            else:
                on_claim[row.target] = row
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


def written(rows: Iterable[Decision]) -> Iterator[str]:
    """Write decisions as JSON lines, fields in a fixed order."""
    for row in rows:
        yield json.dumps(asdict(row), ensure_ascii=False, separators=(",", ":")) + "\n"


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
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if not line:
            continue
        try:
            raw = json.loads(line)
            raw["documents"] = tuple(raw.get("documents", ()))
            raw["change"] = tuple((str(k), str(v)) for k, v in raw.get("change", ()))
            rows.append(Decision(**raw))
        except (TypeError, ValueError) as error:
            raise UsageError(f"{path.name} line {number}: not a decision; mend or remove the line") from error
    return Decisions(tuple(rows))
