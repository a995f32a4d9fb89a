"""No search is left out that would have found something: by literals, by first characters, by windows."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from policing_kg.loaders.links.discourse import read_discourse
from policing_kg.loaders.links.pattern import PatternSet, read_link_patterns
from policing_kg.loaders.openings import ending, guarded, opening
from policing_kg.loaders.persons.rules import _patterns
from policing_kg.loaders.pipeline import extract_article
from policing_kg.loaders.prefilter import AnyOf, Prefilter, demands
from policing_kg.loaders.relations.find import relation_patterns
from policing_kg.loaders.texts.article import SourceText
from policing_kg.loaders.windows import WindowedPattern, WordList

CORPUS = Path(__file__).parents[1] / "corpus"

# Regular expressions over three letters, and texts of the same: they meet often.
LETTERS = "甲乙丙"
atoms = st.sampled_from([*LETTERS, "[甲乙]", "[^甲]", ".", "甲乙", r"\d", "[丙-乙]", "^", "$", r"\b"])
expressions = st.recursive(
    atoms,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map("".join),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: f"(?:{'|'.join(parts)})"),
        st.tuples(inner, st.sampled_from(["?", "*", "+", "{2}", "{0,2}?", "*?"])).map(lambda p: f"(?:{p[0]}){p[1]}"),
        inner.map(lambda part: f"({part})"),
        inner.map(lambda part: f"(?={part})"),
        inner.map(lambda part: f"(?!{part})"),
        st.sampled_from(LETTERS).map(lambda c: f"(?<={c})"),
        st.sampled_from(LETTERS).map(lambda c: f"(?<!{c})"),
    ),
    max_leaves=8,
)
texts = st.text(LETTERS + "1\n", max_size=14)


def spans(pattern: re.Pattern[str] | WindowedPattern, text: str) -> list[tuple[int, int]]:
    return [hit.span() for hit in pattern.finditer(text)]


@settings(max_examples=600, deadline=None)
@given(expressions, texts)
@example("(?:甲)?乙(?=丙)", "甲乙丙")
def test_a_pattern_that_matches_finds_all_that_it_demands(expression: str, text: str) -> None:
    pattern = re.compile(expression)
    if pattern.search(text):
        assert all(any(word in text for word in words) for words in demands(pattern))
        assert Prefilter([pattern]).candidates(text) == [0]
    for hit in pattern.finditer(text):
        assert all(any(word in hit[0] for word in words) for words in demands(pattern, consumed=True))


@settings(max_examples=600, deadline=None)
@given(expressions, texts)
@example("甲?[乙丙]", "甲乙")
def test_a_guarded_pattern_finds_what_the_pattern_finds(expression: str, text: str) -> None:
    assert spans(guarded(expression), text) == spans(re.compile(expression), text)


@settings(max_examples=400, deadline=None)
@given(expressions, texts)
def test_a_match_begins_and_ends_with_a_character_of_its_classes(expression: str, text: str) -> None:
    first, last = opening(expression), ending(expression)
    for hit in re.finditer(expression, text):
        assert not first or re.match(first, hit[0])
        assert not last or re.match(last, hit[0][-1:])


@settings(max_examples=600, deadline=None)
@given(expressions, texts, texts)
@example("(?:甲)?乙(?!丙)", "甲乙", "丙")
def test_a_windowed_pattern_finds_what_the_pattern_finds(expression: str, text: str, more: str) -> None:
    pattern = re.compile(expression)
    longer = text + "丁" * 30 + more
    assert spans(WindowedPattern(pattern), longer) == spans(pattern, longer)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.text(LETTERS, min_size=1, max_size=3), min_size=1, max_size=5), texts)
def test_words_are_found_as_by_an_alternation_of_them_the_longest_first(words: list[str], text: str) -> None:
    alternation = "|".join(sorted(words, key=len, reverse=True))
    assert list(WordList(words, r"[\n1]").spans(text)) == spans(re.compile(rf"(?:{alternation})[\n1]?"), text)


@settings(max_examples=200, deadline=None)
@given(st.lists(expressions, min_size=1, max_size=3), texts)
def test_any_of_several_patterns_matches_as_one_of_them_does(several: list[str], text: str) -> None:
    patterns = [re.compile(expression) for expression in several]
    assert AnyOf(patterns).match(text) == any(pattern.match(text) for pattern in patterns)


def test_flags_inside_a_pattern_are_heeded() -> None:
    assert demands(re.compile("(?i)abc")) == ()
    assert opening("(?i)abc") == ""
    assert guarded("(?i)abc").search("xABC")


@pytest.fixture(scope="module")
def sentences() -> list[str]:
    """Every sentence of the corpus, encoded as the link patterns read it."""
    found = []
    for path in sorted(CORPUS.glob("*.txt")):
        extraction = extract_article(SourceText(path.name, path.read_text("utf-8"), "0" * 64))
        discourse = read_discourse(extraction.article, extraction.mentions, extraction.persons)
        found += [s.text for s in discourse.sentences]
    return found


@pytest.mark.parametrize("patterns", [read_link_patterns(), relation_patterns()], ids=["links", "relations"])
def test_no_link_pattern_is_left_out_that_matches(patterns: PatternSet, sentences: list[str]) -> None:
    matched = 0
    for text in sentences:
        able = {p.id for p in patterns.candidates(text)}
        matching = {p.id for p in patterns if p.match.search(text)}
        assert matching <= able, text
        matched += len(matching)
    assert matched > 20


def test_most_link_patterns_are_left_out(sentences: list[str]) -> None:
    patterns = read_link_patterns()
    tried = sum(len(patterns.candidates(text)) for text in sentences)
    assert tried < len(sentences) * len(patterns) / 10


def test_the_patterns_of_persons_find_in_windows_what_they_find_in_whole_texts() -> None:
    for path in (*sorted(CORPUS.glob("*.txt")), *sorted((Path(__file__).parent / "persons").glob("*.txt"))):
        text = path.read_text("utf-8")
        for name, pattern in _patterns().items():
            assert spans(pattern, text) == spans(pattern.pattern, text), (path.name, name)
