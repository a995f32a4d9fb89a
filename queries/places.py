"""What lies in a place, and what a place lies in."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import NamedNode

from ..graph.store import Graph


def places_within(graph: Graph, places: Iterable[str]) -> frozenset[str]:
    """IRIs of some places and of all that lies in them, at any depth.

    Parameters
    ----------
    graph : Graph
    places : iterable of str
        IRIs.
    """
    found: set[str] = set()
    open_ = list(places)
    while open_:
        place = open_.pop()
        if place not in found:
            found.add(place)
            inner = (q.subject for q in graph.quads(None, "pk:within", NamedNode(place)))
            open_ += [node.value for node in inner if isinstance(node, NamedNode)]
    return frozenset(found)


def places_above(graph: Graph, place: str) -> tuple[str, ...]:
    """IRIs of the places that a place lies in, from the nearest up.

    Parameters
    ----------
    graph : Graph
    place : str
        IRI.
    """
    found: list[str] = []
    while (place := graph.value(NamedNode(place), "pk:within") if place else "") and place not in found:
        found.append(place)
    return tuple(found)
