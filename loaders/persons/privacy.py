"""Names of persons in a text, private and official alike, so that none of them leaves the room."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..extraction import Mention
from ..texts.article import Article, Span
from ..texts.span_index import SpanIndex
from .rules import person_spans

# Year and number behind an organ's letters: 甲公通〔2021〕5号 names nobody.
_NUMBER = re.compile(r"[一-龥]{0,4}[〔\[［【（(](?:19|20)[0-9]{2}[〕\]］】）)]第?[0-9]{1,4}号")


def find_persons(article: Article) -> tuple[Span, ...]:
    """Find the names of persons in the whole clean text, body or not.

    Parameters
    ----------
    article : Article

    Returns
    -------
    tuple of spans
        Of the clean text, sorted and disjoint: names, hidden names (李某), surnames with a form of address (王阿姨),
        of residents and officials, reporters and editors.  Recall goes first: a word too many is masked rather
        than a name too few.

    Examples
    --------
    >>> from policing_kg.loaders.texts.article import SourceText
    >>> from policing_kg.loaders.texts.structure import read_article
    >>> article = read_article(SourceText("a.txt", "某所民警李建军走访了王阿姨。李建军说，群众安心。", ""))
    >>> [article.text[start:end] for start, end in find_persons(article)]
    ['李建军', '王阿姨', '李建军']
    """
    return tuple(span for span in person_spans(article.text) if not _NUMBER.match(article.text, span[1]))


def person_names(article: Article, persons: Iterable[Span]) -> frozenset[str]:
    """Return the strings that stand for persons in an article, of two characters or more.

    Parameters
    ----------
    article : Article
    persons : iterable of spans
        Of the clean text.

    Returns
    -------
    frozenset of str
        In simplified script.

    Examples
    --------
    >>> from policing_kg.loaders.texts.article import SourceText
    >>> from policing_kg.loaders.texts.structure import read_article
    >>> sorted(person_names(read_article(SourceText("a.txt", "民警傅志刚走访", "")), ((2, 5),)))
    ['傅志刚']
    """
    names = (article.text[start:end].strip() for start, end in persons)
    return frozenset(name for name in names if len(name) > 1)


def without_persons(mentions: Iterable[Mention], persons: Iterable[Span]) -> tuple[Mention, ...]:
    """Drop mentions that touch the name of a person.

    Parameters
    ----------
    mentions : iterable of Mention
    persons : iterable of spans

    Returns
    -------
    tuple of Mention

    Examples
    --------
    >>> named = [Mention(0, 4, "Role", "社区民警", "r"), Mention(3, 9, "Organisation", "某某工作室", "r")]
    >>> [m.canonical for m in without_persons(named, [(4, 7)])]
    ['社区民警']
    """
    names = SpanIndex(persons)
    return tuple(m for m in mentions if not names.touches(m.start, m.end))
