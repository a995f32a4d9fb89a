"""The same function over many things: one after the other, or side by side in processes if there are many."""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import chain, islice
from multiprocessing import parent_process
from multiprocessing.connection import wait
from threading import Thread
from typing import TypeVar

from ..errors import Unavailable, UsageError

PARALLEL_FROM = 24  # things; fewer are done faster in this process
PROCESSES = "POLICING_KG_PROCESSES"
_TOGETHER = 4  # things that a process takes at once
_AHEAD = 2  # times as many chunks as processes wait or are done before their turn, so that memory does not grow

Given = TypeVar("Given")
Made = TypeVar("Made")


def each(
    function: Callable[[Given], Made], given: Iterable[Given], *, fewest: int = PARALLEL_FROM, together: int = _TOGETHER
) -> Iterator[Made]:
    """Apply a function to each of some things, in their order, whatever the number of processes.

    Parameters
    ----------
    function : callable
        Of a module, so that another process finds it.
    given : iterable
        Taken as it is needed: few things are on their way at once.
    fewest : int
        Fewer things are done in this process.
    together : int
        Things that a process takes at once.

    Yields
    ------
    object

    Raises
    ------
    Unavailable
        If a process was ended from outside.
    UsageError
        If ``POLICING_KG_PROCESSES`` is no number.

    Examples
    --------
    >>> list(each(len, ["a", "bc"]))
    [1, 2]
    """
    things = iter(given)
    first = list(islice(things, fewest))
    workers = processes()
    if len(first) < fewest or workers == 1:
        yield from map(function, chain(first, things))
        return
    coming = chain(first, things)
    chunks = iter(lambda: list(islice(coming, together)), [])
    with ProcessPoolExecutor(workers, initializer=_begin) as pool:
        waiting: deque[Future[list[Made]]] = deque()
        try:
            for chunk in chunks:
                waiting.append(pool.submit(_apply, function, chunk))
                if len(waiting) > _AHEAD * workers:
                    yield from waiting.popleft().result()
            while waiting:
                yield from waiting.popleft().result()
        except BrokenProcessPool as error:
            raise Unavailable(
                "a process of this build was ended from outside, perhaps for want of memory; run the same again, "
                f"with fewer processes if need be ({PROCESSES}=1)"
            ) from error
        finally:
            for future in waiting:
                future.cancel()


def processes() -> int:
    """How many processes work side by side: as many as there are processors, or ``POLICING_KG_PROCESSES``.

    Raises
    ------
    UsageError
        If the variable holds no whole number above 0.
    """
    asked = os.environ.get(PROCESSES, "")
    if not asked:
        return os.cpu_count() or 1
    if not asked.isdecimal() or int(asked) < 1:
        raise UsageError(f"{PROCESSES}={asked}: not a number of processes; set 1 or more, or unset it")
    return int(asked)


def _apply(function: Callable[[Given], Made], chunk: list[Given]) -> list[Made]:
    return list(map(function, chunk))


def _begin() -> None:
    """Ctrl-C reaches every process of the terminal; the first one alone answers it, and ends the others.

    A process whose first one is killed ends too: it holds the files that were open, and so the dataset's lock.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
