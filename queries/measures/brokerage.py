"""Brokerage between departments: who stands between two bodies that have no tie of their own, and in which role."""

from __future__ import annotations

from typing import NamedTuple

import networkx as nx

from .tie_graph import arcs


class Brokerage(NamedTuple):
    """How often one node brokers, by role; a path A → broker → C counts where there is no arc A → C."""

    node: str
    group: str
    coordinator: int
    itinerant: int
    gatekeeper: int
    representative: int
    liaison: int
    total: int


ROLES = Brokerage._fields[2:7]


def role_of(first: str, broker: str, last: str) -> str:
    """The broker's role, from the groups of the three.

    Examples
    --------
    >>> role_of("police", "police", "police"), role_of("police", "综治中心", "police")
    ('coordinator', 'itinerant')
    >>> role_of("司法所", "police", "police"), role_of("police", "police", "司法所")
    ('gatekeeper', 'representative')
    >>> role_of("police", "综治中心", "司法所")
    'liaison'
    """
    if first == last:
        return "coordinator" if broker == first else "itinerant"
    if broker == last:
        return "gatekeeper"
    return "representative" if broker == first else "liaison"


def brokerage(network: nx.MultiDiGraph) -> list[Brokerage]:
    """Gould and Fernandez' five roles, counted over open directed paths of two arcs.

    Groups are the police, else the kind of body (attribute ``group``).  *Coordinator*: all three of one group;
    *itinerant* (consultant): the ends of one group, the broker of another; *gatekeeper*: from outside into the broker's
    group; *representative*: from the broker's group to outside; *liaison*: three groups.  Relations that are symmetric
    (cooperation, a shared site) are arcs both ways.

    Parameters
    ----------
    network : networkx.MultiDiGraph

    Returns
    -------
    list of Brokerage
        Of the nodes that broker at all, most first.

    References
    ----------
    Gould, R. V. and Fernandez, R. M. (1989). Structures of mediation: a formal approach to brokerage in transaction
    networks. Sociological Methodology 19, 89–126. DOI 10.2307/270949.

    Examples
    --------
    >>> network = nx.MultiDiGraph([("station", "centre"), ("centre", "office"), ("branch", "station")])
    >>> groups = {"station": "police", "branch": "police", "centre": "综治中心", "office": "司法所"}
    >>> nx.set_node_attributes(network, groups, "group")
    >>> [(row.node, row.representative, row.liaison) for row in brokerage(network)]
    [('centre', 0, 1), ('station', 1, 0)]
    """
    two = arcs(network)
    group = dict(two.nodes(data="group", default=""))
    rows = []
    for broker in two:
        counts = dict.fromkeys(ROLES, 0)
        for first in two.predecessors(broker):
            reached = two[first]
            for last in two[broker]:
                if last != first and last not in reached:
                    counts[role_of(group[first], group[broker], group[last])] += 1
        total = sum(counts.values())
        if total:
            rows.append(Brokerage(broker, group[broker], **counts, total=total))
    return sorted(rows, key=lambda r: (-r.total, r.node))
