"""The stored text of a source with every person's name covered, character for character, and other words about it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..places.gazetteer import load_gazetteer
from ..texts.article import Article, Span
from ..texts.forms import unified
from ..texts.script import simplify
from ..texts.unseen import seen_places
from .names import name_end, word_begins
from .rules import person_spans

MASK = "■"
_PARTS = re.compile(r"[_/\\-]")
# What a headline or a file's name puts before the person that it is about.
_ABOUT = re.compile(r"(?:(?<=\s)|^)(?:记|追记|专访|访|悼|追忆|走近|致敬|人物|报道)(?=[\u3400-\u9fff])")


def masked_stored_text(article: Article, persons: tuple[Span, ...]) -> str:
    """Cover persons in the stored text.

    Parameters
    ----------
    article : Article
    persons : tuple of spans
        Of the clean text.

    Returns
    -------
    str
        As long as the stored text; each character of a name reads ``■``.

    Examples
    --------
    >>> from policing_kg.loaders.texts.article import SourceText
    >>> from policing_kg.loaders.texts.structure import read_article
    >>> masked_stored_text(read_article(SourceText("a.txt", "民警鄧麗(lì)珍走訪", "")), ((2, 5),))
    '民警■■■■■■■走訪'
    """
    characters = list(article.source.text)
    for start, end in persons:
        first, last = article.clean.stored(start, end)
        characters[first:last] = MASK * (last - first)
    return "".join(characters)


def masked_clean_text(article: Article, persons: tuple[Span, ...]) -> str:
    """Cover persons in the clean text; as long as the clean text.

    Examples
    --------
    >>> from policing_kg.loaders.texts.article import SourceText
    >>> from policing_kg.loaders.texts.structure import read_article
    >>> masked_clean_text(read_article(SourceText("a.txt", "民警鄧麗(lì)珍走訪", "")), ((2, 5),))
    '民警■■■走访'
    """
    return masked(article.text, persons)


def masked_words(words: str, names: Iterable[str] = ()) -> str:
    """Cover persons in words that are no part of a text: a file's name, a page's title, a source line.

    Parameters
    ----------
    words : str
    names : iterable of str
        Names that the document is known to hold, in simplified script.

    Returns
    -------
    str
        As long as `words`.

    Examples
    --------
    >>> masked_words("记民警傅志刚.txt"), masked_words("老傅的一天", ["老傅"]), masked_words("003_935c8f")
    ('记民警■■■.txt', '■■的一天', '003_935c8f')
    """
    if words.isascii() and not words[:1].isalpha():
        return words
    plain, places = as_read(words)
    parted = _PARTS.sub(" ", plain)
    spans = set(person_spans(parted))
    for told in _ABOUT.finditer(parted):
        end = name_end(parted, told.end(), titled=True)
        if end > told.end() and word_begins(parted, end):
            spans.add((told.end(), end))
    spans = {(start, end) for start, end in spans if not load_gazetteer().named(parted[start:end])}
    for name in filter(None, names):
        at = plain.find(name)
        while at >= 0:
            spans.add((at, at + len(name)))
            at = plain.find(name, at + 1)
    return masked(words, [(places[start], places[end - 1] + 1) for start, end in spans])


def as_read(words: str) -> tuple[str, list[int]]:
    r"""Words without what draws nothing, one form for each character, in simplified script; and where each stood.

    Examples
    --------
    >>> as_read("\u2f08\u200b民")
    ('人民', [0, 2])
    """
    places = seen_places(words)
    return simplify(unified("".join(words[at] for at in places))), places


def masked(text: str, spans: Iterable[Span]) -> str:
    """Cover spans of a text.

    Examples
    --------
    >>> masked("民警石磊", [(2, 4)])
    '民警■■'
    """
    characters = list(text)
    for start, end in spans:
        characters[start:end] = MASK * (end - start)
    return "".join(characters)
