"""The views as pages: a form for each, and the view itself under its own policy."""

from __future__ import annotations

import re
import threading

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from ...errors import DataError, Unavailable
from ...queries.followed import Held
from ..view import find_view, render_view
from ..view import views as all_views
from .asking import given_in
from .rendering import render

_POLICY = re.compile(r'http-equiv="Content-Security-Policy" content="([^"]+)"')
_DRAWING = threading.Lock()  # a picture takes a processor for a while: one at a time


def catalogue(request: Request, held: Held) -> Response:
    """All views."""
    return render(request, "views", views=all_views())


def view(request: Request, held: Held) -> Response:
    """One view: its form, or the view where its parameters are given."""
    found = find_view(request.path_params["name"])
    given = given_in(request)
    if not given and "draw" not in request.query_params:
        return render(request, "view", view=found)
    given.pop("draw", None)
    if not _DRAWING.acquire(timeout=request.app.state.limits.seconds):
        raise Unavailable("another view is being drawn; ask again later")
    try:
        html = render_view(held.graph, found.name, given)
    finally:
        _DRAWING.release()
    policy = _POLICY.search(html)
    if policy is None:
        raise DataError(f"{found.name}: the view has no policy: a defect of its template")
    allowed = policy[1].replace("&#39;", "'") + "; frame-ancestors 'none'"
    return HTMLResponse(html, headers={"content-security-policy": allowed})
