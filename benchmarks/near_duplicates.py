"""How many edited copies of the texts of tests/corpus are told as copies, and how long clustering takes.

usage: python benchmarks/near_duplicates.py [DOCUMENTS]
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable
from itertools import combinations
from pathlib import Path

from policing_kg.graph.duplicate import SignedDocument, alike, near_duplicates
from policing_kg.graph.signature import BINS, body_signature, read_signature
from policing_kg.loaders.persons.masking import masked_clean_text
from policing_kg.loaders.persons.privacy import find_persons
from policing_kg.loaders.texts.reading import read_source
from policing_kg.loaders.texts.structure import read_article

CORPUS = Path(__file__).parents[1] / "tests" / "corpus"
dice = random.Random(14)
Edit = Callable[[str], str]


def masked_body(path: Path) -> str:
    article = read_article(read_source(path))
    masked = masked_clean_text(article, find_persons(article))
    return "".join(masked[start:end] for start, end in article.body)


def replaced(text: str, share: float, run: int, pool: str) -> str:
    """A share of the characters replaced, in runs."""
    for _ in range(int(len(text) * share / run)):
        at, other = dice.randrange(len(text) - run), dice.randrange(len(pool) - run)
        text = text[:at] + pool[other : other + run] + text[at + run :]
    return text


def edits(pool: str) -> dict[str, Edit]:
    found: dict[str, Edit] = {}
    for share in (0.01, 0.02, 0.05, 0.08):
        found[f"{share:.0%} of characters"] = lambda t, s=share: replaced(t, s, 1, pool)  # type: ignore[misc]
    for share in (0.05, 0.1, 0.2, 0.3):
        found[f"{share:.0%} in words of four"] = lambda t, s=share: replaced(t, s, 4, pool)  # type: ignore[misc]
    for share in (0.8, 0.6, 0.5, 0.4, 0.3):
        found[f"cut to {share:.0%}"] = lambda t, s=share: t[: int(len(t) * s)]  # type: ignore[misc]
    for share in (0.8, 0.6, 0.5):
        name = f"cut to {share:.0%}, 5% in words of four"
        found[name] = lambda t, s=share: replaced(t[: int(len(t) * s)], 0.05, 4, pool)  # type: ignore[misc]
    return found


def told_as_copies(texts: list[str], edit: Edit, tries: int = 3) -> float:
    pairs = [(text, edit(text)) for text in texts for _ in range(tries)]
    found = [
        near_duplicates(
            [SignedDocument("a", "2023", body_signature(a)), SignedDocument("b", "2024", body_signature(b))]
        )
        for a, b in pairs
    ]
    return sum(map(bool, found)) / len(found)


def clustering(count: int) -> float:
    """Seconds that so many signed documents take, three quarters of them copies of one in four."""
    documents, original = [], []
    for number in range(count):
        bins = [f"{dice.randrange(65536):04x}" for _ in range(BINS)]
        if number % 4:
            bins = [old if dice.random() < 0.8 else new for old, new in zip(original, bins, strict=True)]
        else:
            original = bins
        documents.append(SignedDocument(f"d{number}", f"2023-{dice.randrange(1, 13):02}", f"900:{''.join(bins)}:"))
    began = time.perf_counter()
    near_duplicates(documents)
    return time.perf_counter() - began


def main(count: int) -> None:
    texts = [masked_body(path) for path in sorted(CORPUS.glob("*.txt"))]
    signed = [read_signature(body_signature(text)) for text in texts]
    wrong = sum(alike(a, b) for a, b in combinations(signed, 2))
    print(f"{len(texts)} texts, {len(texts) * (len(texts) - 1) // 2} pairs, {wrong} taken for copies")
    for name, edit in edits("".join(texts)).items():
        print(f"  {name}: {told_as_copies(texts, edit):.1%} told as copies")
    began = time.perf_counter()
    for text in texts:
        body_signature(text)
    characters = sum(map(len, texts))
    print(f"signing: {1000 * (time.perf_counter() - began) / characters * 1000:.2f} ms for 1,000 characters")
    for many in (count // 4, count // 2, count):
        print(f"clustering {many:,} documents: {clustering(many):.2f} s")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
