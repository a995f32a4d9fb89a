"""Points of the calendar in EDTF: days that exist, quarters, halves, ends of years."""

from __future__ import annotations

import re
from calendar import monthrange

_DIGITS = str.maketrans("〇零一二两三四五六七八九", "001223456789")


def small_number(word: str) -> int:
    """Read a number below a hundred in digits or Chinese; 0 if it is none.

    Examples
    --------
    >>> small_number("十二"), small_number("3"), small_number("两"), small_number("三十一")
    (12, 3, 2, 31)
    """
    if "十" in word:
        tens, _, ones = word.partition("十")
        return (small_number(tens) if tens else 1) * 10 + (small_number(ones) if ones else 0)
    plain = word.translate(_DIGITS)
    return int(plain) if plain.isascii() and plain.isdigit() else 0


def day_or_none(year: int, month: int, day: int = 0) -> str | None:
    """Write a month or day in EDTF; None if the calendar has no such day.

    Examples
    --------
    >>> day_or_none(2023, 2, 29), day_or_none(2024, 2, 29), day_or_none(2023, 7)
    (None, '2024-02-29', '2023-07')
    """
    if not 1 <= year <= 9999 or not 1 <= month <= 12:
        return None
    if not day:
        return f"{year:04d}-{month:02d}"
    return f"{year:04d}-{month:02d}-{day:02d}" if day <= monthrange(year, month)[1] else None


def part_of_year(year: int, part: str) -> str:
    """Write a part of a year in EDTF: 上半年, 前三季度, 一季度, 年底.

    Examples
    --------
    >>> part_of_year(2022, "前三季度"), part_of_year(2022, "第二季度"), part_of_year(2022, "底")
    ('2022-01/2022-09', '2022-04/2022-06', '2022-12')
    """
    if "半年" in part:
        return f"{year:04d}-01/{year:04d}-06" if "上" in part else f"{year:04d}-07/{year:04d}-12"
    match = re.search(r"(前?)第?([一二两三四1-4])个?季度", part)
    if match:
        last = 3 * small_number(match[2])
        return f"{year:04d}-{1 if match[1] else last - 2:02d}/{year:04d}-{last:02d}"
    match = re.search(r"前(\w{1,2}?)个?月", part)
    if match:
        last = min(max(small_number(match[1]), 1), 12)
        return f"{year:04d}-01/{year:04d}-{last:02d}"
    if "初" in part:
        return f"{year:04d}-01"
    if "底" in part or "末" in part:
        return f"{year:04d}-12"
    return f"{year:04d}"


def first_day(edtf: str) -> str:
    """Write the first day of an EDTF date.

    Examples
    --------
    >>> first_day("2023"), first_day("2023-05"), first_day("2023-05-08")
    ('2023-01-01', '2023-05-01', '2023-05-08')
    """
    return edtf + {4: "-01-01", 7: "-01"}.get(len(edtf), "")


def last_part(edtf: str) -> str:
    """Return the end of an EDTF interval, or the date itself.

    Examples
    --------
    >>> last_part("2023-01/2023-06"), last_part("2023")
    ('2023-06', '2023')
    """
    return edtf.rsplit("/", 1)[-1]
