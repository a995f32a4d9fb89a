"""How long a free query may run and how much memory it may take."""

from __future__ import annotations

import math
from dataclasses import dataclass

from ..errors import UsageError

_LONGEST = 86_400.0
_LEAST, _MOST = 512, 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one free query.

    Parameters
    ----------
    seconds : float
        Wall time from the question to the last row, above 0 and at most a day.
    megabytes : int
        Memory of the process that answers, its engine included: at least 512.

    Raises
    ------
    UsageError
        If a bound is out of its range.

    Examples
    --------
    >>> Limits().seconds
    60.0
    >>> Limits(seconds=0)
    Traceback (most recent call last):
    policing_kg.errors.UsageError: timeout 0: not above 0 and at most 86400 seconds; give seconds, as in 60
    """

    seconds: float = 60.0
    megabytes: int = 2048

    def __post_init__(self) -> None:
        """Check both bounds."""
        if not (math.isfinite(self.seconds) and 0 < self.seconds <= _LONGEST):
            raise UsageError(
                f"timeout {self.seconds:g}: not above 0 and at most {_LONGEST:.0f} seconds; give seconds, as in 60"
            )
        if not _LEAST <= self.megabytes <= _MOST:
            raise UsageError(f"memory {self.megabytes}: not from {_LEAST} to {_MOST} MB; give MB, as in 2048")
