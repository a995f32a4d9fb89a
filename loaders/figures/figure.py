"""Figures: numerals that count, measure or compare, with unit, blur, bound, direction and base of comparison.

What is no figure is left out here: dates, ordinals, clock times, ages, addresses, telephone numbers, figures inside
a name or label (“1、3、5”, 7×24小时, 两队一室), 一 as an article, sums and weights in an anecdote.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..texts.article import Span
from .dates import DateMention
from .numerals import Numeral, chinese_number, find_numerals
from .rulebook import rule_pattern, words
from .schedules import Schedule

CLAUSE_MARKS = ",，。;；:：!?！？\n…"
_UNITS = {
    "％": "%",
    "百分点": "个百分点",
    "pp": "个百分点",
    "秒钟": "秒",
    "个小时": "小时",
    "工作日": "个工作日",
    "半天": "个半天",
}
_COUNT_VERBS_REQUIRED = frozenset("个项种条张件类次家步处场道份")


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure in its sentence.

    Parameters
    ----------
    start, end : int
        Span: figure, unit, approximation, bound, comparison and direction words.
    core, after : int
        Where numeral and unit themselves begin and end.
    value, value_max, unit, approx, bound, direction, comparison
        As in `Indicator`.
    form : str
        ``number``, ``share``, ``duration``, ``frequency``, ``run`` (连续4年) or ``zero`` (零发案).
    listed : bool
        True if it goes on a list that the figure before it began (17.6%、30.6%).
    """

    start: int
    end: int
    core: int
    after: int
    value: float
    unit: str
    value_max: float | None = None
    approx: bool = False
    bound: str | None = None
    direction: str | None = None
    comparison: str | None = None
    form: str = "number"
    listed: bool = False


def find_figures(
    text: str, sentence: Span, dates: Sequence[DateMention], schedules: Sequence[Schedule], held: Sequence[Span] = ()
) -> list[Figure]:
    """Find the figures of one sentence.

    Parameters
    ----------
    text : str
        Clean text of the article.
    sentence : (int, int)
    dates, schedules
        Those of the sentence.
    held : sequence of spans
        Names in which no figure stands.

    Returns
    -------
    list of Figure
        Sorted.

    Examples
    --------
    >>> t = "盗窃警情同比下降27.4%,组建义警队伍760余支"
    >>> [(t[f.start:f.end], f.value, f.unit, f.direction, f.approx) for f in find_figures(t, (0, len(t)), (), ())]
    [('同比下降27.4%', 27.4, '%', 'down', False), ('760余支', 760.0, '支', None, True)]
    """
    start, end = sentence
    held = [*held, *_labels(text, start, end)]
    taken = [(d.start, d.end) for d in dates if d.kind != "run"]
    figures = [f for d in dates if d.kind == "run" and (f := _run(text, d, end))]
    figures += _zeros(text, start, end)
    for match in rule_pattern("figures", "compound").finditer(text, start, end):
        minutes = 60.0 * int(match["hours"]) + int(match["minutes"])
        figures.append(Figure(*match.span(), *match.span(), minutes, "分钟", form="duration"))
    taken += [(f.start, f.end) for f in figures]
    for numeral in find_numerals(text, start, end):
        if any(a < numeral.end and numeral.core < b for a, b in taken):
            continue
        figure = _figure(text, sentence, numeral, held)
        if figure is not None:
            figures.append(figure)
    figures += _bare_schedules(text, sentence, schedules, figures)
    figures.sort(key=lambda f: f.start)
    return _listed(text, [_compared(text, start, f) for f in _scheduled(text, figures, schedules)])


def _labels(text: str, start: int, end: int) -> list[Span]:
    spans = []
    for match in rule_pattern("figures", "label").finditer(text, start, end):
        inside = match["inside"]
        if not inside or not re.search(r"[%％。]", inside):
            spans.append(match.span())
    return spans


def _run(text: str, date: DateMention, end: int) -> Figure | None:
    match = re.match(r"连续(\d{1,3}|[一二两三四五六七八九十]{1,3})(个?月|年|个?季度)", date.text)
    if match is None:
        return None
    value = float(match[1]) if match[1].isdigit() else chinese_number(match[1])
    if value is None:
        return None
    core = date.start + match.end()
    trend = rule_pattern("figures", "trend").match(text, core, end)
    direction = _sense(trend["word"]) if trend else None
    unit = match[2] if match[2] in ("年", "个月", "个季度") else "个" + match[2]
    stop = trend.end() if trend else core
    return Figure(date.start, stop, date.start, core, value, unit, direction=direction, form="run")


