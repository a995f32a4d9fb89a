"""Bases of comparison that a paragraph goes on with: 比上年下降9%。其中,盗窃案30起,下降4%."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..texts.article import Article, Sentence
from .figure import Figure
from .rulebook import rule_pattern

_YEARS = ("同比", "环比")
_GAPS = (",", "，", "(", "（")


class Bases:
    """The base of comparison last stated in each paragraph.

    Parameters
    ----------
    article : Article
    """

    def __init__(self, article: Article) -> None:
        self.text, self._paragraphs = article.text, article.paragraphs
        self._paragraph, self._base, self._noted = -1, "", False

    def enter(self, sentence: Sentence, figures: Sequence[Figure]) -> list[Figure]:
        """Give a change right behind the count that it changes the base last stated in its paragraph.

        A note (以上均为同比) gives its base to every change of the paragraph.

        Parameters
        ----------
        sentence : Sentence
        figures : sequence of Figure
            All figures of the sentence, sorted.

        Examples
        --------
        >>> from .find import find_figures
        >>> from ..texts.article import SourceText
        >>> from ..texts.structure import read_article
        >>> text = "甲县立案90起,比上年下降9%。其中,盗窃案30起,下降4%。"
        >>> article = read_article(SourceText("a.txt", text, ""))
        >>> bases, found = Bases(article), []
        >>> for sentence in article.sentences:
        ...     found += bases.enter(sentence, find_figures(text, (sentence.start, sentence.end), (), ()))
        >>> [f.comparison for f in found]
        [None, '同比', None, '同比']
        """
        if sentence.paragraph != self._paragraph:
            note = rule_pattern("figures", "all_against").search(self.text, *self._paragraphs[sentence.paragraph])
            self._paragraph, self._base, self._noted = sentence.paragraph, note["base"] if note else "", bool(note)
        made: list[Figure] = []
        for read in figures:
            figure, last = read, made[-1] if made else None
            gap = self.text[last.end : figure.start] if last is not None else ""
            counted = last is not None and last.form == "number" and last.direction is None and gap in _GAPS
            plain = figure.direction and not figure.comparison and figure.unit in ("%", "个百分点")
            said = self.text[figure.start : figure.core]
            if plain and (counted or self._noted) and self._base and rule_pattern("figures", "rises").search(said):
                figure = replace(figure, comparison=self._base)
            if figure.comparison in _YEARS and not self._noted:
                self._base = figure.comparison or ""
            made.append(figure)
        return made
