"""Who asks an endpoint: a user with a password, or whoever holds a token.  Neither is ever part of a message."""

from __future__ import annotations

import base64
import os
from dataclasses import dataclass, field

from ...errors import UsageError
from ...graph.web_address import WebAddress

# Variables of the environment
USER, PASSWORD, TOKEN = "POLICING_KG_ENDPOINT_USER", "POLICING_KG_ENDPOINT_PASSWORD", "POLICING_KG_ENDPOINT_TOKEN"


@dataclass(frozen=True, slots=True)
class Login:
    """What is shown at an endpoint's door; nothing, if all is empty.

    Parameters
    ----------
    user, password : str
        By RFC 7617 (Basic).
    token : str
        By RFC 6750 (Bearer), where no user is named.
    """

    user: str = ""
    password: str = field(default="", repr=False)
    token: str = field(default="", repr=False)

    @classmethod
    def of_environment(cls, user: str = "", password: str = "") -> Login:
        """What is given, else what the environment says."""
        user = user or os.environ.get(USER, "")
        return cls(user, password or os.environ.get(PASSWORD, ""), os.environ.get(TOKEN, ""))

    def headers(self, address: WebAddress) -> dict[str, str]:
        """Headers of a request.

        Raises
        ------
        UsageError
            If a secret would go over the network unencrypted, or cannot be sent.

        Examples
        --------
        >>> Login("reader", "secret").headers(WebAddress("127.0.0.1", 3030, "/ds", False))
        {'Authorization': 'Basic cmVhZGVyOnNlY3JldA=='}
        >>> Login("reader", "secret").headers(WebAddress("example.org", 80, "/ds", False))
        Traceback (most recent call last):
        policing_kg.errors.UsageError: --endpoint: a password over http could be read on its way; use https
        """
        if not (self.user or self.token):
            return {}
        if not (address.secure or address.here):
            raise UsageError("--endpoint: a password over http could be read on its way; use https")
        if ":" in self.user:
            raise UsageError(f"{USER}: holds a colon, which no user's name may; correct it")
        if self.user:
            shown = base64.b64encode(f"{self.user}:{self.password}".encode()).decode()
            return {"Authorization": f"Basic {shown}"}
        if not (self.token.isascii() and self.token.isprintable()) or " " in self.token:
            raise UsageError(f"{TOKEN}: not a token; letters, digits and signs of ASCII alone")
        return {"Authorization": f"Bearer {self.token}"}
