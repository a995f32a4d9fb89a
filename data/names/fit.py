"""Fit the weights of what a name looks like and of what stands around it, on the project's own sentences alone.

usage: python data/names/fit.py

Reads the sentences and texts with invented names in tests/loaders/persons (tuning.txt, named.txt, ordinary.txt) and
tests/corpus; SOURCE.md says which of the weights that it prints stand in persons.toml, and which were set by hand.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from math import exp
from pathlib import Path

from policing_kg.loaders.persons.character_weights import (
    CharacterWeight,
    all_surnames,
    character_weights,
    word_evidence,
)
from policing_kg.loaders.persons.context import Context, read_context
from policing_kg.loaders.persons.names import is_ordinary, name_data, person_data
from policing_kg.loaders.persons.standing import is_place_or_body
from policing_kg.loaders.persons.weighed import alone, place_weight, stretches
from policing_kg.loaders.texts.script import simplify

TESTS = Path(__file__).parents[2] / "tests"
SENTENCES = ("tuning.txt", "named.txt", "ordinary.txt")
RIDGE = 0.3  # inverse variance of a weight, around zero
ROUNDS = 12
Row = tuple[dict[str, float], bool]
Spans = set[tuple[int, int]]


def sentences() -> Iterator[tuple[str, Spans, Spans]]:
    """Texts with the spans of their names, and the stretches that are annotated."""
    for file in SENTENCES:
        for line in (TESTS / "loaders" / "persons" / file).read_text("utf-8").splitlines():
            if line and not line.startswith("#"):
                parts = re.split("([⟦⟧])", re.sub("[⟨⟩]", "", line))
                text, names, opened = "", set(), 0
                for part in parts:
                    if part == "⟦":
                        opened = len(text)
                    elif part == "⟧":
                        names.add((opened, len(text)))
                    else:
                        text += part
                yield simplify(text), names, {(0, len(text))}
    for path in sorted((TESTS / "corpus").glob("[0-9]*.json")):
        gold = json.loads(path.read_text("utf-8"))
        text = simplify(path.with_suffix(".txt").read_text("utf-8"))
        told = sorted(map(simplify, gold.get("private", []) + gold.get("officials", [])), key=len, reverse=True)
        whole = re.compile("|".join(map(re.escape, told)) or "(?!)")
        yield text, {hit.span() for hit in whole.finditer(text)}, {tuple(span) for span in gold["body"]}


def rows() -> Iterator[Row]:
    """Evidence for each stretch that may be a name, and whether it is one."""
    for text, names, annotated in sentences():
        context = read_context(text)
        for start, end in ((start, end) for start, ends in stretches(context) for end in ends):
            inside = any(first <= start and end <= last for first, last in annotated)
            if inside and not is_place_or_body(text, start, end) and not place_weight(text[start:end]):
                told = {"intercept": 1.0, **shape(text[start:end]), **standing(context, start, end)}
                yield told, (start, end) in names


def shape(name: str) -> dict[str, float]:
    """What the characters and words of a name show, by the keys of ``[weights]``."""
    found, weigh = character_weights(), person_data()["weights"]
    unknown = CharacterWeight(0.0, *[weigh["unknown"]] * 4)
    size = 2 if len(name) > 2 and name[:2] in name_data().double else 1
    given = [found.get(char, unknown) for char in name[size:]]
    row = found.get(name[0], unknown)
    opening = (
        {"surname": max(weigh["surname_least"], row.surname)} if name[0] in all_surnames() else {"no_surname": 1.0}
    )
    told = {"double": 1.0} if size == 2 else {"function": 1.0} if name[0] in weigh["functions"] else opening
    if len(given) == 1:
        told |= {"single": bounded(given[0].single), "two": 1.0}
    else:
        told |= {"first": bounded(given[0].first), "second": bounded(given[1].second)}
    return told | dict.fromkeys(word_evidence(name, size), 1.0)


def bounded(weight: float) -> float:
    """Keep a character's weight between the bounds of persons.toml."""
    weigh = person_data()["weights"]
    return float(max(weigh["least"], min(weight, weigh["most"])))


def standing(context: Context, start: int, end: int) -> dict[str, float]:
    """What stands around a name, and how the words part there."""
    told = {f"before.{context.before(start)}": 1.0, f"after.{context.after(end)}": 1.0, "alone": alone(context, start)}
    shown = {
        "parted": (start, end) in context.named,
        "opening_cut": start + 1 in context.cut,
        "titled_word": start in context.titled and is_ordinary(context.text[start:end]),
    }
    return told | {key: 1.0 for key, is_shown in shown.items() if is_shown}


def fitted(data: list[Row]) -> dict[str, float]:
    """Logistic regression by Newton's method."""
    names = sorted({key for told, _ in data for key in told})
    number = {name: i for i, name in enumerate(names)}
    sparse = [([(number[k], v) for k, v in told.items()], float(is_name)) for told, is_name in data]
    weights = [0.0] * len(names)
    for _ in range(ROUNDS):
        slope = [-RIDGE * w for w in weights]
        curve = [[RIDGE if i == j else 0.0 for j in range(len(names))] for i in range(len(names))]
        for told, truth in sparse:
            chance = 1 / (1 + exp(-max(-30.0, min(30.0, sum(weights[i] * v for i, v in told)))))
            spread = chance * (1 - chance)
            for i, v in told:
                slope[i] += (truth - chance) * v
                for j, u in told:
                    curve[i][j] += spread * v * u
        weights = [w + step for w, step in zip(weights, solved(curve, slope), strict=True)]
    return dict(zip(names, weights, strict=True))


def solved(matrix: list[list[float]], right: list[float]) -> list[float]:
    """Solve a symmetric, positive system by elimination."""
    size = len(right)
    table = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    for i in range(size):
        for j in range(i + 1, size):
            if factor := table[j][i] / table[i][i]:
                table[j] = [b - factor * a for a, b in zip(table[i], table[j], strict=True)]
    found = [0.0] * size
    for i in reversed(range(size)):
        found[i] = (table[i][size] - sum(table[i][j] * found[j] for j in range(i + 1, size))) / table[i][i]
    return found


def main() -> None:
    """Print each weight with how many stretches, and how many names, show the evidence."""
    data = list(rows())
    seen = Counter(key for told, _ in data for key in told)
    names = Counter(key for told, is_name in data if is_name for key in told)
    for key, weight in fitted(data).items():
        sys.stdout.write(f"{key} {weight:.1f} {seen[key]} {names[key]}\n")


if __name__ == "__main__":
    main()
