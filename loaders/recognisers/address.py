"""The address of a service that texts are sent to: encrypted, or on this very machine."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from urllib.parse import urlsplit

from ...errors import UsageError


@dataclass(frozen=True, slots=True)
class Address:
    """Where requests go.

    Parameters
    ----------
    host : str
    port : int
    path : str
        With ``/chat/completions``.
    secure : bool
        Whether by TLS.
    """

    host: str
    port: int
    path: str
    secure: bool

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{'https' if self.secure else 'http'}://{host}:{self.port}{self.path}"


def read_address(url: str) -> Address:
    """Read the base address of an OpenAI-compatible service.

    Parameters
    ----------
    url : str
        For example ``https://api.example.org/v1``; ``/chat/completions`` is put behind it.

    Raises
    ------
    UsageError
        If it is no address, is not encrypted though not of this machine, or holds a name and password or a query.

    Examples
    --------
    >>> str(read_address("http://127.0.0.1:8080/v1"))
    'http://127.0.0.1:8080/v1/chat/completions'
    >>> read_address("http://10.0.0.5/v1")
    Traceback (most recent call last):
    policing_kg.errors.UsageError: --llm-url: http is for this machine alone (127.0.0.1, localhost); use https
    """
    try:
        parts = urlsplit(url)
        port, host = parts.port, parts.hostname or ""
    except ValueError as error:
        raise UsageError("--llm-url: not an address; write https://HOST/v1") from error
    if parts.username is not None or parts.password is not None or parts.query or parts.fragment:
        raise UsageError("--llm-url: holds more than host and path; the key goes into POLICING_KG_LLM_KEY")
    if (
        parts.scheme not in ("http", "https")
        or not host
        or not (url.isascii() and url.isprintable() and " " not in url)
    ):
        raise UsageError("--llm-url: not an address; write https://HOST/v1")
    secure = parts.scheme == "https"
    if not secure and not _is_this_machine(host):
        raise UsageError("--llm-url: http is for this machine alone (127.0.0.1, localhost); use https")
    path = parts.path.rstrip("/").removesuffix("/chat/completions") + "/chat/completions"
    return Address(host, port or (443 if secure else 80), path, secure)


def _is_this_machine(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
