"""The view ``hierarchy``: the chain above a unit and the bodies below it, by three kinds of edge.

Units stand in columns by their distance from the one asked for: above it to the left, below it to the right.  A
government that leads a body stands with the organ above that body.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Iterator
from dataclasses import replace

from pyoxigraph import NamedNode

from ..graph.store import Graph
from ..queries.definition import find_query
from ..queries.reader import Reader
from ..queries.result import Named, Row
from ..queries.selection import selection_of
from ..queries.statement import statements
from ..queries.support import claims_of_rows
from .asking import Asked, ask_for, iris_of
from .catalogue import MOST_DRAWN
from .picture import Link, Picture, entities_of, links_of, picture
from .plan import Plan
from .wording import Words

UNIT_OF, DIRECTED, LED = "unitOf", "directedBy", "ledBy"
NOT_DRAWN = "below"  # the fact of a node that some under it are left out
Edge = tuple[NamedNode, NamedNode, NamedNode]  # lower body, predicate, upper body


def find(reader: Reader, asked: Asked) -> Picture:
    """The edges above and below a unit, and the government that leads each body.

    Below it whole levels are taken as long as they come to no more bodies than a reader may open; of those in the last
    one it is told how many they have under them.
    """
    unit = iris_of(asked, "unit")
    chain = ask_for(reader, asked, "chain", unit=unit)
    with reader.answering(selection_of(asked)) as whole:
        edges, under = _below(whole.graph, unit)
        near = {iri for row in chain for iri in _ends(row)} | {n.value for edge in edges for n in (edge[0], edge[2])}
        bodies = [NamedNode(iri) for iri in sorted(near | set(unit))]
        edges += [edge for body in bodies for edge in _led(whole.graph, body)]
        rows = [dict(zip(("lower", "predicate", "upper"), edge, strict=True)) for edge in edges]
        carrying = {c for claims in claims_of_rows(whole, find_query("subordinates"), rows) for c in claims}
    said = statements(reader, carrying | {c for row in chain for c in row.claims})
    links = links_of(said.values(), (UNIT_OF, DIRECTED, LED))
    if not links:
        return Picture({}, ())
    nodes = entities_of(reader, links, unit)
    for iri, many in ((iri, many) for iri, many in under.items() if iri in nodes):
        nodes[iri] = replace(nodes[iri], facts=(*nodes[iri].facts, (NOT_DRAWN, _not_drawn(many))))
    return picture(nodes.values(), links)


def _below(graph: Graph, unit: Iterable[str]) -> tuple[list[Edge], dict[str, int]]:
    """Edges of the levels below a unit that are taken, and how many each body of the last one has under it."""
    level, edges = [NamedNode(iri) for iri in unit], list[Edge]()
    seen = set(level)
    while level:
        found = [edge for upper in level for edge in _edges_under(graph, upper)]
        next_level = sorted({lower for lower, _, _ in found} - seen, key=str)
        if edges and len(seen) + len(next_level) > MOST_DRAWN:
            counted = Counter(upper.value for lower, upper in {(e[0], e[2]) for e in found} if lower not in seen)
            return edges, dict(counted)
        edges += found
        seen.update(next_level)
        level = next_level
    return edges, {}


def _ends(row: Row) -> Iterator[str]:
    return (end.iri for end in (row["lower"], row["upper"]) if isinstance(end, Named))


def _led(graph: Graph, body: NamedNode) -> Iterator[Edge]:
    """Edges to the governments that lead a body."""
    for quad in graph.quads(body, f"pk:{LED}"):
        if isinstance(quad.object, NamedNode):
            yield body, quad.predicate, quad.object


def _edges_under(graph: Graph, upper: NamedNode) -> Iterator[Edge]:
    for predicate in (f"org:{UNIT_OF}", f"pk:{DIRECTED}"):
        for quad in graph.quads(None, predicate, upper):
            if isinstance(quad.subject, NamedNode):
                yield quad.subject, quad.predicate, upper


def _not_drawn(many: int) -> Words:
    return f"下属{many}个未画", f"{many} below, not drawn"


def plan(found: Picture, asked: Asked) -> Plan:
    """A column for each step above or below the unit."""
    unit = iris_of(asked, "unit")
    columns = _steps(unit, found)
    governments = {x.object: columns.get(x.subject, 0) - 1 for x in found.links if x.relation == LED}
    for iri in found.nodes:
        columns.setdefault(iri, governments.get(iri, 0))
    first = min(columns.values(), default=0)
    headings = {}
    for step in sorted(set(columns.values())):
        headings[step - first] = ("本单位", "The unit") if step == 0 else _heading(step)
    told = ((iri, dict(node.facts).get(NOT_DRAWN)) for iri, node in found.nodes.items())
    return Plan(
        {iri: step - first for iri, step in columns.items()},
        headings=headings,
        focus=set(unit),
        flipped={UNIT_OF, DIRECTED, LED},
        labelled={UNIT_OF, DIRECTED, LED},
        notes={iri: note for iri, note in told if note},
    )


def _heading(step: int) -> tuple[str, str]:
    levels = abs(step)
    above = step < 0
    return f"{'上' if above else '下'}{levels}级", f"{levels} {'above' if above else 'below'}"


def _steps(start: Iterable[str], found: Picture) -> dict[str, int]:
    """How many edges above (negative) or below each unit stands, by the shortest way."""
    chain = [x for x in found.links if x.relation != LED]
    return _walk(start, chain, up=True) | _walk(start, chain, up=False)


def _walk(start: Iterable[str], links: Iterable[Link], *, up: bool) -> dict[str, int]:
    near: dict[str, list[str]] = {}
    for link in links:
        lower, upper = link.subject, link.object
        near.setdefault(lower if up else upper, []).append(upper if up else lower)
    steps = dict.fromkeys(start, 0)
    left = deque(steps)
    while left:
        here = left.popleft()
        for other in near.get(here, ()):
            if other not in steps:
                steps[other] = steps[here] + (-1 if up else 1)
                left.append(other)
    return steps
