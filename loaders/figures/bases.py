"""Bases of comparison that a paragraph goes on with: 比上年下降9%。其中,盗窃案30起,下降4%."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..texts.article import Sentence
from .figure import Figure
from .rulebook import rule_pattern

_YEARS = ("同比", "环比")
_GAPS = (",", "，", "(", "（")


class Bases:
    """The base of comparison last stated in each paragraph.

    Parameters
    ----------
    text : str
        Text of the article.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._paragraph, self._base = -1, ""

    def enter(self, sentence: Sentence, figures: Sequence[Figure]) -> list[Figure]:
        """Give a change right behind the count that it changes the base last stated in its paragraph.

        Parameters
        ----------
        sentence : Sentence
        figures : sequence of Figure
            All figures of the sentence, sorted.

        Examples
        --------
        >>> from .find import find_figures
        >>> text = "甲县立案90起,比上年下降9%。其中,盗窃案30起,下降4%。"
        >>> bases, found = Bases(text), []
        >>> for span in ((0, 16), (16, 32)):
        ...     found += bases.enter(Sentence(*span, 0, 0), find_figures(text, span, (), ()))
        >>> [f.comparison for f in found]
        [None, '同比', None, '同比']
        """
        if sentence.paragraph != self._paragraph:
            self._paragraph, self._base = sentence.paragraph, ""
        made: list[Figure] = []
        for figure in figures:
            last = made[-1] if made else None
            gap = self.text[last.end : figure.start] if last is not None else ""
            counted = last is not None and last.form == "number" and last.direction is None and gap in _GAPS
            plain = figure.direction and not figure.comparison and figure.unit in ("%", "个百分点")
            said = self.text[figure.start : figure.core]
            if plain and counted and self._base and rule_pattern("figures", "rises").search(said):
                figure = replace(figure, comparison=self._base)
            if figure.comparison in _YEARS:
                self._base = figure.comparison or ""
            made.append(figure)
        return made
