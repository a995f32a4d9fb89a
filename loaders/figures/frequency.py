"""Frequencies as figures: 每周四个半天, 日均320起, and a bare 每周 that says once a week."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ..texts.article import Span
from .figure import CLAUSE_MARKS, Figure, clause_end
from .rulebook import rule_pattern, words
from .schedules import Schedule

_REACH = 14  # characters from 每月 to the figure that it counts
_PERIODS = {"天": "日", "季": "季度", "个月": "月"}
_UNITS = {"半天": "个半天"}


def scheduled(text: str, figures: Sequence[Figure], schedules: Sequence[Schedule]) -> list[Figure]:
    """Give figures their 日均 or 每周: the period goes into the unit.

    Parameters
    ----------
    text : str
    figures, schedules
        Those of one sentence.
    """
    return [_scheduled(text, figure, schedules) for figure in figures]


def _scheduled(text: str, figure: Figure, schedules: Sequence[Schedule]) -> Figure:
    made = figure
    for schedule in schedules:
        if not _recurs(schedule) or figure.form not in ("number", "duration"):
            continue
        gap = text[schedule.end : figure.core]
        inside = schedule.start <= figure.core < schedule.end
        near = schedule.end <= figure.core <= schedule.end + _REACH and not set(gap) & set(CLAUSE_MARKS + "、")
        if inside or near:
            start = schedule.start if inside or figure.core - schedule.end <= 3 else figure.start
            made = replace(
                figure,
                start=min(start, figure.start),
                end=max(figure.end, schedule.end) if inside else figure.end,
                value=schedule.count if inside and schedule.each > 1 else figure.value,
                unit=f"{figure.unit}/{_PERIODS.get(schedule.period, schedule.period)}",
                form="frequency",
                bound=figure.bound or schedule.bound,
            )
    if made is figure and figure.form == "number":
        average = rule_pattern("figures", "average").search(text[max(0, figure.start - _REACH) : figure.start])
        if average:
            period = average["mean"] or average["one"]
            made = replace(figure, unit=f"{figure.unit}/{_PERIODS.get(period, period)}")
    return made


def _recurs(schedule: Schedule) -> bool:
    return (schedule.text.startswith("每") and schedule.period != "年") or schedule.counted


def bare_schedules(
    text: str, sentence: Span, schedules: Sequence[Schedule], figures: Sequence[Figure], held: Sequence[Span]
) -> list[Figure]:
    """Make figures of the frequencies that no numeral of the sentence tells: 每周 is once a week.

    Parameters
    ----------
    text : str
    sentence : (int, int)
    schedules, figures
        Those of the sentence.
    held : sequence of spans
        Names and labels, in which no figure stands.

    Returns
    -------
    list of Figure
        每年 and 每天 only where they are counted (每年一次) or a regular practice follows.
    """
    made = []
    for schedule in schedules:
        if any(a <= schedule.start < b for a, b in held):
            continue
        every = schedule.text.startswith("每")
        counted = (schedule.counted and every) or bool(re.search("[半隔一二两双三].*一次?$", schedule.text))
        stop = clause_end(text, schedule.end, sentence[1])
        if any(schedule.start <= f.core < schedule.end for f in figures):
            continue
        if not counted and (
            not every
            or any(schedule.end <= f.core < stop and f.form in ("number", "duration") for f in figures)
            or not _practised(schedule, text[schedule.end : stop], text[stop : sentence[1]])
        ):
            continue
        period = _PERIODS.get(schedule.period, schedule.period)
        unit = f"{_UNITS.get(schedule.unit, schedule.unit)}/{period}"
        made.append(
            Figure(
                schedule.start,
                schedule.end,
                schedule.start,
                schedule.end,
                schedule.count,
                unit,
                bound=schedule.bound,
                form="frequency",
            )  # fmt: skip
        )
    return made


def _practised(schedule: Schedule, clause: str, rest: str) -> bool:
    """Whether a schedule without a numeral tells of a practice."""
    if schedule.period in ("天", "年"):
        holds = words("figures", "meeting") if schedule.period == "年" else words("figures", "daily")
        return not clause.startswith("的") and any(word in clause for word in holds)
    return bool(re.search(r"[\u4e00-\u9fff]{2}", clause or rest))
