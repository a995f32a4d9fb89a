"""The files beside the pages: style and script, ours alone."""

from __future__ import annotations

from importlib.resources import files

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

_TYPES = {"explorer.css": "text/css; charset=utf-8", "sparql.js": "text/javascript; charset=utf-8"}


def asset(request: Request) -> Response:
    """One file."""
    name = request.path_params["name"]
    if name not in _TYPES:
        raise HTTPException(404)
    return Response((files(__package__) / "assets" / name).read_bytes(), media_type=_TYPES[name])