def _zeros(text: str, start: int, end: int) -> list[Figure]:
    return [
        Figure(*m.span(), *m.span(), 0.0, "起", form="zero")
        for m in rule_pattern("figures", "zero").finditer(text, start, end)
    ]


def _figure(text: str, sentence: Span, numeral: Numeral, held: Sequence[Span]) -> Figure | None:
    """Read one numeral with its unit; None for a false friend."""
    start, end = sentence
    core = numeral.core
    if any(a <= core < b for a, b in held) or rule_pattern("figures", "famous").match(text, core):
        return None
    before = text[max(start, core - 4) : core]
    if rule_pattern("figures", "ordinal").search(before):
        return None
    if before and rule_pattern("figures", "symbol").match(before[-1]):
        return None
    bound, approx, value, after = numeral.bound, numeral.approx, numeral.value, numeral.end
    if numeral.percent:
        unit = "%"
    else:
        match = rule_pattern("figures", "unit").match(text, numeral.end, end)
        later = None if match else rule_pattern("figures", "unit_later").match(text, numeral.end, end)
        match = match or later
        if match is None or (
            rule_pattern("figures", "clock").match(text, numeral.end, end) and match["unit"] not in ("个月",)
        ):
            return None
        unit, after = match["unit"], numeral.end if later else match.end()
    if unit == "‰":
        value, unit = value / 10, "%"
    if unit == "个半小时":
        value, unit = value + 0.5, "小时"
    unit = _UNITS.get(unit, unit)
    if unit in ("天", "年") and text[after : after + 1] == "半":
        value, after = value + 0.5, after + 1
    if _form(unit) == "duration" and rule_pattern("figures", "named_rate").match(text, after, end):
        return None
    if not _counts(text, sentence, numeral, unit, after):
        return None
    stop = after
    tail = rule_pattern("figures", "after").match(text, after, end)
    if tail and tail.end() > after:
        if tail["le"] == "内" and _form(unit) != "duration":
            tail = None
        else:
            stop = tail.end()
            approx = approx or bool(tail["more"] or tail["about"])
            bound = ">=" if tail["ge"] else "<=" if tail["le"] else bound
    clause = _clause_start(text, start, numeral.start)
    direction, first = None, numeral.start
    found = rule_pattern("figures", "direction").search(text[max(clause, numeral.start - 24) : numeral.start])
    if found:
        direction = _sense(found["word"])
        first = numeral.start - len(found["prefix"])
    elif unit == "番" and text[numeral.start - 1 : numeral.start] == "翻":
        direction, first = "up", numeral.start - 1
    elif _form(unit) == "number" and rule_pattern("figures", "gain").search(text[clause : numeral.start]):
        direction = "up"
    return Figure(
        first, stop, core, after, round(value, 6), unit, numeral.value_max, approx, bound, direction, form=_form(unit)
    )


def _counts(text: str, sentence: Span, numeral: Numeral, unit: str, after: int) -> bool:
    """Tell a figure from an article, a label, an anecdote's sum."""
    start, end = sentence
    if unit in ("%", "个百分点", "倍", "番"):
        return True
    around = text[max(start, numeral.core - 24) : min(end, after + 10)]
    if unit in ("元", "美元", "余元"):
        return _holds(around, "money_context") and (numeral.value >= 10000 or numeral.digits)
    if unit in ("千克", "公斤", "克", "吨"):
        return _holds(around, "weight_context")
    if unit in ("公里", "平方米", "亩", "余亩"):
        return False
    if unit == "分":
        return bool(re.search(r"满意度|得分|安全感|评分|测评", around))
    core = text[numeral.core : numeral.end]
    if core.startswith("一") and numeral.value == 1:
        return False
    if text[numeral.core - 1 : numeral.core] in tuple("这那该每首此头同"):
        return False
    if unit == "级" and rule_pattern("figures", "level_places").search(
        text[max(start, numeral.core - 1) : numeral.core]
    ):
        return False
    if numeral.value == 1 and unit in ("名", "人", "位") and _holds(text[after : after + 6], "resident"):
        return False
    if not numeral.digits and numeral.value < 10 and not numeral.approx:
        if unit in ("个", "类", "种", "条", "张", "件", "步", "处", "道", "场", "块", "间", "座", "次", "份"):
            return unit in "个件条处场次" and _holds(text[max(start, numeral.core - 8) : numeral.core], "found_context")
        if unit == "项":
            return _holds(text[after : after + 10], "counted_item")
        if unit in ("大类", "轮", "片", "把", "批", "头", "只", "本", "部", "幅", "对", "路", "套", "期", "组"):
            return False
    return True


def _holds(text: str, name: str) -> bool:
    return any(word in text for word in words("figures", name))


