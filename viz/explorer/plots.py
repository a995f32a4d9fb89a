"""The plots as pages: the picture of an answer, drawn in a process of its own, as SVG within the page or by itself."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from ...queries.followed import Held
from ..plots import find_plot
from .asking import given_in
from .language import language_of
from .rendering import render


def plot(request: Request, held: Held) -> Response:
    """One plot of what its parameters say."""
    found = find_plot(request.path_params["name"])
    given = given_in(request)
    drawn = {**given, "lang": language_of(request)}
    svg = held.processes.draw(found.name, drawn, request.app.state.limits, "plot", request.state.leaving)
    if request.query_params.get("format") == "svg":
        headers = {"content-disposition": f'attachment; filename="{found.name}.svg"'}
        return Response(svg, media_type="image/svg+xml", headers=headers)
    address = [(k, v) for k, values in given.items() for v in values]
    return render(request, "plot", plot=found, svg=svg, address=address)
