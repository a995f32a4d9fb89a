"""Clauses of the body cut into words, for the recognisers that read a name leftwards from its head."""

from __future__ import annotations

from dataclasses import dataclass

import rjieba

from .article import Article

_STOPS = frozenset(",，。;；:：!！?？\n\r…—\u3000\t ")
LONGEST_CLAUSE = 400  # characters; what runs on longer is no clause, and is cut


@dataclass(frozen=True, slots=True)
class Word:
    """One word with its part of speech (jieba's tag set) and its span in the clean text."""

    text: str
    tag: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of the body between two stops, and its words."""

    start: int
    end: int
    words: tuple[Word, ...]


def read_clauses(article: Article) -> tuple[Clause, ...]:
    """Cut the body of an article into clauses of words.

    Parameters
    ----------
    article : Article

    Returns
    -------
    tuple of Clause
        In order; enumeration commas (、), quotation marks and brackets stay inside a clause, blanks part clauses.
    """
    return tuple(clause for start, end in article.body for clause in cut_clauses(article.text, start, end))


def cut_clauses(text: str, start: int, end: int) -> list[Clause]:
    """Cut one stretch of a text into clauses of words.

    Examples
    --------
    >>> [[w.text for w in c.words] for c in cut_clauses("推行派驻制度,建立例会。", 0, 12)]
    [['推行', '派驻', '制度'], ['建立', '例会']]
    """
    clauses: list[Clause] = []
    words: list[Word] = []
    at = start
    for text_of_word, tag in [*rjieba.tag(text[start:end]), ("\n", "x")]:
        ends = text_of_word[0] in _STOPS or (words and at - words[0].start >= LONGEST_CLAUSE)
        if ends and words:
            clauses.append(Clause(words[0].start, words[-1].end, tuple(words)))
            words = []
        if text_of_word[0] not in _STOPS:
            words.append(Word(text_of_word, tag, at, at + len(text_of_word)))
        at += len(text_of_word)
    return clauses
