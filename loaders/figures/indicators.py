"""Indicators: every figure of an article that says something about a policing or governance subject."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache

from ..extraction import Indicator, Mention
from ..texts.article import Article, Span
from .bases import Bases
from .dates import find_dates
from .figure import Figure, clause_start
from .find import find_figures
from .measures import MeasureReader
from .numerals import find_numerals
from .periods import Periods
from .rulebook import rule_pattern
from .schedules import find_schedules
from .subject import SubjectReader

_SHORT_CLAUSE = 14
RULE = "indicator.figure@1"


def find_indicators(
    article: Article, mentions: Sequence[Mention], persons: Sequence[Span] = ()
) -> tuple[Indicator, ...]:
    """Find the indicators of an article.

    Parameters
    ----------
    article : Article
    mentions : sequence of Mention
        All mentions of the article, canonical names resolved; subjects are taken from them.
    persons : sequence of spans
        Names of persons: they enter no measure.

    Returns
    -------
    tuple of Indicator
        Sorted by place; `value` normalised (28万 → 280000, 五分之一 → 20 with unit ``%``).

    Examples
    --------
    >>> from policing_kg.loaders.texts.structure import read_article
    >>> from policing_kg.loaders.texts.article import SourceText
    >>> article = read_article(SourceText("a.txt", "全市破获刑事案件310起,同比上升8%。", ""))
    >>> [(i.measure, i.value, i.unit, i.comparison) for i in find_indicators(article, ())]
    [('破获刑事案件', 310.0, '起', None), ('破获刑事案件', 8.0, '%', '同比')]
    """
    dates, schedules = find_dates(article), find_schedules(article)
    subjects = SubjectReader(article, mentions, dates, persons)
    measures = MeasureReader(article, mentions, persons, dates)
    names = sorted((m.start, m.end) for m in mentions if m.type == "Mechanism")
    held = [(start, end) for start, end in names if not _counted(article.text[start:end])]
    periods, bases = Periods(article), Bases(article)
    by_start = [[x.start for x in dates], [x.start for x in schedules], [start for start, _ in held]]
    found: list[Indicator] = []
    for sentence in article.sentences:
        span = (sentence.start, sentence.end)
        now, then, named = ((bisect_left(starts, span[0]), bisect_left(starts, span[1])) for starts in by_start)
        inside = dates[slice(*now)]
        kept = [(a + 1, b) for a, b in held[slice(*named)]]
        figures = bases.enter(sentence, find_figures(article.text, span, inside, schedules[slice(*then)], kept))
        periods.enter(sentence, inside)
        if not figures:
            continue
        read = measures.read(sentence, figures)
        owners = subjects.read(sentence, figures)
        for number, figure in enumerate(figures):
            period = periods.of(figure, figures[:number])
            measure, measure_id = read[number]
            subject, basis = owners[number]
            found.append(
                Indicator(
                    figure.start,
                    figure.end,
                    figure.value,
                    figure.unit,
                    RULE,
                    measure,
                    measure_id,
                    subject,
                    basis,
                    figure.value_max,
                    period.text if period else None,
                    period.interval if period else "",
                    period.basis if period and period.interval else "",
                    figure.comparison,
                    figure.direction,
                    figure.approx,
                    figure.bound,
                    modality_of(article.text, span, figure),
                )  # fmt: skip
            )
    return tuple(found)


@lru_cache(maxsize=1024)  # an article names its mechanisms again and again
def _counted(name: str) -> bool:
    """A name such as 二十项便民举措 holds its count."""
    return any(n.value >= 10 and name[n.end : n.end + 1] in "项条件" for n in find_numerals(name))


def modality_of(text: str, sentence: Span, figure: Figure) -> str:
    """Tell a norm or a target from a report.

    Parameters
    ----------
    text : str
    sentence : (int, int)
    figure : Figure

    Returns
    -------
    str
        ``required``, ``planned`` or empty.

    Examples
    --------
    >>> def of(t): return [modality_of(t, (0, len(t)), f) for f in find_figures(t, (0, len(t)), (), ())]
    >>> of("社区民警占比应当不低于40%"), of("力争到2030年,破案率达到60%"), of("破案率达到60%")
    (['required'], ['planned'], [''])
    """
    first = clause_start(text, sentence[0], figure.core)
    opening = clause_start(text, sentence[0], first - 1)
    dated = rule_pattern("figures", "until_year").search(text[opening : max(first - 1, 0)])
    if opening >= sentence[0] and (0 < first - opening <= _SHORT_CLAUSE or dated):
        first = opening  # 力争到2025年, …
    before = text[first : figure.after]
    statute = rule_pattern("figures", "statute").match(text, *sentence)
    if statute or rule_pattern("figures", "required").search(before):
        return "required"
    return "planned" if rule_pattern("figures", "planned").search(before) else ""
