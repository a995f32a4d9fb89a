"""Figures: numerals that count, measure or compare, with unit, blur, bound, direction and base of comparison.

What is no figure is left out here: dates, ordinals, clock times, ages, addresses, telephone numbers, figures inside
a name or label (“1、3、5”, 7×24小时, 两队一室), 一 as an article, sums and weights in an anecdote.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..texts.article import Span
from .comparison import compared
from .dates import DateMention
from .false_friends import counts, labels
from .figure import Figure, clause_start
from .fixed_forms import fixed_forms, sense
from .frequency import bare_schedules, scheduled
from .numerals import Numeral, find_numerals
from .rulebook import rule_pattern
from .schedules import Schedule

_UNITS = {
    "％": "%",
    "百分点": "个百分点",
    "pp": "个百分点",
    "秒钟": "秒",
    "个小时": "小时",
    "个多小时": "小时",
    "多小时": "小时",
    "钟头": "小时",
    "个钟头": "小时",
    "多个钟头": "小时",
    "多分钟": "分钟",
    "分多钟": "分钟",
    "个多月": "个月",
    "多天": "天",
    "天多": "天",
    "工作日": "个工作日",
    "多个工作日": "个工作日",
    "半天": "个半天",
}
_DURATIONS = ("分钟", "秒", "小时", "天", "日", "个半天", "个工作日", "个月")
_MANY, _PEOPLE = 10000, 12  # people counted without a measure word, and the characters that name them
_REACH = 24  # characters before a figure in which its words of change stand


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
    quoted = labels(text, start, end)
    held = [*held, *quoted]
    figures = [f for f in fixed_forms(text, start, end, dates) if not any(a <= f.core < b for a, b in quoted)]
    taken = [(d.start, d.end) for d in dates if d.kind != "run"] + [(f.core, f.end) for f in figures]
    for numeral in find_numerals(text, start, end):
        if any(a < numeral.end and numeral.core < b for a, b in taken):
            continue
        figure = _figure(text, sentence, numeral, held)
        if figure is not None:
            figures.append(figure)
    figures += bare_schedules(text, sentence, schedules, figures, held)
    figures = _ranges(text, sorted(figures, key=lambda f: f.start))
    return compared(text, start, scheduled(text, figures, schedules))


def _ranges(text: str, figures: list[Figure]) -> list[Figure]:
    """Make one figure of two ends that each carry the unit: 下降10%至15%."""
    made: list[Figure] = []
    for figure in figures:
        last = made[-1] if made else None
        if (
            last is not None
            and rule_pattern("figures", "range").fullmatch(text[last.end : figure.start])
            and last.unit == figure.unit
            and last.value < figure.value
            and last.value_max is None
            and text[last.start - 1 : last.start] not in ("由", "从")
        ):
            made[-1] = replace(last, end=figure.end, after=figure.after, value_max=figure.value)
        else:
            made.append(figure)
    return made


def _numbered(text: str, numeral: Numeral) -> Numeral:
    """Part the number of an item from the figure that it opens with: 3.15名民警 is point 3 and 15."""
    opening = text.rfind("\n", 0, numeral.start) + 1
    match = rule_pattern("figures", "item_number").match(text, numeral.start, numeral.end)
    if match is None or text[opening : numeral.start].strip():
        return numeral
    return numeral._replace(start=match.end(), core=match.end(), value=float(text[match.end() : numeral.end]))


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
        if match is None and numeral.value >= _MANY and rule_pattern("figures", "unmeasured").match(text, numeral.end):
            said = text[max(start, core - _PEOPLE) : numeral.start]
            if rule_pattern("figures", "uncounted").search(said):
                return Figure(numeral.start, numeral.end, core, numeral.end, value, "名", approx=approx, bound=bound)
        if match is None or (
            rule_pattern("figures", "clock").match(text, numeral.end, end) and match["unit"] not in ("个月", "日")
        ):
            return None
        if rule_pattern("figures", "whole").match(match["unit"]):
            numeral = _numbered(text, numeral)
            core, value = numeral.core, numeral.value
        unit, after = match["unit"], numeral.end if later else match.end()
        approx = approx or ("多" in unit)
    if unit == "‰":
        value, unit = value / 10, "%"
    unit = _UNITS.get(unit, unit)
    if unit in ("天", "年") and text[after : after + 1] == "半":
        value, after = value + 0.5, after + 1
    if _form(unit) == "duration" and rule_pattern("figures", "named_rate").match(text, after, end):
        return None
    if not counts(text, sentence, numeral, unit, after):
        return None
    second = rule_pattern("figures", "second_unit").match(text, after, end)
    if second and not numeral.percent:
        unit, after = f"{unit}（{second['second']}）", second.end()
    stop = after
    tail = rule_pattern("figures", "after").match(text, after, end)
    if tail and tail.end() > after:
        if tail["le"] == "内" and _form(unit) != "duration":
            tail = None
        else:
            stop = tail.end()
            approx = approx or bool(tail["more"] or tail["about"])
            bound = ">=" if tail["ge"] else "<=" if tail["le"] else bound
    direction, first = _direction(text, start, numeral, unit)
    given = (
        rule_pattern("figures", "per_head").search(text[max(start, first - _REACH) : first]) if bound is None else None
    )
    if given:  # 不得低于每室每年6万元
        bound = ">=" if given["ge"] else "<="
    if unit == "倍" and direction == "up" and numeral.value_max is None:
        value, unit = 100 * value, "%"  # 增长一倍
    return Figure(
        first, stop, core, after, round(value, 6), unit, numeral.value_max, approx, bound, direction, form=_form(unit)
    )


def _direction(text: str, start: int, numeral: Numeral, unit: str) -> tuple[str | None, int]:
    """The direction of a figure, and where the words that give it begin."""
    first = numeral.start
    clause = clause_start(text, start, first)
    found = rule_pattern("figures", "direction").search(text[max(clause, first - _REACH) : first])
    if found:
        return sense(found["word"]), first - len(found["prefix"])
    if unit == "番" and text[first - 1 : first] == "翻":
        return "up", first - 1
    if _form(unit) == "number" and rule_pattern("figures", "gain").search(text[clause:first]):
        return "up", first
    return None, first


def _form(unit: str) -> str:
    if unit in ("%", "个百分点"):
        return "share"
    return "duration" if unit in _DURATIONS else "number"
