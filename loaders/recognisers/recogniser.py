"""The one interface of optional recognisers, and those that there are."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Protocol

from ...errors import UnknownName
from ..extraction import Extraction, Findings

NAMES = ("lac", "llm")  # in the order in which they run: one that finds persons goes before one that sends texts


class Recogniser(Protocol):
    """A recogniser beside the rules.

    Its answer depends on the article, on what was found before it, and on its own settings alone.
    """

    @property
    def name(self) -> str:
        """One of `NAMES`."""

    @property
    def version(self) -> str:
        """Changes whenever the same article might be answered otherwise, so that a build reads it again."""

    def recognise(self, extraction: Extraction) -> Findings:
        """Find further persons, mentions, indicators and links.

        Parameters
        ----------
        extraction : Extraction
            The article, the persons known so far, what the rules found, and what recognisers before this one found.

        Returns
        -------
        Findings
            Each finding names its rule; offsets are those of the clean text.
        """


def in_order(names: Iterable[str]) -> tuple[str, ...]:
    """Names of recognisers as they run, each once.

    Raises
    ------
    UnknownName
        If one is none; with the nearest.

    Examples
    --------
    >>> in_order(["llm", "lac", "llm"])
    ('lac', 'llm')
    """
    given = list(names)
    for name in given:
        if name not in NAMES:
            near = get_close_matches(name, NAMES, 2)
            raise UnknownName(name, near, f"recogniser; there are {', '.join(NAMES)}")
    return tuple(name for name in NAMES if name in given)
