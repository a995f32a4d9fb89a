"""The address of a service that texts are sent to: encrypted, or on this very machine."""

from __future__ import annotations

from dataclasses import replace

from ...errors import UsageError
from ...graph.web_address import WebAddress, read_web_address

_ASKED = "/chat/completions"


def read_address(url: str) -> WebAddress:
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
    found = read_web_address(url, "--llm-url", "https://HOST/v1", "the key goes into POLICING_KG_LLM_KEY")
    if not found.secure and not found.here:
        raise UsageError("--llm-url: http is for this machine alone (127.0.0.1, localhost); use https")
    return replace(found, path=found.path.rstrip("/").removesuffix(_ASKED) + _ASKED)
