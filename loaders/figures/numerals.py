"""Numerals in Chinese text and their values: 28万余, 近千, 五分之一, 百分之九十五, 近九成, 过半, 3—5, 两三百."""

from __future__ import annotations

import math
import re
from functools import lru_cache
from typing import NamedTuple

import cn2an

from .rulebook import rule_pattern

_SCALES = {
    "": 1.0,
    "十": 1e1,
    "百": 1e2,
    "千": 1e3,
    "万": 1e4,
    "十万": 1e5,
    "百万": 1e6,
    "千万": 1e7,
    "亿": 1e8,
    "万亿": 1e12,
}
_PAIRS = "一二三四五六七八九"


class Numeral(NamedTuple):
    """One numeral with the words that blur or bound it.

    Parameters
    ----------
    start, end : int
        Span of the numeral with its markers before and 余/多 inside or after it.
    value : float
        Its value; a fraction of any kind is in per cent.
    value_max : float or None
        Upper end of a range (3至5, 两三百).
    percent : bool
        True for a fraction: the value is in per cent.
    approx : bool
        余, 近, 约, 多, 几, 上千.
    bound : str or None
        ``>=`` for 超过, 不少于, 逾, 过半; ``<=`` for 不到, 不足, 低于.
    digits : bool
        Written with digits.
    core : int
        Where the numeral itself begins, after 近, 不少于 …
    """

    start: int
    end: int
    value: float
    value_max: float | None = None
    percent: bool = False
    approx: bool = False
    bound: str | None = None
    digits: bool = False
    core: int = 0


def find_numerals(text: str, start: int = 0, end: int | None = None) -> list[Numeral]:
    """Find the numerals of a stretch of text, whatever they count.

    Parameters
    ----------
    text : str
    start, end : int, optional
        Half-open span to look in.

    Returns
    -------
    list of Numeral
        Sorted, disjoint; ordinals, dates and labels are still among them.

    Examples
    --------
    >>> [(n.value, n.approx) for n in find_numerals("化解28万余件,近千名,五分之一,近九成")]
    [(280000.0, True), (1000.0, True), (20.0, False), (90.0, True)]
    >>> n = find_numerals("不少于3至5次")[0]
    >>> n.value, n.value_max, n.bound
    (3.0, 5.0, '>=')
    """
    stop = len(text) if end is None else end
    found = []
    for match in rule_pattern("numerals", "numeral").finditer(text, start, stop):
        numeral = _read(match)
        if numeral is not None:
            found.append(numeral)
    return found


@lru_cache(maxsize=4096)
def chinese_number(word: str) -> float | None:
    """Read a Chinese numeral; None if it is none (千方百计 → 千百 is none).

    Examples
    --------
    >>> chinese_number("九十五"), chinese_number("十五"), chinese_number("两"), chinese_number("千百")
    (95.0, 15.0, 2.0, None)
    """
    if not re.search(r"[一二两三四五六七八九十零〇]", word) or re.search(r"[百千]{2}|十{2}|^[百千零〇]|^一一$", word):
        return None
    try:
        return float(cn2an.cn2an(word.replace("〇", "零"), "smart"))
    except (ValueError, KeyError, OverflowError):  # cn2an looks up tens of units that have none (亿十)
        return None


def _read(match: re.Match[str]) -> Numeral | None:
    bound = ">=" if match["ge"] else "<=" if match["le"] else None
    approx = bool(match["about"])
    core = max(match.end(name) for name in ("ge", "le", "about")) if bound or approx else match.start()
    value, value_max, percent, blur = _value(match)
    if value is None or not math.isfinite(value) or not math.isfinite(value_max or 0.0):
        return None  # hundreds of digits are no count
    if match["half"] == "半" and match.string[match.start("half") - 1] in "过超":
        bound = ">="
    return Numeral(
        match.start(), match.end(), _round(value), None if value_max is None else _round(value_max),
        percent, approx or blur, bound, bool(match["number"]), core,
    )  # fmt: skip


def _value(g: re.Match[str]) -> tuple[float | None, float | None, bool, bool]:
    """Value, upper value, whether it is a fraction, whether the numeral itself is vague."""
    if g["percent"]:
        return (100.0 if g["percent"] == "百" else _plain(g["percent"])), None, True, False
    if g["permille"]:
        part = _plain(g["permille"])
        return (None if part is None else part / (10 if g["per"] == "千" else 100)), None, True, False
    if g["below"]:
        below, above = chinese_number(g["below"]), chinese_number(g["above"] or "")
        return (100 * above / below if below and above and above < below else None), None, True, False
    if g["tenths"]:
        tenths = _plain(g["tenths"]) or 0.0
        more = _plain(g["tenths2"] or "") or (5.0 if g["tenthshalf"] else 0.0)
        most = (
            None if not g["tenthsmax"] else 10 * (_plain(g["tenthsmax"]) or 0.0) + (5.0 if g["tenthsmaxhalf"] else 0.0)
        )
        return 10 * tenths + more, most, True, False
    if g["half"]:
        return 50.0, None, True, False
    if g["number"]:
        return _digits(g)
    if g["vague"]:
        word = g["vague"].strip("几数上")
        value = 1.0
        for char in word:
            value *= _SCALES[char]
        return value * _SCALES[g["scale3"] or ""], None, False, bool(g["some3"]) or word != g["vague"]
    if g["pair"]:
        low = _PAIRS.index(g["pair"][0].replace("两", "二")) + 1
        high, scale = _PAIRS.index(g["pair"][1]) + 1, _SCALES[g["scale4"] or ""]
        return low * scale, high * scale, False, True
    if g["low"]:
        return chinese_number(g["low"]), chinese_number(g["high"] or ""), False, False
    value_or_none = chinese_number(g["han"] or "")
    scale = _SCALES[g["scale5"] or ""]
    return (None if value_or_none is None else value_or_none * scale), None, False, bool(g["some4"] or g["some5"])


def _digits(g: re.Match[str]) -> tuple[float, float | None, bool, bool]:
    value = float((g["number"] or "").replace(",", "")) * _SCALES[g["scale"] or ""]
    value_max = None
    if g["number2"]:
        value_max = float(g["number2"].replace(",", "")) * _SCALES[g["scale2"] or ""]
        if g["scale2"] and not g["scale"]:
            value *= _SCALES[g["scale2"]]
    return value, value_max, False, bool(g["some1"] or g["some2"])


def _plain(word: str) -> float | None:
    return float(word.replace(",", "")) if word[:1].isascii() and word else chinese_number(word)


def _round(value: float) -> float:
    return round(value, 6)
