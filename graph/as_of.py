"""What held on a day: how a claim's own time, or else the date of its document, is read."""

from __future__ import annotations

from ..errors import UsageError
from .interval import EVER, NEVER, edtf_days, edtf_span

ENDED = "ended"  # the stage of what a source says to have come to its end
Days = tuple[str, str]


def days_of(as_of: str) -> Days:
    """First and last day of a date that a person typed; empty where none is asked for.

    Raises
    ------
    UsageError

    Examples
    --------
    >>> days_of("2023-07"), days_of("")
    (('2023-07-01', '2023-07-31'), ('', ''))
    """
    found = edtf_days(as_of) if as_of else ("", "")
    if as_of and not found[0]:
        raise UsageError(f"as_of={as_of}: not a date; write a year, a month or a day, as 2023, 2023-07 or 2023-07-31")
    return found


def held(when: str, published: str, day: Days) -> bool:
    """Whether a source says that something held at some time between two days.

    What is dated holds from the first day of its date (of an interval to the last day of its end).  What is undated
    holds from the date of its document on, and where that has none it cannot be told: it is left out.

    Parameters
    ----------
    when : str
        EDTF date or interval that the claim gives, or empty.
    published : str
        EDTF date of its document, or empty.
    day : (str, str)
        First and last day; see `days_of`.

    Examples
    --------
    >>> [held("2021-03/2022", "2024", days_of(year)) for year in ("2020", "2021", "2022", "2023")]
    [False, True, True, False]
    >>> held("", "2024", days_of("2023")), held("", "2024", days_of("2025")), held("", "", days_of("2025"))
    (False, True, False)
    """
    if not when:
        from_then = edtf_days(published.partition("/")[0])[0]
        return bool(from_then) and from_then <= day[1]
    began = edtf_days(when.partition("/")[0])[0] or EVER
    return began <= day[1] and edtf_span(when).ended_last >= day[0]


def covers(period: str, day: Days) -> bool:
    """Whether the period of a figure has a day in common with two days and what lies between them.

    A single date is the whole period, not the beginning of one.

    Examples
    --------
    >>> covers("2023", days_of("2023-07")), covers("2023", days_of("2024")), covers("2020/2022", days_of("2021"))
    (True, False, True)
    """
    head, slash, tail = period.partition("/")
    first, last = edtf_days(head)
    if slash:
        last = edtf_days(tail)[1]
    return (first or EVER) <= day[1] and (last or NEVER) >= day[0]


def over(when: str, published: str, day: Days) -> bool:
    """Whether what is said to have ended had ended before two days.

    Examples
    --------
    >>> over("2021", "2024", days_of("2022")), over("2021", "2024", days_of("2021")), over("", "2024", days_of("2022"))
    (True, False, False)
    """
    by = edtf_span(when).began_last if when else edtf_days(published)[1] or NEVER
    return by < day[0]
