"""Measure the precision of each rule for links on annotated texts, as JSON for benchmarks/reliability.py.

usage: benchmarks/rules.py CORPUS > demo/soak/rules.json

CORPUS holds texts and their annotations, ID.txt and ID.json.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import policing_kg
from policing_kg.graph.review.precision import wilson

FEWEST = 10  # links of a rule, below which an interval says next to nothing


def main(corpus: Path) -> None:
    """Write the rules to standard output, those that found most first."""
    texts = [f.with_suffix(".txt") for f in sorted(corpus.glob("[0-9]*.json"))]
    scores = policing_kg.evaluate(corpus, *texts, by="rule").scores
    rows = []
    for score in (s for s in scores if s.row == "links" and s.part and s.found >= FEWEST):
        right = round(score.precision * score.found)
        low, high = wilson(right, score.found)
        held = {"precision": score.precision, "low": low, "high": high}
        rows.append({"rule": score.part, "found": score.found, "right": right} | held)
    print(json.dumps(sorted(rows, key=lambda r: (-r["found"], r["rule"])), indent=1))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
