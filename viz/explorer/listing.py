"""What an entity's page shows the first of, by pages: edges of a relation, records of a class, claims of an edge.

A page is found by how many are passed over; the order is the store's, which stays while the dataset does.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from pyoxigraph import NamedNode
from starlette.requests import Request
from starlette.responses import Response

from ...errors import UnknownName, UsageError
from ...graph.edges import RELATED, ROLES, Statement, claims_of_edge, edges_of, frames_of_class
from ...queries.brief import briefs
from ...queries.followed import Held
from ...queries.names import checked_text
from .entities import SAID, Record, named_node, records_of
from .rendering import render

PAGE = 30  # edges, records or claims on a page
_FARTHEST = 10_000_000


def edges(request: Request, held: Held) -> Response:
    """Edges of one relation in one direction; with ``other``, the claims of one edge."""
    listed = _Listed(request, held, ("relation", RELATED))
    outgoing = _outgoing(request)
    listed.asked["direction"] = "out" if outgoing else "in"
    other = checked_text(request.query_params.get("other", ""), "other")
    graph, start = held.graph.graph, listed.start
    if other:
        listed.asked["other"] = other
        claims = claims_of_edge(graph, listed.node, listed.chosen, _node(other), outgoing=outgoing)
        whole = claims[start : start + PAGE]
        named = {"iri": other, "label": held.graph.label(other)}
        return listed.page(whole, more=len(claims) > start + PAGE, outgoing=outgoing, whole=whole, end=named)
    found = edges_of(graph, listed.node, listed.chosen, outgoing=outgoing, start=start, most=PAGE)
    more = bool(edges_of(graph, listed.node, listed.chosen, outgoing=outgoing, start=start + PAGE, most=1))
    return listed.page([c for s in found for c in s.claims[:SAID]], more=more, outgoing=outgoing, listed=found)


def records(request: Request, held: Held) -> Response:
    """Records of one class that an entity takes part in."""
    listed = _Listed(request, held, ("class", tuple(ROLES)))
    frames = frames_of_class(held.graph.graph, listed.node, listed.chosen, listed.start, PAGE + 1)
    found = records_of(held, listed.node, frames[:PAGE])
    claims = [c for record in found for c in record.claims[:SAID]]
    return listed.page(claims, more=len(frames) > PAGE, records=found)


class _Listed:
    """A page of a list of one entity's: what was asked for, and where in the list it begins."""

    def __init__(self, request: Request, held: Held, choice: tuple[str, tuple[str, ...]]) -> None:
        self._request, self._held = request, held
        self._path = request.path_params["path"]
        self.node, self._head = named_node(held, self._path)
        self.chosen = _chosen(request, *choice)
        self.start = start_of(request)
        self.asked = {choice[0]: self.chosen}

    def page(
        self,
        claims: Iterable[str],
        *,
        more: bool,
        outgoing: bool = True,
        listed: Sequence[Statement] = (),
        records: Sequence[Record] = (),
        whole: Sequence[str] = (),
        end: Mapping[str, str] | None = None,
    ) -> Response:
        """The page of edges (`listed`), of `records`, or of the claims of one edge (`whole`), to `end`."""
        return render(
            self._request,
            "listing",
            head=self._head,
            path=self._path,
            said=briefs(self._held.graph, claims),
            turns=turning(self.asked, self.start, PAGE, more=more),
            predicate=self.chosen,
            outgoing=outgoing,
            listed=listed,
            records=records,
            whole=whole,
            end=end,
        )


def turning(asked: dict[str, str], start: int, most: int, *, more: bool) -> dict[str, dict[str, str]]:
    """Parameters of the page before and of the page after, where there are."""
    before = {"before": asked | {"from": str(max(start - most, 0))}} if start else {}
    return before | ({"after": asked | {"from": str(start + most)}} if more else {})


def start_of(request: Request) -> int:
    """How many are passed over.

    Raises
    ------
    UsageError
    """
    text = request.query_params.get("from", "0")
    if not (text.isascii() and text.isdigit() and int(text[:9]) < _FARTHEST and len(text) < 9):
        raise UsageError(f"from={text}: not a count; give digits alone")
    return int(text)


def _outgoing(request: Request) -> bool:
    direction = request.query_params.get("direction", "out")
    if direction not in ("in", "out"):
        raise UsageError(f"direction={direction}: no such choice; use in, out")
    return direction == "out"


def _chosen(request: Request, name: str, choices: tuple[str, ...]) -> str:
    text = request.query_params.get(name, "")
    if text not in choices:
        raise UnknownName(text, choices[:5], name)
    return text


def _node(iri: str) -> NamedNode:
    try:
        return NamedNode(iri)
    except ValueError as error:
        raise UnknownName(iri, (), "IRI") from error
