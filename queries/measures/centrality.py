"""Centrality of a node: how many it is tied to, and how many shortest paths lead through it."""

from __future__ import annotations

from typing import NamedTuple

import networkx as nx

from .tie_graph import arcs, ties


class Degree(NamedTuple):
    """Degree of one node; `strength` is the sum of the weights of its ties, `across` counts nodes of other groups."""

    node: str
    group: str
    degree: int
    in_degree: int
    out_degree: int
    strength: float
    normalised: float
    across: int


class Betweenness(NamedTuple):
    """Betweenness of one node: pairs whose shortest paths lead through it, and the same as a share of all pairs."""

    node: str
    group: str
    betweenness: float
    normalised: float


def degree(network: nx.MultiDiGraph) -> list[Degree]:
    """Degree centrality, directed and not, with the weighted degree (strength).

    Nodes are counted, not relations: two bodies tied in three ways are one neighbour.  A tie's weight is the number of
    sources that state it, summed over relations.  `normalised` is the degree divided by the other nodes.

    Parameters
    ----------
    network : networkx.MultiDiGraph

    Returns
    -------
    list of Degree
        Largest first.

    References
    ----------
    Freeman, L. C. (1978). Centrality in social networks: conceptual clarification. Social Networks 1(3), 215–239.
    DOI 10.1016/0378-8733(78)90021-7.
    Barrat, A., Barthélemy, M., Pastor-Satorras, R. and Vespignani, A. (2004). The architecture of complex weighted
    networks. PNAS 101(11), 3747–3752. DOI 10.1073/pnas.0400087101 (strength).

    Examples
    --------
    >>> network = nx.MultiDiGraph()
    >>> network.add_nodes_from([("a", {"group": "police"}), ("b", {"group": "police"}), ("c", {"group": "司法所"})])
    >>> network.add_weighted_edges_from([("a", "b", 2), ("a", "c", 1), ("c", "a", 4)])
    >>> degree(network)[0]
    Degree(node='a', group='police', degree=2, in_degree=1, out_degree=2, strength=7, normalised=1.0, across=1)
    """
    one, two = ties(network), arcs(network)
    group = dict(one.nodes(data="group", default=""))
    others = len(one) - 1
    rows = [
        Degree(
            node,
            group[node],
            len(one[node]),
            two.in_degree(node),
            two.out_degree(node),
            sum(held["weight"] for held in one[node].values()),
            len(one[node]) / others if others else 0.0,
            sum(group[other] != group[node] for other in one[node]),
        )
        for node in one
    ]
    return sorted(rows, key=lambda r: (-r.degree, -r.strength, r.node))


def betweenness(network: nx.MultiDiGraph) -> list[Betweenness]:
    """Betweenness centrality on undirected ties, each of length one, by Brandes' algorithm.

    Time grows with nodes times ties.

    Parameters
    ----------
    network : networkx.MultiDiGraph

    Returns
    -------
    list of Betweenness
        Largest first.

    References
    ----------
    Freeman, L. C. (1977). A set of measures of centrality based on betweenness. Sociometry 40(1), 35–41.
    DOI 10.2307/3033543.
    Brandes, U. (2001). A faster algorithm for betweenness centrality. Journal of Mathematical Sociology 25(2), 163–177.
    DOI 10.1080/0022250X.2001.9990249.

    Examples
    --------
    >>> network = nx.MultiDiGraph([("a", "b"), ("b", "c"), ("d", "b")])
    >>> betweenness(network)[0]
    Betweenness(node='b', group='', betweenness=3.0, normalised=1.0)
    """
    one = ties(network)
    raw = nx.betweenness_centrality(one, normalized=False)
    pairs = (len(one) - 1) * (len(one) - 2) / 2
    group = dict(one.nodes(data="group", default=""))
    rows = [Betweenness(n, group[n], round(v, 9), round(v / pairs, 9) if pairs > 0 else 0.0) for n, v in raw.items()]
    return sorted(rows, key=lambda r: (-r.betweenness, r.node))
