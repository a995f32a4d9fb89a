from __future__ import annotations

from collections.abc import Callable

import pytest
from policing_kg.loaders.extraction import Indicator
from policing_kg.loaders.figures.dates import dates_in
from policing_kg.loaders.figures.figure import Figure
from policing_kg.loaders.figures.find import find_figures
from policing_kg.loaders.figures.schedules import schedules_in
from policing_kg.loaders.pipeline import extract_article
from policing_kg.loaders.texts.article import SourceText


@pytest.fixture
def figures() -> Callable[[str], list[Figure]]:
    """Figures of one sentence that stands alone."""

    def read(sentence: str) -> list[Figure]:
        return find_figures(sentence, (0, len(sentence)), dates_in(sentence), schedules_in(sentence))

    return read


@pytest.fixture
def indicators() -> Callable[[str], tuple[Indicator, ...]]:
    """Indicators of a whole article."""

    def read(text: str) -> tuple[Indicator, ...]:
        return extract_article(SourceText("a.txt", text, "0" * 64)).indicators

    return read
