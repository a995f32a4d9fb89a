"""The choice of an engine."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from ...errors import UsageError

ENGINES = ("local", "spark")
Apply = Callable[[Callable[[Any], Any], Sequence[Any]], Iterator[Any]]


def engine_of(name: str, master: str, local: Apply) -> Apply:
    """What applies a function to many jobs, in their order.

    Parameters
    ----------
    name : str
        One of `ENGINES`.
    master : str
        For ``spark`` the address of the cluster; empty for all cores of this machine.
    local : callable
        What does so on this machine.

    Raises
    ------
    UsageError
        If there is no such engine or master, or a master is named for the local engine.
    MissingExtra, Unavailable
        If Spark or its Java is not here.

    Examples
    --------
    >>> engine_of("local", "", map) is map
    True
    >>> engine_of("local", "spark://HOST:7077", map)
    Traceback (most recent call last):
    policing_kg.errors.UsageError: --master: is for the engine spark; add --engine spark, or leave it out
    """
    if name not in ENGINES:
        raise UsageError(f"engine {name}: no such engine of a build; use {', '.join(ENGINES)}")
    if name == "local":
        if master:
            raise UsageError("--master: is for the engine spark; add --engine spark, or leave it out")
        return local
    from .spark import Spark, check_spark

    chosen = master or "local[*]"
    check_spark(chosen)
    return Spark(chosen).each
