"""The divisions as a tree, each with what is known in it and in all that lies in it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pyoxigraph import NamedNode

from ..graph.store import Graph
from ..ontology.namespace import ENTITY, ONTOLOGY

_PLACE, _UNITS = NamedNode(ONTOLOGY + "Place"), ENTITY + "unit/"


@dataclass(frozen=True, slots=True)
class Counts:
    """What is known in one division and below it.

    Parameters
    ----------
    police, others : int
        Police bodies; departments and organisations.
    records : int
        Implementations, postings, meetings, figures and other frames that name the place.
    """

    police: int
    others: int
    records: int


@dataclass(frozen=True, slots=True)
class Regions:
    """The tree.

    Parameters
    ----------
    above : mapping of str to str
        IRI of a place to that of the place it lies in.
    below : mapping of str to tuple of str
        IRI of a place, or empty for those that lie in none, to those in it, sorted.
    counts : mapping of str to Counts
    """

    above: Mapping[str, str]
    below: Mapping[str, tuple[str, ...]]
    counts: Mapping[str, Counts]

    def of(self, place: str) -> Counts:
        """What is known in a place and below it."""
        return self.counts.get(place, Counts(0, 0, 0))

    def chain(self, place: str) -> tuple[str, ...]:
        """The places that hold a place, the widest first."""
        return tuple(reversed(list(_up(self.above, place))[1:]))


def regions(graph: Graph) -> Regions:
    """Read the tree and count once; about a second for a hundred thousand bodies.

    Parameters
    ----------
    graph : Graph
    """
    ends = ((q.subject, q.object) for q in graph.quads(None, "pk:within"))
    above = {s.value: o.value for s, o in ends if isinstance(s, NamedNode) and isinstance(o, NamedNode)}
    typed = (q.subject for q in graph.quads(None, "rdf:type", _PLACE))
    places = {place.value for place in typed if isinstance(place, NamedNode)}
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for quad in graph.quads(None, "pk:jurisdiction"):
        if isinstance(quad.object, NamedNode) and isinstance(quad.subject, NamedNode):
            found[quad.object.value]["police" if quad.subject.value.startswith(_UNITS) else "others"] += 1
    for quad in graph.quads(None, "pk:place"):
        if isinstance(quad.object, NamedNode):
            found[quad.object.value]["records"] += 1
    sums: dict[str, Counter[str]] = defaultdict(Counter)
    for place, counted in found.items():
        for wider in _up(above, place):
            sums[wider].update(counted)
    below: dict[str, list[str]] = defaultdict(list)
    for place in places:
        below[above.get(place, "")].append(place)
    return Regions(
        above,
        {place: tuple(sorted(inner)) for place, inner in below.items()},
        {place: Counts(c["police"], c["others"], c["records"]) for place, c in sums.items()},
    )


def _up(above: Mapping[str, str], place: str) -> Iterator[str]:
    """A place and those that hold it, from the nearest up."""
    seen: set[str] = set()
    while place and place not in seen:
        seen.add(place)
        yield place
        place = above.get(place, "")
