"""The verb that serves a dataset to browsers and to programs that speak the SPARQL protocol."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from . import terminal
from .answers import KG, LIMITS
from .errors import MissingExtra

if TYPE_CHECKING:
    from collections.abc import Callable


def serve(
    kg: str | Path,
    *,
    host: str = "127.0.0.1",
    port: int = 8000,
    timeout: float = 60,
    memory: int = 2048,
    ready: Callable[[str], None] | None = None,
) -> None:
    """Serve the explorer and the SPARQL protocol until SIGTERM or SIGINT; nothing is written.

    Parameters
    ----------
    kg : path-like
        Folder of the dataset; a newer generation is taken up with the next request.
    host : str
        Name or address to listen on.
    port : int
        0 for any that is free.
    timeout, memory : float, int
        Seconds and MB of one query.
    ready : callable, optional
        Told the address, when requests are answered.

    Raises
    ------
    UsageError
        If there is no dataset, or the port cannot be had.
    MissingExtra
        If the web server is not installed.

    Examples
    --------
    >>> serve("kg?", port=0)
    Traceback (most recent call last):
    policing_kg.errors.UsageError: kg?: no dataset there; build one with: policing-kg build SOURCE --into kg?
    """
    from .queries.limits import Limits

    limits = Limits(timeout, memory)
    try:
        from .viz.explorer import listen
        from .viz.explorer import serve as run
    except ImportError as error:
        if (error.name or "").partition(".")[0] in ("starlette", "uvicorn", "anyio", "h11"):
            raise MissingExtra("the web server", "serve") from error
        raise
    run(Path(kg), listen(host, port), host, limits, ready)


@click.command("serve")
@KG
@click.option("--host", default="127.0.0.1", show_default=True, metavar="HOST", help="Address to listen on.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, metavar="N", help="0 for any free one."
)
@LIMITS
def serve_verb(**options: Any) -> None:
    """Serve the explorer and the SPARQL protocol to browsers and programs of this machine."""
    serve(**options, ready=lambda address: terminal.put([address]))
