"""From a network with several relations to the simple graphs that measures are defined on."""

from __future__ import annotations

import networkx as nx

SYMMETRIC = ("cooperatesWith", "sharesSiteWith")  # said in one direction, true in both


def arcs(network: nx.MultiDiGraph) -> nx.DiGraph:
    """One arc for each ordered pair, with the sum of the weights of its relations; symmetric relations go both ways.

    Examples
    --------
    >>> network = nx.MultiDiGraph()
    >>> _ = network.add_edge("a", "b", key="leads", weight=2)
    >>> _ = network.add_edge("b", "a", key="cooperatesWith", weight=1)
    >>> sorted(arcs(network).edges(data="weight"))
    [('a', 'b', 3), ('b', 'a', 1)]
    """
    made = nx.DiGraph()
    made.add_nodes_from(network.nodes(data=True))
    for source, target, relation, held in network.edges(keys=True, data=True):
        _add(made, source, target, held.get("weight", 1))
        if relation in SYMMETRIC:
            _add(made, target, source, held.get("weight", 1))
    return made


def ties(network: nx.MultiDiGraph) -> nx.Graph:
    """One tie for each unordered pair, with the sum of the weights of its relations in either direction.

    Examples
    --------
    >>> network = nx.MultiDiGraph()
    >>> _ = network.add_edge("a", "b", key="leads", weight=2), network.add_edge("b", "a", key="supports", weight=1)
    >>> list(ties(network).edges(data="weight"))
    [('a', 'b', 3)]
    """
    made = nx.Graph()
    made.add_nodes_from(network.nodes(data=True))
    for source, target, held in network.edges(data=True):
        _add(made, source, target, held.get("weight", 1))
    return made


def _add(made: nx.Graph, source: str, target: str, weight: float) -> None:
    if source != target:
        made.add_edge(source, target, weight=made.get_edge_data(source, target, {}).get("weight", 0) + weight)
