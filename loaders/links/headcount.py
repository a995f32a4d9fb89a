"""How many people, teams or bodies an end of a link stands for (GUIDE, case 23)."""

from __future__ import annotations

import re

from ..figures.numerals import find_numerals
from .pattern import LETTERS, compiled, cue_pattern
from .tokens import EncodedSentence

# The end of a relation that acts, is placed, led or founded.
COUNTED_END = {
    "stationedIn": "subject",
    "holdsConcurrently": "subject",
    "drawsFrom": "object",
    "participatesIn": "subject",
    "supports": "subject",
    "implements": "subject",
    "leads": "object",
    "established": "object",
    "cooperatesWith": "subject",
}
_UNITS = {"人": "名", "位": "名", "名": "名", "支": "支"} | dict.fromkeys("所家处间个座辆台组对", "个")
_NUMBER = r"(?:[0-9.]+[万千百亿]?|[一二两三四五六七八九十百千万]+)"
_TOTAL = "(?:共|达|各|已达|共计)?"
_TEAMS_OF = re.compile(rf"{_TOTAL}({_NUMBER}余?多?)([支个])、?({_NUMBER}余?多?)([人名])")
_BEHIND = re.compile(
    rf"{_TOTAL}(近?{_NUMBER}余?多?)([名人位个支所家处间座辆台组对])余?(?![一-鿿]{{0,2}}窗口|单位|部门|机构)"
)
_AHEAD = re.compile(
    rf"((?:近|约|超)?{_NUMBER}余?多?)([名个支位家所处间座辆台]|人(?=的))(?:[^，；：。…\ue001-\ue007、]{{0,7}})$"
)
_TEAMS = re.compile(rf"[一-鿿]?{_NUMBER}[支个]$")
_ACTS = re.compile("[配派设建选为合]|全部|确定")
_NORM = re.compile("(?:不少于|不低于|至少|各|每[个名支])$")


def headcount_of(s: EncodedSentence, position: int, letter: str) -> tuple[int, str] | None:
    """Return count and unit of the mention at an encoded position, or None.

    A figure stands before the mention (46名派出所所长) or after it (警务室572个); people go before teams (3支129人).
    """
    after = _TEAMS_OF.match(s.text, position + 1)
    if after:
        return _read(after[3], after[4])
    after = _BEHIND.match(s.text, position + 1)
    if after and (letter != "R" or (after[2] in "名人位" and _ends_there(s, after.end()))):
        return _read(after[1], after[2], one=letter == "R")
    if letter == "R" and position and s.text[position - 1] == LETTERS["U"]:
        position -= 1  # 18名派出所 | 所长
    clause = s.clause_at(position)
    lead = s.text[clause.start : position]
    before = _AHEAD.search(lead)
    if not before or cue_pattern("period_before").search(lead[: before.start()] + before[1]):
        return None
    if _TEAMS.search(before[0][:-1]):
        return None
    if _ACTS.search(before[0][len(before[1]) :]) or (letter == "R" and before[2] not in "名位个"):
        return None
    norm = _NORM.search(lead[: before.start()])
    single = letter == "R" and (before[1] == "1" or bool(norm or cue_pattern("each_of").search(lead)))
    return _read(before[1], before[2], one=single)


def _ends_there(s: EncodedSentence, position: int) -> bool:
    """The count is not that of a noun which follows it."""
    return bool(compiled("[、，；。和及]|$|{enter}|到|赴|进").match(s.text, position))


def headcount_sent(text: str) -> tuple[int, str] | None:
    """Return count and unit of the people that a verb of dispatch sends.

    Examples
    --------
    >>> headcount_sent("选派两名警力每周四个半天进驻")
    (2, '名')
    """
    match = compiled(
        "{dispatch}(?:了)?{y}{0,6}?((?:近|约)?(?:[0-9.]+[万千百]?|[一二两三四五六七八九十百千]+)余?多?)([名位人支])"
    ).search(text)
    return _read(match[1], match[2]) if match else None


def scope_of(text: str) -> str:
    """Return ``each`` where every body of a kind acts with that number, else ``total``.

    Examples
    --------
    >>> scope_of("每个村配备1名"), scope_of("共选派46名")
    ('each', 'total')
    """
    return "each" if cue_pattern("each_of").search(text) else "total"


def _read(number: str, unit: str, *, one: bool = False) -> tuple[int, str] | None:
    found = find_numerals(number)
    if len(found) != 1 or found[0].percent:
        return None
    value = found[0].value
    if value != int(value) or value < 1 or (number in ("一", "1") and not one):
        return None
    return int(value), _UNITS[unit]
