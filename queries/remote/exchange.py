"""One query to an endpoint and its answer (SPARQL 1.1 Protocol): in bounded time, of bounded size, to one address.

No redirect is followed, so that neither query nor password goes where nobody sent them.  Only 503 is tried again: of
every other failure it is not known that the same request would fare better.
"""

from __future__ import annotations

import http.client
import socket
import ssl
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import IO
from urllib.parse import urlencode

from ...errors import PolicingKGError, QueryStopped, Unavailable
from ...graph.timed_connection import timed_connection
from ...graph.web_address import WebAddress, read_web_address
from .login import PASSWORD, Login
from .refusal import Busy, refusal

MOST = 256 << 20  # bytes of an answer
_IN_MEMORY = 1 << 20  # bytes of it that are held in memory; the rest goes to a temporary file
_PIECE = 1 << 16
_AGAIN = 2  # attempts after the first
_LONGEST_WAIT = 30.0  # seconds between attempts
_ACCEPT = "application/sparql-results+json, application/n-triples;q=0.9, text/turtle;q=0.8"
_SHAPE = "http://HOST:3030/DATASET/query"


@dataclass(frozen=True, slots=True)
class Answer:
    """What an endpoint answered.

    Parameters
    ----------
    media : str
        Its media type, without parameters.
    file : file
        Open at its beginning.
    """

    media: str
    file: IO[bytes]


class _Kept(tempfile.SpooledTemporaryFile[bytes]):
    """A temporary file that is closed with the last who reads it: rows are read as they are asked for."""

    def __del__(self) -> None:
        self.close()


@dataclass(frozen=True, slots=True)
class Exchange:
    """Asks one endpoint.

    Parameters
    ----------
    url : str
        Of the endpoint; http or https.
    login : Login
    seconds : float
        Wall time of each query, with its answer and with what is tried again.
    most : int
        Bytes of an answer.
    sleep : callable
        Waits some seconds.

    Raises
    ------
    UsageError
        If it is no such address, or a password would go over the network unencrypted.

    Examples
    --------
    >>> Exchange("ftp://example.org/")
    Traceback (most recent call last):
    policing_kg.errors.UsageError: --endpoint: not an address; write http://HOST:3030/DATASET/query
    """

    url: str
    login: Login = field(default_factory=Login)
    seconds: float = 60.0
    most: int = MOST
    sleep: Callable[[float], None] = time.sleep

    def __post_init__(self) -> None:
        """Check the address, and that the login may go there."""
        self.login.headers(self._address)

    @property
    def _address(self) -> WebAddress:
        return read_web_address(self.url, "--endpoint", _SHAPE, f"the password goes into {PASSWORD}")

    def within(self, seconds: float) -> Exchange:
        """The same endpoint, asked within another time."""
        return replace(self, seconds=seconds)

    def ask(self, query: str) -> Answer:
        """Ask a query.

        Parameters
        ----------
        query : str
            SPARQL 1.1.

        Returns
        -------
        Answer
            Whole.

        Raises
        ------
        UsageError
            If the endpoint refuses the query or the login, is none, or answers with a redirect.
        QueryStopped
            If the time is up, or the answer is too long.
        Unavailable
            If nobody answers there, or the endpoint fails.
        """
        end = time.monotonic() + self.seconds
        for attempt in range(_AGAIN + 1):
            try:
                return self._ask_once(query, end - time.monotonic())
            except Busy as busy:
                wait = min(max(busy.wait, 2.0**attempt), _LONGEST_WAIT)
                if attempt == _AGAIN or time.monotonic() + wait >= end:
                    raise Unavailable(f"{self.url}: {busy}; ask again later") from None
                self.sleep(wait)
        raise QueryStopped.out_of_time(self.seconds)

    def _ask_once(self, query: str, seconds: float) -> Answer:
        headers = {
            "Accept": _ACCEPT,
            "Accept-Encoding": "identity",
            "Content-Type": "application/x-www-form-urlencoded",
            "User-Agent": "policing-kg",
            **self.login.headers(self._address),
        }
        late, connected = threading.Event(), False
        out: IO[bytes] = _Kept(_IN_MEMORY)
        try:
            with timed_connection(self._address, seconds, late) as connection:
                connected = True
                connection.request("POST", self._address.path or "/", urlencode({"query": query}), headers)
                with connection.getresponse() as response:
                    media = self._take(response, out)
        except (OSError, http.client.HTTPException) as error:
            out.close()
            raise self._broken(error, connected, late.is_set()) from None
        except BaseException:
            out.close()
            raise
        if late.is_set():
            out.close()
            raise QueryStopped.out_of_time(self.seconds)
        out.seek(0)
        return Answer(media, out)

    def _take(self, response: http.client.HTTPResponse, out: IO[bytes]) -> str:
        """Write the body of an answer, and return its media type."""
        if response.status != 200:
            raise refusal(self.url, response)
        if response.getheader("Content-Encoding", "identity") != "identity":
            raise Unavailable(f"{self.url}: answers in an encoding that was not asked for; mend the server in between")
        size = 0
        while piece := response.read1(_PIECE):
            size += len(piece)
            if size > self.most:
                raise QueryStopped(f"query: stopped, its answer is longer than {self.most >> 20} MB; add LIMIT")
            out.write(piece)
        if response.length:
            raise http.client.IncompleteRead(b"")
        return str(response.getheader("Content-Type", "")).partition(";")[0].strip().lower()

    def _broken(self, error: Exception, connected: bool, late: bool) -> PolicingKGError:
        """What a connection that failed means, and the mend."""
        if connected and (late or isinstance(error, TimeoutError)):
            return QueryStopped.out_of_time(self.seconds)
        if isinstance(error, ssl.SSLCertVerificationError):
            return Unavailable(f"{self.url}: its certificate does not hold; set SSL_CERT_FILE to that of its authority")
        if isinstance(error, socket.gaierror):
            return Unavailable(f"{self.url}: no such host; check the address")
        if not connected:
            said = getattr(error, "strerror", "") or type(error).__name__
            return Unavailable(f"{self.url}: nobody answers there ({said}); start the endpoint, or check the address")
        return Unavailable(f"{self.url}: the connection broke ({type(error).__name__}); ask again")
