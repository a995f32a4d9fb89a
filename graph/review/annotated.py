"""How often each rule is right on annotated documents, as it was measured before this version was made."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from ... import data as data_room
from .wilson import wilson


@dataclass(frozen=True, slots=True)
class AnnotatedShare:
    """What a rule found in annotated documents, and how much of it annotators found too.

    Parameters
    ----------
    found, right : int
        Mentions, figures or links; one found at least.
    precision : float
        Their ratio.
    low, high : float
        Wilson's 95 % interval.
    """

    found: int
    right: int
    precision: float
    low: float
    high: float


@cache
def annotated_shares() -> Mapping[str, AnnotatedShare]:
    """By rule and version, from ``data/scores/rules.csv``; a version that was not measured is not there.

    Returns
    -------
    mapping of str to AnnotatedShare

    Examples
    --------
    >>> share = annotated_shares()["part.chain@1"]
    >>> share.low < share.precision == share.right / share.found < share.high
    True
    """
    lines = (files(data_room) / "scores" / "rules.csv").read_text("utf-8").splitlines()
    rows = [(row["rule"], int(row["found"]), int(row["right"])) for row in csv.DictReader(lines)]
    return MappingProxyType(
        {rule: AnnotatedShare(found, right, right / found, *wilson(right, found)) for rule, found, right in rows}
    )
