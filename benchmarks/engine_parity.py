"""Whether both engines give the same rows to every question of the catalogue on a dataset.

usage: python benchmarks/engine_parity.py FOLDER [--only QUERY ...] [--draws N] [--patience SECONDS]

FOLDER is a dataset that benchmarks/nation.py wrote.  Each case of `nation_questions` is asked of both with several
draws of its parameters; rows are compared as multisets of typed values, with their claims and places in the sources.
Prints a line for each case that is not equal, then how many were equal, different, or not ended; exit status 1 if any
was not equal.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import sys
from collections import Counter
from collections.abc import Mapping
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from nation_questions import CASES, drawn_values, filled
from policing_kg.queries import EMBEDDED, Named, Reader, Row, Value
from policing_kg.queries.runner import ask

PATIENCE = 60.0  # seconds that both engines together may take for a case


def typed(row: Row) -> tuple[Any, ...]:
    """A row with the types of its values."""
    return tuple((column, _typed(value)) for column, value in row.items()), row.claims, row.evidence


def _typed(value: Value) -> tuple[str, str]:
    return ("iri", value.iri) if isinstance(value, Named) else (type(value).__name__, str(value))


def compared(reader: Reader, query: str, given: Mapping[str, str]) -> tuple[int, int, int]:
    """Rows of one case: equal ones, those of the first engine alone, those of the second alone."""
    one, other = (Counter(map(typed, ask(reader, query, given, engine))) for engine in EMBEDDED)
    return (one & other).total(), (one - other).total(), (other - one).total()


def _serve(folder: Path, asked: Connection) -> None:
    """Compare what is asked for, until nothing more is."""
    with Reader(folder) as reader:
        reader.cypher_graph.rows("RETURN 1")
        asked.send(None)
        while True:
            asked.send(compared(reader, *asked.recv()))


class Comparer:
    """A process that compares; a new one takes its place where a case does not end."""

    def __init__(self, folder: Path, patience: float) -> None:
        self._folder, self._patience = folder, patience
        self._start()

    def _start(self) -> None:
        self._asked, theirs = multiprocessing.Pipe()
        self._process = multiprocessing.get_context("spawn").Process(
            target=_serve, args=(self._folder, theirs), daemon=True
        )
        self._process.start()
        self._asked.recv()  # it has opened both databases

    def close(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.join()

    def ask(self, query: str, given: Mapping[str, str]) -> tuple[int, int, int] | None:
        """What `compared` gives; None where it takes longer than the patience."""
        self._asked.send((query, given))
        if self._asked.poll(self._patience):
            found: tuple[int, int, int] = self._asked.recv()
            return found
        self.close()
        self._start()
        return None


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", nargs="*")
    parser.add_argument("--draws", type=int, default=3)
    parser.add_argument("--patience", type=float, default=PATIENCE, help="seconds that a case may take")
    options = parser.parse_args()
    with Reader(options.folder) as reader:
        values, dataset = drawn_values(reader, options.draws), reader.digest
    comparer = Comparer(options.folder, options.patience)
    told: Counter[str] = Counter()
    for query in options.only or CASES:
        for _, parameters in CASES[query]:
            for given in {json.dumps(filled(parameters, values, n)) for n in range(options.draws)} - {"null"}:
                found = comparer.ask(query, json.loads(given))
                outcome = "not ended" if found is None else "different" if found[1] or found[2] else "equal"
                told.update({outcome: 1, "rows": found[0] if found else 0})
                if outcome != "equal":
                    of = f": {found[0]} rows equal, {found[1]} and {found[2]} not" if found else ""
                    print(f"{query} {given}: {outcome}{of}", flush=True)
    comparer.close()
    outcomes = {outcome: told[outcome] for outcome in ("equal", "different", "not ended")}
    queries = len(options.only or CASES)
    print(
        json.dumps(
            {"dataset": dataset, "queries": queries, "cases": sum(outcomes.values()), **outcomes, "rows": told["rows"]}
        )
    )
    return 0 if told["equal"] == sum(outcomes.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
