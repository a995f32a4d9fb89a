"""Measure what has to be fast, and write ONE report of it: Markdown and JSON.

usage: python benchmarks/report.py INTO [--only PART,PART] [--scale SHARE] [--no-peers] [--peers FOLDER]

Each part is a script of this folder, run in a process of its own; what it measured stands beside what is asked, with
the machine's description.  Peers come into an environment of their own (FOLDER); what cannot be had, or fails, stands
in the report in a line with the mend, and the other parts go on.  At full size that takes hours and 4 GB of memory;
--scale 1/100 is a look.  Writes INTO/report.json and INTO/report.md after each part.  Exit status 1 if no part gave
figures.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path
from typing import Any

from one_report.machine import machine
from one_report.page import page
from one_report.parts import PARTS
from one_report.peers import Peers
from one_report.run import run_all
from one_report.sizes import sizes


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("into", type=Path)
    parser.add_argument("--only", default="", help=f"parts, with commas between: {', '.join(PARTS)}")
    parser.add_argument("--scale", default="1", help="share of the full size, as 1/10")
    parser.add_argument("--peers", type=Path, help="where their environment is kept; else INTO/peers")
    parser.add_argument("--no-peers", action="store_true", help="fetch nothing, and measure without them")
    given = parser.parse_args(arguments)
    asked = given.only.split(",") if given.only else list(PARTS)
    if unknown := set(asked) - set(PARTS):
        parser.error(f"--only {','.join(sorted(unknown))}: no such part; use {', '.join(PARTS)}")
    try:
        measured = sizes(given.scale)
    except (ValueError, ZeroDivisionError):
        parser.error(f"--scale {given.scale}: not a share; give 1, 1/10 or .1")
    into: Path = given.into.resolve()
    into.mkdir(parents=True, exist_ok=True)
    report: dict[str, Any] = {
        "began": time.strftime("%Y-%m-%d %H:%M"), "scale": given.scale, "sizes": vars(measured), "machine": machine(),
    }  # fmt: skip

    def keep(found: dict[str, Any]) -> None:
        report["parts"] = found
        (into / "report.json").write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        (into / "report.md").write_text(page(report), encoding="utf-8")

    peers = Peers((given.peers or into / "peers").resolve(), fetch=not given.no_peers)
    found = run_all({name: PARTS[name] for name in PARTS if name in asked}, into, measured, peers, keep)
    return 0 if any("failed" not in part for part in found.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
