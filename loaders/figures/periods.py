"""The period of each figure: a date of its clause, of its sentence or of the clauses before a semicolon."""

from __future__ import annotations

from collections.abc import Sequence

from ..texts.article import Article, Sentence, Span
from .dates import DateMention
from .figure import CLAUSE_MARKS, Figure
from .genre import is_official
from .rulebook import rule_pattern

_LEARNT = ("日前", "近日")
_BASES = ("同期", "日均", "月均", "周均", "季均")
_COMMAS = (",", "，")


class Periods:
    """Tells the periods of one article, sentence after sentence.

    Parameters
    ----------
    article : Article

    Examples
    --------
    >>> from policing_kg.loaders.figures.dates import dates_in
    >>> from policing_kg.loaders.figures.find import find_figures
    >>> from policing_kg.loaders.texts.article import SourceText
    >>> from policing_kg.loaders.texts.structure import read_article
    >>> article = read_article(SourceText("a.txt", "2022年,全市建成警务室30个;组建义警队9支。", ""))
    >>> periods, told = Periods(article), []
    >>> for sentence in article.sentences:
    ...     span = (sentence.start, sentence.end)
    ...     dates = dates_in(article.text, *span)
    ...     periods.enter(sentence, dates)
    ...     told += [periods.of(figure, ()).text for figure in find_figures(article.text, span, dates, ())]
    >>> told
    ['2022年', '2022年']
    """

    def __init__(self, article: Article) -> None:
        self.text, self._official = article.text, is_official(article)
        self._stated: DateMention | None = None
        self._joined: DateMention | None = None
        self._last: DateMention | None = None
        self._paragraph = -1
        self._span: Span = (0, 0)
        self._dates: list[DateMention] = []

    def enter(self, sentence: Sentence, dates: Sequence[DateMention]) -> None:
        """Go on to the next sentence that holds figures.

        Parameters
        ----------
        sentence : Sentence
        dates : sequence of DateMention
            Those of the sentence.
        """
        joined = self._official or self.text[sentence.start - 1 : sentence.start] in (";", "；")
        follows = sentence.paragraph == self._paragraph and joined
        self._joined = self._last if follows else None
        self._last, self._paragraph = self._joined, sentence.paragraph
        self._span = (sentence.start, sentence.end)
        self._dates = [d for d in dates if not d.named and not self._compares(d)]
        self._stated = _stated(self.text, self._span, dates) or self._stated

    def of(self, figure: Figure, before: Sequence[Figure]) -> DateMention | None:
        """Return the period of a figure of the sentence, or None.

        Parameters
        ----------
        figure : Figure
        before : sequence of Figure
            The sentence's figures before it.
        """
        own = self._own(figure, before)
        if own is not None and _lasts(own):
            self._last = own
        return own or self._joined or self._stated

    def _own(self, figure: Figure, before: Sequence[Figure]) -> DateMention | None:
        """A date in the figure's own clause, at the sentence's head, or carried over clauses by a figure."""
        for date in reversed(self._dates):
            if date.end > figure.core or date.kind == {"run": "run", "frequency": "recurring"}.get(figure.form):
                continue
            between = self.text[date.end : figure.core]
            clauses = sum(between.count(mark) for mark in CLAUSE_MARKS)
            if date.kind == "recurring" and clauses:
                continue
            if _begins(date) and clauses:
                return None
            leads = not self.text[self._span[0] : date.start].strip("“”‘’ 　,，其中同时此外并且")
            carried = [f for f in before if f.start >= date.end]
            since = self.text[carried[-1].end : figure.core] if carried else ""
            if leads or clauses <= 1 or (carried and sum(map(since.count, _COMMAS)) <= 1):
                return date
        return None

    def _compares(self, date: DateMention) -> bool:
        """Whether a date is what is compared with, or tells when a thing was learnt (记者日前从…获悉)."""
        before, after = self.text[max(0, date.start - 2) : date.start], self.text[date.end : date.end + 4]
        learnt = date.text in _LEARNT and after.startswith("从")
        return (
            learnt
            or date.text in _BASES
            or before.endswith(("与", "较", "比", "同"))
            or after.startswith(("同期", "相比"))
        )


def _begins(date: DateMention) -> bool:
    """2022年5月(起): when a thing began, no period of what came of it."""
    return (date.kind == "since" and date.text.endswith(("起", "开始"))) or (
        date.kind == "date" and date.text.endswith("月") and len(date.text) > 3
    )


def _lasts(date: DateMention) -> bool:
    return date.kind not in ("run", "recurring")


def _stated(text: str, sentence: Span, dates: Sequence[DateMention]) -> DateMention | None:
    """The period that a sentence gives to all figures after it: 以下数据均为2022年全年."""
    match = rule_pattern("dates", "standing").search(text, *sentence)
    usable = [d for d in dates if match and not d.named and d.edtf and d.start <= match.end() + 6]
    return usable[0] if usable else None
