"""What the status of an endpoint that does not answer a query means, and the mend."""

from __future__ import annotations

import http.client
import re

from ...errors import PolicingKGError, Unavailable, UsageError
from .login import PASSWORD

_READ = 4096  # bytes of what is said
_SHOWN = 200  # characters of it


class Busy(Exception):
    """The endpoint asks to come again (503).

    Parameters
    ----------
    said : str
    wait : float
        Seconds after which it asks to, or 0.
    """

    def __init__(self, said: str, wait: float) -> None:
        self.wait = wait
        super().__init__(said)


def refusal(url: str, response: http.client.HTTPResponse) -> PolicingKGError | Busy:
    """Say in one line why there is no answer.

    Parameters
    ----------
    url : str
        Of the endpoint, as the user named it.
    response : HTTPResponse
        Of which at most 4 KB are read.
    """
    status = response.status
    if status in range(300, 400):
        to = printable(response.getheader("Location") or "")
        return UsageError(f"{url}: moved to {to or 'nowhere'} ({status}); name that address, if you trust it")
    if status in (401, 403):
        return UsageError(f"{url}: user or password refused ({status}); name the user with --user and set {PASSWORD}")
    if status in (404, 405, 410, 415):
        return UsageError(
            f"{url}: takes no queries ({status}); name the address that does, as in http://HOST:3030/DATASET/query"
        )
    said = _said(response)
    if status == 503:
        return Busy(f"not ready (503){said}", _wait_of(response))
    if status in (413, 414):
        return UsageError(f"{url}: the query is too long for the server ({status}); ask for fewer values at once")
    if status == 406:
        return UsageError(f"{url}: writes no SPARQL results in JSON (406); name an endpoint that does")
    if status == 429:
        return Unavailable(f"{url}: asks for fewer requests (429){said}; ask again later")
    if status in range(400, 500):
        return UsageError(f"{url}: refuses the query ({status}){said}; see SPARQL 1.1")
    return Unavailable(f"{url}: fails ({status}){said}; see the server's log")


def printable(text: str) -> str:
    r"""A text of somebody else as part of a line: no control characters, no line ends, and not long.

    Examples
    --------
    >>> printable("Parse error:\n \x1b[31mline 1")
    'Parse error: [31mline 1'
    """
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "…"


def _said(response: http.client.HTTPResponse) -> str:
    """What the server says, ready to stand in a line; nothing, if it is a page for a browser."""
    text = response.read(_READ).decode("utf-8", "replace")
    page = "html" in str(response.getheader("Content-Type", "")) or re.match(r"\s*<", text)
    line = "" if page else printable(text)
    return f": {line}" if line else ""


def _wait_of(response: http.client.HTTPResponse) -> float:
    given = response.getheader("Retry-After") or ""
    return float(given) if given.isascii() and given.isdigit() and len(given) < 6 else 0.0
