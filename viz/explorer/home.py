"""The first page, and search in names."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from ...queries.followed import Held
from ...queries.names import KINDS, checked_text
from .rendering import render

_MOST = 100


def home(request: Request, held: Held) -> Response:
    """What is open, and where to begin."""
    return render(request, "home", dataset=held.graph.dataset, kinds=KINDS)


def search(request: Request, held: Held) -> Response:
    """Entities with a text in a name: characters, pinyin or English."""
    text = checked_text(request.query_params.get("q", ""), "q").strip()
    kind = request.query_params.get("kind", "entity")
    found = held.graph.search(text, kind, _MOST) if text else []
    classes = {e.iri: e.iri.split("/id/", 1)[-1].split("/", 1)[0] for e in found}
    return render(request, "search", text=text, kind=kind, kinds=KINDS, found=found, classes=classes, most=_MOST)
