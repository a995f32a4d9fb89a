"""Fuzz every target and write what it came to: ``python tests/fuzz/run.py --cases 1000000 --into demo/soak/fuzz.json``.

The file holds ``{"target": {"cases": n, "refused": n, "crashes": n, "seconds": s}}``, seconds of processor time; it is
written after each target.  Exit status 1 if anything crashed; each crash is shown with its input.
"""

from __future__ import annotations

import argparse
import json
import logging
import sys
from pathlib import Path

from attack import attack
from targets import TARGETS


def main() -> int:
    """Run from the command line."""
    asked = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    asked.add_argument("--cases", type=int, default=1_000_000, help="of all targets together")
    asked.add_argument("--seed", type=int, default=9)
    asked.add_argument("--only", nargs="*", choices=sorted(TARGETS), default=sorted(TARGETS), metavar="TARGET")
    asked.add_argument("--into", type=Path, default=Path("demo/soak/fuzz.json"))
    given = asked.parse_args()
    logging.disable(logging.CRITICAL)
    whole, crashes = sum(target.share for target in TARGETS.values()), 0
    found: dict[str, dict[str, float]] = json.loads(given.into.read_text()) if given.into.exists() else {}
    for name in sorted(given.only, key=lambda n: TARGETS[n].share, reverse=True):
        share = -(-TARGETS[name].share * given.cases // whole)  # rounded up
        came = attack(TARGETS[name], share, given.seed)
        found[name] = {
            "cases": came.cases, "refused": came.refused, "crashes": came.crashes, "seconds": round(came.seconds, 1),
        }  # fmt: skip
        given.into.parent.mkdir(parents=True, exist_ok=True)
        given.into.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        crashes += came.crashes
        said = f"{name}: {came.cases:,} cases, {came.refused:,} refused, {came.crashes} crashes, {came.seconds:.1f} s"
        sys.stdout.write(said + "\n" + "".join(f"  {line}\n" for line in came.shown))
        sys.stdout.flush()
    total = sum(int(one["cases"]) for one in found.values())
    sys.stdout.write(f"{total:,} cases of {len(found)} targets\n")
    return 1 if crashes else 0


if __name__ == "__main__":
    sys.exit(main())
