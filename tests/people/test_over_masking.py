"""What is covered in shown texts beside names stays little, and never what claims rest on."""

from __future__ import annotations

from pathlib import Path

import pytest
from policing_kg.loaders.extraction import Extraction
from policing_kg.loaders.pipeline import extract_article
from policing_kg.loaders.texts.article import SourceText

CORPUS = Path(__file__).parents[1] / "corpus"
MOST = 0.02  # of the characters; docs/people.md says how many it is on the whole corpus
FEW = 12  # texts


@pytest.fixture(scope="module")
def read() -> list[Extraction]:
    files = sorted(CORPUS.glob("*.txt"))[:: max(1, len(list(CORPUS.glob("*.txt"))) // FEW)]
    return [extract_article(SourceText(file.name, file.read_text("utf-8"), "")) for file in files]


def _places(spans: tuple[tuple[int, int], ...]) -> set[int]:
    return {i for start, end in spans for i in range(start, end)}


def test_little_is_covered_beside_names(read: list[Extraction]) -> None:
    whole = sum(len(found.article.text) for found in read)
    beside = sum(len(_places(found.covered or ()) - _places(found.persons)) for found in read)
    assert whole > 5_000
    assert 0 < beside <= MOST * whole


def test_what_claims_rest_on_is_seen(read: list[Extraction]) -> None:
    for found in read:
        more = _places(found.covered or ()) - _places(found.persons)
        rests = tuple((m.start, m.end) for m in (*found.mentions, *found.policies, *found.indicators))
        assert rests
        assert more.isdisjoint(_places(rests))
