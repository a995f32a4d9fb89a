"""Filled review sheets: sound rows on a small dataset, of which single cells are of another kind, judged to the end."""

from __future__ import annotations

import csv
import io
import sys
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

from made_inputs import BREAKERS, CODED, FIGURES, WORDS, mutated, unicode_text
from policing_kg.errors import PolicingKGError, UsageError
from policing_kg.graph.claim import Claim
from policing_kg.graph.dataset import Dataset
from policing_kg.graph.decision import read_decisions, written
from policing_kg.loaders.review.correction import SCHEMES, Unfit, correction
from policing_kg.loaders.review.filled import Judge, read_filled
from policing_kg.loaders.review.sheet import COLUMNS, FIELDS
from policing_kg.loaders.review.spreadsheet import visible
from policing_kg.ontology.terms import load_concepts

sys.path.insert(0, str(Path(__file__).parents[1] / "graph"))
from invented import BRANCH, BUREAU, CENTRE, MEETING, RATE, STATION, TEAMS, usual

ENTITIES = (STATION, BRANCH, BUREAU, CENTRE, TEAMS, MEETING, RATE)
NAMES = (*(e.name for e in ENTITIES), *(e.id for e in ENTITIES), "无此所", "民警佟晓燕")
DATES = ("2023", "2021-03/..", "2021/2023", "2024-02-29", "2023-13", "../..", "2021-03-05/2020", "")
NUMBERS = ("3", "12.50", "007", "-5", "1e3", "1e999999999", "NaN", "sNaN", "1_0", "", "９")
OTHERS = ("1次/周", "4半天/周", "0次/", "true", "false", "城区", "第三条", "名", "%", "同比", "去年", "")
LINES = ("decision", "corrected_field", "corrected_value", "reason", "reviewer", "id", "document")


@dataclass(frozen=True)
class Fixed:
    """A dataset, its claims and the entities that claims name."""

    dataset: Dataset
    claims: tuple[Claim, ...]
    folder: Path

    def resolve(self, words: str) -> str:
        """From a name to an id, as the graph's names would."""
        for entity in ENTITIES:
            if words in (entity.id, entity.name):
                return entity.id
        raise UsageError(f"{words}: unknown name")


@cache
def fixed() -> Fixed:
    """The dataset, made once."""
    folder = Path(tempfile.mkdtemp(prefix="policing-kg-fuzz-"))
    dataset = Dataset.create(folder / "kg")
    with dataset.writer() as writer:
        writer.put(usual("a.txt"))
        writer.put(usual("b.txt", body="又"))
        writer.commit()
    return Fixed(dataset, tuple(dataset.claims()), folder)


def fitting(chance: Random, field: str) -> str:
    """A value of the kind that a field holds, sound most times."""
    if field in SCHEMES:
        return chance.choice([c.notation for c in load_concepts(SCHEMES[field])])
    if field in ("subject", "object", "measure", "place"):
        return chance.choice(NAMES)
    if field in ("when", "period"):
        return chance.choice(DATES)
    if field in ("headcount", "value_max", "value"):
        return chance.choice(NUMBERS)
    return chance.choice(OTHERS)


def corrected(chance: Random) -> tuple[str, str]:
    """A field with what it should read, or no field and several in a line."""
    pairs = [(field, fitting(chance, field)) for field in chance.sample(FIELDS, 1 + chance.randrange(3))]
    if chance.randrange(2):
        return pairs[0]
    mark = chance.choice(("; ", ";", " ;", "；", ",")) if chance.randrange(8) == 0 else "; "
    return "", mark.join(f"{field}={value}" for field, value in pairs)


def another(chance: Random) -> str:
    """Any cell."""
    return unicode_text(chance, CODED, FIGURES, WORDS, BREAKERS, NUMBERS, DATES, NAMES, most=3)


def correction_made(chance: Random) -> tuple[Claim, str, str]:
    """A claim, a field of it and what it should read; the field or the words now and then of any kind."""
    field, words = corrected(chance)
    roll = chance.randrange(8)
    if roll == 0:
        words = another(chance)
    elif roll == 1:
        field = another(chance)
    elif roll == 2:
        words = mutated(chance, words.encode() or b"x", 2).decode("utf-8", "replace")
    return chance.choice(fixed().claims), visible(field).strip(), visible(words).strip()


def _known(words: str) -> str:
    try:
        return fixed().resolve(words)
    except PolicingKGError as error:
        raise Unfit(str(error), "write another name") from error


def correct(made: tuple[Claim, str, str]) -> None:
    """Read a correction; what it gives is sorted, and no field stands twice."""
    claim, field, words = made
    change = correction(field, words, claim, _known)
    if list(change) != sorted(set(change)) or len({name for name, _ in change}) != len(change):
        raise ValueError(f"a change that is not in order: {change}")


def _row(chance: Random) -> dict[str, str]:
    row = dict.fromkeys(COLUMNS, "")
    kind = chance.choice(("accept", "reject", "correct", "merge", "split", "接受", "拒绝", ""))
    row["decision"], row["reason"] = kind, "" if kind in ("accept", "接受", "") else "所述不同"
    if kind in ("merge", "split") or chance.randrange(5) == 0:
        first, second = chance.sample((STATION, BRANCH, BUREAU), 2)
        row |= {"id": first.id, "document": chance.choice(("a.txt", "a.txt; b.txt", ""))}
        row["corrected_value"] = chance.choice((second.id, second.name)) if kind in ("merge", "split") else ""
    else:
        claim = chance.choice(fixed().claims)
        row |= {"id": claim.id, "document": claim.document, "predicate": claim.predicate}
    if kind == "correct":
        row["corrected_field"], row["corrected_value"] = corrected(chance)
    row["reviewer"] = chance.choice(("", "", "coder-b", "0000-0002-1825-0097"))
    return row


def filled(chance: Random) -> bytes:
    """A filled sheet as a spreadsheet saves it."""
    rows = [_row(chance) for _ in range(1 + chance.randrange(4))]
    for _ in range(chance.choice((0, 0, 1, 1, 2))):
        chance.choice(rows)[chance.choice(LINES)] = another(chance)
    out = io.StringIO(newline="")
    kept = [c for c in COLUMNS if c in LINES or chance.randrange(2)]
    writer = csv.DictWriter(out, kept, extrasaction="ignore", delimiter=chance.choice(",,,;\t"))
    writer.writeheader()
    writer.writerows(rows)
    data = out.getvalue().encode("utf-8-sig" if chance.randrange(2) else "utf-8", "replace")
    return mutated(chance, data, 2) if chance.randrange(12) == 0 else data


def judge(data: bytes) -> None:
    """Read a sheet and judge its rows; the decisions are written and read again.

    Raises
    ------
    InputRefused
        The first refusal of a row, where there is one; each is looked at.
    """
    held = fixed()
    file = held.folder / "s.csv"
    file.write_bytes(data)
    rows, empty = read_filled(file)
    read = Judge(held.dataset, held.resolve, "coder-a", "2025-01-01T00:00:00", "b1").read(rows, empty)
    again = held.folder / "decisions.jsonl"
    again.write_text("".join(written(read.decisions)), encoding="utf-8")
    if tuple(read_decisions(again).rows) != read.decisions:
        raise ValueError("decisions are read otherwise than they were written")
    for refused in read.refused:
        if len(str(refused).splitlines()) != 1:
            raise ValueError(f"a refusal of several lines: {refused}")
    if read.refused:
        raise read.refused[0]
