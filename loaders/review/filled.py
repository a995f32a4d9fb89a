"""A filled review sheet, read row by row into decisions; what cannot be taken is refused with its row and column."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ...errors import InputRefused, PolicingKGError
from ...graph.cell import unguarded
from ...graph.dataset import Dataset
from ...graph.decision import Decision
from ...graph.entity import Entity, is_entity_id
from ...graph.review.basis import claims_by_id, holdings_of, is_claim, seen_of
from ...graph.scan import documents_of_entities, entity_rows
from ..claims.coded_claims import names_person
from ..texts.reading import read_source
from ..texts.table_reader import Table, read_table
from .correction import Unfit, correction
from .reviewer import reviewer_of
from .sheet import CHOICES
from .spreadsheet import SUFFIXES, visible

NEEDED = ("id", "decision")
_SAID = {"接受": "accept", "拒绝": "reject", "更正": "correct", "合并": "merge", "拆分": "split"}
_OF_ENTITIES = ("merge", "split")
LONGEST = 1000  # characters of a reason
Resolve = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Filled:
    """One row with a decision.

    Parameters
    ----------
    file : str
        As the user named it.
    number : int
        Of the row; the header is 1.
    cells : dict of str to str
        By column, without spaces around and characters that nobody sees.
    """

    file: str
    number: int
    cells: dict[str, str]

    def cell(self, column: str) -> str:
        """A cell; empty where the sheet has no such column."""
        return self.cells.get(column, "")

    def refuse(self, column: str, reason: str, mend: str) -> InputRefused:
        """The refusal of this row."""
        return InputRefused(f"{self.file}, row {self.number}, column {column}", reason, mend)


@dataclass(frozen=True, slots=True)
class SheetRead:
    """What a sheet came to.

    Parameters
    ----------
    decisions : tuple of Decision
        New ones, in the order of the rows.
    repeated : int
        Rows whose decision stands already.
    empty : int
        Rows without a decision.
    refused : tuple of InputRefused
    """

    decisions: tuple[Decision, ...]
    repeated: int
    empty: int
    refused: tuple[InputRefused, ...]


def read_filled(file: Path) -> tuple[list[Filled], int]:
    """Read the rows of a sheet that hold a decision; the others are counted.

    Raises
    ------
    InputRefused
        If the file is no sheet, is damaged, or lacks a column that is needed.
    """
    if file.suffix.lower() not in SUFFIXES:
        raise InputRefused(str(file), "is no review sheet", f"give a file that ends in {' or '.join(SUFFIXES)}")
    table = read_table(replace(read_source(file), name=str(file)))
    missing = [c for c in NEEDED if c not in table.header]
    if missing:
        raise InputRefused(str(file), f"the sheet has no column {', '.join(missing)}", "export it again and fill that")
    rows = [Filled(str(file), row.number, _cells(table, row)) for row in table.rows]
    decided = [row for row in rows if any(row.cell(c) for c in ("decision", "corrected_value", "reason"))]
    return decided, len(rows) - len(decided)


def _cells(table: Table, row: object) -> dict[str, str]:
    return {c: visible(unguarded(table.value(row, c))).strip() for c in table.header}  # type: ignore[arg-type]


class Judge:
    """Turns filled rows into decisions on one dataset.

    Parameters
    ----------
    dataset : Dataset
        As the writer holds it.
    resolve : callable
        From a name as a person types it to an entity id.
    by, when, batch : str
        Who reviews where a row does not say; ISO time; name of what comes together.
    """

    def __init__(self, dataset: Dataset, resolve: Resolve, by: str, when: str, batch: str) -> None:
        self._dataset, self._resolve, self._by, self._when, self._batch = dataset, resolve, by, when, batch

    def read(self, rows: Iterable[Filled], empty: int = 0) -> SheetRead:
        """Judge rows; each is taken or refused as a whole."""
        rows = list(rows)
        ids = {row.cell("id") for row in rows}
        self._claims = claims_by_id(self._dataset, ids)
        names = {i for i in ids if is_entity_id(i)}
        self._entities: dict[str, Entity] = {}
        if names and self._dataset.generation:
            self._entities = {e.id: e for _, e in entity_rows(self._dataset.folder, names, ())}
        self._last = {(d.kind in _OF_ENTITIES, d.target): d for d in self._dataset.decisions.standing}
        decisions: list[Decision] = []
        refused: list[InputRefused] = []
        seen: dict[str, tuple[int, Decision]] = {}
        repeated = 0
        for row in rows:
            try:
                own = self._decision(row)
                self._check_once(row, own, seen)
                new = [d for d in self._with_claims(own) if not self._stands(d)]
            except InputRefused as error:
                refused.append(error)
                continue
            repeated += not new
            decisions += new
        return SheetRead(tuple(decisions), repeated, empty, tuple(refused))

    def _decision(self, row: Filled) -> Decision:
        kind = row.cell("decision").casefold()
        kind = _SAID.get(kind, kind)
        if not kind:
            raise row.refuse("decision", "is empty beside a reason or correction", f"choose {', '.join(CHOICES)}")
        if kind not in CHOICES:
            raise row.refuse("decision", "holds no decision", f"choose {', '.join(CHOICES)}")
        target = row.cell("id")
        if target in self._claims:
            held = self._claims[target]
        elif target in self._entities:
            held = None
        else:
            raise row.refuse("id", "is of nothing in this dataset", "export a new sheet; leave its ids as they are")
        if (kind in ("merge", "split") and held) or (kind == "correct" and not held):
            what, other = ("a claim", "accept, reject or correct it") if held else ("a name", "merge or split it")
            raise row.refuse("decision", f"{kind} is not for {what}", other)
        more = self._particulars(row, kind)
        seen = seen_of(*held) if held else ()
        return Decision(
            kind, target, self._reviewer(row), self._when, self._reason(row, kind), seen=seen, batch=self._batch, **more
        )

    def _particulars(self, row: Filled, kind: str) -> dict[str, Any]:
        """What kinds of decisions need besides."""
        if kind == "correct":
            claim = self._claims[row.cell("id")][0]
            try:
                change = correction(row.cell("corrected_field"), row.cell("corrected_value"), claim, self._entity)
            except Unfit as error:
                raise row.refuse("corrected_value", error.reason, error.mend) from error
            return {"change": change}
        if kind == "merge":
            return {"into": self._other(row)}
        if kind == "split":
            if not row.cell("corrected_value"):
                return {}
            keys = tuple(sorted(k.strip() for k in row.cell("document").split(";") if k.strip()))
            held = documents_of_entities(self._dataset.folder, [row.cell("id")])
            if not set(keys) <= held:
                raise row.refuse("document", "names a document without this name", "leave the documents it concerns")
            return {"into": self._other(row), "documents": keys}
        if row.cell("corrected_value"):
            raise row.refuse("corrected_value", f"is filled beside {kind}", "choose correct or merge, or empty it")
        return {}

    def _other(self, row: Filled) -> str:
        """The entity that stands instead."""
        target, words = row.cell("id"), row.cell("corrected_value")
        if not words or names_person(words):
            reason = "holds a person's name" if words else "is empty"
            raise row.refuse("corrected_value", reason, "write the name, IRI or id of the other entity")
        try:
            found = self._entity(words)
        except Unfit as error:
            raise row.refuse("corrected_value", error.reason, error.mend) from error
        if found == target or self._dataset.decisions.resolve(found) == target:
            raise row.refuse("corrected_value", "leads back to the same name", "write the name of another entity")
        if found.split("/")[0] != target.split("/")[0]:
            kinds = f"is a {found.split('/')[0]}, the name a {target.split('/')[0]}"
            raise row.refuse("corrected_value", kinds, "write a name of the same kind")
        return found

    def _entity(self, words: str) -> str:
        """The id of the entity that bears a name."""
        try:
            return self._resolve(words)
        except PolicingKGError as error:
            raise Unfit(f"leads to no one entity ({error})", "write another name, its IRI or id") from error

    def _reviewer(self, row: Filled) -> str:
        given = row.cell("reviewer")
        try:
            return reviewer_of(given) if given else self._by
        except PolicingKGError as error:
            _, _, said = str(error).partition(": ")
            reason, _, mend = said.partition("; ")
            raise row.refuse("reviewer", reason, mend) from error

    @staticmethod
    def _reason(row: Filled, kind: str) -> str:
        reason = row.cell("reason")
        if not reason and kind != "accept":
            raise row.refuse("reason", f"is empty beside {kind}", "say why in a few words")
        if len(reason) > LONGEST:
            raise row.refuse("reason", f"has more than {LONGEST} characters", "shorten it")
        if names_person(reason):
            raise row.refuse("reason", "holds a person's name", "write the post or the body instead")
        return reason

    @staticmethod
    def _check_once(row: Filled, own: Decision, seen: dict[str, tuple[int, Decision]]) -> None:
        first = seen.setdefault(own.target, (row.number, own))
        if not first[1].same_as(own):
            raise row.refuse("decision", f"row {first[0]} decides otherwise on the same", "keep one of the two")

    def _with_claims(self, own: Decision) -> Iterator[Decision]:
        """A decision, and where a name is rejected those on every claim with it."""
        yield own
        if own.kind != "reject" or is_claim(own.target):
            return
        why = f"names nothing: {own.why}"
        for holding in holdings_of(self._dataset, documents_of_entities(self._dataset.folder, [own.target])):
            for claim, origins in sorted(holding.claims.values(), key=lambda found: found[0].id):
                if own.target in (claim.subject, claim.object):
                    yield replace(own, target=claim.id, why=why, seen=seen_of(claim, origins))

    def _stands(self, new: Decision) -> bool:
        """Whether the last decision on the target is the same."""
        old = self._last.get((new.kind in _OF_ENTITIES, new.target))
        return old is not None and old.same_as(new)
