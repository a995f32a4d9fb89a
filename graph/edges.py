"""The edges and frames of one entity, all of them or some at a time, with the claims that carry them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, islice
from types import MappingProxyType

from pyoxigraph import Literal, NamedNode

from ..ontology.namespace import ENTITY, PREFIXES, compact, expand
from ..ontology.terms import label as term_label
from .claim import ATTRIBUTES, MENTIONS, RELATIONS
from .location import Location, Named, label_of
from .reporter import reporter_of
from .store import Graph

HIERARCHY = ("org:unitOf", "pk:ledBy", "pk:directedBy")
# Class of a frame → properties by which entities take part in it
ROLES = MappingProxyType(
    {
        "pk:Implementation": ("pk:body", "pk:mechanism", "pk:place"),
        "pk:Posting": ("pk:sender", "pk:host", "pk:place"),
        "pk:Meeting": ("pk:mechanism", "pk:convener", "pk:participant", "pk:place"),
        "pk:Referral": ("pk:referrer", "pk:recipient", "pk:place"),
        "pk:DualOffice": ("pk:firstPost", "pk:secondPost", "pk:place"),
        "pk:TeamMembership": ("pk:team", "pk:contributor", "pk:place"),
        "pk:Site": ("pk:occupant", "pk:siteHost", "pk:place"),
        "pk:Reorganisation": ("org:originalOrganization", "org:resultingOrganization", "pk:place"),
        "pk:Observation": ("pk:subject", "pk:measure", "pk:place"),
    }
)
Parts = dict[NamedNode, set[str]]  # frame → properties by which an entity takes part in it

_CLAIM = PREFIXES["claim"]
_FIGURE, _IN_DOCUMENT = NamedNode(expand("pk:Observation")), expand("pk:inDocument")
_UNSAID = frozenset(expand(name) for name in ("rdf:type", "pk:claim", "pk:inDocument"))
# A frame's IRI says its class: …/id/dual-office/… is a pk:DualOffice.
_CLASSES = MappingProxyType({re.sub(r"\B(?=[A-Z])", "-", name.partition(":")[2]).lower(): name for name in ROLES})


def _rank(predicate: str) -> tuple[int, str]:
    return HIERARCHY.index(predicate) if predicate in HIERARCHY else len(HIERARCHY), predicate


RELATED = tuple(sorted({*RELATIONS.values(), *ATTRIBUTES.values(), MENTIONS}, key=_rank))


@dataclass(frozen=True, slots=True)
class Statement:
    """One plain fact about an entity, seen from it.

    Parameters
    ----------
    predicate, label_en, label_zh : str
        The relation's compact name and labels.
    outgoing : bool
        True where the entity is the subject.
    other : Named
        The other end; the number or status of a policy document has no IRI.
    claims : tuple of str
        Ids of the live claims that state it.
    locations : tuple of Location
        Where the sources say so.
    """

    predicate: str
    label_en: str
    label_zh: str
    outgoing: bool
    other: Named
    claims: tuple[str, ...] = ()
    locations: tuple[Location, ...] = ()


@dataclass(frozen=True, slots=True)
class FrameView:
    """One frame that an entity takes part in: an implementation, a posting, a referral, an observation …

    Parameters
    ----------
    iri, cls, label_en, label_zh : str
        The frame's IRI, its class's compact name and labels.
    roles : tuple of str
        Labels in English of the properties by which the entity takes part.
    fields : tuple of (str, str or Named)
        Every property with its label in English, the entity's own left out.
    claims : tuple of str
    locations : tuple of Location
    """

    iri: str
    cls: str
    label_en: str
    label_zh: str
    roles: tuple[str, ...]
    fields: tuple[tuple[str, str | Named], ...]
    claims: tuple[str, ...] = ()
    locations: tuple[Location, ...] = ()


def edges_of(
    graph: Graph, node: NamedNode, predicate: str, *, outgoing: bool, start: int = 0, most: int = 0
) -> list[Statement]:
    """Edges of one relation, with the live claims that state each, by the labels of their other ends.

    Parameters
    ----------
    graph : Graph
    node : NamedNode
        Entity that they are seen from.
    predicate : str
        Compact name.
    outgoing : bool
        Whether the entity is the subject.
    start, most : int
        How many are passed over, in an order that stays while the graph does, and how many are read; 0 for all.
    """
    found = graph.quads(node, predicate) if outgoing else graph.quads(None, predicate, node)
    ends = (q.object if outgoing else q.subject for q in islice(found, start, start + most if most else None))
    named = [(_named(graph, end), end) for end in ends if isinstance(end, NamedNode | Literal)]
    stated = _claims_of(graph, node, [(predicate, outgoing, end) for _, end in named])
    labels = term_label(predicate, "en"), term_label(predicate, "zh")
    return [
        Statement(predicate, *labels, outgoing, other, tuple(sorted(stated.get((predicate, outgoing, end.value), ()))))
        for other, end in sorted(named, key=lambda pair: (pair[0].label, pair[0].iri))
    ]


def count_edges(graph: Graph, node: NamedNode, predicate: str, *, outgoing: bool, most: int) -> int:
    """How many edges of one relation there are; counting ends at `most`."""
    pattern = f"{node} {predicate} ?end" if outgoing else f"?end {predicate} {node}"
    (row,) = graph.rows(f"SELECT (COUNT(*) AS ?n) WHERE {{ SELECT ?end WHERE {{ {pattern} }} LIMIT {most} }}")
    return int(row["n"].value) if row["n"] else 0


def claims_of_edge(
    graph: Graph, node: NamedNode, predicate: str, other: NamedNode, *, outgoing: bool
) -> tuple[str, ...]:
    """Ids of the live claims that state one edge, sorted."""
    return tuple(sorted(_claims_of(graph, node, [(predicate, outgoing, other)])[predicate, outgoing, other.value]))


def _claims_of(
    graph: Graph, node: NamedNode, edges: Iterable[tuple[str, bool, NamedNode | Literal]]
) -> dict[tuple[str, bool, str], set[str]]:
    """Live claims of some edges: by predicate, direction and other end."""
    found: dict[tuple[str, bool, str], set[str]] = defaultdict(set)
    distinct = sorted(set(edges), key=lambda edge: (edge[0], edge[1], str(edge[2])))
    for (predicate, outgoing), group in groupby(distinct, key=lambda edge: edge[:2]):
        this, that = ("subject", "object") if outgoing else ("object", "subject")
        # Bound from outside, Oxigraph would begin with all live claims (14 s of 6e6 quads).
        text = (
            f"SELECT ?claim ?other WHERE {{ GRAPH ?g {{ VALUES ?other {{}} ?claim rdf:{that} ?other ; "
            f'rdf:{this} {node} ; rdf:predicate {predicate} ; pk:status "live" }} }}'
        )
        for row in graph.rows_of(text, [end for _, _, end in group]):
            if row["other"] and row["claim"]:
                found[predicate, outgoing, row["other"].value].add(row["claim"].value.removeprefix(_CLAIM))
    return found


def frames_of(graph: Graph, node: NamedNode, most: int = 0, scanned: int = 0) -> dict[str, Parts]:
    """The frames that an entity takes part in, by class in the order of `ROLES`.

    Parameters
    ----------
    graph : Graph
    node : NamedNode
    most : int
        Frames of each class that are given; 0 for all.
    scanned : int
        Frames that are looked at for each property; 0 for all.
    """
    found: dict[str, Parts] = {cls: {} for cls in ROLES}
    for predicate in sorted({p for properties in ROLES.values() for p in properties}):
        wanted = [cls for cls, properties in ROLES.items() if predicate in properties]
        for frame in _taking_part(graph, node, predicate, scanned):
            held = found[_class_of(frame)]
            if not most or len(held) < most or frame in held:
                held.setdefault(frame, set()).add(predicate)
            elif all(len(found[cls]) >= most for cls in wanted):
                break
    return {cls: parts for cls, parts in found.items() if parts}


def frames_of_class(graph: Graph, node: NamedNode, cls: str, start: int, most: int) -> list[NamedNode]:
    """Frames of one class that an entity takes part in, some of them, in an order that stays while the graph does."""
    seen: dict[NamedNode, None] = {}
    for predicate in ROLES[cls]:
        for frame in _taking_part(graph, node, predicate, 0):
            if _class_of(frame) == cls:
                seen.setdefault(frame)
            if len(seen) == start + most:
                return list(seen)[start:]
    return list(seen)[start:]


def _taking_part(graph: Graph, node: NamedNode, predicate: str, scanned: int) -> Iterator[NamedNode]:
    subjects = (q.subject for q in islice(graph.quads(None, predicate, node), scanned or None))
    return (s for s in subjects if isinstance(s, NamedNode) and _class_of(s))


def _class_of(frame: NamedNode) -> str:
    """Class of a frame; empty where a node is none."""
    return _CLASSES.get(frame.value.removeprefix(ENTITY).partition("/")[0], "")


def frame_view(
    graph: Graph, frame: NamedNode, node: NamedNode | None = None, roles: Iterable[str] = ()
) -> FrameView | None:
    """One frame as people read it, without the node it is seen from; None if it is no frame.

    Parameters
    ----------
    graph : Graph
    frame : NamedNode
    node : NamedNode, optional
        Entity that it is seen from.
    roles : iterable of str
        Compact names of the properties by which that entity takes part.
    """
    cls = compact(graph.value(frame, "rdf:type"))
    if cls not in ROLES:
        return None
    fields = tuple((term_label(name, "en"), value) for name, value in fields_of(graph, frame, node))
    claims = claims_of_frame(graph, frame)
    parts = tuple(term_label(role, "en") for role in sorted(roles))
    return FrameView(frame.value, cls, term_label(cls, "en"), term_label(cls, "zh"), parts, fields, claims)


def fields_of(graph: Graph, frame: NamedNode, node: NamedNode | None = None) -> list[tuple[str, str | Named]]:
    """Every property of a frame by its compact name, and its value; without the node that it is seen from.

    After those of a figure stands who reports it: no figure is more than what its source says.
    """
    quads = sorted(graph.quads(frame), key=lambda q: (q.predicate.value, str(q.object)))
    said = [q for q in quads if q.predicate.value not in _UNSAID and q.object != node]
    found = [
        (compact(q.predicate.value), _named(graph, q.object) if isinstance(q.object, NamedNode) else q.object.value)
        for q in said
        if isinstance(q.object, NamedNode | Literal)
    ]
    figure = any(q.object == _FIGURE for q in quads)
    documents = [q.object for q in quads if figure and q.predicate.value == _IN_DOCUMENT]
    return found + [told for d in documents if isinstance(d, NamedNode) for told in reporter_of(graph, d)]


def claims_of_frame(graph: Graph, frame: NamedNode) -> tuple[str, ...]:
    """Ids of the claims that a frame was made of, sorted."""
    found = (q.object for q in graph.quads(frame, "pk:claim"))
    return tuple(sorted(o.value.removeprefix(_CLAIM) for o in found if isinstance(o, NamedNode)))


def _named(graph: Graph, node: NamedNode | Literal) -> Named:
    if isinstance(node, Literal):
        return Named("", node.value)
    return Named(node.value, label_of(graph, node.value))
