"""The networks: which claims make edges, and between which entities."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

import networkx as nx
from pyoxigraph import NamedNode

from ...errors import UnknownName
from ..claim import RELATIONS
from ..description import CLASSES
from ..store import Graph
from .edge import edge_attributes
from .node import Nodes
from .tie import Tie, read_ties

HIERARCHY = ("partOf", "directedBy", "ledBy")
MAKE_UP = ("comprises", "basedOn")
WORK = (
    "cooperatesWith", "stationedIn", "participatesIn", "leads", "supports", "established", "refersTo", "drawsFrom",
    "sitedAt", "sharesSiteWith", "bearsPlateOf",
)  # fmt: skip
MEETING = "meets"  # made from who convenes and who takes part; no relation of its own in claims
_BODIES = frozenset({"pk:PoliceBody", "pk:Department", "pk:Organisation"})
_LEFT_OUT = MappingProxyType({"populations": CLASSES["population"], "posts": CLASSES["role"]})
_CLASSES_OF = frozenset(_LEFT_OUT.values())
ADOPTERS = _BODIES | {"pk:Place"}
_RELATION_OF = MappingProxyType({predicate: name for name, predicate in RELATIONS.items()})

Keyed = tuple[str, Tie]  # relation, claim


@dataclass(frozen=True, slots=True)
class Choice:
    """Which claims count: those that a reviewer accepted, or those that held at a date.

    Parameters
    ----------
    reviewed : bool
    as_of : str
        EDTF date (2023, 2023-07, 2023-07-31), or empty for all times.
    populations : bool
        Whether classes of bodies (天津市派出所, 综治中心) and posts are nodes too, marked ``population``: for a picture
        or a table by kind, never for a measure of nodes.
    """

    reviewed: bool = False
    as_of: str = ""
    populations: bool = False


def units(graph: Graph, choice: Choice = Choice()) -> nx.MultiDiGraph:
    """The hierarchy of named bodies: each edge goes up, from a body to what is above it.

    Three kinds of edge are kept apart by their key: ``partOf`` (隶属), ``directedBy`` (the organ above, 条) and
    ``ledBy`` (the government or committee of the same level, 块).

    Parameters
    ----------
    graph : Graph
    choice : Choice

    Returns
    -------
    networkx.MultiDiGraph
        Nodes are IRIs; attributes as docs/networks.md says.
    """
    return _network(graph, "units", _keyed(graph, HIERARCHY, choice), _BODIES, _BODIES, choice)


def mechanisms(graph: Graph, choice: Choice = Choice()) -> nx.MultiDiGraph:
    """What mechanisms are made of and rest on: from a mechanism to its part (``comprises``) or to the policy document
    it is derived from (``basedOn``).

    Parameters
    ----------
    graph : Graph
    choice : Choice
    """
    ends = _BODIES | {"pk:Mechanism", "pk:PolicyDocument"}
    return _network(graph, "mechanisms", _keyed(graph, MAKE_UP, choice), frozenset({"pk:Mechanism"}), ends, choice)


def body_mechanism(graph: Graph, choice: Choice = Choice()) -> nx.MultiDiGraph:
    """Who runs what, in two modes: from a body or place (attribute ``bipartite`` 0) to a mechanism (1).

    A place stands for its authorities where the source names it so.

    Parameters
    ----------
    graph : Graph
    choice : Choice
    """
    keyed = _keyed(graph, ("implements",), choice)
    made = _network(graph, "body-mechanism", keyed, ADOPTERS, frozenset({"pk:Mechanism"}), choice)
    for _, held in made.nodes(data=True):
        held["bipartite"] = int(held["class"] == "Mechanism")
    return made


def cross_department(graph: Graph, choice: Choice = Choice()) -> nx.MultiDiGraph:
    """Working ties between named bodies, inside the police and across departments.

    The key of an edge is the relation, or ``meets``: from a body that convenes a meeting to one that takes part in it,
    as one document says, with the ``meeting``.  An edge has ``across``: whether its ends are of two groups (the police,
    else the kind of body: 综治中心, 司法所 …).  The hierarchy is left out.

    Parameters
    ----------
    graph : Graph
    choice : Choice
    """
    keyed = [*_keyed(graph, WORK, choice), *_meetings(graph, choice)]
    made = _network(graph, "cross-department", keyed, _BODIES, _BODIES, choice)
    for source, target, held in made.edges(data=True):
        held["across"] = made.nodes[source]["group"] != made.nodes[target]["group"]
    return made


def _meetings(graph: Graph, choice: Choice) -> Iterator[Keyed]:
    """A tie from each convener of a meeting to each body that takes part in it, within one document.

    It rests on both claims; what either says of frequency and time holds for the tie, the participant's first.
    """
    predicates = (RELATIONS["convenes"], RELATIONS["participatesIn"])
    held: dict[tuple[str, str], list[Tie]] = defaultdict(list)
    for tie in read_ties(graph, predicates, reviewed=choice.reviewed, as_of=choice.as_of):
        held[tie.document, tie.object].append(tie)
    for ties in held.values():
        conveners = [t for t in ties if t.predicate == predicates[0]]
        for c in conveners:
            for p in (t for t in ties if t.predicate == predicates[1] and t.subject != c.subject):
                said = c.qualifiers | p.qualifiers | {"meeting": graph.label(NamedNode(p.object))}
                yield MEETING, replace(p, subject=c.subject, object=p.subject, qualifiers=said)
                yield MEETING, replace(c, object=p.subject, qualifiers=said)


def _keyed(graph: Graph, relations: Iterable[str], choice: Choice) -> list[Keyed]:
    predicates = [RELATIONS[name] for name in relations]
    ties = read_ties(graph, predicates, reviewed=choice.reviewed, as_of=choice.as_of)
    return [(_RELATION_OF[t.predicate], t) for t in ties]


def _network(
    graph: Graph,
    name: str,
    keyed: Iterable[Keyed],
    sources: frozenset[str],
    targets: frozenset[str],
    choice: Choice,
) -> nx.MultiDiGraph:
    """Group claims into edges between entities of some classes; populations and posts are counted and left out."""
    nodes = Nodes(graph)
    if choice.populations:
        sources, targets = (ends | _CLASSES_OF if ends & _BODIES else ends for ends in (sources, targets))
    groups: dict[tuple[str, str, str], list[Tie]] = defaultdict(list)
    seen: set[str] = set()
    for relation, tie in keyed:
        if nodes.class_of(tie.subject) in sources and nodes.class_of(tie.object) in targets:
            groups[tie.subject, tie.object, relation].append(tie)
        seen |= {tie.subject, tie.object}
    ends = sorted({iri for key in groups for iri in key[:2]})
    left_out = Counter(map(nodes.class_of, seen.difference(ends) if choice.populations else seen))
    counted = {f"{what}_left_out": left_out[cls] for what, cls in _LEFT_OUT.items()}
    made = nx.MultiDiGraph(name=name, **counted)
    made.add_nodes_from((iri, dict(nodes.attributes(iri))) for iri in ends)
    for (subject, object_, relation), ties in sorted(groups.items()):
        made.add_edge(subject, object_, key=relation, **edge_attributes(relation, ties))
    return made


NETWORKS: Mapping[str, Callable[[Graph, Choice], nx.MultiDiGraph]] = MappingProxyType(
    {
        "units": units,
        "mechanisms": mechanisms,
        "body-mechanism": body_mechanism,
        "cross-department": cross_department,
    }
)


def network_of(graph: Graph, name: str, choice: Choice = Choice()) -> nx.MultiDiGraph:
    """One of the networks of a store.

    Parameters
    ----------
    graph : Graph
    name : str
        A key of `NETWORKS`, or ``all`` for all of them in one.
    choice : Choice

    Returns
    -------
    networkx.MultiDiGraph
        Nodes and edges in one order, whatever the history of the store.

    Raises
    ------
    UnknownName
        If there is no such network.
    UsageError
        If the choice's `as_of` is no date.
    """
    if name == "all":
        return _joined([make(graph, choice) for make in NETWORKS.values()])
    if name not in NETWORKS:
        raise UnknownName(name, tuple(NETWORKS), "network")
    return NETWORKS[name](graph, choice)


def _joined(parts: Sequence[nx.MultiDiGraph]) -> nx.MultiDiGraph:
    """Networks in one; where two hold the same node or edge, it has the attributes of both."""
    made = nx.MultiDiGraph(name="all")
    made.add_nodes_from(sorted(((n, held) for part in parts for n, held in part.nodes(data=True)), key=lambda x: x[0]))
    edges = ((s, t, k, held) for part in parts for s, t, k, held in part.edges(keys=True, data=True))
    made.add_edges_from(sorted(edges, key=lambda x: x[:3]))
    return made
