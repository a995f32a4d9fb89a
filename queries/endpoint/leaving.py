"""Whoever asks may hang up before the answer is there: nothing computes for nobody."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from ...errors import QueryStopped
from ..apart import Answerer


class Leaving:
    """One who asks, and may leave.

    Examples
    --------
    >>> one = Leaving()
    >>> one.leave()
    >>> with one.answered_by(Answerer("kg", 1)):
    ...     pass
    Traceback (most recent call last):
    policing_kg.errors.QueryStopped: query: given up, nobody waits for it
    """

    def __init__(self) -> None:
        self._one = threading.Lock()
        self._left = False
        self._answerer: Answerer | None = None

    def leave(self) -> None:
        """End what is computed for the one who left, or is about to be."""
        with self._one:
            self._left = True
            if self._answerer is not None:
                self._answerer.kill()

    @contextmanager
    def answered_by(self, answerer: Answerer) -> Iterator[None]:
        """While a process answers; it is ended with the question, so that the next one gets a fresh process.

        Raises
        ------
        QueryStopped
            If the one who asks has left.
        """
        with self._one:
            if self._left:
                raise QueryStopped("query: given up, nobody waits for it")
            self._answerer = answerer
        try:
            yield
        finally:
            with self._one:
                self._answerer = None
                if self._left:
                    answerer.close()
