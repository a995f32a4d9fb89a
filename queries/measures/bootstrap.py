"""How far a measure of a network rests on single sources: percentile intervals over sources drawn anew.

A unit that is drawn is a source: a document together with those that repeat its text, so that a text that ten outlets
carry counts as one.  A tie stands in a draw if a source that states it was drawn, and weighs as often as it was.

References
----------
Efron, B. and Tibshirani, R. J. (1993). An Introduction to the Bootstrap, chapters 12 and 13.
DOI 10.1201/9780429246593.
Snijders, T. A. B. and Borgatti, S. P. (1999). Non-parametric standard errors and tests for network statistics.
Connections 22(2), 161-170.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import networkx as nx

from ...errors import UsageError

# By which rows are ranked, of the measures that rank nodes.
RANKED = {"degree": "degree", "betweenness": "betweenness", "brokerage": "total"}
DRAWN = ("degree", "betweenness", "brokerage", "projection", "two-mode", "cohesion", "assortativity", "mixing")
_ROW = ("node", "first", "second", "source_group", "target_group", "relation", "attribute", "network")
# What a draw of sources leaves as it is, or says nothing of.
_FIXED = (
    *_ROW,
    "group",
    "mode",
    "nodes",
    "statements",
    "times_a_year",
    "headcount",
    "populations_left_out",
    "posts_left_out",
)
MOST = 10_000
Interval = tuple[float, float]
Intervals = dict[str, Interval]


def check_draws(name: str, draws: int) -> None:
    """See that a measure has intervals, and that the number of draws is one.

    Raises
    ------
    UsageError

    Examples
    --------
    >>> check_draws("components", 100)
    Traceback (most recent call last):
    policing_kg.errors.UsageError: bootstrap: components has no intervals; ask one of degree, betweenness, brokerage, \
projection, two-mode, cohesion, assortativity, mixing
    """
    if not 0 <= draws <= MOST:
        raise UsageError(f"bootstrap={draws}: not a number of draws; give one from 0 to {MOST}, as 1000")
    if draws and name not in DRAWN:
        raise UsageError(f"bootstrap: {name} has no intervals; ask one of {', '.join(DRAWN)}")


def intervals(
    network: nx.MultiDiGraph,
    compute: Callable[[nx.MultiDiGraph], Sequence[Any]],
    sources: Mapping[str, str],
    draws: int,
    seed: int = 0,
    ranked: str = "",
) -> list[Intervals]:
    """The 95 % intervals of the figures in each row of a measure.

    Parameters
    ----------
    network : networkx.MultiDiGraph
        Whose edges have the attribute ``documents``.
    compute : callable
        The measure: typed rows of a network.
    sources : mapping of str to str
        Document to the source that it repeats; a document that is not named is a source of its own.
    draws : int
    seed : int
        The same seed gives the same intervals.
    ranked : str
        Field by which rows are ranked; with it each row has an interval of its ``rank`` too, which ties share.

    Returns
    -------
    list of dict of str to (float, float)
        For each row of `compute` by field; a figure that is not defined in any draw is left out.

    Examples
    --------
    >>> from policing_kg.queries.measures import degree
    >>> network = nx.MultiDiGraph()
    >>> for n in range(9):
    ...     _ = network.add_edge("a", "b", key=f"r{n}", documents=(f"d{n}",), weight=1)
    >>> found = intervals(network, degree, {}, 200, ranked="degree")
    >>> found[0]["degree"], found[0]["strength"], found[0]["rank"]
    ((1.0, 1.0), (9.0, 9.0), (1.0, 1.0))
    """
    rows = [row._asdict() for row in compute(network)]
    keys = [_key(row) for row in rows]
    fields = [
        name for name, value in (rows[0].items() if rows else ()) if name not in _FIXED and not isinstance(value, str)
    ]
    edges = [(s, t, k, held, _sources(held, sources)) for s, t, k, held in network.edges(keys=True, data=True)]
    units = sorted({source for *_, of in edges for source in of})
    found: dict[tuple[str, ...], dict[str, list[float]]] = {key: defaultdict(list) for key in keys}
    dice = random.Random(seed)  # noqa: S311 - draws of a bootstrap, no secret
    for _ in range(draws if units else 0):
        drawn = Counter(dice.choices(units, k=len(units)))
        held = {_key(row): row for row in (r._asdict() for r in compute(_drawn(network, edges, drawn)))}
        if ranked:
            _rank(held, ranked)
        for key, into in found.items():
            for name in (*fields, *(["rank"] if ranked else ())):
                value = held.get(key, {}).get(name, len(held) + 1 if name == "rank" else 0)
                if value is not None:
                    into[name].append(float(value))
    return [{name: _ends(values) for name, values in found[key].items() if values} for key in keys]


def _sources(held: Mapping[str, Any], sources: Mapping[str, str]) -> set[str]:
    return {sources.get(document, document) for document in held.get("documents", ())}


def _drawn(network: nx.MultiDiGraph, edges: Sequence[tuple[Any, ...]], drawn: Counter[str]) -> nx.MultiDiGraph:
    """The network as the sources that were drawn tell it; all nodes stay."""
    made = nx.MultiDiGraph(**network.graph)
    made.add_nodes_from(network.nodes(data=True))
    for start, end, key, held, of in edges:
        if weight := sum(drawn[source] for source in of):
            made.add_edge(start, end, key=key, **(held | {"weight": weight, "sources": weight}))
    return made


def _key(row: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(str(row[name]) for name in _ROW if name in row)


def _rank(rows: Mapping[tuple[str, ...], dict[str, Any]], by: str) -> None:
    """Give each row its place, from 1; rows that are alike share the best."""
    values = sorted((row[by] for row in rows.values()), reverse=True)
    first = {value: place for place, value in reversed(list(enumerate(values, 1)))}
    for row in rows.values():
        row["rank"] = first[row[by]]


def _ends(values: list[float]) -> Interval:
    values.sort()
    return values[int(0.025 * len(values))], values[min(int(0.975 * len(values)), len(values) - 1)]
