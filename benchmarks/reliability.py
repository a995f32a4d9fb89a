"""Write docs/reliability.md from what `make soak` measured.

usage: benchmarks/reliability.py FOLDER > docs/reliability.md

FOLDER holds the JSON files of the suites; what is not there is said not to be measured.
"""

from __future__ import annotations

import json
import sys
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

HEAD = """# Reliability

What was done to a dataset, and what was found after it. `make soak` measures anew and writes this page
(`benchmarks/reliability.py`); `make test` does a part of each. A row says how often it was tried: more tries find
more.
"""
NOT_MEASURED = "Not measured in this run."


def main(folder: Path) -> None:
    """Write the page to standard output."""
    held = {file.stem: json.loads(file.read_text("utf-8")) for file in sorted(folder.glob("*.json"))}
    parts = (kills, full_disks, damage, neo4j, fuzz, load, rules, agreement, people)
    sys.stdout.write(HEAD + "".join("\n" + "\n".join(part(held)) + "\n" for part in parts))


def kills(held: dict[str, Any]) -> Iterator[str]:
    """Processes that were killed."""
    rows = [held[name] for name in sorted(held) if name.startswith("kills-")]
    yield "## Killed processes\n"
    yield prose(
        "A process is killed by SIGKILL after a random time; then the dataset is opened and its claims are "
        "counted. A run that was over before its kill is no kill. *Before* and *after*: the state that was "
        "found; where the work changes no claims, both are the same and it counts as before."
    )
    names = ("runs", "kills", "before", "after", "claims", "lost", "doubled", "seconds")
    if not rows:
        yield NOT_MEASURED
        return
    whole = {"work": "**all**"} | {name: round(sum(row[name] for row in rows), 1) for name in names}
    headings = ("work", *names[:4], "claims looked at", "lost", "doubled", "seconds")
    yield from table(headings, ([row["work"], *(row[name] for name in names)] for row in [*rows, whole]))


def full_disks(held: dict[str, Any]) -> Iterator[str]:
    """Disks that were full."""
    rows = [held[name] for name in sorted(held) if name.startswith("full-disk-")]
    yield "## Full disks\n"
    yield prose(
        "A file system in memory has room for a random part of what the work needs. It ends with one line "
        "and the dataset as it was, and is done once there is room; else the test fails."
    )
    cells = ([row["work"], row["runs"], row.get("told", 0), row["seconds"]] for row in rows)
    yield from table(("work", "runs", "disk was full", "seconds"), cells) if rows else [NOT_MEASURED]


def damage(held: dict[str, Any]) -> Iterator[str]:
    """Files that were cut or changed."""
    yield "## Damaged files\n"
    yield prose(
        "Each file of a generation is cut at a random place, or one bit of it is changed; then all is read: "
        "documents, claims, evidence, decisions, graph and names. *Right*: what was harmed is not read, as "
        "an engine's own log."
    )
    if "damage" not in held:
        yield NOT_MEASURED
        return
    row = held["damage"]
    cells = [[row[name] for name in ("files", "harmed", "told", "right", "wrong", "seconds")]]
    yield from table(("files", "harms", "told in one line", "right answers", "wrong answers", "seconds"), cells)


def neo4j(held: dict[str, Any]) -> Iterator[str]:
    """Synchronisations that were stopped."""
    yield "## Neo4j\n"
    yield prose(
        "A synchronisation is stopped at a random moment: the client is killed, the connection cut (for "
        "good, or so that it comes back), or the server killed. The next one makes the database equal to the "
        "graph, quad for quad."
    )
    rows = held.get("neo4j", {})
    cells = ([name, row["runs"], row["stopped"], row["unequal"]] for name, row in sorted(rows.items()))
    yield from table(("fault", "runs", "stopped", "unequal after the next run"), cells) if rows else [NOT_MEASURED]


def fuzz(held: dict[str, Any]) -> Iterator[str]:
    """Hostile input."""
    yield "## Fuzzing\n"
    rows = held.get("fuzz", {})
    if not rows:
        yield NOT_MEASURED
        return
    names = ("cases", "crashes", "seconds")
    whole = ["**all**", *(round(sum(row[name] for row in rows.values()), 1) for name in names)]
    yield from table(("target", *names), [*([n, *(r[k] for k in names)] for n, r in sorted(rows.items())), whole])


def load(held: dict[str, Any]) -> Iterator[str]:
    """The server under load."""
    yield "## Server under load\n"
    yield prose(
        "So many clients ask at once, each again as soon as it is answered; then one asks alone. Recovered: the median "
        "is within a tenth of what it was before."
    )
    row = held.get("server", {})
    cells = [(name, "not so near" if value is None else value) for name, value in flat(row)]
    yield from table(("measure", "value"), cells) if row else [NOT_MEASURED]


def rules(held: dict[str, Any]) -> Iterator[str]:
    """Precision of each rule."""
    yield "## Precision of each rule\n"
    yield prose(
        "Rules with ten links at least: the share of their links that annotators made too, with Wilson's 95 "
        "% interval, on the texts of `tests/corpus`. [extraction.md](extraction.md) says how scores on texts "
        "differ that the rules had not seen; `policing-kg review precision` measures the same from reviews "
        "of a dataset of your own."
    )
    rows = held.get("rules", [])
    cells = ([r["rule"], r["found"], r["right"], *(f"{r[k]:.2f}" for k in ("precision", "low", "high"))] for r in rows)
    yield from table(("rule", "found", "right", "precision", "low", "high"), cells) if rows else [NOT_MEASURED]


def agreement(held: dict[str, Any]) -> Iterator[str]:
    """Agreement between coders."""
    yield "## Agreement between coders\n"
    rows = held.get("agreement", [])
    names = ("variable", "units", "alpha", "low", "high")
    yield from table(names, ([r[k] for k in names] for r in rows)) if rows else [NOT_MEASURED]


def people(held: dict[str, Any]) -> Iterator[str]:
    """The filter of names."""
    yield "## Names of persons\n"
    yield prose(
        "Invented names in texts written for this: how many are covered wholly where a text is read, and where it is "
        "kept and shown, with Wilson's 95 % interval. [people.md](people.md) says what the samples are."
    )
    headings = ("sample", "names", "read", "recall", "low", "high", "shown", "recall", "low", "high")
    rows = held.get("people", [])
    cells = (
        [
            f"{r['sample']}: {r['name']}" if r["group"] != "all" else r["sample"],
            r["names"],
            *(c for kind in ("read", "shown") for c in (r[kind], *(f"{r[f'{kind} {k}']:.3f}" for k in _SHARES))),
        ]
        for r in rows
    )
    yield from table(headings, cells) if rows else [NOT_MEASURED]


_SHARES = ("recall", "low", "high")


def prose(text: str) -> str:
    """A paragraph in lines of the width of the other pages."""
    return textwrap.fill(text, 118, break_long_words=False, break_on_hyphens=False) + "\n"


def flat(row: dict[str, Any], lead: str = "") -> list[list[Any]]:
    """Names and values, those of a part under its name."""
    cells: list[list[Any]] = []
    for name, value in row.items():
        cells += flat(value, f"{lead}{name} ") if isinstance(value, dict) else [[lead + name, value]]
    return cells


def table(headings: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    """A table in Markdown."""
    yield f"| {' | '.join(headings)} |"
    yield "|" + "---|" * len(headings)
    for row in rows:
        yield f"| {' | '.join(f'{cell:,}' if isinstance(cell, int | float) else str(cell) for cell in row)} |"


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
