"""How long each query of the catalogue takes on a dataset, cold and warm, beside names and lookups from Python.

usage: python benchmarks/queries.py FOLDER [--engine rdf|cypher] [--into REPORT] [--only QUERY ...] [--draws N]
                                    [--rounds N] [--patience SECONDS]

FOLDER is a dataset that benchmarks/nation.py wrote.  Each query runs in a process of its own: cold is the first time
that a newly opened dataset is asked, warm the median of the rounds after it; the Cypher engine has been started and its
database opened before.  Writes REPORT.md and REPORT.json, else
prints the Markdown.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import platform
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from nation_questions import AGGREGATION, CASES, LOOKUP, drawn_values, filled
from policing_kg.queries import EMBEDDED, Reader
from policing_kg.queries.knowledge_graph import KnowledgeGraph
from policing_kg.queries.runner import ask

TARGET = {LOOKUP: 50, AGGREGATION: 1000}  # milliseconds at the median
PATIENCE = 60.0  # seconds that one query may take


@dataclass(frozen=True)
class Timing:
    """Milliseconds of one case: first time, median and greatest of the others, processor time; and rows."""

    query: str
    kind: str
    parameters: str
    cold: float
    warm: float
    worst: float
    processor: float
    rows: int

    @property
    def meets(self) -> bool:
        return self.warm <= TARGET[self.kind]


def timed(query: str, kind: str, asked: str, runs: list[Callable[[], int]], rounds: int) -> Timing:
    """Time some runs of one kind: each once cold, then in rounds."""
    cold, warm, processor, rows = [], [], [], 0
    for number in range(rounds + 1):
        for run in runs:
            wall, used = time.perf_counter(), time.process_time()
            found = run()
            passed = 1000 * (time.perf_counter() - wall)
            if number:
                warm.append(passed)
                processor.append(1000 * (time.process_time() - used))
            else:
                cold.append(passed)
                rows += found
    middle = statistics.median
    return Timing(query, kind, asked, middle(cold), middle(warm), max(warm), middle(processor), rows // len(runs))


def of_query(
    folder: Path, query: str, values: dict[str, list[str]], draws: int, rounds: int, engine: str
) -> Iterator[Timing]:
    """Each case of one query, in a reader of its own."""
    for kind, parameters in CASES[query]:
        given = [p for n in range(draws) if (p := filled(parameters, values, n)) is not None]
        if given:
            with Reader(folder) as reader:
                if engine == "cypher":
                    reader.cypher_graph.rows("RETURN 1")
                runs = [lambda p=p: len(ask(reader, query, p, engine)) for p in given]
                yield timed(query, kind, " ".join(f"{k}={v}" for k, v in parameters.items()), runs, rounds)


def of_python(folder: Path, values: dict[str, list[str]], draws: int, rounds: int) -> Iterator[Timing]:
    """Search in names, and lookups on what ``policing_kg.open`` gives."""
    with KnowledgeGraph(folder) as kg:
        stations = [kg.label(iri) for iri in values["STATION"][:draws]]
        organs = [kg.label(iri) for iri in values["ORGAN"][:draws]]
        mechanisms = [kg.label(iri) for iri in values["MECHANISM"][:draws]]
        texts = {
            "names: whole": stations,
            "names: two characters": ["公安", "平安", "城关"],
            "names: one character": ["警"],
            "names: pinyin": ["paichusuo", "hecheng"],
            "names: misspelt": [s.replace("派出所", "派出锁") for s in stations],
        }
        for what, searched in texts.items():
            yield timed(what, LOOKUP, "search", [lambda t=t: len(kg.search(t)) for t in searched], rounds)
        looked: dict[str, list[Callable[[], int]]] = {
            "unit(full name)": [lambda n=n: len(kg.unit(n).name) for n in stations],
            "unit(short name)": [lambda n=n: len(kg.unit(n[len("合成") :]).name) for n in stations],
            "unit(…).parents()": [lambda n=n: len(kg.unit(n).parents()) for n in stations],
            "unit(…).links()": [lambda n=n: len(kg.unit(n).links()) for n in organs],
            "unit(…).implements()": [lambda n=n: len(kg.unit(n).implements()) for n in organs],
            "unit(…).figures()": [lambda n=n: len(kg.unit(n).figures()) for n in organs],
            "unit(…).profile": [lambda n=n: len(kg.unit(n).profile.aliases) for n in organs],
            "unit(…).cite()": [lambda n=n: len(kg.unit(n).cite()) for n in organs],
            "mechanism(name)": [lambda n=n: len(kg.mechanism(n).name) for n in mechanisms],
        }
        for what, runs in looked.items():
            yield timed(what, LOOKUP, "Python", runs, rounds)


def apart(work: Callable[[], Iterator[Timing]], patience: float) -> list[Timing] | None:
    """Do work in a process of its own; None where its first case takes longer than `patience`."""
    ours, theirs = multiprocessing.Pipe(duplex=False)
    child = multiprocessing.get_context("fork").Process(target=_send, args=(work, theirs))
    child.start()
    theirs.close()
    out: list[Timing] = []
    try:
        while ours.poll(patience):
            out.append(ours.recv())
    except EOFError:
        return out
    finally:
        child.kill()
        child.join()
    return out or None


def _send(work: Callable[[], Iterator[Timing]], to: Connection) -> None:
    for timing in work():
        to.send(timing)


def written(told: dict[str, object], timings: list[Timing], late: list[str], patience: float) -> str:
    """The report as Markdown."""
    lines = [f"- {name}: {value}" for name, value in told.items()]
    lines += [
        "",
        "| query | asked | class | rows | cold, ms | warm, ms | worst, ms | processor, ms | |",
        "|---|---|---|--:|--:|--:|--:|--:|---|",
    ]
    for t in timings:
        numbers = " | ".join(f"{n:.1f}" for n in (t.cold, t.warm, t.worst, t.processor))
        lines.append(f"| {t.query} | {t.parameters} | {t.kind} | {t.rows} | {numbers} | {'' if t.meets else 'slow'} |")
    lines += [f"| {query} | – | – | – | over {patience:.0f} s | – | – | – | slow |" for query in late]
    lines.append("")
    for kind in (LOOKUP, AGGREGATION):
        warm = [t.warm for t in timings if t.kind == kind]
        if warm:
            lines.append(
                f"- {kind}: median {statistics.median(warm):.1f} ms, greatest {max(warm):.1f} ms, {len(warm)} cases"
            )
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--engine", choices=EMBEDDED, default=EMBEDDED[0])
    parser.add_argument("--into", type=Path)
    parser.add_argument("--only", nargs="*")
    parser.add_argument("--draws", type=int, default=3)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--patience", type=float, default=PATIENCE, help="seconds that a case may take")
    given = parser.parse_args()
    with Reader(given.folder) as reader:
        values = drawn_values(reader, given.draws)
        entities = len({q.subject for q in reader.graph.quads(None, "rdfs:label")})
        told = {
            "entities": entities, "quads": len(reader.graph), "documents": len(reader.dataset.manifest.documents),
            "engine": given.engine, "dataset": reader.digest,
            "machine": f"{platform.machine()}, {os.cpu_count()} cores",
            "Python": platform.python_version(), "load": f"{os.getloadavg()[0]:.1f}",
        }  # fmt: skip
    timings: list[Timing] = []
    late = []
    rounds = values, given.draws, given.rounds
    for query in given.only or ((*CASES, "python") if given.engine == "rdf" else CASES):
        if query == "python":
            found = apart(lambda: of_python(given.folder, *rounds), given.patience)
        else:
            found = apart(lambda q=query: of_query(given.folder, q, *rounds, given.engine), given.patience)
        timings += found or []
        if found is None or (query in CASES and len(found) < len(CASES[query])):
            late.append(query)
    report = written(told, timings, late, given.patience)
    if given.into:
        given.into.with_suffix(".md").write_text(report, "utf-8")
        machine = {**told, "timings": [asdict(t) for t in timings], "late": late}
        given.into.with_suffix(".json").write_text(json.dumps(machine, ensure_ascii=False, indent=1) + "\n", "utf-8")
    else:
        print(report)


if __name__ == "__main__":
    main()
