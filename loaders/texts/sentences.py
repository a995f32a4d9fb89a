"""Sentences: full stops, exclamation and question marks, semicolons, ellipses, with the quotes that close them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from .article import Section, Sentence, Span
from .span_index import SectionIndex

_END = re.compile(
    r"(?:[。！？；!?;]{1,50}|…{1,50}|\.{3,50})[”’」』）)】\]》〉\"']*(?![，、,：:；;。)）]|[的等之与和及或是地])"
)
_COMMAS = "。；;，,、 "
LONGEST_SENTENCE = 800  # characters; what goes on longer is no sentence, and is cut
LONGEST_PARAGRAPH = 10_000
_BLANK = " \t\u3000\xa0\ufeff\r\n"


def split_sentences(text: str, paragraphs: Iterable[Span], sections: tuple[Section, ...]) -> tuple[Sentence, ...]:
    """Split each paragraph into sentences.

    Parameters
    ----------
    text : str
        Clean text.
    paragraphs : iterable of spans
        Sorted and disjoint.
    sections : tuple of Section
        Sorted by start, outer before inner.

    Returns
    -------
    tuple of Sentence
        Trimmed; a mark before a comma or a particle that goes on (“好吗？”的) ends nothing.

    Examples
    --------
    >>> text = "“安心了！”王村居民说。民警走访;发案下降"
    >>> [text[s.start:s.end] for s in split_sentences(text, [(0, len(text))], (Section(0, len(text)),))]
    ['“安心了！”', '王村居民说。', '民警走访;', '发案下降']
    """
    out: list[Sentence] = []
    inner = 0
    holding = SectionIndex(sections)
    for number, (start, end) in enumerate(paragraphs):
        inner = max(holding.at(start), default=inner)
        at = start
        cuts = [found.end() for found in _END.finditer(text, start, end)]
        for cut in short_pieces(text, start, [*cuts, end], LONGEST_SENTENCE):
            piece = text[at:cut]
            words = piece.strip(_BLANK)
            if words:
                first = at + len(piece) - len(piece.lstrip(_BLANK))
                out.append(Sentence(first, first + len(words), number, inner))
            at = max(at, cut)
    return tuple(out)


def short_pieces(text: str, start: int, cuts: Iterable[int], longest: int) -> Iterator[int]:
    """Cut what is longer than any real sentence or paragraph at its last comma, or where it must.

    Parameters
    ----------
    text : str
    start : int
        Where the first piece starts.
    cuts : iterable of int
        Where pieces end, ascending.
    longest : int
        Characters of a piece at most.

    Yields
    ------
    int
        The cuts and those between them.

    Examples
    --------
    >>> list(short_pieces("民警走访,村民说好。", 0, [10], 8))
    [5, 10]
    """
    at = start
    for cut in cuts:
        while cut - at > longest:
            comma = max(text.rfind(mark, at, at + longest) for mark in _COMMAS) + 1
            at = comma if comma > at else at + longest
            yield at
        yield cut
        at = max(at, cut)
