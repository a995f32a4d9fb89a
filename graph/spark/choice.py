"""The choice between this machine and a cluster."""

from __future__ import annotations

from ...errors import UsageError
from .cluster import check_spark

ENGINES = ("local", "spark")


def chosen_master(engine: str, master: str) -> str:
    """The master of the cluster that is to work; empty for this machine alone.

    Parameters
    ----------
    engine : str
        One of `ENGINES`.
    master : str
        For ``spark`` the address of the cluster; empty for all cores of this machine.

    Raises
    ------
    UsageError
        If there is no such engine or master, or a master is named for the local engine.
    MissingExtra, Unavailable
        If Spark or its Java is not here.

    Examples
    --------
    >>> chosen_master("local", "")
    ''
    >>> chosen_master("local", "spark://HOST:7077")
    Traceback (most recent call last):
    policing_kg.errors.UsageError: --master: is for the engine spark; add --engine spark, or leave it out
    """
    if engine not in ENGINES:
        raise UsageError(f"engine {engine}: no such engine; use {', '.join(ENGINES)}")
    if engine == "local":
        if master:
            raise UsageError("--master: is for the engine spark; add --engine spark, or leave it out")
        return ""
    chosen = master or "local[*]"
    check_spark(chosen)
    return chosen
