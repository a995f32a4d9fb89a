"""The files beside the pages: style and scripts, ours and vis-network as pyvis brings it.

A page names each by a digest of what is in it, so that a browser keeps it until it changes.
"""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from ..vis_network import vis_network

_STYLE, _SCRIPT = "text/css; charset=utf-8", "text/javascript; charset=utf-8"
_TYPES = {
    "explorer.css": _STYLE,
    "sparql.js": _SCRIPT,
    "neighbourhood.js": _SCRIPT,
    "vis-network.js": _SCRIPT,
}
_FOR_GOOD = "public, max-age=31536000, immutable"


def asset(request: Request) -> Response:
    """One file."""
    name = request.path_params["name"]
    if name not in _TYPES:
        raise HTTPException(404)
    response = Response(_read(name), media_type=_TYPES[name])
    if request.url.query == _digest(name):
        response.headers["cache-control"] = _FOR_GOOD
    return response


@cache
def asset_address(name: str) -> str:
    """Where a page finds a file.

    Examples
    --------
    >>> asset_address("explorer.css").partition("?")[0]
    '/assets/explorer.css'
    """
    return f"/assets/{name}?{_digest(name)}"


@cache
def _digest(name: str) -> str:
    return hashlib.sha256(_read(name)).hexdigest()[:12]


def _read(name: str) -> bytes:
    if name != "vis-network.js":
        return (files(__package__) / "assets" / name).read_bytes()
    return vis_network().encode()
