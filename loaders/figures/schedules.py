"""How often a thing is done: frequencies named in an article, as ``<number><unit>/<period>``.

每周 is ``1次/周``, 每周四个半天 ``4半天/周``, 每季度末 ``1次/季度``, 连续两年开展 ``1次/年``; 定期, 常态化 and
7×24小时 say no frequency.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from ..texts.article import Article, Span
from .calendar_point import small_number
from .rulebook import rule_pattern, rulebook

_HALVES = {
    "双周": "2周",
    "隔周": "2周",
    "两周": "2周",
    "两月": "2月",
    "两个月": "2月",
    "三个月": "季度",
    "半年": "半年",
}


@dataclass(frozen=True, slots=True)
class Schedule:
    """One frequency in the text.

    Parameters
    ----------
    start, end : int
        Span in the clean text, from 每 to the unit (每周四个半天).
    text : str
        The words of the span.
    frequency : str
        ``<number><unit>/<period>``; periods are 天, 周, 月, 季度, 半年, 年, or a number of them (``1次/2周``).
    count : float
        The number.
    unit : str
        次, 天, 半天 …
    period : str
        The period alone.
    bound : str or None
        ``>=`` for 不少于, 至少; ``<=`` for 不超过; it stays with the indicator.
    counted : bool
        False where the text has no numeral, as in 每周.
    each : int
        How many days or seasons of the period are named: 2 for 每周三、周五各一次, which makes two.
    """

    start: int
    end: int
    text: str
    frequency: str
    count: float
    unit: str
    period: str
    bound: str | None = None
    counted: bool = False
    each: int = 1


def find_schedules(article: Article) -> tuple[Schedule, ...]:
    """Find the frequencies of an article's body.

    Parameters
    ----------
    article : Article

    Returns
    -------
    tuple of Schedule
        Sorted, disjoint.

    Examples
    --------
    >>> from policing_kg.loaders.texts.structure import read_article
    >>> from policing_kg.loaders.texts.article import SourceText
    >>> article = read_article(SourceText("a.txt", "派出所每月走访群众不少于2次。", ""))
    >>> [(s.frequency, s.bound) for s in find_schedules(article)]
    [('2次/月', '>=')]
    """
    return _schedules_of(article.text, article.body)


@lru_cache(maxsize=2)  # figures and links of an article ask for the same
def _schedules_of(text: str, body: tuple[Span, ...]) -> tuple[Schedule, ...]:
    return tuple(schedule for start, end in body for schedule in schedules_in(text, start, end))


def schedules_in(text: str, start: int = 0, end: int | None = None) -> list[Schedule]:
    """Find the frequencies of one stretch of text.

    Parameters
    ----------
    text : str
    start, end : int, optional
        Half-open span to look in.

    Returns
    -------
    list of Schedule

    Examples
    --------
    >>> [s.frequency for s in schedules_in("每周四个半天驻点,每月走访不少于2次,每季度末讲评,两周一次例会")]
    ['4半天/周', '2次/月', '1次/季度', '1次/2周']
    >>> schedules_in("定期会商,7×24小时值守")
    []
    """
    stop = len(text) if end is None else end
    found = []
    for match in rule_pattern("schedules", "schedule").finditer(text, start, stop):
        schedule = _read(match)
        if schedule is not None:
            found.append(schedule)
    return found


def _read(match: re.Match[str]) -> Schedule | None:
    groups = match.groupdict()
    count, unit, bound = 1.0, "次", None
    counted, each = False, 1
    if groups["period"]:
        period = _period(groups["period"])
        if groups["every"]:
            period = _multiple(small_number(groups["every"]), period)
        named = _named(groups["day"] or "")
        if groups["count"] or groups["halfday"]:
            unit, counted = _unit(groups["unit"] or groups["halfday"] or "次"), True
            count = (_count(groups["count"]) if groups["count"] else 1.0) + (0.5 if groups["half"] else 0.0)
            bound = _bound(match)
            each = named if "各" in (groups["filler"] or "") else 1
        elif named > 1:
            each, counted = named, True
        count *= each
    elif groups["period2"]:
        period = _multiple(small_number(groups["count2"] or ""), _period(groups["period2"]))
    elif groups["half2"]:
        period = _HALVES.get(groups["half2"], "2天")
    elif groups["period4"]:
        period, count, counted = _period(groups["period4"]), _count(groups["count4"] or ""), True
        unit = groups["unit4"] or "次"
    elif groups["years"]:
        period = "年"
    else:
        word = groups["term"] or groups["term2"] or groups["period5"] or ""
        period = _period(word.removesuffix("度") if word != "季度" else word)
    if not period or count <= 0:
        return None
    frequency = f"{count:g}{unit}/{period}"
    return Schedule(match.start(), match.end(), match.group(), frequency, count, unit, period, bound, counted, each)


def _named(day: str) -> int:
    """How many days or seasons are named: 2 for 三、周五, 春秋两季, 1日、15日; 1 for a range or none."""
    if not day or "至" in day or day[0] in "末底上中下":
        return 1
    if day.endswith("季"):
        return max(1, sum(char in "春夏秋冬" for char in day))
    return len(re.split("[、和与及]", day))


def _bound(match: re.Match[str]) -> str | None:
    if match["ge"] or match["post"] or re.search("不少于|不低于|至少|最少", match["filler"] or ""):
        return ">="
    return "<=" if match["le"] or re.search("不超过|至多|最多", match["filler"] or "") else None


def _period(word: str) -> str:
    periods: dict[str, str] = rulebook("schedules")["periods"]
    return periods.get(word) or periods.get(word.removeprefix("个"), "")


def _multiple(count: int, period: str) -> str:
    if count == 3 and period == "月":
        return "季度"
    if count == 6 and period == "月":
        return "半年"
    return period if count <= 1 else f"{count}{period}"


def _count(word: str) -> float:
    return float(word) if word[0].isascii() else float(small_number(word))


def _unit(word: str) -> str:
    return {"会": "次", "场次": "场", "个小时": "小时", "工作日": "天"}.get(
        word.removeprefix("个"), word.removeprefix("个")
    )
