"""What a figure is compared with: 同比, 环比, 较2019年, and the lists that share or part what their first carries."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from .figure import Figure, clause_start
from .rulebook import rule_pattern

_LIST = re.compile(r"[、和与及,，]|以及")
_ENDS = ("", *",，。;；、和")
_TIMES = ("倍", "番")
_REACH = 8  # characters before a change in which its verb stands


def compared(text: str, start: int, figures: Sequence[Figure]) -> list[Figure]:
    """Give each figure of one sentence its base of comparison.

    Parameters
    ----------
    text : str
    start : int
        Where the sentence starts.
    figures : sequence of Figure
        All figures of the sentence, sorted.

    Returns
    -------
    list of Figure
        去年同期的3倍 grows by itself; 由去年的9起降至4起 states where it began and no base.
    """
    found = _listed(text, [_compared(text, start, figure) for figure in figures])
    return _parted(text, start, _gone_on(text, found))


def comparison_name(match: re.Match[str]) -> str:
    """Name the base of comparison: 同比, 环比 or 较….

    Examples
    --------
    >>> pattern = rule_pattern("figures", "comparison")
    >>> comparison_name(pattern.search("与2019年同期相比,下降三成"))
    '较2019年'
    >>> comparison_name(pattern.search("较2019年同期下降三成"))
    '较2019年同期'
    """
    if match["same"]:
        return "同比"
    if match["chain"]:
        return "环比"
    base = match["base"] or match["unlike"]
    if re.search(r"去年|上一?年", base) and not re.search(r"底|末|均", base):
        return "同比"
    if re.search(r"上个?月|上个?季度|上一?周|上期", base):
        return "环比"
    base = base.strip().removesuffix("的")
    heading = match.group().endswith(("相比", "相较", "比较"))
    return "较" + (base.removesuffix("同期").removesuffix("的") if heading else base)


def _compared(text: str, start: int, figure: Figure) -> Figure:
    """Find the base of comparison: in the figure's clause, or 与…相比 at the head of the sentence."""
    if figure.form in ("run", "zero"):
        return figure
    clause = clause_start(text, start, figure.core)
    if figure.unit in _TIMES:
        times = rule_pattern("figures", "times_of").search(text[clause : figure.core])
        if times:
            base = rule_pattern("figures", "comparison").search("较" + times["base"])
            name = comparison_name(base) if base else figure.comparison
            return replace(
                figure,
                start=clause + times.start(),
                direction="up" if name in ("同比", "环比") else None,
                comparison=name,
            )
    if figure.direction is None:
        return figure
    own = list(rule_pattern("figures", "comparison").finditer(text, clause, figure.core))
    heading = [
        m for m in rule_pattern("figures", "comparison").finditer(text, start, clause)
        if (m["base"] or m["unlike"]) and m.group().endswith(("相比", "相较", "比较"))
    ]  # fmt: skip
    found = own or heading
    return replace(figure, comparison=comparison_name(found[-1])) if found else figure


def _listed(text: str, figures: list[Figure]) -> list[Figure]:
    """Let the items of a list share the direction, comparison and bound that its first carries."""
    result: list[Figure] = []
    for figure in figures:
        made = figure
        if result:
            last = result[-1]
            gap = text[last.end : figure.start]
            goes_on = _LIST.fullmatch(gap) and (gap not in ",，" or text[figure.end : figure.end + 1] in _ENDS)
            if goes_on and figure.unit == last.unit and figure.form == "share":
                made = replace(
                    figure,
                    listed=True,
                    direction=figure.direction or last.direction,
                    comparison=figure.comparison or last.comparison,
                )
        result.append(made)
    return result


def _gone_on(text: str, figures: list[Figure]) -> list[Figure]:
    """Carry a base on to the changes told in the same terms: 盗窃案同比下降9%,…,诈骗案上升2%."""
    result: list[Figure] = []
    for figure in figures:
        made, last = figure, next((f for f in reversed(result) if f.direction), None)
        goes_on = last is not None and last.comparison and last.unit == figure.unit == "%"
        if goes_on and last is not None and figure.direction and not figure.comparison:
            rises = rule_pattern("figures", "rises").search(text[max(0, figure.start - _REACH) : figure.core])
            made = replace(figure, comparison=last.comparison) if rises else figure
        result.append(made)
    return result


def _parted(text: str, start: int, figures: list[Figure]) -> list[Figure]:
    """Deal out 同比、环比 to the two figures of the list that follows them."""
    for number, figure in enumerate(figures[1:], 1):
        first = figures[number - 1]
        if not figure.listed or first.listed or (number + 1 < len(figures) and figures[number + 1].listed):
            continue
        left = max(start, figures[number - 2].end if number > 1 else start)
        pairs = list(rule_pattern("figures", "both_bases").finditer(text, left, first.core))
        if pairs:
            figures[number - 1 : number + 1] = [
                replace(first, comparison=pairs[-1]["first"]),
                replace(figure, comparison=pairs[-1]["second"]),
            ]
    return figures
