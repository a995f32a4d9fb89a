"""What stands before every page: who may ask, how much may be sent, and what a browser may do with the answer.

A page of another site can make a browser send requests to this machine, and by DNS rebinding even read the answers;
so a request must name this server in ``Host``, and, where a browser says which page it comes from, come from here.
"""

from __future__ import annotations

import asyncio
import logging
import re
import traceback
from collections.abc import Iterable, MutableMapping
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from ...queries.endpoint.token import CHALLENGE, shows

_LOG = logging.getLogger(__name__)
LARGEST = 1 << 20  # bytes of a request's body
_HEARD = 16 * LARGEST  # bytes after which a client is no longer listened to
SENDING = 30.0  # seconds that a client may take to send a body
FIELDS = 200  # parameters of an address
_HOST = re.compile(r"(?P<name>[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(:[0-9]{1,5})?", re.ASCII)
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = (
    ("content-security-policy", POLICY),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "same-origin"),  # without any, a browser would not say where a form comes from
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("cache-control", "no-cache"),
)


class Guard:
    """An ASGI application that lets only fit requests through to another.

    Parameters
    ----------
    app : ASGI application
    names : iterable of str
        Names of this server beside ``localhost`` and addresses in digits, which no other site can bear.
    token : str
        What a request must show; empty if nothing.
    """

    def __init__(self, app: ASGIApp, names: Iterable[str] = (), token: str = "") -> None:
        self._app, self._names, self._token = app, frozenset({"localhost", *map(str.lower, names)}), token

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        refused = self._refused(Headers(scope=scope)) or _too_many(scope)
        body: bytes | None = b""
        try:
            body = b"" if refused else await asyncio.wait_for(_body(receive), SENDING)
        except TimeoutError:
            refused = PlainTextResponse(f"request: not whole after {SENDING:.0f} seconds; send it faster\n", 408)
            refused.headers["connection"] = "close"
        if body is None:
            refused = PlainTextResponse(f"request: longer than {LARGEST} bytes; shorten it\n", 413)
        sent = _once({"type": "http.request", "body": body or b"", "more_body": False}, receive)
        try:
            await (refused or self._app)(scope, sent, _with_headers(send))
        except Exception as error:  # our own, and answered: its message may hold text of a document
            last = traceback.extract_tb(error.__traceback__)[-1]
            _LOG.error("%s at %s:%s", type(error).__name__, Path(last.filename).name, last.lineno)

    def _refused(self, headers: Headers) -> PlainTextResponse | None:
        host, origin = headers.get("host", ""), headers.get("origin")
        if not own_name(host, self._names):
            return PlainTextResponse(f"Host {host!a}: not a name of this server; see serve --host\n", 421)
        if origin is not None and urlsplit(origin).netloc != host:
            return PlainTextResponse("Origin: another site's page; open the explorer itself\n", 403)
        if headers.get("sec-fetch-site", "none") == "cross-site" and headers.get("sec-fetch-mode") != "navigate":
            return PlainTextResponse("Sec-Fetch-Site: another site's page; open the explorer itself\n", 403)
        if self._token and not shows(headers.get("authorization", ""), self._token):
            line = "Authorization: the token of this server is asked for; send it as a password or a bearer\n"
            return PlainTextResponse(line, 401, {"www-authenticate": CHALLENGE})
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > _HEARD:
            return PlainTextResponse(f"request: longer than {LARGEST} bytes; shorten it\n", 413)
        return None


def own_name(host: str, names: Iterable[str]) -> bool:
    """Whether a ``Host`` names this server: an address in digits, or one of some names, with or without a port.

    Examples
    --------
    >>> own_name("127.0.0.1:8000", ()), own_name("[::1]:80", ()), own_name("localhost", ["localhost"])
    (True, True, True)
    >>> own_name("evil.example:8000", ["localhost"]), own_name("", ["localhost"]), own_name("127.0.0.1/x", ())
    (False, False, False)
    """
    form = _HOST.fullmatch(host)
    if form is None:
        return False
    name = form["name"].lower()
    try:
        ip_address(name.strip("[]"))
    except ValueError:
        return name in names
    return True


def _too_many(scope: Scope) -> PlainTextResponse | None:
    if scope["query_string"].count(b"&") < FIELDS:
        return None
    return PlainTextResponse(f"address: more than {FIELDS} parameters; leave some out\n", 400)


async def _body(receive: Receive) -> bytes | None:
    """The body of a request; none if it is too long, which is heard out for a while, so that the answer is heard."""
    pieces, size = [], 0
    while True:
        message = await receive()
        piece = message.get("body", b"")
        size += len(piece)
        if size <= LARGEST:
            pieces.append(piece)
        if not message.get("more_body") or size > _HEARD:
            return b"".join(pieces) if size <= LARGEST else None


def _once(first: MutableMapping[str, Any], then: Receive) -> Receive:
    """Receive a message that was read before, then what comes."""
    waiting = [first]

    async def receive() -> MutableMapping[str, Any]:
        return waiting.pop() if waiting else await then()

    return receive


def _with_headers(send: Send) -> Send:
    async def sending(message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS:
                headers.setdefault(name, value)
        await send(message)

    return sending
