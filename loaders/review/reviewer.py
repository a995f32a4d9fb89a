"""Who a reviewer is: a handle or an ORCID, so that no ledger holds a person's name."""

from __future__ import annotations

import re

from ...errors import UsageError

_HANDLE = re.compile(r"[A-Za-z][A-Za-z0-9._-]{1,39}")
_ORCID = re.compile(r"(?:https?://orcid\.org/)?((?:\d{4}-){3}\d{3}[\dX])")


def reviewer_of(text: str) -> str:
    """Read who reviews.

    Parameters
    ----------
    text : str
        A handle (2 to 40 letters, digits, full stops, hyphens and underlines of ASCII, a letter first) or an ORCID.

    Returns
    -------
    str
        The handle in lower case, or the ORCID as ``0000-0000-0000-0000``.

    Raises
    ------
    UsageError
        If it is neither; the message does not repeat it, for it may be a name.

    References
    ----------
    ISO/IEC 7064:2003, MOD 11-2, for the check digit of an ORCID.

    Examples
    --------
    >>> reviewer_of("Coder-A"), reviewer_of("https://orcid.org/0000-0002-1825-0097")
    ('coder-a', '0000-0002-1825-0097')
    >>> reviewer_of("0000-0002-1825-0098")
    Traceback (most recent call last):
    policing_kg.errors.UsageError: reviewer: the check digit of the ORCID is wrong; type it again
    """
    given = text.strip()
    orcid = _ORCID.fullmatch(given)
    if orcid:
        if not _checks(orcid[1]):
            raise UsageError("reviewer: the check digit of the ORCID is wrong; type it again")
        return orcid[1]
    if not _HANDLE.fullmatch(given):
        raise UsageError("reviewer: neither a handle nor an ORCID; give a handle such as coder-a, no person's name")
    return given.lower()


def _checks(orcid: str) -> bool:
    total = 0
    for digit in orcid.replace("-", "")[:-1]:
        total = (total + int(digit)) * 2
    rest = (12 - total % 11) % 11
    return orcid[-1] == ("X" if rest == 10 else str(rest))
