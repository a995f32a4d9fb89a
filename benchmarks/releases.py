"""Say what releasing, restoring, proving and comparing a dataset cost, each in a process of its own.

usage: python benchmarks/releases.py KG FOLDER

KG is a dataset, as benchmarks/nation.py writes one; FOLDER is new or empty.  Processor seconds are those of the process
and its children, memory is the most that one of them held.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path


def main(kg: str, folder: str) -> None:
    into = Path(folder)
    into.mkdir(parents=True, exist_ok=True)
    release, again = str(into / "release"), str(into / "again")
    verbs = {
        "release": ["release", kg, "--into", release, "--version", "1.0", "--date", "2026-11-30"],
        "restore": ["restore", release, "--into", again],
        "verify dataset": ["verify", kg],
        "verify release": ["verify", release],
        "diff": ["diff", release, again],
    }
    for name, arguments in verbs.items():
        print(json.dumps({"verb": name} | measured(arguments)), flush=True)
    counts = json.loads((into / "release" / "manifest.json").read_text("utf-8"))["counts"]
    size = sum(p.stat().st_size for p in (into / "release").rglob("*") if p.is_file())
    print(json.dumps({"counts": counts, "MB": round(size / 2**20, 1)}))


def measured(arguments: list[str]) -> dict[str, float]:
    """Seconds, processor seconds and MB of one verb, run by a process of its own."""
    code = "import sys; from policing_kg.cli import main; main(sys.argv[1:])"
    watch = (
        "import json, resource, subprocess, sys, time; began = time.perf_counter();"
        f"ended = subprocess.run([sys.executable, '-c', {code!r}, *sys.argv[1:]], stdout=subprocess.DEVNULL,"
        " stderr=subprocess.DEVNULL);"
        "used = resource.getrusage(resource.RUSAGE_CHILDREN);"
        "print(json.dumps({'status': ended.returncode, 'seconds': round(time.perf_counter() - began, 1),"
        "'processor seconds': round(used.ru_utime + used.ru_stime, 1), 'MB': round(used.ru_maxrss / 1024)}))"
    )
    ended = subprocess.run([sys.executable, "-c", watch, *arguments], capture_output=True, text=True, check=True)
    held: dict[str, float] = json.loads(ended.stdout)
    return held


if __name__ == "__main__":
    main(*sys.argv[1:])
