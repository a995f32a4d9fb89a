"""Mechanisms that the headings of an article number: “三防” over 一、人防, 二、物防, 三、技防."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..texts.article import Article, Span

NUMERALS = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}
_LABEL = re.compile("[“「]([两二三四五六七八九十])([一-鿿])[”」]")
_HEADING = re.compile(
    r"^[ \t　]*(?:[一二三四五六七八九十]、|[（(][一二三四五六七八九十][)）]|\d[.、．])"
    r"(?P<name>[一-鿿]{2,6})(?=[。:：,，\s])",
    re.MULTILINE,
)


def numbered_mechanisms(article: Article) -> Iterator[Span]:
    r"""Yield the names in numbered headings that a quoted label counts, each with the label's character.

    Parameters
    ----------
    article : Article

    Examples
    --------
    >>> from policing_kg.loaders.texts.article import SourceText
    >>> from policing_kg.loaders.texts.structure import read_article
    >>> text = "某局推行“两访”机制。\n一、入户走访。民警上门。\n二、电话回访。民警去电。\n"
    >>> [text[a:b] for a, b in numbered_mechanisms(read_article(SourceText("a.txt", text, "")))]
    ['入户走访', '电话回访']
    """
    text = article.text
    headings = [h.span("name") for h in _HEADING.finditer(text)]
    for count, kind in dict.fromkeys(label.groups() for label in _LABEL.finditer(text)):
        counted = [span for span in headings if kind in text[slice(*span)]]
        if len(counted) == NUMERALS[count]:
            yield from counted


def counts(label: str, part: str) -> bool:
    """Tell whether a label counts a part by a character that both hold.

    Examples
    --------
    >>> counts("两访", "入户走访"), counts("两访", "错时办")
    (True, False)
    """
    return len(label) == 2 and label[0] in NUMERALS and label[1] in part
