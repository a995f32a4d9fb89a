"""ORCID iDs: their form and their check digit."""

from __future__ import annotations

import re

from ..errors import UsageError

_FORM = re.compile(r"(?:https?://orcid\.org/)?((?:\d{4}-){3}\d{3}[\dX])")


def orcid_of(text: str, whose: str) -> str:
    """Read an ORCID iD, with or without its address.

    Parameters
    ----------
    text : str
    whose : str
        What the message names.

    Returns
    -------
    str
        As ``0000-0000-0000-0000``; empty where it has not that form.

    Raises
    ------
    UsageError
        If its check digit is wrong.

    References
    ----------
    ISO/IEC 7064:2003, MOD 11-2.

    Examples
    --------
    >>> orcid_of("https://orcid.org/0000-0002-1825-0097", "reviewer"), orcid_of("coder-a", "reviewer")
    ('0000-0002-1825-0097', '')
    >>> orcid_of("0000-0002-1825-0098", "creator")
    Traceback (most recent call last):
    policing_kg.errors.UsageError: creator: the check digit of the ORCID is wrong; type it again
    """
    found = _FORM.fullmatch(text.strip())
    if not found:
        return ""
    if not _checks(found[1]):
        raise UsageError(f"{whose}: the check digit of the ORCID is wrong; type it again")
    return found[1]


def _checks(orcid: str) -> bool:
    total = 0
    for digit in orcid.replace("-", "")[:-1]:
        total = (total + int(digit)) * 2
    rest = (12 - total % 11) % 11
    return orcid[-1] == ("X" if rest == 10 else str(rest))
