"""A connection that can be cut: a local relay before a server."""

from __future__ import annotations

import socket
import struct
import threading
from contextlib import suppress
from types import TracebackType

_AT_ONCE = struct.pack("ii", 1, 0)  # SO_LINGER: what is under way is lost, and the other side is told by a reset


class Proxy:
    """Relays connections to a port; a context manager.

    Parameters
    ----------
    port : int
        Of the server, on 127.0.0.1.
    """

    def __init__(self, port: int) -> None:
        self._server = port
        self._guard = threading.Lock()
        self._held: set[socket.socket] = set()
        self.refuses = False
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listening.getsockname()[1])

    def __enter__(self) -> Proxy:
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self.refuses = True
        with suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        self.cut()

    def cut(self) -> int:
        """Break every connection off; returns how many there were."""
        with self._guard:
            held, self._held = self._held, set()
        for end in held:
            with suppress(OSError):
                end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _AT_ONCE)
                end.shutdown(socket.SHUT_RDWR)
            end.close()
        return len(held) // 2

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listening.accept()
            except OSError:
                return
            if self.refuses:
                client.close()
                continue
            try:
                server = socket.create_connection(("127.0.0.1", self._server))
            except OSError:
                client.close()
                continue
            with self._guard:
                self._held |= {client, server}
            for one, other in ((client, server), (server, client)):
                threading.Thread(target=self._relay, args=(one, other), daemon=True).start()

    def _relay(self, one: socket.socket, other: socket.socket) -> None:
        with suppress(OSError):
            while said := one.recv(4096):
                other.sendall(said)
        with self._guard:
            self._held -= {one, other}
        for end in (one, other):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()
