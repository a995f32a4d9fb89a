"""Which claims count for a question: what the values of its parameters ``reviewed`` and ``as_of`` select."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..errors import UsageError
from ..graph.excerpt import Selection
from .definition import selecting


def selection_of(values: Mapping[str, Sequence[object]]) -> Selection:
    """What the values of these parameters select; without any, every claim.

    Parameters
    ----------
    values : mapping of str to sequence
        Parameter to its values, others among them.

    Raises
    ------
    UsageError
        If one of them has several values.

    Examples
    --------
    >>> selection_of({"as_of": ("2023-07",), "place": ("a", "b")})
    Selection(reviewed=False, as_of='2023-07')
    """
    for name in selecting():
        if len(values.get(name, ())) > 1:
            raise UsageError(f"{name}={values[name][1]}: a second value; give one {name}")
    reviewed, as_of = (str(values.get(name, ("",))[0]) for name in ("reviewed", "as_of"))
    return Selection(reviewed == "yes", as_of)
