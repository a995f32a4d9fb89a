"""The catalogue of questions: a form for each, its answer as a table, and the answer as a file."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from ...errors import UnknownName
from ...queries.brief import briefs
from ...queries.definition import find_query, load_catalogue
from ...queries.followed import Held
from ...queries.formats import lines_of
from ..plots import plot_of
from .rendering import render

_MOST = 500  # rows that a page shows
SAID = 2  # claims of a row whose standing a page shows
_FILES = {"csv": "text/csv; charset=utf-8", "json": "application/json", "jsonl": "application/jsonl"}
_OURS = ("lang", "format", "ask")


def catalogue(request: Request, held: Held) -> Response:
    """All questions by area."""
    listed = sorted(load_catalogue().values(), key=lambda q: (q.area, q.name))
    areas = [(area, list(found)) for area, found in groupby(listed, key=lambda q: q.area)]
    return render(request, "queries", areas=areas)


def question(request: Request, held: Held) -> Response:
    """One question: its form and, where it is asked, its answer."""
    query = find_query(request.path_params["name"])
    given = given_in(request)
    form = request.query_params.get("format", "")
    if form and form not in _FILES:
        raise UnknownName(form, tuple(_FILES), "format")
    needed = any(p.required for p in query.parameters)
    asked = form or given or "ask" in request.query_params or not needed
    limits, leaving = request.app.state.limits, request.state.leaving
    result = held.processes.ask(query.name, given, limits, leaving) if asked else None
    if form and result is not None:
        text = "\n".join(lines_of(result, form)) + "\n"
        headers = {"content-disposition": f'attachment; filename="{query.name}.{form}"'}
        return Response(text, media_type=_FILES[form], headers=headers)
    claims = [claim for row in (result or ())[:_MOST] for claim in row.claims[:SAID]]
    said = briefs(held.graph, claims, placed=False)
    address = [(k, v) for k, values in given.items() for v in values]
    shown: dict[str, Any] = {"query": query, "given": given, "result": result, "plot": plot_of(query.name, given)}
    return render(request, "question", **shown, most=_MOST, address=address, said=said)


def given_in(request: Request) -> dict[str, list[str]]:
    """Parameters of a form that are filled in."""
    given: dict[str, list[str]] = {}
    for name, value in request.query_params.multi_items():
        if value.strip() and name not in _OURS:
            given.setdefault(name, []).append(value)
    return given
