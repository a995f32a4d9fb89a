"""The choice of an engine."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from ...graph.spark import chosen_master

Apply = Callable[[Callable[[Any], Any], Sequence[Any]], Iterator[Any]]


def engine_of(name: str, master: str, local: Apply) -> Apply:
    """What applies a function to many jobs, in their order; see `graph.spark.chosen_master` for names and errors.

    Parameters
    ----------
    name, master : str
    local : callable
        What does so on this machine.

    Examples
    --------
    >>> engine_of("local", "", map) is map
    True
    """
    chosen = chosen_master(name, master)
    if not chosen:
        return local
    from .spark import Spark

    return Spark(chosen).each
