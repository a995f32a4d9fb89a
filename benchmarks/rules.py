"""Measure the precision of each rule for links on annotated texts, as JSON for benchmarks/reliability.py.

usage: benchmarks/rules.py CORPUS > demo/soak/rules.json
       benchmarks/rules.py CORPUS --csv > data/scores/rules.csv

CORPUS holds texts and their annotations, ID.txt and ID.json.  The CSV is what `policing-kg review precision` shows.
"""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path

import policing_kg
from policing_kg.graph.review.wilson import wilson
from policing_kg.loaders.evaluation import rule_counts

FEWEST = 10  # links of a rule, below which an interval says next to nothing


def main(corpus: Path, form: str = "") -> None:
    """Write the rules to standard output: as CSV all of them, as JSON those for links, which found most first."""
    texts = [f.with_suffix(".txt") for f in sorted(corpus.glob("[0-9]*.json"))]
    scores = policing_kg.evaluate(corpus, *texts, by="rule").scores
    if form:
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(("rule", "found", "right"))
        writer.writerows(rule_counts(scores))
        return
    rows = []
    for rule, found, right in rule_counts(s for s in scores if s.row == "links" and s.found >= FEWEST):
        low, high = wilson(right, found)
        held = {"precision": right / found, "low": low, "high": high}
        rows.append({"rule": rule, "found": found, "right": right} | held)
    print(json.dumps(sorted(rows, key=lambda r: (-r["found"], r["rule"])), indent=1))


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3) or sys.argv[2:] not in ([], ["--csv"]):
        sys.exit(__doc__)
    main(Path(sys.argv[1]), *sys.argv[2:])
