"""Who may ask a server that others can reach: whoever shows its token.

The token comes from a file or from the environment and is shown in ``Authorization`` alone, so that it stands in no
address, log or history.  A browser asks for it as a password (RFC 7617); programs may send it as a bearer (RFC 6750).
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import os
from pathlib import Path

from ...errors import UsageError

VARIABLE = "POLICING_KG_SERVE_TOKEN"
LEAST = 16  # characters
CHALLENGE = 'Basic realm="policing-kg", charset="UTF-8"'
_LONGEST = 1024


def read_token(file: str | Path = "") -> str:
    """The token of a file, else of the environment, which is cleared of it; empty if there is neither.

    Raises
    ------
    UsageError
        If the file cannot be read, or holds no token; no message holds what it holds.

    Examples
    --------
    >>> read_token("no/such")
    Traceback (most recent call last):
    policing_kg.errors.UsageError: no/such: cannot be read (No such file or directory); name the file of the token
    """
    if not os.fspath(file):
        return checked_token(os.environ.pop(VARIABLE, ""), VARIABLE)
    try:
        with Path(file).open("rb") as stream:
            held = stream.read(_LONGEST + 2)
    except OSError as error:
        raise UsageError(f"{file}: cannot be read ({error.strerror}); name the file of the token") from error
    token = held.decode("utf-8", "replace").strip()
    if not token:
        raise UsageError(f"{file}: the file is empty; write a token of {LEAST} characters or more in it")
    return checked_token(token, str(file))


def checked_token(token: str, source: str) -> str:
    """A token, or nothing, if it can be sent and is long enough not to be guessed.

    Examples
    --------
    >>> checked_token("short", "FILE")
    Traceback (most recent call last):
    policing_kg.errors.UsageError: FILE: not a token; write from 16 to 1024 letters, digits and signs of ASCII
    """
    fit = token.isascii() and token.isprintable() and " " not in token and LEAST <= len(token) <= _LONGEST
    if token and not fit:
        raise UsageError(f"{source}: not a token; write from {LEAST} to {_LONGEST} letters, digits and signs of ASCII")
    return token


def shows(authorization: str, token: str) -> bool:
    """Whether a request's ``Authorization`` shows the token; it takes as long whatever part of it is right.

    Examples
    --------
    >>> shows("Bearer 0123456789abcdef", "0123456789abcdef"), shows("Bearer 0123456789abcdeX", "0123456789abcdef")
    (True, False)
    >>> shows("Basic cmVhZGVyOjAxMjM0NTY3ODlhYmNkZWY=", "0123456789abcdef"), shows("", "0123456789abcdef")
    (True, False)
    """
    scheme, _, shown = authorization.partition(" ")
    shown = shown.strip()
    if scheme.lower() == "basic":
        try:
            shown = base64.b64decode(shown, validate=True).decode("utf-8").partition(":")[2]
        except (binascii.Error, UnicodeDecodeError):
            shown = ""
    elif scheme.lower() != "bearer":
        shown = ""
    return hmac.compare_digest(_digest(shown), _digest(token))


def _digest(text: str) -> bytes:
    """Of one length, whatever the text's."""
    return hashlib.sha256(text.encode()).digest()
