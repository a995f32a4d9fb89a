"""Frequencies in an order: from seldom to often, then those that give time, then what is not understood or not said."""

from __future__ import annotations

from collections.abc import Iterable

from ...graph.networks.edge import times_a_year
from .wording import Say

NOT_SAID = ""


def in_order(frequencies: Iterable[str]) -> list[str]:
    """Schedules as the dataset writes them, each once.

    Examples
    --------
    >>> in_order(["", "1次/周", "4半天/周", "不定期", "2次/月", "1次/周"])
    ['2次/月', '1次/周', '4半天/周', '不定期', '']
    """
    return sorted(set(frequencies), key=_rank)


def _rank(frequency: str) -> tuple[int, float, str]:
    if frequency == NOT_SAID:
        return 2, 0, ""
    often = times_a_year(frequency)
    return (0, often, frequency) if often else (1, 0, frequency)


def shown(frequency: str, say: Say) -> str:
    """A schedule in one language.

    Examples
    --------
    >>> shown("1次/周", Say("en")), shown("", Say("zh"))
    ('1× a week', '未说')
    """
    return say.value("frequency", frequency) if frequency != NOT_SAID else say("values", "not_said")
