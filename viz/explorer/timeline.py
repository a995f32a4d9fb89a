"""The timeline of an entity: its dated claims in their order, by pages."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from ...queries.brief import briefs
from ...queries.followed import Held
from .entities import named_node
from .listing import start_of, turning
from .rendering import render

_PAGE = 40


def timeline(request: Request, held: Held) -> Response:
    """What is said of an entity, in the order of the dates that sources state, else of their own."""
    path = request.path_params["path"]
    node, head = named_node(held, path)
    start = start_of(request)
    dated = held.timeline(node.value)
    page = dated[start : start + _PAGE]
    said = briefs(held.graph, [one.claim for one in page])
    held.graph.learn_labels(end for brief in said.values() for end in (brief.ends[0], brief.ends[2]))
    rows = [(one, said[one.claim]) for one in page if one.claim in said]
    turns = turning({}, start, _PAGE, more=len(dated) > start + _PAGE)
    return render(
        request, "timeline", head=head, path=path, rows=rows, start=start, many=len(dated), turns=turns,
        said=said, label=held.graph.label, here=node.value,
    )  # fmt: skip
