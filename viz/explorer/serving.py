"""Serving the explorer on a socket of this machine until it is told to end."""

from __future__ import annotations

import contextlib
import ctypes
import signal
import socket
from collections.abc import Callable
from pathlib import Path

import uvicorn

from ...errors import UsageError
from ...queries.followed import Followed
from ...queries.limits import Limits
from .app import explorer
from .connection import AT_ONCE, config

VIEWS = f"{__package__.rpartition('.')[0]}.drawing_process"  # the module that draws views
_ARENA_MAX = -8  # M_ARENA_MAX of malloc.h
_PATIENCE = 3  # seconds that what is being answered may take once the server is told to end


def listen(host: str, port: int) -> socket.socket:
    """Take a port of this machine.

    Parameters
    ----------
    host : str
        Name or address.
    port : int
        0 for any that is free.

    Returns
    -------
    socket
        It listens.

    Raises
    ------
    UsageError
        If the port is in use or may not be taken, or the host is no address of this machine.

    Examples
    --------
    >>> with listen("127.0.0.1", 0) as taken:
    ...     taken.getsockname()[1] > 0
    True
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        made = socket.socket(family, kind, protocol)
        try:
            made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            made.bind(address)
            made.listen(AT_ONCE)
        except BaseException:
            made.close()
            raise
    except (OSError, OverflowError, UnicodeError) as error:
        said = getattr(error, "strerror", None) or type(error).__name__
        raise UsageError(f"{host}:{port}: cannot listen there ({said}); name another --port, or 0 for any") from error
    return made


def serve(
    kg: Path,
    taken: socket.socket,
    host: str,
    limits: Limits | None = None,
    ready: Callable[[str], None] | None = None,
    token: str = "",
) -> None:
    """Serve a dataset until SIGTERM or SIGINT.

    Parameters
    ----------
    kg : Path
        Folder of the dataset.
    taken : socket
        It listens; closed in the end.
    host : str
        Name by which the server is asked, beside ``localhost`` and addresses in digits.
    limits : Limits, optional
        Of a query.
    ready : callable, optional
        Told the address, when requests are answered.
    token : str
        What each request must show; empty if nothing.
    """
    _keep_few_pools()
    with taken, Followed(kg, VIEWS) as followed:
        app = explorer(followed, [host], limits, token)
        server = _Server(uvicorn.Config(**config(app, _PATIENCE)))
        server.followed, server.ready, server.address = followed, ready, _address(taken)
        before = [(number, signal.signal(number, _nothing)) for number in (signal.SIGTERM, signal.SIGINT)]
        try:
            server.run([taken])
        finally:
            for number, handler in before:
                signal.signal(number, handler)


class _Server(uvicorn.Server):
    """Says when it answers, and ends the processes of queries before it waits for what is being answered."""

    followed: Followed
    ready: Callable[[str], None] | None
    address: str

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.ready and not self.should_exit:
            self.ready(self.address)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self.followed.kill()
        await super().shutdown(sockets)


def _keep_few_pools() -> None:
    """Let glibc keep two pools of freed memory, not one for each thread: 274 MB instead of 316 on 6e6 quads."""
    with contextlib.suppress(AttributeError, OSError):
        ctypes.CDLL(None).mallopt(_ARENA_MAX, 2)


def _address(taken: socket.socket) -> str:
    host, port = taken.getsockname()[:2]
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def _nothing(number: int, frame: object) -> None:
    """What uvicorn passes a signal on to, once it has ended by it."""
