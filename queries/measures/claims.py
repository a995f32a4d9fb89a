"""The claims that a row of a measure rests on."""

from __future__ import annotations

from collections import defaultdict

import networkx as nx

Claims = tuple[str, ...]


class ClaimsOfTies:
    """The claims of a network by node, by pair of nodes of one mode, and by groups and relation.

    Parameters
    ----------
    network : networkx.MultiDiGraph
        Whose edges have the attribute ``claims``.

    Examples
    --------
    >>> network = nx.MultiDiGraph()
    >>> _ = network.add_edge("a", "x", key="implements", claims=("c1",)), network.add_edge("b", "x", claims=("c2",))
    >>> claims = ClaimsOfTies(network)
    >>> claims.of({"node": "a"}), claims.of({"first": "a", "second": "b"}), claims.of({"density": 0.5})
    (('c1',), ('c1', 'c2'), ())
    """

    def __init__(self, network: nx.MultiDiGraph) -> None:
        self._between: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        self._cells: dict[tuple[str, str, str], set[str]] = defaultdict(set)
        group = dict(network.nodes(data="group", default=""))
        for source, target, relation, held in network.edges(keys=True, data=True):
            self._between[source][target] |= set(held["claims"])
            self._between[target][source] |= set(held["claims"])
            self._cells[group[source], group[target], str(relation)] |= set(held["claims"])

    def of(self, row: dict[str, object]) -> Claims:
        """Of a node those of all its ties, of a pair those that tie both to what they share, of a cell its own.

        A row about the whole network names none.
        """
        if "node" in row:
            found = self._between[str(row["node"])].values()
            return tuple(sorted(set().union(*found)))
        if "first" in row:
            first, second = (self._between[str(row[end])] for end in ("first", "second"))
            shared = first.keys() & second.keys()
            return tuple(sorted({c for end in (first, second) for node in shared for c in end[node]}))
        key = tuple(str(row.get(name, "")) for name in ("source_group", "target_group", "relation"))
        return tuple(sorted(self._cells.get((key[0], key[1], key[2]), ())))
