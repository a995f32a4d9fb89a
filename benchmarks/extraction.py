"""How many documents of 2,000 characters a minute one core reads, and whether time grows as the text does.

usage: python benchmarks/extraction.py [DOCUMENTS]

The texts are those of tests/corpus, cut and joined to 2,000 characters each.  Prints documents a minute of processor
time, the median of five rounds, and the time of texts of 10, 100 and 1,000 thousand characters.
"""

from __future__ import annotations

import statistics
import sys
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


def main(count: int) -> None:
    texts = documents(count)
    processor_seconds(texts[:5])  # lexicons are read once
    rounds = [processor_seconds(texts) for _ in range(ROUNDS)]
    rate = [60 * count / seconds for seconds in rounds]
    print(f"{count} documents of {SIZE} characters: {statistics.median(rate):.0f} a minute and core", end=" ")
    print(f"(of {ROUNDS} rounds {min(rate):.0f} to {max(rate):.0f})")
    whole = "\n".join(texts)
    for size in (10_000, 100_000, 1_000_000):
        text = (whole * (size // len(whole) + 1))[:size]
        print(f"one text of {size:,} characters: {processor_seconds([text]):.2f} s")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 30)
