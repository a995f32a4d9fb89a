"""The verb that serves a dataset to browsers and to programs that speak the SPARQL protocol."""

from __future__ import annotations

from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from . import terminal
from .answers import KG, LIMITS
from .errors import MissingExtra, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable


def serve(
    kg: str | Path,
    *,
    host: str = "127.0.0.1",
    port: int = 8000,
    timeout: float = 60,
    memory: int = 2048,
    token: str = "",
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
    token : str
        What each request must show, as the password of any user or as a bearer; needed where others can reach the
        host.
    ready : callable, optional
        Told the address, when requests are answered.

    Raises
    ------
    UsageError
        If there is no dataset, the port cannot be had, the token is none, or there is none where one is needed.
    MissingExtra
        If the web server is not installed.

    Examples
    --------
    >>> serve("kg?", port=0)
    Traceback (most recent call last):
    policing_kg.errors.UsageError: kg?: no dataset there; build one with: policing-kg build SOURCE --into kg?
    """
    from .queries.endpoint.token import checked_token
    from .queries.limits import Limits

    limits = Limits(timeout, memory)
    checked_token(token, "token")
    try:
        from .viz.explorer import listen
        from .viz.explorer import serve as run
    except ImportError as error:
        if (error.name or "").partition(".")[0] in ("starlette", "uvicorn", "anyio", "h11"):
            raise MissingExtra("the web server", "serve") from error
        raise
    taken = listen(host, port)
    if not (token or ip_address(taken.getsockname()[0].partition("%")[0]).is_loopback):
        taken.close()
        raise UsageError(f"{host}: others can reach it; name a token with --token, or leave --host out")
    run(Path(kg), taken, host, limits, ready, token)


@click.command("serve")
@KG
@click.option("--host", default="127.0.0.1", show_default=True, metavar="HOST", help="Address to listen on.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, metavar="N", help="0 for any free one."
)
@LIMITS
@click.option(
    "--token",
    "file",
    default="",
    metavar="FILE",
    help="Holds the secret that requests show; else POLICING_KG_SERVE_TOKEN.",
)
def serve_verb(file: str, **options: Any) -> None:
    """Serve the explorer and the SPARQL protocol to browsers and programs of this machine."""
    from .queries.endpoint.token import read_token

    token = read_token(terminal.typed(file))
    if token and options["host"] not in ("127.0.0.1", "::1", "localhost"):
        terminal.say(f"{options['host']}: answers are not encrypted; let a proxy with https stand before it")
    serve(**options, token=token, ready=lambda address: terminal.put([address]))
