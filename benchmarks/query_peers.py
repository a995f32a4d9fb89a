"""The catalogue's queries beside Jena's TDB2 and beside rdflib, on the same quads.

usage: python benchmarks/query_peers.py FOLDER [--draws N] [--patience SECONDS] [--no-jena] [--no-rdflib]
                                         [--into REPORT]

FOLDER is a dataset that benchmarks/nation.py wrote.  What the catalogue sends to its store for each case is noted and
put to all engines as it stands; all rows are read, and all must give as many.  Seconds are of the processor: of this
process here and for rdflib, whose graph is held in memory; of the server for Jena, with all its threads.  Parsing of
the query is within.  A query of a peer's that takes longer than the patience is ended and counts as that long, so
ratios are at least what they say.  Prints Markdown, or writes REPORT.md and REPORT.json.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import resource
import statistics
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from multiprocessing.connection import Connection
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import rdflib
from jena_questions import Tdb2
from maven_jars import NoServer
from nation_questions import AGGREGATION, CASES, LOOKUP, drawn_values, filled
from policing_kg.queries import Reader
from policing_kg.queries.binding import Term, bind
from policing_kg.queries.remote.remote_graph import with_prefixes
from policing_kg.queries.runner import ask

RDFLIB, JENA = "rdflib", "Jena TDB2"
PEERS = (JENA, RDFLIB)
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


def ratios(found: list[dict[str, Any]]) -> dict[str, dict[str, dict[str, float]]]:
    """How many times as fast as each peer, for each class of question."""
    out: dict[str, dict[str, dict[str, float]]] = {}
    for peer in PEERS:
        for kind in (LOOKUP, AGGREGATION):
            of = [f for f in found if f["kind"] == kind and peer in f]
            if of:
                times = [f[peer] / max(f["ours"], 1e-6) for f in of]
                out.setdefault(peer, {})[kind] = {
                    "median": round(statistics.median(times), 1), "least": round(min(times), 2), "texts": len(of),
                    "unanswered": sum(peer in f["late"] for f in of),
                }  # fmt: skip
    return out


def written(told: dict[str, Any], found: list[dict[str, Any]]) -> str:
    """The report as Markdown."""
    compared = ratios(found)
    lines = [f"- {name}: {value}" for name, value in told.items() if name != "missing"]
    lines += [f"- {line}" for line in told["missing"]]
    lines += ["", f"| query | class | rows | ours, ms | {' | '.join(f'{p}, ms' for p in compared)} |"]
    lines.append("|---|---|" + "--:|" * (2 + len(compared)))
    for f in found:
        cells = [f"{'≥ ' * (p in f['late'])}{f[p] * 1000:.1f}" for p in compared]
        lines.append(f"| {f['query']} | {f['kind']} | {f['rows']} | {f['ours'] * 1000:.1f} | {' | '.join(cells)} |")
    lines.append("")
    for peer, kinds in compared.items():
        for kind, r in kinds.items():
            lines.append(
                f"- {kind} beside {peer}: {r['median']} times as fast at the median, least {r['least']}, "
                f"{r['texts']} texts of which {r['unanswered']} had no answer"
            )
    return "\n".join(lines) + "\n"


def measured(given: argparse.Namespace, reader: Reader, room: Path) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """What was measured on, and each text."""
    told: dict[str, Any] = {"quads": len(reader.graph), "missing": []}
    with (room / "quads.nq").open("wb") as out:
        out.writelines(reader.graph.lines())
    found = []
    for query, kind, text in cases(given.folder, given.draws):
        ours, rows = by_us(reader, text)
        found.append({"query": query, "kind": kind, "rows": rows, "ours": ours, "late": [], "text": text})
    if not given.no_jena:
        try:
            with Tdb2(room / "quads.nq", room / "jena") as tdb2:
                told["loading by TDB2, wall s"] = round(tdb2.loading, 1)
                _compare(found, JENA, lambda text: tdb2.ask(text, given.patience))
        except NoServer as error:
            told["missing"].append(str(error))
    if not given.no_rdflib:
        graph = rdflib.Dataset(default_union=False)
        began = time.process_time()
        graph.parse(room / "quads.nq", format="nquads")
        told |= {
            "rdflib": rdflib.__version__, "loading by rdflib, processor s": round(time.process_time() - began, 1),
            "peak of rdflib, MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        }  # fmt: skip
        _compare(found, RDFLIB, lambda text: by_rdflib(graph, text, given.patience))
    for f in found:
        del f["text"]
    return told, found


def _compare(found: list[dict[str, Any]], peer: str, ask_it: Callable[[str], tuple[float, int | None]]) -> None:
    """Ask a peer every text; what it answers must have as many rows."""
    for f in found:
        f[peer], rows = ask_it(f["text"])
        if rows is None:
            f["late"].append(peer)
        elif rows != f["rows"]:
            raise SystemExit(f"{f['query']}: {f['rows']} rows here, {rows} of {peer}\n{f['text']}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--draws", type=int, default=1)
    parser.add_argument("--patience", type=float, default=20.0, help="seconds that a peer may take for a query")
    parser.add_argument("--no-jena", action="store_true")
    parser.add_argument("--no-rdflib", action="store_true")
    parser.add_argument("--into", type=Path)
    given = parser.parse_args()
    with Reader(given.folder) as reader, TemporaryDirectory() as room:
        told, found = measured(given, reader, Path(room))
    report = written(told, found)
    if not given.into:
        print(report)
        return
    given.into.with_suffix(".md").write_text(report, "utf-8")
    whole = {**told, "ratios": ratios(found), "cases": found}
    given.into.with_suffix(".json").write_text(json.dumps(whole, ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
