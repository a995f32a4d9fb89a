"""The profile of one entity: names, place, hierarchy, links, frames and figures, with their claims and evidence."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from itertools import groupby, islice
from types import MappingProxyType
from typing import Any

from pyoxigraph import Literal, NamedNode

from ..errors import UnknownName
from ..ontology.namespace import BASE, ENTITY, PREFIXES, compact, expand
from ..ontology.terms import label as term_label
from .claim import ATTRIBUTES, MENTIONS, RELATIONS
from .description import CLASSES
from .entity import is_entity_id, place_id
from .location import Location, Named, label_of, locate_all
from .store import Graph
from .term import entity_iri

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
_CLAIM = PREFIXES["claim"]
_MANY = 10  # times as many frames as are read are looked at, since a property may be of several classes
_UNSAID = frozenset(expand(name) for name in ("rdf:type", "pk:claim", "pk:inDocument"))


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


@dataclass(frozen=True, slots=True)
class Profile:
    """What a graph says of one entity.

    Parameters
    ----------
    entity : Named
        Its IRI and Chinese name; where the IRI asked for was merged into another, the one that stands for it.
    cls, class_en, class_zh : str
        Compact name and labels of its class.
    aliases : tuple of str
        Other names.
    english, kind, sector, place_code : str
        English name, kind of body, sector and division code, or empty.
    place : Named or None
        The division that it belongs to.
    resolved : bool
        False where its place or parent stayed ambiguous.
    above, below : tuple of Statement
        Edges of the hierarchy: what it is a unit of, led by or directed by, and what is so under it.
    links : tuple of Statement
        All other relations.
    frames : tuple of FrameView
        Implementations, postings, meetings and all others but figures.
    observations : tuple of FrameView
        Figures that it is the subject, measure or place of.
    mentioned : tuple of Statement
        Documents that name it.
    """

    entity: Named
    cls: str
    class_en: str
    class_zh: str
    aliases: tuple[str, ...]
    english: str
    kind: str
    sector: str
    place_code: str
    place: Named | None
    resolved: bool
    above: tuple[Statement, ...]
    below: tuple[Statement, ...]
    links: tuple[Statement, ...]
    frames: tuple[FrameView, ...]
    observations: tuple[FrameView, ...]
    mentioned: tuple[Statement, ...]

    @property
    def claims(self) -> tuple[str, ...]:
        """Ids of all claims that the profile rests on, sorted."""
        return _claims((*self.above, *self.below, *self.links, *self.mentioned), (*self.frames, *self.observations))

    def as_json(self) -> dict[str, Any]:
        """Write as a JSON object; entities as ``{"iri", "label"}``."""
        return asdict(self)

    def lines(self, *, places: int = 3) -> Iterator[str]:
        """Write as lines for a terminal; see `profile_text.profile_lines`."""
        from .profile_text import profile_lines

        return profile_lines(self, places=places)


def profile(graph: Graph, iri: str, most: int = 0) -> Profile:
    """Tell what a graph says of one entity.

    Parameters
    ----------
    graph : Graph
    iri : str
        IRI of an entity, ``id:…``, or its local id.
    most : int
        Edges of each relation and direction, and frames of each class, that are read; 0 for all.

    Returns
    -------
    Profile

    Raises
    ------
    UnknownName
        If the graph describes no such entity.
    """
    node = entity_node(graph, iri)
    cls = compact(graph.value(node, "rdf:type"))
    statements = list(_statements(graph, node, most))
    frames = list(_frames(graph, node, most))
    located: dict[str, list[tuple[int, Location]]] = defaultdict(list)
    for n, location in enumerate(locate_all(graph, _claims(statements, frames))):
        located[location.claim].append((n, location))
    statements = [replace(s, locations=_places(s.claims, located)) for s in statements]
    frames = [replace(f, locations=_places(f.claims, located)) for f in frames]
    code = graph.value(node, "pk:placeCode")
    of_title = entity_iri(place_id(code)).value if code and cls == CLASSES["policy"] else ""
    place = graph.value(node, "pk:jurisdiction") or graph.value(node, "pk:within") or of_title
    edges = [s for s in statements if s.predicate in HIERARCHY]
    return Profile(
        entity=Named(node.value, graph.label(node)),
        cls=cls,
        class_en=term_label(cls, "en"),
        class_zh=term_label(cls, "zh"),
        aliases=tuple(sorted(str(getattr(q.object, "value", "")) for q in graph.quads(node, "skos:altLabel"))),
        english=graph.value(node, "rdfs:label", "en"),
        kind=graph.value(node, "pk:bodyKind"),
        sector=graph.value(node, "pk:sector"),
        place_code=code,
        place=_named(graph, NamedNode(place)) if place else None,
        resolved=graph.value(node, "pk:resolved") != "false",
        above=tuple(s for s in edges if s.outgoing),
        below=tuple(s for s in edges if not s.outgoing),
        links=tuple(s for s in statements if s.predicate not in (*HIERARCHY, MENTIONS)),
        frames=tuple(f for f in frames if f.cls != "pk:Observation"),
        observations=tuple(f for f in frames if f.cls == "pk:Observation"),
        mentioned=tuple(s for s in statements if s.predicate == MENTIONS),
    )


def entity_node(graph: Graph, iri: str) -> NamedNode:
    """The node that stands for an entity, whichever way its id is written; a merged one's redirect is followed.

    Raises
    ------
    UnknownName
        If the graph describes no such entity.
    """
    written = ENTITY + iri if is_entity_id(iri) else ENTITY + iri.removeprefix("id:") if iri.startswith("id:") else iri
    if not written.startswith(BASE):
        raise UnknownName(iri, (), "entity")
    try:
        node = NamedNode(written)
    except ValueError as error:
        raise UnknownName(iri, (), "entity") from error
    into = graph.value(node, "dcterms:isReplacedBy")
    node = NamedNode(into) if into else node
    if not graph.value(node, "rdfs:label"):
        raise UnknownName(iri, (), "entity")
    return node


def _statements(graph: Graph, node: NamedNode, most: int) -> Iterator[Statement]:
    """Plain facts with the node at either end, and the claims that carry them."""
    edges: list[tuple[str, bool, NamedNode | Literal]] = []
    for predicate in sorted({*RELATIONS.values(), *ATTRIBUTES.values(), MENTIONS}, key=_rank):
        for outgoing in (True, False):
            found = graph.quads(node, predicate) if outgoing else graph.quads(None, predicate, node)
            ends = (q.object if outgoing else q.subject for q in islice(found, most or None))
            edges += [(predicate, outgoing, end) for end in ends if isinstance(end, NamedNode | Literal)]
    stated = _claims_of(graph, node, edges)
    named = [(predicate, outgoing, _named(graph, end), end.value) for predicate, outgoing, end in edges]
    for predicate, outgoing, other, value in sorted(named, key=lambda e: (_rank(e[0]), not e[1], e[2].label, e[2].iri)):
        claims = tuple(sorted(stated.get((predicate, outgoing, value), ())))
        yield Statement(predicate, term_label(predicate, "en"), term_label(predicate, "zh"), outgoing, other, claims)


def _rank(predicate: str) -> tuple[int, str]:
    return HIERARCHY.index(predicate) if predicate in HIERARCHY else len(HIERARCHY), predicate


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


def _frames(graph: Graph, node: NamedNode, most: int) -> Iterator[FrameView]:
    roles: dict[NamedNode, set[str]] = defaultdict(set)
    for predicate in sorted({p for properties in ROLES.values() for p in properties}):
        for quad in islice(graph.quads(None, predicate, node), _MANY * most or None):
            if isinstance(quad.subject, NamedNode):
                roles[quad.subject].add(predicate)
    classes, of_class, found = graph.values(roles, "rdf:type"), Counter[str](), []
    for frame, part in sorted(roles.items(), key=lambda pair: pair[0].value):
        cls = classes.get(frame.value, "")
        of_class[cls] += 1
        if not most or of_class[cls] <= most:
            found.append(frame_view(graph, frame, node, part))
    yield from sorted((f for f in found if f is not None), key=lambda f: (list(ROLES).index(f.cls), f.iri))


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
    fields: list[tuple[str, str | Named]] = []
    for quad in sorted(graph.quads(frame), key=lambda q: (q.predicate.value, str(q.object))):
        if quad.predicate.value not in _UNSAID and quad.object != node:
            name = term_label(compact(quad.predicate.value), "en")
            if isinstance(quad.object, NamedNode):
                fields.append((name, _named(graph, quad.object)))
            elif isinstance(quad.object, Literal):
                fields.append((name, quad.object.value))
    claims = sorted(
        q.object.value.removeprefix(_CLAIM) for q in graph.quads(frame, "pk:claim") if isinstance(q.object, NamedNode)
    )
    parts = tuple(term_label(role, "en") for role in sorted(roles))
    return FrameView(
        frame.value, cls, term_label(cls, "en"), term_label(cls, "zh"), parts, tuple(fields), tuple(claims)
    )


def _claims(statements: Iterable[Statement], frames: Iterable[FrameView]) -> tuple[str, ...]:
    ids = {claim for s in statements for claim in s.claims} | {claim for f in frames for claim in f.claims}
    return tuple(sorted(ids))


def _named(graph: Graph, node: NamedNode | Literal) -> Named:
    if isinstance(node, Literal):
        return Named("", node.value)
    return Named(node.value, label_of(graph, node.value))


def _places(claims: Iterable[str], located: Mapping[str, list[tuple[int, Location]]]) -> tuple[Location, ...]:
    """The places of some claims, in the order of documents and offsets."""
    numbered = [pair for claim in claims for pair in located.get(claim, ())]
    return tuple(location for _, location in sorted(numbered, key=lambda pair: pair[0]))
