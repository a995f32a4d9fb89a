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
_STAY, _STAYED = 40, ("个半天", "天", "小时")  # 每周选派一名民警到…驻点两天
_PERIODS = {"天": "日", "季": "季度", "个月": "月"}
_FRACTIONS = {"半年": (2, "年")}
_UNITS = {"半天": "个半天"} | {part: f"个{part}" for part in ("晚上", "中午", "上午", "下午", "早上", "傍晚", "夜晚")}
_PEOPLE = ("名", "人", "位", "支")


def scheduled(text: str, figures: Sequence[Figure], schedules: Sequence[Schedule]) -> list[Figure]:
    """Give figures their 日均 or 每周: the period goes into the unit.

    Parameters
    ----------
    text : str
    figures, schedules
        Those of one sentence.
    """
    made: list[Figure] = []
    for figure in figures:
        made.append(_reached(text, _scheduled(text, figure, schedules), made[-1] if made else None))
    return made


def per_period(count: float, period: str) -> tuple[float, str]:
    """Write a rate for one whole period: once in half a year is twice a year.

    Examples
    --------
    >>> per_period(1, "半年"), per_period(1, "2周"), per_period(3, "天")
    ((2, '年'), (0.5, '周'), (3, '日'))
    """
    if period in _FRACTIONS:
        parts, whole = _FRACTIONS[period]
        return count * parts, whole
    many = re.fullmatch(r"(\d+)(\D+)", period)
    if many:
        return round(count / int(many[1]), 6), _PERIODS.get(many[2], many[2])
    return count, _PERIODS.get(period, period)


def _reached(text: str, figure: Figure, last: Figure | None) -> Figure:
    """日均响应从40条增加到90条: what a rate grows to is the same rate."""
    if last is None or figure.direction is None or figure.form not in ("number", "duration"):
        return figure
    gap = text[last.end : figure.core]
    same = last.unit.startswith(figure.unit + "/") and not set(gap) & set(CLAUSE_MARKS)
    return replace(figure, unit=last.unit) if same and rule_pattern("figures", "reaching").search(gap) else figure


def _scheduled(text: str, figure: Figure, schedules: Sequence[Schedule]) -> Figure:
    made = figure
    for schedule in schedules:
        beside = schedule.text == "每年" and schedule.end == figure.start
        if not (beside or _recurs(schedule)) or figure.form not in ("number", "duration"):
            continue
        if _sent(text, schedule, figure):
            continue
        gap = text[schedule.end : figure.core]
        inside = schedule.start <= figure.core < schedule.end
        reach = _STAY if figure.unit in _STAYED else _REACH
        near = schedule.end <= figure.core <= schedule.end + reach and not set(gap) & set(CLAUSE_MARKS + "、")
        if inside or near:
            count = schedule.count if inside and schedule.each > 1 else figure.value
            count, period = per_period(count, schedule.period)
            start = schedule.start if inside or figure.core - schedule.end <= 3 else figure.start
            made = replace(
                figure,
                start=min(start, figure.start),
                end=max(figure.end, schedule.end) if inside else figure.end,
                value=count,
                unit=f"{figure.unit}/{period}",
                form="frequency",
                bound=figure.bound or schedule.bound,
            )
    if made is figure and figure.form in ("number", "duration") and figure.unit not in ("分钟", "秒"):
        average = rule_pattern("figures", "average").search(text[max(0, figure.start - _REACH) : figure.start])
        if average:
            period = average["mean"] or average["one"]
            made = replace(figure, unit=f"{figure.unit}/{_PERIODS.get(period, period)}")
    return made


def _recurs(schedule: Schedule) -> bool:
    return (schedule.text.startswith("每") and schedule.period != "年") or schedule.counted


def _sent(text: str, schedule: Schedule, figure: Figure) -> bool:
    """每天增援2名: how many are sent each time, no rate."""
    gap = text[schedule.end : figure.core] if schedule.end <= figure.core else text[schedule.start : figure.core]
    return figure.unit in _PEOPLE and bool(rule_pattern("figures", "sends").search(gap))


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
        stop = clause_end(text, schedule.end, sentence[1])
        sent = schedule.period != "年" and any(
            schedule.end <= f.core < stop and _sent(text, schedule, f) for f in figures
        )
        counted = (
            sent
            or _by_term(schedule, text[schedule.end : stop])
            or (schedule.counted and every)
            or bool(re.search("[半隔一二两双三].*一次?$", schedule.text))
        )
        if any(schedule.start <= f.core < schedule.end for f in figures):
            continue
        if any(schedule.end <= f.core < min(stop, schedule.end + _STAY) and f.unit in _STAYED for f in figures):
            continue
        if not counted and (
            not every
            or any(schedule.end <= f.core < stop and f.form in ("number", "duration") for f in figures)
            or not _practised(schedule, text[schedule.end : stop], text[stop : sentence[1]])
        ):
            continue
        count, period = per_period(schedule.count, schedule.period)
        unit = f"{_UNITS.get(schedule.unit, schedule.unit)}/{period}"
        made.append(
            Figure(
                schedule.start,
                schedule.end,
                schedule.start,
                schedule.end,
                count,
                unit,
                bound=schedule.bound,
                form="frequency",
            )  # fmt: skip
        )
    return made


def _by_term(schedule: Schedule, rest: str) -> bool:
    """按季度通报: a practice named by its term."""
    return schedule.text.startswith("按") and rest.startswith(tuple(words("schedules", "activity")))


def _practised(schedule: Schedule, clause: str, rest: str) -> bool:
    """Whether a schedule without a numeral tells of a practice."""
    if schedule.period == "年" and rule_pattern("figures", "yearly").search(clause):
        return True
    if schedule.period in ("天", "年"):
        holds = words("figures", "meeting") if schedule.period == "年" else words("figures", "daily")
        return not clause.startswith("的") and any(word in clause for word in holds)
    return bool(re.search(r"[\u4e00-\u9fff]{2}", clause or rest))
