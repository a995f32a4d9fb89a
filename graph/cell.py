"""Cells of CSV tables: a text that a spreadsheet would run as a formula is written as text."""

from __future__ import annotations

import re

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # some spreadsheets run full-width ones too
_NUMBER = re.compile(r"-?\d+(\.\d+)?")


def guarded(text: str) -> str:
    """Put an apostrophe before a cell that begins as a formula does; numbers stay numbers.

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
    >>> guarded("=1+1"), guarded("-2+3"), guarded("-2.5"), guarded("所长")
    ("'=1+1", "'-2+3", '-2.5', '所长')
    """
    return "'" + text if text.startswith(_FORMULA) and not _NUMBER.fullmatch(text) else text


def unguarded(text: str) -> str:
    """Take away the apostrophe that `guarded` put before a cell.

    Examples
    --------
    >>> unguarded("'=1+1"), unguarded("'所长'"), unguarded(guarded("-2+3"))
    ('=1+1', "'所长'", '-2+3')
    """
    return text[1:] if text.startswith("'") and guarded(text[1:]) == text else text
