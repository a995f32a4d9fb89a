"""The same function over many files: one after the other, or side by side in processes if there are many."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TypeVar

from ..errors import Unavailable

PARALLEL_FROM = 24  # files; fewer are read faster in this process
_CHUNK = 4  # files that a process takes at once

Given = TypeVar("Given")
Made = TypeVar("Made")


def each(function: Callable[[Given], Made], given: Sequence[Given]) -> Iterator[Made]:
    """Apply a function to each of a sequence, in its order.

    Parameters
    ----------
    function : callable
        Of a module, so that another process finds it.
    given : sequence

    Yields
    ------
    object

    Raises
    ------
    Unavailable
        If a process was ended from outside.

    Examples
    --------
    >>> list(each(len, ["a", "bc"]))
    [1, 2]
    """
    if len(given) < PARALLEL_FROM:
        yield from map(function, given)
        return
    with ProcessPoolExecutor(initializer=_leave_interrupts) as pool:
        try:
            yield from pool.map(function, given, chunksize=_CHUNK)
        except BrokenProcessPool as error:
            raise Unavailable(
                "a process that read files was ended from outside, perhaps for want of memory; run the same again"
            ) from error


def _leave_interrupts() -> None:
    """Ctrl-C reaches every process of the terminal; the first one alone answers it, and ends the others."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
