"""Addresses on the web that a user names: a host and a path, and nothing secret in them."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from urllib.parse import urlsplit

from ..errors import UsageError


@dataclass(frozen=True, slots=True)
class WebAddress:
    """Where requests go.

    Parameters
    ----------
    host : str
    port : int
    path : str
    secure : bool
        Whether by TLS.

    Examples
    --------
    >>> str(WebAddress("::1", 3030, "/ds", False))
    'http://[::1]:3030/ds'
    """

    host: str
    port: int
    path: str
    secure: bool

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{'https' if self.secure else 'http'}://{host}:{self.port}{self.path}"

    @property
    def here(self) -> bool:
        """Whether it is of this very machine."""
        if self.host == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False


def read_web_address(url: str, option: str, shape: str, secret: str) -> WebAddress:
    """Read an address.

    Parameters
    ----------
    url : str
        With ``http`` or ``https``.
    option : str
        What names it, for the message; the address itself is not repeated, since it may hold a password.
    shape : str
        How such an address is written, for the message.
    secret : str
        Where a key or password belongs, for the message.

    Raises
    ------
    UsageError
        If it is no address, or holds a name, a password, a query or a fragment.

    Examples
    --------
    >>> str(read_web_address("https://example.org/v1", "--url", "https://HOST", "leave it out"))
    'https://example.org:443/v1'
    >>> read_web_address("https://me:word@example.org/", "--url", "https://HOST", "the password goes elsewhere")
    Traceback (most recent call last):
    policing_kg.errors.UsageError: --url: holds more than host and path; the password goes elsewhere
    """
    try:
        parts = urlsplit(url)
        port, host = parts.port, parts.hostname or ""
    except ValueError as error:
        raise UsageError(f"{option}: not an address; write {shape}") from error
    if parts.username is not None or parts.password is not None or parts.query or parts.fragment:
        raise UsageError(f"{option}: holds more than host and path; {secret}")
    plain = url.isascii() and url.isprintable() and " " not in url
    if parts.scheme not in ("http", "https") or not host or not plain:
        raise UsageError(f"{option}: not an address; write {shape}")
    secure = parts.scheme == "https"
    return WebAddress(host, port or (443 if secure else 80), parts.path, secure)
