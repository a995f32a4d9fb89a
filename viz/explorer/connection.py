"""One connection of the server: how many there may be, and how long a client may take to ask and to listen.

uvicorn waits for a request's head for ever, and for a client that does not read; here neither keeps a place.
"""

from __future__ import annotations

import asyncio
from typing import Any

import h11
from starlette.responses import PlainTextResponse
from uvicorn.protocols.http.h11_impl import H11Protocol

AT_ONCE = 400  # connections that are answered
_TAKEN = 600  # connections that are heard at all
HEAD = 10.0  # seconds for the head of a request, from the connection or from its first byte
LISTENING = 30.0  # seconds in which a client must take what waits for it: 64 KiB beside what the system buffers
LONGEST_HEAD = 1 << 17  # bytes, the address included
_AGAIN = "2"  # seconds after which a client that found no place may try again
_FULL = PlainTextResponse(
    f"server: {AT_ONCE} connections are open; try again later\n", 503, {"retry-after": _AGAIN, "connection": "close"}
)
_UNREADABLE = f"request: not HTTP/1.1, or its head is longer than {LONGEST_HEAD} bytes; shorten or correct it\n"


class Connection(H11Protocol):
    """As uvicorn's, with bounds; see the module."""

    _waiting: asyncio.TimerHandle | None = None  # for the head of a request
    _unread: asyncio.TimerHandle | None = None  # for the client to take what was written

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Take a client in; its clock runs."""
        super().connection_made(transport)
        if len(self.connections) > _TAKEN:
            transport.abort()
        self._waiting = self.loop.call_later(HEAD, self._hang_up)

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop the clocks."""
        self._heard()
        self._taken()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Read on; once a head has begun its clock runs, until it is whole."""
        self.app = _FULL if len(self.connections) > AT_ONCE else self.config.loaded_app
        super().data_received(data)
        if self.conn.their_state is not h11.IDLE:
            self._heard()
        elif self._waiting is None:
            self._waiting = self.loop.call_later(HEAD, self._hang_up)

    def pause_writing(self) -> None:
        """More is written than the client takes: its clock runs."""
        super().pause_writing()
        self._unread = self._unread or self.loop.call_later(LISTENING, self.transport.abort)

    def resume_writing(self) -> None:
        """The client took what was written."""
        self._taken()
        super().resume_writing()

    def send_400_response(self, msg: str) -> None:
        """Say in a line what cannot be read."""
        super().send_400_response(_UNREADABLE)

    def _heard(self) -> None:
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None

    def _taken(self) -> None:
        if self._unread is not None:
            self._unread.cancel()
            self._unread = None

    def _hang_up(self) -> None:
        self._waiting = None
        self.transport.close()


def config(app: Any, patience: int) -> dict[str, Any]:
    """What uvicorn is told, so that it answers as decided here.

    Parameters
    ----------
    app : ASGI application
    patience : int
        Seconds that what is being answered may take once the server is told to end.
    """
    return {
        "app": app, "http": Connection, "ws": "none", "log_config": None, "log_level": "error", "access_log": False,
        "server_header": False, "date_header": True, "timeout_graceful_shutdown": patience,
        "h11_max_incomplete_event_size": LONGEST_HEAD,
    }  # fmt: skip
