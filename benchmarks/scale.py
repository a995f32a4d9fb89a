"""Build, load, export and synchronisation of a synthetic nation at several scales, in one report.

usage: python benchmarks/scale.py INTO [SCALE ...] [--keep KG]

Each step runs in a process of its own, so that its peak is its own; processor seconds are those of that process and of
its children.  Load is the graph made from the segments, beside Oxigraph's own bulk load of the same quads as N-Quads,
beside Jena's TDB2 (with the start of its Java) and, up to a size, rdflib; the synchronisation is that without a server:
the files of `sync --bulk`.  Reading is measured on as many short notices as the scale has documents.  The growth
exponent is the slope of the logarithm of time, or of the peak, over the logarithm of quads (of documents, for reading),
by least squares.  A loader that cannot be had here is left out, and said to be.  The dataset of the last scale is kept
as KG, if that is asked.

Writes INTO/report.md and INTO/report.json.
"""

from __future__ import annotations

import argparse
import json
import math
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from invented_nation import SCALES, write_nation
from invented_nation.notices import notices
from one_report.machine import machine
from policing_kg.graph.dataset import Dataset
from policing_kg.graph.delta import everything
from policing_kg.graph.export import export
from policing_kg.graph.neo4j_sync.bulk_import import bulk
from policing_kg.graph.segment import read_holdings
from policing_kg.graph.store import load_store, nquads_of
from policing_kg.loaders.build import build

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from jena_jars import bring_jena
from maven_jars import NoServer

DEFAULT = ("1/1000", "1/300", "1/100", "1/30")
RDFLIB_UP_TO = 400_000  # quads that rdflib is given: it holds them all in memory
READ_UP_TO = 300  # documents that are read


def build_claims(folder: Path, share: float) -> dict[str, object]:
    return {"violations": write_nation(folder / "kg", share)}


def read_texts(folder: Path, share: float) -> dict[str, object]:
    texts = folder / "texts"
    many = min(READ_UP_TO, max(24, round(share * 28_000)))
    for notice in notices(many):
        file = texts / notice.path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(notice.text, encoding="utf-8")
    began = _processor()
    report = build([texts], folder / "read", base=False)
    return {"documents": report.read, "processor seconds": round(_processor() - began, 2)}


def load(folder: Path, _: float) -> dict[str, object]:
    """The graph from the segments, as a build of a new dataset makes it, but for entities and names."""
    with Dataset.open(folder / "kg") as dataset:
        source, buckets, decisions = dataset.folder, dataset.manifest.buckets, dataset.decisions

        def pieces() -> Iterator[bytes]:
            for number in range(buckets):
                yield nquads_of(everything(read_holdings(source, number).values(), decisions))

        load_store(folder / "loaded", pieces())
    return {}


def load_lines(folder: Path, _: float) -> dict[str, object]:
    """The same quads as N-Quads, by this package's loader."""

    def pieces() -> Iterator[bytes]:
        with (folder / "quads.nq").open("rb") as file:
            while lines := file.readlines(2**20):
                yield b"".join(lines)

    load_store(folder / "lines", pieces())
    return {}


def load_oxigraph(folder: Path, _: float) -> dict[str, object]:
    from pyoxigraph import RdfFormat, Store

    store = Store(str(folder / "oxigraph"))
    store.bulk_load(path=folder / "quads.nq", format=RdfFormat.N_QUADS)
    store.flush()
    return {}


def load_rdflib(folder: Path, _: float) -> dict[str, object]:
    import rdflib

    graph = rdflib.Dataset(default_union=False)
    graph.parse(folder / "quads.nq", format="nquads")
    return {}


def load_tdb2(folder: Path, _: float) -> dict[str, object]:
    """By Jena's own loader, in a Java of its own."""
    try:
        jars = bring_jena()
    except NoServer as error:
        return {"missing": str(error)}
    command = [jars.java, "-cp", jars.class_path, "tdb2.tdbloader", "--loc", folder / "tdb2", folder / "quads.nq"]
    subprocess.run(command, check=True, capture_output=True)
    return {}


def write_quads(folder: Path, _: float) -> dict[str, object]:
    return {"quads": export(folder / "kg", "nquads", folder / "export.nq").rows}


def write_import(folder: Path, _: float) -> dict[str, object]:
    bulk(folder / "kg", folder / "import")
    return {}


STEPS: dict[str, Callable[[Path, float], dict[str, object]]] = {
    "build": build_claims,
    "read": read_texts,
    "export": write_quads,
    "sync files": write_import,
    "load": load,
    "load lines": load_lines,
    "load by Oxigraph": load_oxigraph,
    "load by TDB2": load_tdb2,
    "load by rdflib": load_rdflib,
}


