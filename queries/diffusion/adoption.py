"""Adoption: that a named body runs a mechanism, since when a source says so, and when it was first reported."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache

from pyoxigraph import NamedNode

from ...graph.claim import RELATIONS
from ...graph.interval import EVER, NEVER, Span, edtf_days, edtf_span
from ...graph.networks.networks import ADOPTERS
from ...graph.networks.node import Nodes, level_of
from ...graph.networks.tie import Tie, read_ties
from ...graph.store import Graph

HELD, BEGAN = "held", "began"  # how a single date is read


@dataclass(frozen=True, slots=True)
class Adoption:
    """One body that runs one mechanism in one place, as its claims say.

    Parameters
    ----------
    mechanism, body, place : str
        IRIs; `place` is the one that is named, else the body's own, else empty.
    code, level : str
        Division code and level of government of the place.
    began : Span
        Between which days it began, by the dates that sources state; without bounds where none does.
    stated : str
        The EDTF date that bounds the beginning from above, or empty.
    basis : str
        ``stated`` or ``relative``; empty where no date is stated.
    first_reported : str
        EDTF date of the earliest dated document: of the report, never of the adoption.  Empty where none is dated.
    reported_basis : str
        Where that date comes from: ``dateline``, ``page``, ``coded``.
    stage, initiator : str
        As the latest document that says them.
    documents, sources : int
        How many report it; near-duplicates of one text are one source.
    claims : tuple of str
    """

    mechanism: str
    body: str
    place: str
    code: str
    level: str
    began: Span
    stated: str
    basis: str
    first_reported: str
    reported_basis: str
    stage: str
    initiator: str
    documents: int
    sources: int
    claims: tuple[str, ...]


def adoptions(
    graph: Graph,
    mechanisms: Collection[str] = (),
    places: Collection[str] | None = None,
    *,
    reviewed: bool = False,
    dates: str = HELD,
) -> list[Adoption]:
    """Every adoption that sources report: of a named body, or of a place that stands for its authorities.

    Populations (天津市派出所) and posts adopt nothing; what is planned, required or denied is no adoption.  Events are
    those of an event history, censored to intervals.

    Parameters
    ----------
    graph : Graph
    mechanisms : collection of str
        IRIs; empty for all.
    places : collection of str, optional
        IRIs of the places that count.
    reviewed : bool
        Whether only claims count that a reviewer accepted.
    dates : str
        ``held``: a single date says that the mechanism was running by then, and may have begun long before.
        ``began``: it is read as the date of the beginning, an assumption of the researcher.

    Returns
    -------
    list of Adoption
        By mechanism, place code and body.

    References
    ----------
    Berry, F. S. and Berry, W. D. (1990). State lottery adoptions as policy innovations: an event history analysis.
    American Political Science Review 84(2), 395–415. DOI 10.2307/1963526.
    Turnbull, B. W. (1976). The empirical distribution function with arbitrarily grouped, censored and truncated data.
    Journal of the Royal Statistical Society B 38(3), 290–295. DOI 10.1111/j.2517-6161.1976.tb01597.x.
    """
    nodes = Nodes(graph)
    groups: dict[tuple[str, str, str], list[Tie]] = defaultdict(list)
    for tie in read_ties(graph, [RELATIONS["implements"]], reviewed=reviewed):
        if nodes.class_of(tie.subject) in ADOPTERS and (not mechanisms or tie.object in mechanisms):
            groups[tie.object, tie.subject, _place_of(graph, nodes, tie)].append(tie)
    basis = cache(lambda document: graph.value(NamedNode(document), "pk:dateBasis"))
    found = []
    for (mechanism, body, place), ties in groups.items():
        if places is None or place in places:
            code = graph.value(NamedNode(place), "pk:placeCode") if place else ""
            first = min((t for t in ties if t.published), key=lambda t: (t.published, t.claim), default=None)
            dated = min((t for t in ties if t.get("when")), key=lambda t: _earliest(t, dates), default=None)
            found.append(
                Adoption(
                    mechanism,
                    body,
                    place,
                    code,
                    level_of(code),
                    earliest_beginning(edtf_span(t.get("when"), began=dates == BEGAN) for t in ties if t.get("when")),
                    dated.get("when") if dated else "",
                    dated.get("whenBasis") if dated else "",
                    first.published if first else "",
                    basis(first.document) if first else "",
                    _latest(ties, "stage"),
                    _latest(ties, "initiator"),
                    len({t.document for t in ties}),
                    len({t.source for t in ties}),
                    tuple(sorted({t.claim for t in ties})),
                )
            )
    return sorted(found, key=lambda a: (a.mechanism, a.code or "~", a.body, a.place))


def earliest_beginning(spans: Iterable[Span]) -> Span:
    """What several statements on one body come to: the earliest day by which it had begun, and the latest bound below.

    A bound below counts only where it does not contradict an earlier beginning that another source states.

    Examples
    --------
    >>> since, held = edtf_span("2021/.."), edtf_span("2021-06")
    >>> both = earliest_beginning([since, held, edtf_span("2023/..")])
    >>> both.began_first, both.began_last
    ('2021-01-01', '2021-06-30')
    """
    listed = list(spans)
    last = min((s.began_last for s in listed), default=NEVER)
    return Span(max((s.began_first for s in listed if s.began_first <= last), default=EVER), last)


def beginning_of_place(found: Iterable[Adoption]) -> Span:
    """When the first of several bodies began: bounded above by the earliest of them, below by none that is undated.

    Examples
    --------
    >>> a = Adoption("m", "a", "p", "", "", edtf_span("2021-03/.."), *[""] * 6, 1, 1, ())
    >>> b = Adoption("m", "b", "p", "", "", Span(), *[""] * 6, 1, 1, ())
    >>> beginning_of_place([a]).began_first, beginning_of_place([a, b]).began_first == EVER
    ('2021-03-01', True)
    """
    spans = [a.began for a in found]
    return Span(min((s.began_first for s in spans), default=EVER), min((s.began_last for s in spans), default=NEVER))


def reported_by(adoption: Adoption) -> str:
    """Last day of the first report, by which a source had spoken of it; `NEVER` where no document is dated."""
    return edtf_days(adoption.first_reported)[1] or NEVER


def _place_of(graph: Graph, nodes: Nodes, tie: Tie) -> str:
    if tie.get("place"):
        return tie.get("place")
    if nodes.class_of(tie.subject) == "pk:Place":
        return tie.subject
    return graph.value(NamedNode(tie.subject), "pk:jurisdiction")


def _earliest(tie: Tie, dates: str) -> tuple[str, str, str]:
    span = edtf_span(tie.get("when"), began=dates == BEGAN)
    return span.began_last, span.began_first, tie.claim


def _latest(ties: Iterable[Tie], qualifier: str) -> str:
    """What the latest document says of a qualifier; undated documents come first."""
    said = [t for t in ties if t.get(qualifier)]
    return max(said, key=lambda t: (t.published, t.claim)).get(qualifier) if said else ""