def _form(unit: str) -> str:
    if unit in ("%", "个百分点"):
        return "share"
    return "duration" if unit in ("分钟", "秒", "小时", "天", "个半天", "个工作日", "个月") else "number"


def _sense(word: str) -> str:
    return "up" if word in words("figures", "up") or word == "翻" else "down"


def _clause_start(text: str, start: int, position: int) -> int:
    while position > start and text[position - 1] not in CLAUSE_MARKS:
        position -= 1
    return position


def _scheduled(text: str, figures: list[Figure], schedules: Sequence[Schedule]) -> list[Figure]:
    """Give figures their 日均 or 每周: the period goes into the unit."""
    result = []
    for figure in figures:
        made = figure
        for schedule in schedules:
            gap = text[schedule.end : figure.core]
            if (schedule.text.startswith("每") and schedule.period != "年") or schedule.counted:
                inside = schedule.start <= figure.core < schedule.end
                near = schedule.end <= figure.core <= schedule.end + 14 and not set(gap) & set(CLAUSE_MARKS + "、")
                if figure.form in ("number", "duration") and (inside or near):
                    start = schedule.start if inside or figure.core - schedule.end <= 3 else figure.start
                    period = {"天": "日"}.get(schedule.period, schedule.period)
                    first, unit = min(start, figure.start), f"{figure.unit}/{period}"
                    bound = figure.bound or schedule.bound
                    made = replace(figure, start=first, unit=unit, form="frequency", bound=bound)
        if made is figure and figure.form == "number":
            left = text[max(0, figure.start - 14) : figure.start]
            average = re.search(r"(日|月|周|季)均[^,，。;；、\d]*$", left)
            if average:
                period = {"季": "季度"}.get(average[1], average[1])
                made = replace(figure, unit=f"{figure.unit}/{period}")
        result.append(made)
    return result


def _bare_schedules(
    text: str, sentence: Span, schedules: Sequence[Schedule], figures: Sequence[Figure]
) -> list[Figure]:
    """A standing meeting's 每周 is a figure of its own: once a week."""
    made = []
    for schedule in schedules:
        if not schedule.text.startswith("每") or schedule.counted or schedule.unit != "次":
            continue
        stop = schedule.end
        while stop < sentence[1] and text[stop] not in CLAUSE_MARKS and stop < schedule.end + 60:
            stop += 1
        clause = text[schedule.end : stop]
        if not _holds(clause, "meeting"):
            continue
        if any(schedule.start <= f.core < stop for f in figures):
            continue
        made.append(
            Figure(
                schedule.start,
                schedule.end,
                schedule.start,
                schedule.end,
                schedule.count,
                f"次/{schedule.period}",
                form="frequency",
            )  # fmt: skip
        )
    return made


def _compared(text: str, start: int, figure: Figure) -> Figure:
    """Find the base of comparison: in the figure's clause, or 与…相比 at the head of the sentence."""
    if figure.direction is None or figure.form == "run":
        return figure
    clause = _clause_start(text, start, figure.core)
    own = list(rule_pattern("figures", "comparison").finditer(text, clause, figure.core))
    heading = [
        m for m in rule_pattern("figures", "comparison").finditer(text, start, clause)
        if m["base"] and m.group().endswith(("相比", "相较", "比较"))
    ]  # fmt: skip
    found = own or heading
    if found:
        return replace(figure, comparison=comparison_name(found[-1]))
    return figure


def comparison_name(match: re.Match[str]) -> str:
    """Name the base of comparison: 同比, 环比 or 较….

    Examples
    --------
    >>> m = rule_pattern("figures", "comparison").search("与2019年同期相比,下降三成")
    >>> comparison_name(m)
    '较2019年'
    """
    if match["same"]:
        return "同比"
    if match["chain"]:
        return "环比"
    base = match["base"]
    if re.search(r"去年|上一?年", base) and not re.search(r"底|末|均", base):
        return "同比"
    if re.search(r"上个?月|上个?季度|上一?周|上期", base):
        return "环比"
    return "较" + base.strip().removesuffix("同期").removesuffix("的")


def _listed(text: str, figures: list[Figure]) -> list[Figure]:
    """Let the items of a list share the direction, comparison and bound that its first carries."""
    result: list[Figure] = []
    for figure in figures:
        made = figure
        if result:
            last = result[-1]
            gap = text[last.end : figure.start]
            if re.fullmatch(r"[、和与及,，]|以及", gap) and figure.unit == last.unit and figure.form == "share":
                made = replace(
                    figure,
                    listed=True,
                    direction=figure.direction or last.direction,
                    comparison=figure.comparison or last.comparison,
                )
        result.append(made)
    return result
