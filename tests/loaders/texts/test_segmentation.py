"""A text is cut into words once, and every stretch of it is given the words that it would have alone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import rjieba
from policing_kg.loaders.texts.article import SourceText
from policing_kg.loaders.texts.segmentation import word_starts, words_of
from policing_kg.loaders.texts.structure import read_article

CORPUS = sorted((Path(__file__).parents[2] / "corpus").glob("*.txt"))


def tagged(text: str, start: int, end: int) -> list[tuple[str, str]]:
    words = words_of(text, start, end)
    assert all(text[word.start : word.end] == word.text for word in words)
    return [(word.text, word.tag) for word in words]


@pytest.mark.parametrize("path", CORPUS, ids=[path.stem for path in CORPUS])
def test_lines_and_sentences_have_the_words_that_they_have_alone(path: Path) -> None:
    article = read_article(SourceText(path.name, path.read_text("utf-8"), "0" * 64))
    text = article.text
    lines = [line.span() for line in re.finditer(r"[^\r\n]+", text)]
    for start, end in (*lines, *article.body, *((s.start, s.end) for s in article.sentences)):
        assert tagged(text, start, end) == rjieba.tag(text[start:end])


@pytest.mark.parametrize("stretch", [(0, 1), (1, 3), (2, 9), (3, 3), (5, 12), (0, 12)])
def test_a_stretch_that_cuts_a_word_is_cut_by_itself(stretch: tuple[int, int]) -> None:
    text = "推行派驻制度，建立例会。"
    assert tagged(text, *stretch) == rjieba.tag(text[slice(*stretch)])


def test_figures_and_letters_are_not_parted_at_their_marks() -> None:
    text = "达95.5%，见ABC-1号\n第3条"
    for start in range(len(text)):
        for end in range(start, len(text) + 1):
            assert tagged(text, start, end) == rjieba.tag(text[start:end]), text[start:end]


def test_words_begin_where_those_of_the_dictionary_do() -> None:
    text = "天津市民。天津市|西青区"
    assert word_starts(text, 0, 4) == [0, 2, 4]
    assert word_starts(text, 5, 5) == [0]
