"""Clauses of the body cut into words, for the recognisers that read a name leftwards from its head."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from .article import Article
from .segmentation import Word, words_of

_STOPS = frozenset(",，。;；:：!！?？\n\r…—\u3000\t ")
LONGEST_CLAUSE = 400  # characters; what runs on longer is no clause, and is cut


class Clause(NamedTuple):
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
    words = words_of(text, start, end)
    opened = 0
    for number, word in enumerate(words):
        stop = word.text[0] in _STOPS
        if opened < number and (stop or word.start - words[opened].start >= LONGEST_CLAUSE):
            clauses.append(_clause(words[opened:number]))
            opened = number
        if stop:
            opened = number + 1
    return [*clauses, _clause(words[opened:])] if opened < len(words) else clauses


def _clause(words: Sequence[Word]) -> Clause:
    return Clause(words[0].start, words[-1].end, tuple(words))
