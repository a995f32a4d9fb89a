"""The view ``hierarchy``: the chain above a unit and the bodies below it, by three kinds of edge.

Units stand in columns by their distance from the one asked for: above it to the left, below it to the right.  A
government that leads a body stands with the organ above that body.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable

from ..queries.reader import Reader
from .asking import Asked, iris_of, statements_behind
from .picture import Link, Picture, entities_of, links_of, picture
from .plan import Plan

UNIT_OF, DIRECTED, LED = "unitOf", "directedBy", "ledBy"


def find(reader: Reader, asked: Asked) -> Picture:
    """The edges above and below a unit, and the government that leads each body."""
    unit = iris_of(asked, "unit")
    said = [s for name in ("chain", "subordinates") for s in statements_behind(reader, asked, name, unit=unit)]
    links = links_of(said, (UNIT_OF, DIRECTED))
    bodies = sorted({iri for link in links for iri in (link.subject, link.object)} | set(unit))
    led = links_of(statements_behind(reader, asked, "government-of", organ=bodies), (LED,))
    links += [link for link in led if link.subject in bodies]
    return picture(entities_of(reader, links, unit).values(), links) if links else Picture({}, ())


def plan(found: Picture, asked: Asked) -> Plan:
    """A column for each step above or below the unit."""
    unit = iris_of(asked, "unit")
    columns = _steps(unit, found)
    governments = {x.object: columns[x.subject] - 1 for x in found.links if x.relation == LED}
    for iri in found.nodes:
        columns.setdefault(iri, governments.get(iri, 0))
    first = min(columns.values(), default=0)
    headings = {}
    for step in sorted(set(columns.values())):
        headings[step - first] = ("本单位", "The unit") if step == 0 else _heading(step)
    return Plan(
        {iri: step - first for iri, step in columns.items()},
        headings=headings,
        focus=set(unit),
        flipped={UNIT_OF, DIRECTED, LED},
        labelled={UNIT_OF, DIRECTED, LED},
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
