"""Places inside a document as readers name them: page of a PDF, paragraph of a Word document, article of a statute."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from ..texts.article import Article

FEWEST_ARTICLES = 2  # of a statute; one 第一条 alone may be quoted
_HAN = "一二三四五六七八九十百零〇"
_ARTICLE = re.compile(rf"^[^\S\n]*(第(?:[{_HAN}]+|\d+)条(?:之[{_HAN}]+)?)(?=[\s　【(（])", re.M)
_AFTER = re.compile(r"^[^\S\n]*(?:附件|附表|附录|附则说明|注)[\d一二三四五]*[:：\s]", re.M)


@dataclass(frozen=True, slots=True)
class Place:
    """Page, paragraph (0 where there is none) and article (empty where there is none) of one offset."""

    page: int = 0
    paragraph: int = 0
    article: str = ""


class Locator:
    r"""Tells the place of any offset of an article's clean text.

    Parameters
    ----------
    article : Article

    Examples
    --------
    >>> from policing_kg.loaders.texts.article import SourceText
    >>> from policing_kg.loaders.texts.structure import read_article
    >>> text = "水县警务条例\n第一条 为了规范警务工作。\n第二条 水县公安局负责。\n附件：名单\n"
    >>> locator = Locator(read_article(SourceText("a.txt", text, "", pages=(0, 25))))
    >>> [(p.page, p.article) for p in map(locator.at, (0, 10, 26, len(text) - 2))]
    [(1, ''), (1, '第一条'), (2, '第二条'), (2, '')]
    """

    def __init__(self, article: Article) -> None:
        self._clean = article.clean
        self._pages, self._parts = article.source.pages, article.source.parts
        named = numbered_articles(article.text)
        marks = [*named, *((found.start(), "") for found in _AFTER.finditer(article.text))] if named else []
        self._articles = sorted(marks)
        self._starts = [start for start, _ in self._articles]

    def at(self, offset: int) -> Place:
        """The place of one offset.

        Parameters
        ----------
        offset : int
            In the clean text, before its end.
        """
        stored = self._clean.starts[offset] if self._pages or self._parts else 0
        before = bisect_right(self._starts, offset)
        return Place(
            bisect_right(self._pages, stored),
            bisect_right(self._parts, stored),
            self._articles[before - 1][1] if before else "",
        )


def numbered_articles(text: str) -> list[tuple[int, str]]:
    r"""Find the articles of a statute: where each begins, and how it is called.

    Parameters
    ----------
    text : str
        Clean text.

    Returns
    -------
    list of (int, str)
        Empty where the text has fewer than `FEWEST_ARTICLES`.

    Examples
    --------
    >>> numbered_articles("第一条 为了规范工作。\n第二条　甲局负责。\n")
    [(0, '第一条'), (12, '第二条')]
    >>> numbered_articles("第一条经验是抓好基层。")
    []
    """
    found = [(hit.start(1), hit[1]) for hit in _ARTICLE.finditer(text)]
    return found if len(found) >= FEWEST_ARTICLES else []
