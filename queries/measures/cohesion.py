"""Cohesion and mixing: how dense a network is, into how many parts it falls, and who is tied to whom by kind."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

import networkx as nx

from .tie_graph import arcs, ties

ATTRIBUTES = ("group", "kind", "sector", "class", "level", "place")


class Cohesion(NamedTuple):
    """A network in one row; `largest` is the number of nodes of its largest part."""

    network: str
    nodes: int
    edges: int
    arcs: int
    density: float
    components: int
    largest: int
    populations_left_out: int
    posts_left_out: int


class Component(NamedTuple):
    """The part of the network in which a node lies; parts are numbered from the largest."""

    component: int
    size: int
    node: str
    group: str


class Assortativity(NamedTuple):
    """How far ties stay within one value of an attribute: 1 only within, 0 as by chance; None where all are alike."""

    attribute: str
    assortativity: float | None
    within: int
    ties: int
    values: int


class Mixing(NamedTuple):
    """Ties from one group to another by relation."""

    source_group: str
    target_group: str
    relation: str
    ties: int
    statements: int
    sources: int
    times_a_year: float | None
    headcount: int | None


def cohesion(network: nx.MultiDiGraph) -> list[Cohesion]:
    """Size, density and parts of a network.

    Density is arcs over the ordered pairs of nodes; in two modes, over the pairs of a body and a mechanism.  Parts are
    weakly connected components.

    Parameters
    ----------
    network : networkx.MultiDiGraph

    Returns
    -------
    list of Cohesion
        One row.

    References
    ----------
    Wasserman, S. and Faust, K. (1994). Social network analysis: methods and applications, ch. 4. Cambridge University
    Press. DOI 10.1017/CBO9780511815478.
    Borgatti and Everett (1997), DOI 10.1016/S0378-8733(96)00301-2 (two modes).

    Examples
    --------
    >>> network = nx.MultiDiGraph([("a", "b"), ("b", "a"), ("c", "d")], name="units")
    >>> cohesion(network)[0][:7]
    ('units', 4, 3, 3, 0.25, 2, 2)
    """
    two = arcs(network)
    modes = dict(network.nodes(data="bipartite"))
    bodies = sum(mode == 0 for mode in modes.values())
    within = bodies * (len(two) - bodies) if None not in modes.values() else len(two) * (len(two) - 1)
    parts = [len(part) for part in nx.weakly_connected_components(two)]
    left_out = (network.graph.get(f"{what}_left_out", 0) for what in ("populations", "posts"))
    made = two.number_of_edges()
    share = round(made / within, 9) if within else 0.0
    size = (len(two), network.number_of_edges(), made, share, len(parts), max(parts, default=0))
    return [Cohesion(network.name, *size, *left_out)]


def components(network: nx.MultiDiGraph) -> list[Component]:
    """The weakly connected parts of a network, largest first.

    Parameters
    ----------
    network : networkx.MultiDiGraph

    References
    ----------
    Wasserman and Faust (1994), ch. 4. DOI 10.1017/CBO9780511815478.

    Examples
    --------
    >>> network = nx.MultiDiGraph([("a", "b"), ("c", "d"), ("d", "e")])
    >>> [(row.component, row.size, row.node) for row in components(network)][:4]
    [(1, 3, 'c'), (1, 3, 'd'), (1, 3, 'e'), (2, 2, 'a')]
    """
    parts = sorted((sorted(part) for part in nx.weakly_connected_components(network)), key=lambda p: (-len(p), p))
    group = dict(network.nodes(data="group", default=""))
    return [Component(n, len(part), node, group[node]) for n, part in enumerate(parts, 1) for node in part]


def assortativity(network: nx.MultiDiGraph, attribute: str = "") -> list[Assortativity]:
    """Newman's coefficient of assortative mixing by an attribute of nodes, on undirected ties.

    A node without the attribute is left out with its ties.

    Parameters
    ----------
    network : networkx.MultiDiGraph
    attribute : str
        One of `ATTRIBUTES`; empty for each of them.

    References
    ----------
    Newman, M. E. J. (2003). Mixing patterns in networks. Physical Review E 67, 026126, equation 2.
    DOI 10.1103/PhysRevE.67.026126.

    Examples
    --------
    >>> network = nx.MultiDiGraph([("a", "b"), ("c", "d")])
    >>> nx.set_node_attributes(network, {"a": "police", "b": "police", "c": "司法所", "d": "司法所"}, "group")
    >>> assortativity(network, "group")
    [Assortativity(attribute='group', assortativity=1.0, within=2, ties=2, values=2)]
    """
    one = ties(network)
    return [_mixed(one, name) for name in ([attribute] if attribute else ATTRIBUTES)]


def _mixed(one: nx.Graph, attribute: str) -> Assortativity:
    value = {n: v for n, v in one.nodes(data=attribute) if v}
    pairs = [(value[s], value[t]) for s, t in one.edges if s in value and t in value]
    ends: dict[str, int] = defaultdict(int)
    for pair in pairs:
        for end in pair:
            ends[end] += 1
    within = sum(s == t for s, t in pairs)
    if len(ends) < 2:
        return Assortativity(attribute, None, within, len(pairs), len(ends))
    by_chance = sum((n / (2 * len(pairs))) ** 2 for _, n in sorted(ends.items()))
    found = (within / len(pairs) - by_chance) / (1 - by_chance)
    return Assortativity(attribute, round(found, 9), within, len(pairs), len(ends))


def mixing(network: nx.MultiDiGraph) -> list[Mixing]:
    """Who is tied to whom by kind: ties, statements and sources from one group to another, for each relation.

    `times_a_year` is the largest frequency that a tie states; `headcount` sums, over ties, the largest number of people
    that is stated in all (not for each host).  Both are None where no source says.

    Parameters
    ----------
    network : networkx.MultiDiGraph

    References
    ----------
    Newman (2003), DOI 10.1103/PhysRevE.67.026126 (the mixing matrix).

    Examples
    --------
    >>> network = nx.MultiDiGraph()
    >>> network.add_nodes_from([("a", {"group": "police"}), ("b", {"group": "司法所"})])
    >>> _ = network.add_edge("a", "b", key="stationedIn", statements=2, sources=1, headcount=3)
    >>> mixing(network)[0][3:]
    (1, 2, 1, None, 3)
    """
    group = dict(network.nodes(data="group", default=""))
    cells: dict[tuple[str, str, str], list[dict[str, int]]] = defaultdict(list)
    for source, target, relation, held in network.edges(keys=True, data=True):
        cells[group[source], group[target], str(relation)].append(held)
    rows = []
    for key, held in cells.items():
        often = [h["times_a_year"] for h in held if "times_a_year" in h]
        heads = [h["headcount"] for h in held if "headcount" in h]
        said = (sum(h["statements"] for h in held), sum(h["sources"] for h in held))
        rows.append(Mixing(*key, len(held), *said, max(often, default=None), sum(heads) if heads else None))
    return sorted(rows, key=lambda r: (-r.ties, r[:3]))
