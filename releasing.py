"""The verbs of policing-kg in Python for versions of a dataset: comparing two of them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from .opening import Path_

if TYPE_CHECKING:
    from .graph.versions import Difference

__all__ = ["diff"]


def diff(earlier: Path_, later: Path_) -> Difference:
    """Compare two states of a dataset, claim by claim.

    Parameters
    ----------
    earlier, later : path-like
        Folder of a dataset, for its current generation; followed by ``@`` and a number, for that generation.

    Returns
    -------
    Difference
        False where the two say the same; with `counts`, `documents` and `changes`.

    Raises
    ------
    UsageError
        If there is no dataset, or not that generation of it.
    DataError
        If one of them is damaged.

    Examples
    --------
    >>> diff("no/such", "kg")
    Traceback (most recent call last):
    policing_kg.errors.UsageError: no/such: no dataset there; build one with: policing-kg build SOURCE --into no/such
    """
    from .graph.versions import difference, edition

    with edition(Path(earlier)) as one, edition(Path(later)) as other:
        return difference(one, other)
