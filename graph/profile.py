"""The profile of one entity: names, place, hierarchy, links, frames and figures, with their claims and evidence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from pyoxigraph import NamedNode

from ..errors import UnknownName
from ..ontology.namespace import BASE, ENTITY, compact
from ..ontology.terms import label as term_label
from .claim import MENTIONS
from .description import CLASSES
from .edges import HIERARCHY, RELATED, FrameView, Statement, edges_of, frame_view, frames_of
from .entity import is_entity_id, place_id
from .location import Location, Named, label_of, locate_all
from .store import Graph
from .term import entity_iri


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
    above: tuple[Statement, ...] = ()
    below: tuple[Statement, ...] = ()
    links: tuple[Statement, ...] = ()
    frames: tuple[FrameView, ...] = ()
    observations: tuple[FrameView, ...] = ()
    mentioned: tuple[Statement, ...] = ()

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


def profile(graph: Graph, iri: str) -> Profile:
    """Tell what a graph says of one entity.

    Parameters
    ----------
    graph : Graph
    iri : str
        IRI of an entity, ``id:…``, or its local id.

    Returns
    -------
    Profile

    Raises
    ------
    UnknownName
        If the graph describes no such entity.
    """
    node = entity_node(graph, iri)
    statements = [s for name in RELATED for out in (True, False) for s in edges_of(graph, node, name, outgoing=out)]
    frames = list(_frames(graph, node))
    located: dict[str, list[tuple[int, Location]]] = defaultdict(list)
    for n, location in enumerate(locate_all(graph, _claims(statements, frames))):
        located[location.claim].append((n, location))
    statements = [replace(s, locations=_places(s.claims, located)) for s in statements]
    frames = [replace(f, locations=_places(f.claims, located)) for f in frames]
    edges = [s for s in statements if s.predicate in HIERARCHY]
    return replace(
        head_of(graph, iri),
        above=tuple(s for s in edges if s.outgoing),
        below=tuple(s for s in edges if not s.outgoing),
        links=tuple(s for s in statements if s.predicate not in (*HIERARCHY, MENTIONS)),
        frames=tuple(f for f in frames if f.cls != "pk:Observation"),
        observations=tuple(f for f in frames if f.cls == "pk:Observation"),
        mentioned=tuple(s for s in statements if s.predicate == MENTIONS),
    )


def head_of(graph: Graph, iri: str) -> Profile:
    """The profile without edges and frames: names, class and place; see `profile`."""
    node = entity_node(graph, iri)
    cls = compact(graph.value(node, "rdf:type"))
    code = graph.value(node, "pk:placeCode")
    of_title = entity_iri(place_id(code)).value if code and cls == CLASSES["policy"] else ""
    place = graph.value(node, "pk:jurisdiction") or graph.value(node, "pk:within") or of_title
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
        place=Named(place, label_of(graph, place)) if place else None,
        resolved=graph.value(node, "pk:resolved") != "false",
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


def _frames(graph: Graph, node: NamedNode) -> Iterator[FrameView]:
    for parts in frames_of(graph, node).values():
        for frame in sorted(parts, key=lambda frame: frame.value):
            view = frame_view(graph, frame, node, parts[frame])
            if view:
                yield view


def _claims(statements: Iterable[Statement], frames: Iterable[FrameView]) -> tuple[str, ...]:
    ids = {claim for s in statements for claim in s.claims} | {claim for f in frames for claim in f.claims}
    return tuple(sorted(ids))


def _places(claims: Iterable[str], located: Mapping[str, list[tuple[int, Location]]]) -> tuple[Location, ...]:
    """The places of some claims, in the order of documents and offsets."""
    numbered = [pair for claim in claims for pair in located.get(claim, ())]
    return tuple(location for _, location in sorted(numbered, key=lambda pair: pair[0]))
