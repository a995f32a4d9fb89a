"""The catalogue's queries beside rdflib, on the same quads held in its memory.

usage: python benchmarks/query_peers.py FOLDER [--draws N] [--patience SECONDS] [--into REPORT]

FOLDER is a dataset that benchmarks/nation.py wrote.  What the catalogue sends to its store for each case is noted and
put to both engines as it stands; all rows are read.  Seconds are of the processor; rdflib's parser is within, as ours
is.  A query of rdflib's that takes longer than the patience is ended and counts as that long, so ratios are at least
what they say.  Prints Markdown, or writes REPORT.md and REPORT.json.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import resource
import statistics
import time
from collections.abc import Iterator, Mapping, Sequence
from multiprocessing.connection import Connection
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import rdflib
from nation_questions import AGGREGATION, CASES, LOOKUP, drawn_values, filled
from policing_kg.queries import Reader
from policing_kg.queries.binding import Term, bind
from policing_kg.queries.remote.remote_graph import with_prefixes
from policing_kg.queries.runner import ask

ROUNDS = 3  # of ours, of which the median counts


class Noting(Reader):
    """A reader that keeps what it was asked."""

    sent: list[str]

    def query_bound(self, sparql: str, values: Mapping[str, Sequence[Term]]) -> Any:
        self.sent.append(bind(sparql, values, keep_undef=False))
        return super().query_bound(sparql, values)


def cases(folder: Path, draws: int) -> Iterator[tuple[str, str, str]]:
    """Query, kind of question and the text that is sent; once each."""
    with Noting(folder) as reader:
        values, seen = drawn_values(reader, draws), set()
        for query, asked in CASES.items():
            for kind, parameters in asked:
                for number in range(draws):
                    given = filled(parameters, values, number)
                    if given is None:
                        continue
                    reader.sent = []
                    ask(reader, query, given)
                    for text in reader.sent:
                        if text not in seen:
                            seen.add(text)
                            yield query, kind, with_prefixes(text)


def by_us(reader: Reader, text: str) -> tuple[float, int]:
    """Processor seconds, and rows."""
    taken = []
    for _ in range(ROUNDS):
        began = time.process_time()
        rows = sum(1 for _ in reader.graph.rows(text))
        taken.append(time.process_time() - began)
    return statistics.median(taken), rows


def by_rdflib(graph: rdflib.Dataset, text: str, patience: float) -> tuple[float, int | None]:
    """The same, in a process that is ended after a while; no rows then."""
    ours, theirs = multiprocessing.Pipe(duplex=False)
    child = multiprocessing.get_context("fork").Process(target=_answer, args=(graph, text, theirs))
    child.start()
    theirs.close()
    try:
        if ours.poll(patience):
            seconds, rows = ours.recv()
            return seconds, rows
        return patience, None
    finally:
        child.kill()
        child.join()


def _answer(graph: rdflib.Dataset, text: str, to: Connection) -> None:
    began = time.process_time()
    rows = sum(1 for _ in graph.query(text))
    to.send((time.process_time() - began, rows))


def written(told: dict[str, Any], found: list[dict[str, Any]]) -> str:
    """The report as Markdown."""
    lines = [f"- {name}: {value}" for name, value in told.items()]
    lines += ["", "| query | class | rows | ours, ms | rdflib, ms | times as fast |", "|---|---|--:|--:|--:|--:|"]
    for f in found:
        more = "≥ " if f["late"] else ""
        times = f"{f['ours'] * 1000:.1f} | {more}{f['rdflib'] * 1000:.0f} | {more}{f['rdflib'] / f['ours']:.0f}"
        lines.append(f"| {f['query']} | {f['kind']} | {f['rows']} | {times} |")
    lines.append("")
    for kind in (LOOKUP, AGGREGATION):
        ratios = [f["rdflib"] / f["ours"] for f in found if f["kind"] == kind]
        late = sum(f["late"] for f in found if f["kind"] == kind)
        if ratios:
            lines.append(
                f"- {kind}: at the median ≥ {statistics.median(ratios):.0f} times as fast, least {min(ratios):.1f}, "
                f"{len(ratios)} texts of which rdflib left {late} unanswered"
            )
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--draws", type=int, default=1)
    parser.add_argument("--patience", type=float, default=20.0, help="seconds that a query of rdflib may take")
    parser.add_argument("--into", type=Path)
    given = parser.parse_args()
    found = []
    graph = rdflib.Dataset(default_union=False)
    with Reader(given.folder) as reader, TemporaryDirectory() as folder:
        with Path(folder, "quads.nq").open("wb") as out:
            out.writelines(reader.graph.lines())
        began = time.process_time()
        graph.parse(Path(folder, "quads.nq"), format="nquads")
        told = {
            "quads": len(reader.graph), "rdflib": rdflib.__version__,
            "rdflib's loading, processor s": round(time.process_time() - began, 1),
            "its peak, MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        }  # fmt: skip
        for query, kind, text in cases(given.folder, given.draws):
            ours, rows = by_us(reader, text)
            theirs, their_rows = by_rdflib(graph, text, given.patience)
            if their_rows not in (None, rows):
                raise SystemExit(f"{query}: {rows} rows here, {their_rows} of rdflib\n{text}")
            late = their_rows is None
            found.append({"query": query, "kind": kind, "rows": rows, "ours": ours, "rdflib": theirs, "late": late})
    report = written(told, found)
    if not given.into:
        print(report)
        return
    given.into.with_suffix(".md").write_text(report, "utf-8")
    given.into.with_suffix(".json").write_text(json.dumps({**told, "cases": found}, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
