"""How the time of reading grows with the text."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from policing_kg.loaders.pipeline import extract_article
from policing_kg.loaders.texts.article import SourceText

SMALL = 1600  # characters; every measurement stays well under a second
TIMES = 4
ALLOWED = TIMES * 2.0  # a quadratic reader takes 16 times as long, a linear one 4
LEAST = 0.02  # seconds; below it the clock tells nothing
TRIES = 4

Maker = Callable[[int], str]


def repeated(words: str) -> Maker:
    """Words over and over, up to a number of characters."""
    return lambda size: (words * (size // len(words) + 1))[:size]


def processor_seconds(text: str) -> float:
    """Time that the processor takes to read a text."""
    began = time.process_time()
    extract_article(SourceText("a.txt", text, "0" * 64))
    return time.process_time() - began


def check_growth(make: Maker) -> None:
    """Fail if a text takes much more than its share of time once it is longer."""
    small, large = make(SMALL), make(SMALL * TIMES)
    processor_seconds(small)  # what is read once and kept
    growth = []
    for _ in range(TRIES):
        growth.append(processor_seconds(large) / max(processor_seconds(small), LEAST))
        if growth[-1] < ALLOWED:
            return
    pytest.fail(f"{TIMES} times the text took {min(growth):.1f} times as long")
