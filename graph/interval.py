"""What an EDTF date or interval leaves open: the first and last day on which a thing may have begun or ended."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass

_POINT = re.compile(r"(\d{2}[\dX]{2})(?:-(\d{2}|XX)(?:-(\d{2}|XX))?)?")
_SURE = str.maketrans("", "", "?~%")
EVER, NEVER = "0000-00-00", "9999-99-99"  # before and after every day, where a bound is not known


@dataclass(frozen=True, slots=True)
class Span:
    """The days between which something began, and between which it ended.

    Days are ISO dates, which sort as text; `EVER` and `NEVER` stand where nothing bounds them.

    Parameters
    ----------
    began_first, began_last : str
        It began on no day before the first, and had begun on the last.
    ended_first, ended_last : str
        The same of its end; `NEVER` where it goes on, or no end is told.
    """

    began_first: str = EVER
    began_last: str = NEVER
    ended_first: str = NEVER
    ended_last: str = NEVER

    @property
    def dated(self) -> bool:
        """Whether anything bounds its beginning."""
        return self.began_last != NEVER or self.began_first != EVER

    @property
    def bounds(self) -> tuple[str | None, str | None]:
        """The first and the last day on which it may have begun; None where nothing bounds it."""
        first, last = self.began_first, self.began_last
        return None if first == EVER else first, None if last == NEVER else last


def edtf_days(text: str) -> tuple[str, str]:
    """First and last day of an EDTF date; empty where it is none.

    Follows ISO 8601-2:2019 (EDTF levels 0 and 1): year, month or day, digits left open by ``X``; the marks of
    uncertainty ``?``, ``~`` and ``%`` change no bound.

    Examples
    --------
    >>> edtf_days("2024-02"), edtf_days("202X"), edtf_days("2021-05-03~"), edtf_days("soon")
    (('2024-02-01', '2024-02-29'), ('2020-01-01', '2029-12-31'), ('2021-05-03', '2021-05-03'), ('', ''))
    """
    match = _POINT.fullmatch(text.translate(_SURE))
    if not match:
        return "", ""
    year, month, day = match.groups()
    first, last = year.replace("X", "0"), year.replace("X", "9")
    if month is None or month == "XX":
        return f"{first}-01-01", f"{last}-12-31"
    if not 1 <= int(month) <= 12:
        return "", ""
    days = monthrange(int(last) or 4, int(month))[1]
    if day is None or day == "XX":
        return f"{first}-{month}-01", f"{last}-{month}-{days:02d}"
    return (f"{first}-{month}-{day}", f"{last}-{month}-{day}") if 1 <= int(day) <= days else ("", "")


def edtf_span(text: str, *, began: bool = False) -> Span:
    """What a claim's ``when`` tells of the beginning and the end.

    ``A/..`` and ``A/B`` began within A, and ``A/B`` ended within B.  A single date says when a thing began, held or
    happened: it had begun by its last day, and may have begun long before.

    Parameters
    ----------
    text : str
        EDTF date or interval.
    began : bool
        Whether a single date is read as that of the beginning: an assumption that the reader makes.

    Returns
    -------
    Span
        Without bounds where the text is no EDTF.

    Examples
    --------
    >>> since = edtf_span("2021-03/..")
    >>> since.began_first, since.began_last, since.ended_last == NEVER
    ('2021-03-01', '2021-03-31', True)
    >>> held = edtf_span("2022")
    >>> held.began_first == EVER, held.began_last
    (True, '2022-12-31')
    >>> edtf_span("2022", began=True).began_first, edtf_span("2022/2023").ended_first
    ('2022-01-01', '2023-01-01')
    """
    head, slash, tail = text.partition("/")
    first, last = edtf_days(head)
    if not slash:
        if not last:
            return Span()
        return Span(first if began else EVER, last)
    ended = edtf_days(tail)
    if not last and not ended[0]:
        return Span()
    known = (first or EVER, last or ended[1])
    return Span(*known, *ended) if ended[0] else Span(*known)
