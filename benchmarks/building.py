"""How long a build of many documents takes, the same build again, and a build after one document changed; as JSON.

usage: python benchmarks/building.py [DOCUMENTS]
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from pathlib import Path

from extraction import documents
from policing_kg.loaders.build import build


def main(count: int) -> None:
    told: dict[str, object] = {"documents": count}
    with tempfile.TemporaryDirectory() as work:
        sources, kg = Path(work, "sources"), Path(work, "kg")
        sources.mkdir()
        for number, text in enumerate(documents(count)):
            (sources / f"{number:05}.txt").write_text(f"第{number}期\n{text}", "utf-8")
        for what in ("first build", "the same again", "one changed"):
            if what == "one changed":
                (sources / "00000.txt").write_text("第零期\n昆山市公安局推行两队一室。\n", "utf-8")
            began = time.perf_counter()
            report = build([sources], kg)
            seconds = round(time.perf_counter() - began, 2)
            told[what] = {"wall s": seconds, "read": report.read, "claims added": report.changes.claims_added}
    print(json.dumps(told, indent=1))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
