"""The date of a document and its basis: dateline before page, and nothing guessed.

A re-posted article bears the page's date, not its own: an agency's dateline (新华社北京1月10日电) names month and
day, and the year is that of the first such day after the latest date that the article itself names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from .article import DocumentDate, Span
from .lines import furniture
from .span_index import SpanIndex

_AGENCY = (
    r"新华社|新华网|中新社|中新网|中国新闻社|人民网|央视网|央广网|中青网|光明网|中国网"
    r"|本报|本网|据|法治日报|人民公安报|人民日报"
)
_DATELINE = re.compile(
    rf"(?:{_AGENCY})[^\s\d。，,；;（()）]{{0,16}}?\s*(?:(\d{{4}})年)?(\d{{1,2}})月(\d{{1,2}})日\s*(?:电|讯|专电|综合消息)"
)
_FULL = re.compile(r"(?<!\d)(\d{4})\s*[-年/.]\s*(\d{1,2})\s*[-月/.]\s*(\d{1,2})(?!\d)")
_EXPLICIT = re.compile(r"(?<![\d第])((?:19|20)\d{2})年(?:(\d{1,2})月(?:(\d{1,2})日)?)?")
_AHEAD = re.compile(r"(?:到|至|力争|争取|—|-|–|~|计划|规划|目标)[^，。；,;]{0,3}$")
_OPEN_YEAR = re.compile(r"以来|起|初|元旦|春节|新年|伊始|开局|全年目标|计划")
_BELOW = 400  # characters below the article in which it may be signed
_HAN = str.maketrans("〇○零一二三四五六七八九", "000123456789")


def document_date(text: str, body: tuple[Span, ...], head: int, page: str = "") -> DocumentDate:
    r"""Tell the date from which a document's relative dates count.

    Parameters
    ----------
    text : str
        Clean text.
    body : tuple of spans
    head : int
        Where the first paragraph begins; dates of the page stand before it.
    page : str
        ISO date that the carrier's metadata gives, or empty.

    Returns
    -------
    DocumentDate
        Basis ``dateline``, ``signed``, ``page`` or ``none``; a dateline whose year cannot be told dates nothing.

    Examples
    --------
    >>> page = "发布时间：2024-11-09\n2023年发案下降。\n（新华社北京1月10日电）"
    >>> document_date(page, ((16, 27),), 16)
    DocumentDate(edtf='2024-01-10', basis='dateline')
    """
    signed = _signed_date(text, body)
    carried = _valid(*_numbers(_FULL.match(page))) or _page_date(text, body, head) or signed
    for found in _DATELINE.finditer(text):
        year, month, day = found.groups()
        named = (
            _valid(int(year), int(month), int(day)) if year else _dateline(int(month), int(day), text, body, carried)
        )
        if named:
            return DocumentDate(named.isoformat(), "dateline")
        break
    if signed:
        return DocumentDate(signed.isoformat(), "signed")
    return DocumentDate(carried.isoformat(), "page") if carried else DocumentDate()


def _numbers(found: re.Match[str] | None) -> tuple[int, int, int]:
    return (int(found[1]), int(found[2]), int(found[3])) if found else (0, 0, 0)


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if 1949 <= year <= 2100 else None
    except ValueError:
        return None


def _page_date(text: str, body: tuple[Span, ...], head: int) -> date | None:
    """The first full date of the page's head outside the body."""
    inside = SpanIndex(body)
    for found in _FULL.finditer(text, 0, head):
        if not inside.touches(found.start(), found.start() + 1):
            named = _valid(*_numbers(found))
            if named:
                return named
    return None


def _signed_date(text: str, body: tuple[Span, ...]) -> date | None:
    """The date of a signature right below the article."""
    end = body[-1][1] if body else 0
    below = [words for line in text[end : end + _BELOW].split("\n") if (words := line.strip())]
    for words in below[:5]:
        if furniture().signed.match(words):
            found_date = re.match(r"(.{4})年(.{1,3})月(.{1,4})日", words)
            if found_date:
                return _valid(*(_han(part) for part in found_date.groups()))
    return None


def _han(text: str) -> int:
    """Read 2023, 二〇二三, 十, 十二, 二十, 三十一."""
    if "十" in text:
        tens, _, ones = text.partition("十")
        return _han(tens or "一") * 10 + (_han(ones) if ones else 0)
    digits = text.translate(_HAN)
    return int(digits) if digits.isdecimal() else 0


def _explicit(text: str, body: tuple[Span, ...], month: int, carried: date | None) -> Iterator[date]:
    """Dates that the article names; a bare year (2023年) is over in early spring, or on a page of the next year."""
    for start, end in body:
        for found in _EXPLICIT.finditer(text, start, end):
            ahead = _AHEAD.search(text, max(start, found.start() - 8), found.start())
            next_year = carried is not None and carried.year == int(found[1]) + 1 and carried.month >= month
            over = not found[2] and (month <= 2 or next_year) and not _OPEN_YEAR.match(text, found.end())
            named = _valid(int(found[1]), int(found[2] or (12 if over else 1)), int(found[3] or (31 if over else 1)))
            if named and not ahead:
                yield named


def _dateline(month: int, day: int, text: str, body: tuple[Span, ...], carried: date | None) -> date | None:
    named = [d for d in _explicit(text, body, month, carried) if carried is None or d <= carried]
    latest = max(named, default=None)
    if latest:
        years = (latest.year, latest.year + 1)
        return next(
            (d for y in years if (d := _valid(y, month, day)) and latest <= d and (not carried or d <= carried)), None
        )
    if carried:
        return next(
            (d for y in (carried.year, carried.year - 1) if (d := _valid(y, month, day)) and d <= carried), None
        )
    return None
