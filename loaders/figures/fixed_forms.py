"""Figures of a fixed form, which no numeral with a unit makes: 连续5个月, 零发案, 1小时50分, 半小时, 翻番."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .dates import DateMention
from .figure import Figure, clause_start
from .numerals import chinese_number
from .rulebook import rule_pattern, words

_WITH_MEASURE_WORD = ("月", "季度", "学期")


def fixed_forms(text: str, start: int, end: int, dates: Sequence[DateMention]) -> list[Figure]:
    """Find the figures of a fixed form in one sentence.

    Parameters
    ----------
    text : str
    start, end : int
        The sentence.
    dates : sequence of DateMention
        Those of the sentence; 连续5个月 is among them.

    Examples
    --------
    >>> t = "接警到场用时1小时20分,半小时内反馈,辖区零发案"
    >>> [(f.value, f.unit, f.bound) for f in fixed_forms(t, 0, len(t), ())]
    [(80.0, '分钟', None), (30.0, '分钟', '<='), (0.0, '起', None)]
    """
    found = [f for d in dates if d.kind == "run" and (f := _run(text, d, end))]
    for match in rule_pattern("figures", "clock_time").finditer(text, start, end):
        found.append(_time(text, match, start, end))
    if text.find("连", start, end) >= 0:
        found += [_streak(match) for match in rule_pattern("figures", "streak").finditer(text, start, end)]
        found += [_repeated(match) for match in rule_pattern("figures", "repeated").finditer(text, start, end)]
    if text.find("零", start, end) >= 0:
        for match in rule_pattern("figures", "zero").finditer(text, start, end):
            found.append(Figure(*match.span(), *match.span(), 0.0, "起", form="zero"))
    if text.find("发生", start, end) >= 0:
        for match in rule_pattern("figures", "none_at_all").finditer(text, start, end):
            found.append(Figure(*match.span(), *match.span(), 0.0, "起", form="zero"))
    if text.find("位", start, end) >= 0:
        found += [f for m in rule_pattern("figures", "rank").finditer(text, start, end) if (f := _rank(text, m, start))]
    for match in rule_pattern("figures", "index").finditer(text, start, end):
        if not match.group().endswith("分"):
            found.append(Figure(*match.span("count"), *match.span("count"), float(match["count"]), ""))
    if text.find("翻番", start, end) >= 0:
        for match in rule_pattern("figures", "doubled").finditer(text, start, end):
            found.append(Figure(*match.span(), *match.span(), 1.0, "番", direction="up"))
    return found


def sense(word: str) -> str:
    """Tell the direction that a word of change gives.

    Examples
    --------
    >>> sense("上升"), sense("压减")
    ('up', 'down')
    """
    return "up" if word in words("figures", "up") or word in ("翻", "多") else "down"


def _run(text: str, date: DateMention, end: int) -> Figure | None:
    match = re.match(r"连续(\d{1,3}|[一二两三四五六七八九十]{1,3})个?(月|年度?|季度|学期|周|天|日)", date.text)
    if match is None:
        return None
    value = float(match[1]) if match[1].isdigit() else chinese_number(match[1])
    if value is None:
        return None
    core = date.start + match.end()
    trend = rule_pattern("figures", "trend").match(text, core, end)
    direction = sense(trend["word"]) if trend and not trend["word"].startswith("零") else None
    unit = "个" + match[2] if match[2] in _WITH_MEASURE_WORD else match[2]
    stop = trend.end() if trend else core
    return Figure(date.start, stop, date.start, core, value, unit, direction=direction, form="run")


def _streak(match: re.Match[str]) -> Figure:
    """连降5个月: five months on end."""
    value = float(match["count"]) if match["count"].isdigit() else chinese_number(match["count"]) or 0.0
    direction = "up" if match["way"] in "升增涨" else "down"
    return Figure(*match.span(), *match.span(), value, match["unit"], direction=direction, form="run")


def _repeated(match: re.Match[str]) -> Figure:
    """连续三次: three times on end."""
    value = float(match["count"]) if match["count"].isdigit() else chinese_number(match["count"]) or 0.0
    return Figure(*match.span(), *match.span(), value, "次", form="run")


def _rank(text: str, match: re.Match[str], start: int) -> Figure | None:
    """列全市第六位: a rank, where it is a body's or a place's."""
    before = text[clause_start(text, start, match.start()) : match.start("rank")]
    if not rule_pattern("figures", "ranked").search(before):
        return None
    value = float(match["count"]) if match["count"].isdigit() else chinese_number(match["count"])
    if value is None:
        return None
    direction = sense(match["word"].rstrip("至到居")) if match["word"] else None
    if match["word"] in ("跃居",):
        direction = "up"
    return Figure(match.start(), match.end(), match.start("rank"), match.end(), value, "位", direction=direction)


def _time(text: str, match: re.Match[str], start: int, end: int) -> Figure:
    """1小时50分 is 110 minutes, 3分10秒 190 seconds, 半小时 30 minutes, 一个半小时 1.5 hours,
    6分半钟 6.5 minutes.
    """
    if match["half"]:
        value, unit = 30.0, "分钟"
    elif match["minutes3"]:
        count = match["minutes3"]
        value, unit = (float(count) if count.isdigit() else chinese_number(count) or 0.0) + 0.5, "分钟"
    elif match["more"]:
        count = match["more"]
        value, unit = (float(count) if count.isdigit() else chinese_number(count) or 0.0) + 0.5, "小时"
    elif match["seconds"]:
        value, unit = 60.0 * int(match["minutes2"]) + int(match["seconds"]), "秒"
    else:
        value, unit = 60.0 * int(match["hours"]) + int(match["minutes"]), "分钟"
    first, stop, direction = match.start(), match.end(), None
    bound = "<=" if match["le"] or match["within"] else ">=" if match["ge"] else None
    changed = rule_pattern("figures", "direction").search(text[max(start, first - 24) : first])
    if changed:
        direction, first = sense(changed["word"]), first - len(changed["prefix"])
    return Figure(first, stop, match.start(), stop, value, unit, None, bool(match["about"]), bound, direction,
                  form="duration")  # fmt: skip
