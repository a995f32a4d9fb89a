"""A connection over HTTP that is cut when its time is up, however slowly the other side goes on sending."""

from __future__ import annotations

import contextlib
import http.client
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from .web_address import WebAddress


@contextmanager
def timed_connection(
    address: WebAddress, seconds: float, late: threading.Event
) -> Iterator[http.client.HTTPConnection]:
    """Connect, without any proxy; TLS is checked against the authorities of the system.

    Parameters
    ----------
    address : WebAddress
    seconds : float
        To connect; and from then on, for all that is sent and read.
    late : threading.Event
        Set when the time is up; what is read then is not whole, even where nothing is raised.

    Raises
    ------
    OSError
        If nobody answers there, or the certificate does not hold.
    """
    if address.secure:
        context = ssl.create_default_context()
        made: http.client.HTTPConnection = http.client.HTTPSConnection(
            address.host, address.port, timeout=seconds, context=context
        )
    else:
        made = http.client.HTTPConnection(address.host, address.port, timeout=seconds)
    made.connect()
    held: socket.socket = made.sock  # the connection forgets it while the answer is still being read

    def cut() -> None:
        late.set()
        with contextlib.suppress(OSError):
            held.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(seconds, cut)
    timer.daemon = True
    timer.start()
    try:
        yield made
    finally:
        timer.cancel()
        timer.join()
        made.close()
        held.close()
