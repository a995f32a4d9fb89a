"""Cells of CSV tables: a text that a spreadsheet would run as a formula is written as text."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable

_RUN = "[=+\\-@＝＋－＠]"  # some spreadsheets run full-width ones too
# By some at the front of a cell: blanks, and characters that draw nothing.
_DROPPED = r"[ \x00-\x08\x0b\x0c\x0e-\x1f\x7f-\xa0\xad\u2000-\u200f\u2028-\u202f\u205f-\u2069\u3000\ufeff]*"
# Another delimiter than ours parts a cell into several, each of which may begin a formula.
_FRONT = rf"\A(?='*(?:[\t\r\n]|{_DROPPED}{_RUN}))"
_BEHIND = rf"(?<=[;\t\r\n])(?='*{_RUN})"
_NO_NUMBER = r"(?!-?\d+(?:\.\d+)?(?:[;\t\r\n]|\Z))"
_BEGINS = re.compile(f"(?:{_FRONT}|{_BEHIND}){_NO_NUMBER}")
_GUARDED = re.compile(rf"(?:\A'(?='*(?:[\t\r\n]|{_DROPPED}{_RUN}))|(?<=[;\t\r\n])'(?='*{_RUN})){_NO_NUMBER}")
_ANY = re.compile(f"{_RUN[:-1]}\t\r\n]")


def guarded(text: str) -> str:
    r"""Put an apostrophe before what begins as a formula does, in a cell or behind a semicolon, tab or line end in it.

    Numbers stay numbers.

    Parameters
    ----------
    text : str

    Returns
    -------
    str

    References
    ----------
    OWASP, CSV Injection, https://owasp.org/www-community/attacks/CSV_Injection

    Examples
    --------
    >>> guarded("=1+1"), guarded("-2+3"), guarded("-2.5"), guarded("所长"), guarded("甲;=1+1")
    ("'=1+1", "'-2+3", '-2.5', '所长', "甲;'=1+1")
    """
    return _BEGINS.sub("'", text) if _ANY.search(text) else text


def unguarded(text: str) -> str:
    """Take away each apostrophe that `guarded` put.

    Examples
    --------
    >>> unguarded("'=1+1"), unguarded("'所长'"), unguarded(guarded("-2+3")), unguarded(guarded("'=1"))
    ('=1+1', "'所长'", '-2+3', "'=1")
    """
    return _GUARDED.sub("", text) if "'" in text else text


def csv_line(cells: Iterable[str]) -> str:
    r"""A line of CSV without its end, as RFC 4180 says: a cell with a line end of any kind is quoted.

    The module of Python quotes no line end but the one that it is told to write.

    Examples
    --------
    >>> csv_line(["甲\r乙", 'a"b', "丙"])
    '"甲\r乙","a""b",丙'
    """
    line = io.StringIO()
    csv.writer(line, lineterminator="\r\n").writerow(cells)
    return line.getvalue().removesuffix("\r\n")
