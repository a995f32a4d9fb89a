"""Numerals with a unit that are no figures: labels, articles, addresses, sums and people of an anecdote."""

from __future__ import annotations

import re

from ..texts.article import Span
from .figure import clause_start
from .numerals import Numeral
from .rulebook import rule_pattern, words

SMALL = 10  # below it, a numeral in characters counts only where something was found, founded or sent
_CHANGES = ("%", "个百分点", "个点", "倍", "番")
_HEADS = ("名", "人", "个", "支", "处", "家")
_COUNTED_AGAIN = re.compile(r"\d+[余多]?[项个条种类]")  # 五大类73项
_TOLD = re.compile(r"[%％。]|零发|零事")
_EACH_GIVEN = re.compile(
    r"(?:每一?[个名位支家所村处辆]|每(?:个?[周月]|季度?|年|天|日))[^\d]{0,8}(?:配|派|安排|设|明确|确定)[备有齐置驻]?(?:至少)?$"
)
_ARTICLES = ("大类", "轮", "片", "把", "批", "头", "只", "本", "部", "幅", "对", "路", "套", "期", "组", "趟")


def labels(text: str, start: int, end: int) -> list[Span]:
    """Find quoted labels and titles of a sentence: no figure stands in them.

    Examples
    --------
    >>> labels("落实“1、3、5分钟”响应,办结率“98%”", 0, 24)
    [(2, 11)]
    """
    spans = []
    for match in rule_pattern("figures", "label").finditer(text, start, end):
        inside = match["inside"]
        if not inside or not _TOLD.search(inside):
            spans.append(match.span())
    return spans


def counts(text: str, sentence: Span, numeral: Numeral, unit: str, after: int) -> bool:
    """Tell a figure from an article, a label, an address, an anecdote's sum or people.

    Parameters
    ----------
    text : str
    sentence : (int, int)
    numeral : Numeral
    unit : str
        Normalised unit.
    after : int
        Where the unit ends.

    Examples
    --------
    >>> from .numerals import find_numerals
    >>> def of(t, unit):
    ...     numeral = find_numerals(t)[0]
    ...     return counts(t, (0, len(t)), numeral, unit, numeral.end + len(unit))
    >>> of("帮助两户村民和好", "户"), of("走访两千户村民", "户"), of("建立两个调解室", "个")
    (False, True, True)
    """
    start, end = sentence
    if unit in _CHANGES:
        return True
    around = text[max(start, numeral.core - 24) : min(end, after + 10)]
    before, behind = text[clause_start(text, start, numeral.core) : numeral.core], text[after : min(end, after + 10)]
    if unit in ("元", "美元", "余元"):
        return _holds(around, "money_context") and (numeral.value >= 10000 or numeral.digits)
    if unit in ("千克", "公斤", "克", "吨"):
        return _holds(around, "weight_context")
    if unit == "路":
        return numeral.digits and _holds(around, "watched")
    if unit in ("公里", "平方米", "亩", "余亩"):
        return unit == "公里" and numeral.digits and bool(rule_pattern("figures", "border").search(around))
    if unit == "级" and rule_pattern("figures", "weather").match(text, after):
        return False
    if unit == "日" and not rule_pattern("figures", "within").match(text, after):
        return numeral.bound is not None and bool(rule_pattern("figures", "term").search(before))
    if unit == "分":
        return bool(re.search(r"满意度|得分|安全感|评分|测评|分值|权重", around))
    if unit in ("幢", "栋"):
        return bool(rule_pattern("figures", "buildings").match(behind))
    if unit in ("天", "个月", "周") and rule_pattern("figures", "elapsed").match(text, after, end):
        return False
    if numeral.value == 1 and text[numeral.core : numeral.core + 1] == "一":
        return (numeral.bound == ">=" and unit in _HEADS) or _one(unit, before, behind)
    if text[numeral.core - 1 : numeral.core] in tuple("这那该每此" if numeral.digits else "这那该每首此头同"):
        return False
    if unit == "级" and rule_pattern("figures", "level_places").search(before):
        return False
    if unit in ("名", "人", "位") and numeral.value < SMALL and rule_pattern("figures", "resident").match(behind):
        return not (numeral.value == 1 or not numeral.digits)
    if not numeral.digits and numeral.value < SMALL and not numeral.approx and numeral.value_max is None:
        return _small(unit, before, behind)
    return True


def _one(unit: str, before: str, behind: str) -> bool:
    """一 counts as a limit of time, or where something is given out once a period."""
    if unit in ("小时", "个工作日", "天", "分钟", "个月"):
        return bool(re.match(r"之?内|以内", behind)) or (
            unit == "小时" and bool(re.search(r"(?:用时|仅|不到|耗时)$", before))
        )
    if unit in ("名", "人") and (behind.startswith(("以上", "及以上")) or _EACH_GIVEN.search(before)):
        return True
    return unit in ("次", "份", "场", "期", "轮", "个", "条") and bool(
        re.search(r"每(?:个?[周月]|季度?|学期|半[年月]|天|日)[^每]{0,10}$", before)
    )


def _small(unit: str, before: str, behind: str) -> bool:
    if unit in ("个", "类", "种", "条", "张", "件", "步", "处", "道", "场", "块", "间", "座", "次", "份"):
        if unit == "个" and rule_pattern("figures", "governed").match(behind):
            return True
        if unit == "次" and before.endswith("了"):
            return True
        return unit in "个件条处场次" and _holds(before[-8:], "found_context")
    if unit in ("户", "家", "辆", "台"):
        if rule_pattern("figures", "resident").match(behind) or behind[:1] == "人":
            return False
        return _holds(before[-8:], "found_context") or bool(rule_pattern("figures", "bodies").match(behind))
    if unit == "批":
        return before.endswith("分")
    if unit == "大类":
        return bool(_COUNTED_AGAIN.match(behind))
    if unit == "项":
        return _holds(behind, "counted_item")
    return unit not in _ARTICLES


def _holds(text: str, name: str) -> bool:
    return any(word in text for word in words("figures", name))
