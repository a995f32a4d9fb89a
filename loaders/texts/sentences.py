"""Sentences: full stops, exclamation and question marks, semicolons, ellipses, with the quotes that close them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from .article import Section, Sentence, Span

_END = re.compile(r"(?:[。！？；!?;]+|…+|\.{3,})[”’」』）)】\]》〉\"']*(?![，、,：:；;。)）]|[的等之与和及或是地])")
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
    for number, (start, end) in enumerate(paragraphs):
        for k, section in enumerate(sections):
            if section.start <= start < section.end:
                inner = k
        at = start
        cuts = [found.end() for found in _END.finditer(text, start, end)]
        for cut in [*cuts, end]:
            piece = text[at:cut]
            words = piece.strip(_BLANK)
            if words:
                first = at + len(piece) - len(piece.lstrip(_BLANK))
                out.append(Sentence(first, first + len(words), number, inner))
            at = max(at, cut)
    return tuple(out)
