"""Measures of a network in two modes: bodies and the mechanisms that they run."""

from __future__ import annotations

from itertools import combinations
from typing import NamedTuple

import networkx as nx

from .tie_graph import ties

MODES = ("body", "mechanism")


class TwoMode(NamedTuple):
    """Centrality of one node: a body's mechanisms, or a mechanism's bodies; `normalised` by the size of that mode."""

    node: str
    mode: str
    degree: int
    normalised: float
    closeness: float


class Shared(NamedTuple):
    """Two nodes of one mode, how many of the other they share, and Newman's weight of the tie."""

    first: str
    second: str
    shared: int
    weight: float


def two_mode(network: nx.MultiDiGraph) -> list[TwoMode]:
    """Degree and closeness, normalised for two modes.

    A body can have no more ties than there are mechanisms, and the other way round; closeness is compared with the
    smallest sum of distances that its mode allows, and, in a network that falls apart, scaled by the share of nodes
    that are reached.

    Parameters
    ----------
    network : networkx.MultiDiGraph
        With the node attribute ``bipartite``: 0 for bodies, 1 for mechanisms.

    Returns
    -------
    list of TwoMode
        Bodies first, largest degree first.

    References
    ----------
    Borgatti, S. P. and Everett, M. G. (1997). Network analysis of 2-mode data. Social Networks 19(3), 243–269.
    DOI 10.1016/S0378-8733(96)00301-2.

    Examples
    --------
    >>> network = nx.MultiDiGraph([("a", "x"), ("a", "y"), ("b", "x")])
    >>> nx.set_node_attributes(network, {"a": 0, "b": 0, "x": 1, "y": 1}, "bipartite")
    >>> [(row.node, row.mode, row.degree, row.normalised, row.closeness) for row in two_mode(network)][:2]
    [('a', 'body', 2, 1.0, 1.0), ('b', 'body', 1, 0.5, 0.666666667)]
    """
    one = ties(network)
    mode = dict(one.nodes(data="bipartite"))
    bodies = [n for n in one if mode[n] == 0]
    sizes = {0: len(one) - len(bodies), 1: len(bodies)}  # of the other mode
    close = nx.bipartite.closeness_centrality(one, bodies) if bodies else {}
    rows = [TwoMode(n, MODES[mode[n]], len(one[n]), len(one[n]) / sizes[mode[n]], round(close[n], 9)) for n in one]
    return sorted(rows, key=lambda r: (r.mode, -r.degree, r.node))


def projection(network: nx.MultiDiGraph, onto: str = "body") -> list[Shared]:
    """One mode alone: two bodies are tied by the mechanisms that both run, or two mechanisms by the bodies.

    Each shared node adds 1 / (n − 1), n being how many it ties together, so that a mechanism that all run ties nobody
    closely.

    Parameters
    ----------
    network : networkx.MultiDiGraph
    onto : str
        ``body`` or ``mechanism``.

    Returns
    -------
    list of Shared
        Heaviest first.

    References
    ----------
    Newman, M. E. J. (2001). Scientific collaboration networks. II. Shortest paths, weighted networks, and centrality.
    Physical Review E 64, 016132. DOI 10.1103/PhysRevE.64.016132.

    Examples
    --------
    >>> network = nx.MultiDiGraph([("a", "x"), ("b", "x"), ("c", "x"), ("a", "y"), ("b", "y")])
    >>> nx.set_node_attributes(network, {"a": 0, "b": 0, "c": 0, "x": 1, "y": 1}, "bipartite")
    >>> projection(network)[0]
    Shared(first='a', second='b', shared=2, weight=1.5)
    """
    one = ties(network)
    mode = dict(one.nodes(data="bipartite"))
    shared: dict[tuple[str, str], list[int]] = {}
    for node in sorted(n for n in one if MODES[mode[n]] != onto):
        for pair in combinations(sorted(one[node]), 2):
            shared.setdefault(pair, []).append(len(one[node]))
    rows = [Shared(*pair, len(sizes), round(sum(1 / (n - 1) for n in sizes), 9)) for pair, sizes in shared.items()]
    return sorted(rows, key=lambda r: (-r.weight, -r.shared, r.first, r.second))
