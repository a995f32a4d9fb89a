"""The divisions as a tree, each with what is known in it and in all that lies in it.

Some fifty thousand divisions are held in arrays, by number, in the order of their IRIs.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pyoxigraph import NamedNode

from ..graph.store import Graph
from ..ontology.namespace import ENTITY, ONTOLOGY

_PLACE, _UNITS = NamedNode(ONTOLOGY + "Place"), ENTITY + "unit/"
_NONE = -1  # number of no place
_POLICE, _OTHERS, _RECORDS = range(3)


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


class Regions:
    """The tree.

    Parameters
    ----------
    places : sequence of str
        Local ids, sorted.
    above : array of int
        By place the number of the one that it lies in, or -1.
    counts : sequence of array of int
        Police bodies, other bodies and records by place, with what lies in it.
    """

    def __init__(self, places: Sequence[str], above: array[int], counts: Sequence[array[int]]) -> None:
        self._places, self._above, self._counts = places, above, counts
        self._below: dict[int, array[int]] = defaultdict(lambda: array("i"))
        for number, upper in enumerate(above):
            self._below[upper].append(number)

    def __contains__(self, place: str) -> bool:
        return self._number(place) != _NONE

    def below(self, place: str) -> tuple[str, ...]:
        """IRIs of the places that lie in a place, or, if it is empty, in no other; sorted."""
        number = self._number(place)
        if place and number == _NONE:
            return ()
        return tuple(ENTITY + self._places[inner] for inner in self._below.get(number, ()))

    def of(self, place: str) -> Counts:
        """What is known in a place and below it."""
        number = self._number(place)
        return Counts(0, 0, 0) if number == _NONE else Counts(*(counts[number] for counts in self._counts))

    def chain(self, place: str) -> tuple[str, ...]:
        """The places that hold a place, the widest first."""
        number = self._number(place)
        uppers = list(_up(self._above, number))[1:] if number != _NONE else []
        return tuple(ENTITY + self._places[upper] for upper in reversed(uppers))

    def _number(self, place: str) -> int:
        return _number(self._places, place)


def regions(graph: Graph) -> Regions:
    """Read the tree and count once; some seconds for half a million bodies.

    Parameters
    ----------
    graph : Graph
    """
    typed = (q.subject for q in graph.quads(None, "rdf:type", _PLACE))
    places = sorted(place.value.removeprefix(ENTITY) for place in typed if isinstance(place, NamedNode))
    above = array("i", [_NONE]) * len(places)
    for inner, outer in _ends(graph, "pk:within"):
        number, upper = _number(places, inner), _number(places, outer)
        if number != _NONE:
            above[number] = upper
    counts = [array("i", [0]) * len(places) for _ in range(3)]
    for body, place in _ends(graph, "pk:jurisdiction"):
        _count(counts[_POLICE if body.startswith(_UNITS) else _OTHERS], _number(places, place))
    for _, place in _ends(graph, "pk:place"):
        _count(counts[_RECORDS], _number(places, place))
    return Regions(places, above, [_summed(above, own) for own in counts])


def _ends(graph: Graph, predicate: str) -> Iterator[tuple[str, str]]:
    for quad in graph.quads(None, predicate):
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode):
            yield quad.subject.value, quad.object.value


def _count(counts: array[int], number: int) -> None:
    if number != _NONE:
        counts[number] += 1


def _summed(above: array[int], own: array[int]) -> array[int]:
    """By place its own count and those of all that lies in it."""
    sums = array("i", own)
    for number, count in enumerate(own):
        if count:
            for wider in list(_up(above, number))[1:]:
                sums[wider] += count
    return sums


def _number(places: Sequence[str], iri: str) -> int:
    """Number of a place by its IRI; -1 if it is none."""
    local = iri.removeprefix(ENTITY)
    at = bisect_left(places, local)
    return at if at < len(places) and places[at] == local else _NONE


def _up(above: array[int], place: int) -> Iterator[int]:
    """A place and those that hold it, from the nearest up."""
    seen: set[int] = set()
    while place != _NONE and place not in seen:
        seen.add(place)
        yield place
        place = above[place]
