"""Dates and periods named in an article, as EDTF.

Relative expressions (去年, 今年3月) count from the article's own date, never from the clock.  What cannot be
resolved keeps its phrase and has no EDTF value: a month without a year, 近年来, 目前, any relative date of an
undated article, a date inside a name such as 《…行动计划(2023—2025年)》.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache

from ..texts.article import Article, Span
from .calendar_point import day_or_none, first_day, last_part, part_of_year, small_number
from .rulebook import rule_pattern

_PLANS = {"十二五": 2011, "十三五": 2016, "十四五": 2021, "十五五": 2026}
_SHIFTS = {"今": 0, "本": 0, "去": -1, "上": -1, "前": -2, "明": 1}
_PHRASES = ("run", "phrase", "recurring")


@dataclass(frozen=True, slots=True)
class DateMention:
    """One date or period in the text.

    Parameters
    ----------
    start, end : int
        Span in the clean text.
    text : str
        The words themselves (今年以来): the period as the text gives it.
    edtf : str
        EDTF date or interval for a link's ``when`` (``2023/..`` for 今年以来), or empty where there is none.
    interval : str
        The same closed at the article's date (``2023-01-01/2023-08-18``); also given where the year of a bare month
        follows from the article's date.  Empty where unknown.
    basis : str
        ``stated``, ``relative``, or empty for a phrase that no calendar holds.
    kind : str
        ``date``, ``range``, ``since``, ``until``, ``recurring`` (每年), ``run`` (连续两年) or ``phrase``.
    named : bool
        True inside a title or a name: it dates nothing but the name.
    """

    start: int
    end: int
    text: str
    edtf: str = ""
    interval: str = ""
    basis: str = ""
    kind: str = "date"
    named: bool = False


@dataclass(frozen=True, slots=True)
class _Point:
    edtf: str
    year: int
    basis: str
    bare: bool


def find_dates(article: Article) -> tuple[DateMention, ...]:
    """Find the dates and periods of an article's body.

    Parameters
    ----------
    article : Article

    Returns
    -------
    tuple of DateMention
        Sorted, disjoint.

    Examples
    --------
    >>> from policing_kg.loaders.texts.article import Article, CleanText, SourceText, DocumentDate, Sentence, Section
    >>> t = "今年以来,全县刑事警情下降。2021年3月起试行。"
    >>> a = Article(SourceText("x", t, ""), CleanText.identity(t), ((0, len(t)),), None, ((0, len(t)),),
    ...             (Section(0, len(t)),), (Sentence(0, len(t), 0, 0),), DocumentDate("2023-08-18", "page"))
    >>> [(d.text, d.edtf, d.interval) for d in find_dates(a)]
    [('今年以来', '2023/..', '2023-01-01/2023-08-18'), ('2021年3月起', '2021-03/..', '2021-03-01/2023-08-18')]
    """
    return _dates_of(article.text, article.body, article.date.edtf)


@lru_cache(maxsize=2)  # figures and links of an article ask for the same
def _dates_of(text: str, body: tuple[Span, ...], base: str) -> tuple[DateMention, ...]:
    return tuple(date for start, end in body for date in dates_in(text, start, end, base))


def dates_in(text: str, start: int = 0, end: int | None = None, base: str = "") -> list[DateMention]:
    """Find the dates of one stretch of text.

    Parameters
    ----------
    text : str
    start, end : int, optional
        Half-open span to look in.
    base : str
        EDTF date from which relative dates count, or empty.

    Returns
    -------
    list of DateMention

    Examples
    --------
    >>> [(d.text, d.edtf, d.basis) for d in dates_in("去年5月8日,2000多户受益", base="2022-12-11")]
    [('去年5月8日', '2021-05-08', 'relative')]
    """
    stop = len(text) if end is None else end
    names: list[Span] = [m.span() for m in rule_pattern("dates", "name").finditer(text, start, stop)]
    found: list[DateMention] = []
    year = 0
    for match in rule_pattern("dates", "date").finditer(text, start, stop):
        at = bisect_left(names, (match.end(), 0)) - 1
        if at >= 0 and match.start() < names[at][1]:
            found.append(DateMention(match.start(), match.end(), match.group(), named=True))
            continue
        mention, year = _read(match, base, year)
        if mention is not None:
            found.append(mention)
    return found


def _read(match: re.Match[str], base: str, last_year: int) -> tuple[DateMention | None, int]:
    """Interpret one match; also return the last year named, for 同年."""
    groups, text = match.groupdict(), match.group()
    start, end = match.span()
    base_year = int(base[:4]) if base[:4].isdigit() else 0
    if groups["phrase"] or groups["recurring"] or groups["run"]:
        for plan, opening in _PLANS.items():
            if plan in text and not text.endswith("以来"):
                edtf = f"{opening}/{opening + 4}"
                return DateMention(start, end, text, edtf, edtf, "stated", "range"), last_year
        kind = next(name for name in _PHRASES if groups[name])
        return DateMention(start, end, text, kind=kind), last_year
    if groups["years_run"]:
        count = small_number(groups["years"] or "")
        interval = f"{base_year - count}/{base_year}" if base_year and count else ""
        return DateMention(start, end, text, "", interval, "relative" if interval else "", "range"), last_year
    if groups["yy1"]:
        head, tail = _Point(groups["yy1"], int(groups["yy1"]), "stated", False), groups["yy2"] or ""
        since = groups["since2"]
    else:
        point = _point(groups, "1", base, last_year)
        if point is None:
            return None, last_year
        head, tail, since = point, _second(groups, point, base), groups["since"]
    last_year = head.year or last_year
    kind = "until" if groups["until"] else "since" if since and not tail else "range" if tail else "date"
    if not head.edtf:
        return DateMention(start, end, text, "", "", head.basis, kind), last_year
    edtf = f"{head.edtf.split('/')[0]}/{last_part(tail)}" if tail else head.edtf
    if edtf.endswith("/..") or kind == "since":
        first = edtf.split("/")[0]
        edtf, kind = f"{first}/..", "since"
        interval = f"{first_day(first)}/{base}" if base and first[:4] <= base[:4] else edtf
    elif edtf == base[:4] and len(base) > 4 and head.basis == "relative":
        interval = f"{first_day(edtf)}/{base}"
    else:
        interval = edtf
    return DateMention(start, end, text, "" if head.bare else edtf, interval, head.basis, kind), last_year


def _point(groups: dict[str, str | None], n: str, base: str, last_year: int) -> _Point | None:
    """Read one end; None where month or day does not exist, ``edtf`` empty where the year is not known."""
    base_year = int(base[:4]) if base[:4].isdigit() else 0
    if groups["i" + n]:
        parts = [int(part) for part in re.split(r"[-/.]", groups["i" + n] or "")]
        iso = day_or_none(*parts)
        return None if iso is None else _Point(iso, parts[0], "stated", False)
    if groups["r" + n]:
        if len(base) < 7:
            return _Point("", 0, "relative", False)
        months = base_year * 12 + int(base[5:7]) - 1 - ("上" in (groups["r" + n] or ""))
        return _Point(f"{months // 12:04d}-{months % 12 + 1:02d}", months // 12, "relative", False)
    if groups["y" + n]:
        word = groups["y" + n] or ""
        year, basis = _year(word, base_year, last_year)
        month, day, part = groups["m" + n], groups["d" + n], groups["p" + n]
        bare = False
    else:
        month, day, part, bare = groups["bm" + n], groups["bd" + n], groups["bp" + n], True
        year, basis = (last_year, "stated") if n == "2" and last_year else (base_year, "relative")
        if basis == "relative" and base_year and month and len(base) >= 7 and small_number(month) > int(base[5:7]):
            year -= 1
    if month:
        numeral = small_number(month)
        edtf = day_or_none(year or 2000, numeral, small_number(day) if day else 0)
        return None if edtf is None else _Point(edtf if year else "", year, basis, bare)
    return _Point(part_of_year(year, part or "") if year else "", year, basis, bare)


def _second(groups: dict[str, str | None], head: _Point, base: str) -> str:
    """EDTF of the second end of a range, or empty."""
    if groups["now"]:
        return ".."
    if groups["day2"] and head.year:
        return day_or_none(head.year, int(head.edtf[5:7] or 0), small_number(groups["day2"])) or ""
    if any(groups[key + "2"] for key in ("y", "i", "bm", "r", "bp")):
        point = _point(groups, "2", base, head.year)
        return point.edtf if point else ""
    return ""


def _year(word: str, base_year: int, last_year: int) -> tuple[int, str]:
    digits = word.rstrip("年度").translate(str.maketrans("〇零一二三四五六七八九", "00123456789"))
    if digits.isdigit():
        return int(digits), "stated"
    if word.startswith("同年"):
        return last_year, "stated" if last_year else ""
    return (base_year + _SHIFTS[word[0]] if base_year else 0), "relative"