def _processor() -> float:
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def run_here(step: str, folder: Path, share: float) -> None:
    """Run one step, and print what it took."""
    began, processor = time.perf_counter(), _processor()
    told = STEPS[step](folder, share)
    peaks = [resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    taken = {"seconds": time.perf_counter() - began, "processor seconds": _processor() - processor}
    rounded = {name: round(value, 2) for name, value in taken.items()}
    print(json.dumps(rounded | {"peak MB": round(peaks[0]), "peak MB of a child": round(peaks[1])} | told))


def run_apart(step: str, folder: Path, share: float) -> dict[str, Any]:
    """Run one step in a process of its own."""
    command = [sys.executable, __file__, "--step", step, str(folder), str(share)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def measured(into: Path, scale: str, keep: Path | None = None) -> dict[str, Any]:
    """All steps at one scale; the dataset is kept, if asked."""
    numerator, _, denominator = scale.partition("/")
    share = SCALES.get(scale) or float(numerator) / float(denominator or 1)
    folder = into / "work"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    found: dict[str, Any] = {"scale": scale, "steps": {}, "missing": []}
    for step in STEPS:
        if step == "load by rdflib" and found["quads"] > RDFLIB_UP_TO:
            continue
        told = run_apart(step, folder, share)
        if "missing" in told:
            found["missing"].append(f"{step}: {told['missing']}")
            continue
        found["steps"][step] = told
        if step == "build":
            with Dataset.open(folder / "kg") as dataset, dataset.graph() as graph:
                found |= {**dataset.manifest.counts, "quads": len(graph)}
                with (folder / "quads.nq").open("wb") as out:
                    out.writelines(graph.lines())
    if keep:
        shutil.rmtree(keep, ignore_errors=True)
        keep.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(folder / "kg", keep)
    shutil.rmtree(folder)
    return found


def exponent(points: list[tuple[float, float]]) -> float:
    """Slope of the logarithms, by least squares.

    >>> round(exponent([(1, 2), (10, 20), (100, 200)]), 3)
    1.0
    """
    xs, ys = ([math.log(value) for value in axis] for axis in zip(*points, strict=True))
    x, y = sum(xs) / len(xs), sum(ys) / len(ys)
    return sum((a - x) * (b - y) for a, b in zip(xs, ys, strict=True)) / sum((a - x) ** 2 for a in xs)


def growth(found: list[dict[str, Any]], step: str, what: str) -> float | None:
    """Growth exponent of one step, over the scales that it ran at; None for fewer than three."""
    points = [
        (s["steps"][step].get("documents", s["quads"]), s["steps"][step][what]) for s in found if step in s["steps"]
    ]
    apart = len({x for x, _ in points}) > 2 and all(y > 0 for _, y in points)
    return round(exponent(points), 2) if apart else None


def ratios(scale: dict[str, Any]) -> dict[str, float]:
    """How many times as fast as the others this package loads; below 1 it is slower."""
    steps = scale["steps"]

    def times(ours: str, theirs: str) -> float:
        return round(steps[theirs]["processor seconds"] / max(0.01, steps[ours]["processor seconds"]), 2)

    out = {"load / Oxigraph": times("load", "load by Oxigraph")}
    out["load lines / Oxigraph"] = times("load lines", "load by Oxigraph")
    for peer in ("TDB2", "rdflib"):
        if f"load by {peer}" in steps:
            out[f"load / {peer}"] = times("load", f"load by {peer}")
            out[f"load lines / {peer}"] = times("load lines", f"load by {peer}")
    return out


def written(report: dict[str, Any]) -> str:
    """The report as Markdown."""
    m = report["machine"]
    lines = [
        "# Scale", "",
        f"{m['processors']} × {m['processor']}, {m['memory GB']} GB, {m['system']}, Python {m['python']}; "
        f"load {m['load']} at the start.",
        "", "Processor seconds, with those of children, and the peak of one process in MB.", "",
        "| scale | documents | claims | quads | " + " | ".join(STEPS) + " |", "|---|--:|--:|--:|" + "--:|" * len(STEPS),
    ]  # fmt: skip
    for scale in report["scales"]:
        cells = [
            f"{s['processor seconds']} s, {max(s['peak MB'], s['peak MB of a child'])}" if s else "–"
            for s in (scale["steps"].get(step) for step in STEPS)
        ]
        counts = [f"{scale[name]:,}" for name in ("documents", "claims", "quads")]
        lines.append("| " + " | ".join([scale["scale"], *counts, *cells]) + " |")
    lines += ["", "| growth exponent | time | peak |", "|---|--:|--:|"]
    lines += [f"| {step} | {g['time'] or '–'} | {g['peak'] or '–'} |" for step, g in report["growth"].items()]
    lines += ["", "| times as fast | " + " | ".join(s["scale"] for s in report["scales"]) + " |"]
    lines.append("|---|" + "--:|" * len(report["scales"]))
    for name in dict.fromkeys(name for scale in report["scales"] for name in scale["ratios"]):
        lines.append(f"| {name} | " + " | ".join(str(s["ratios"].get(name, "–")) for s in report["scales"]) + " |")
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("into", type=Path)
    parser.add_argument("scales", nargs="*", default=DEFAULT)
    parser.add_argument("--keep", type=Path)
    given = parser.parse_args()
    into: Path = given.into
    into.mkdir(parents=True, exist_ok=True)
    report: dict[str, Any] = {"machine": machine(), "scales": [], "missing": []}
    for scale in given.scales:
        found = measured(into, scale, given.keep if scale == given.scales[-1] else None)
        report["scales"].append(found | {"ratios": ratios(found)})
        report["missing"] = list(dict.fromkeys((*report["missing"], *found["missing"])))
        report["growth"] = {
            step: {
                "time": growth(report["scales"], step, "processor seconds"),
                "peak": growth(report["scales"], step, "peak MB"),
            }
            for step in STEPS
        }
        (into / "report.json").write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        (into / "report.md").write_text(written(report), encoding="utf-8")
        print(f"{scale}: done", file=sys.stderr)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--step"]:
        run_here(sys.argv[2], Path(sys.argv[3]), float(sys.argv[4]))
    else:
        main()
