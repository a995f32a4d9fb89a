"""The views as pages: a form for each, and the view itself under its own policy."""

from __future__ import annotations

import re

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from ...errors import DataError
from ...queries.followed import Held
from ..catalogue import find_view
from ..catalogue import views as all_views
from .asking import given_in
from .rendering import render

_POLICY = re.compile(r'http-equiv="Content-Security-Policy" content="([^"]+)"')


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
    html = held.processes.draw(found.name, given, request.app.state.limits, leaving=request.state.leaving)
    policy = _POLICY.search(html)
    if policy is None:
        raise DataError(f"{found.name}: the view has no policy: a defect of its template")
    allowed = policy[1].replace("&#39;", "'") + "; frame-ancestors 'none'"
    return HTMLResponse(html, headers={"content-security-policy": allowed})
