"""Reading policy documents and further relations takes time that grows as the text does."""

from __future__ import annotations

import time

import pytest
from policing_kg.loaders.pipeline import extract_article
from policing_kg.loaders.texts.article import SourceText

SMALL, TIMES, LEAST, TRIES = 1600, 4, 0.02, 4
ALLOWED = TIMES * 2.0  # a quadratic reader takes 16 times as long, a linear one 4

HOSTILE = {
    "titles": "《甲县派出所工作办法》",
    "open title marks": "《",
    "short names": "《甲县派出所工作办法》（以下简称《办法》）《办法》",
    "numbers": "甲公通〔2021〕5号",
    "references back": "该办法",
    "who refers": "综治中心派单给派出所",
    "made of nobody": "由由由",
    "teams": "由派出所、司法所组成的调解队",
    "posts": "派出所所长兼任副书记",
    "houses": "派出所与司法所合署办公",
    "mergers": "将城东派出所并入城西派出所",
    "bases": "根据《人民调解法》派出所",
    "issuers": "县公安局印发《甲县派出所工作办法》，",
}


def processor_seconds(text: str) -> float:
    began = time.process_time()
    extract_article(SourceText("a.txt", text, "0" * 64))
    return time.process_time() - began


@pytest.mark.parametrize("name", HOSTILE)
def test_time_grows_as_the_text_does(name: str) -> None:
    words = HOSTILE[name]
    small, large = ((words * (size // len(words) + 1))[:size] for size in (SMALL, SMALL * TIMES))
    processor_seconds(small)  # what is read once and kept
    growth = []
    for _ in range(TRIES):
        growth.append(processor_seconds(large) / max(processor_seconds(small), LEAST))
        if growth[-1] < ALLOWED:
            return
    pytest.fail(f"{TIMES} times the text took {min(growth):.1f} times as long")
