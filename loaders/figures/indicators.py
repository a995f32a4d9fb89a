"""Indicators: every figure of an article that says something about a policing or governance subject."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache

from ..extraction import Indicator, Mention
from ..texts.article import Article, Span
from .dates import DateMention, find_dates
from .figure import CLAUSE_MARKS, Figure, clause_start
from .find import find_figures
from .measures import MeasureReader
from .numerals import find_numerals
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
    by_start = [[x.start for x in dates], [x.start for x in schedules], [start for start, _ in held]]
    found: list[Indicator] = []
    standing: DateMention | None = None
    for sentence in article.sentences:
        span = (sentence.start, sentence.end)
        now, then, named = ((bisect_left(starts, span[0]), bisect_left(starts, span[1])) for starts in by_start)
        inside = dates[slice(*now)]
        kept = [(a + 1, b) for a, b in held[slice(*named)]]
        figures = find_figures(article.text, span, inside, schedules[slice(*then)], kept)
        standing = _standing(article.text, span, inside) or standing
        if not figures:
            continue
        read = measures.read(sentence, figures)
        owners = subjects.read(sentence, figures)
        for number, figure in enumerate(figures):
            period = period_of(article.text, span, figure, figures[:number], inside) or standing
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


def period_of(
    text: str, sentence: Span, figure: Figure, before: Sequence[Figure], dates: Sequence[DateMention]
) -> DateMention | None:
    """Choose the period of a figure: a date in its own clause, at the sentence's head, or carried over clauses.

    Parameters
    ----------
    text : str
    sentence : (int, int)
    figure : Figure
    before : sequence of Figure
        The sentence's figures before it.
    dates : sequence of DateMention
        The sentence's dates.

    Returns
    -------
    DateMention or None

    Examples
    --------
    >>> from policing_kg.loaders.figures.dates import dates_in
    >>> t = "2022年,全市建成警务室30个"
    >>> (figure,) = find_figures(t, (0, len(t)), dates_in(t), ())
    >>> period_of(t, (0, len(t)), figure, (), dates_in(t)).edtf
    '2022'
    """
    usable = [d for d in dates if d.end <= figure.core and not d.named and not _compares(text, d) and not _tells_when(text, d)]
    if figure.form == "run":
        usable = [d for d in usable if d.kind != "run"]
    if figure.form == "frequency":
        usable = [d for d in usable if d.kind != "recurring"]
    for date in reversed(usable):
        between = text[date.end : figure.core]
        clauses = sum(between.count(mark) for mark in CLAUSE_MARKS)
        if date.kind == "recurring" and clauses:
            continue
        leads = not text[sentence[0] : date.start].strip("“”‘’ 　,，其中同时此外并且")
        carried = [f for f in before if f.start >= date.end]
        if (
            leads
            or clauses <= 1
            or (
                carried
                and text[carried[-1].end : figure.core].count(",") + text[carried[-1].end : figure.core].count("，")
                <= 1
            )
        ):
            return date
    return None


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


def _standing(text: str, sentence: Span, dates: Sequence[DateMention]) -> DateMention | None:
    """The period that a sentence gives to all figures after it: 以下数据均为2022年全年."""
    match = rule_pattern("dates", "standing").search(text, *sentence)
    usable = [d for d in dates if match and not d.named and d.edtf and d.start <= match.end() + 6]
    return usable[0] if usable else None


def _compares(text: str, date: DateMention) -> bool:
    before, after = text[max(0, date.start - 2) : date.start], text[date.end : date.end + 4]
    return before.endswith(("与", "较", "比", "同")) or after.startswith(("同期", "相比"))


def _tells_when(text: str, date: DateMention) -> bool:
    """记者日前从…获悉: when it was learnt, not the period of what was learnt."""
    return date.text in ("日前", "近日") and text[date.end : date.end + 1] == "从"
