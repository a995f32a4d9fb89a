"""Descriptions of entities: type, names, place and the chain of divisions, from the rows of every document."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from pyoxigraph import Literal, Quad

from .decision import Decisions
from .entity import Entity, place_id
from .term import entity_iri, term, text_literal, typed_literal

CLASSES = MappingProxyType(
    {
        "unit": "pk:PoliceBody",
        "department": "pk:Department",
        "organisation": "pk:Organisation",
        "population": "pk:Population",
        "mechanism": "pk:Mechanism",
        "role": "pk:Post",
        "place": "pk:Place",
        "measure": "pk:Measure",
        "policy": "pk:PolicyDocument",
    }
)
# What `describe` writes beside the type
DESCRIBING = (
    "rdfs:label", "skos:altLabel", "pk:placeCode", "pk:jurisdiction", "pk:bodyKind", "pk:sector", "pk:resolved",
    "pk:within",
)  # fmt: skip
BODIES = ("unit", "department", "organisation", "population")

EntityRow = tuple[str, Entity]  # document key, entity


def canonical_rows(rows: Mapping[EntityRow, int], decisions: Decisions) -> dict[str, Counter[Entity]]:
    """Group rows by the entity that stands for them, and count them.

    Parameters
    ----------
    rows : mapping of (str, Entity) to int
        How often each row stands; the key of the document may be empty where no split names the entity.
    decisions : Decisions
    """
    groups: dict[str, Counter[Entity]] = defaultdict(Counter)
    for (key, entity), times in rows.items():
        groups[decisions.resolve(entity.id, key)][entity] += times
    return groups


def merged_entity(entity: str, rows: Iterable[Entity] | Mapping[Entity, int]) -> Entity:
    """One entity from the rows of several documents: its own rows' commonest name first, the others aliases.

    Parameters
    ----------
    entity : str
        Canonical id.
    rows : iterable of Entity, or mapping of Entity to int
        At least one; a mapping says how often each stands.

    Examples
    --------
    >>> a, b = Entity("unit/-/x", "unit", "甲派出所"), Entity("unit/-/x", "unit", "甲所", aliases=("甲派",))
    >>> merged_entity("unit/-/x", {a: 1, b: 2}).name
    '甲所'
    >>> merged_entity("unit/-/x", [a, a, b]).aliases
    ('甲所', '甲派')
    """
    rows = Counter(rows)
    own = [e for e in rows if e.id == entity] or list(rows)
    ranked = Counter[str]()
    for e in own:
        ranked[e.name] += rows[e]
    name = min(ranked, key=lambda n: (-ranked[n], -len(n), n))
    names = {n for e in rows for n in (e.name, *e.aliases)} - {name, ""}
    first = min(own, key=lambda e: (not e.resolved, e.place, e.chain, e.unit_kind, e.label_en))
    return Entity(
        entity,
        entity.split("/", 1)[0],
        name,
        first.place,
        min((e.unit_kind for e in own if e.unit_kind), default=""),
        max((e.chain for e in own), key=lambda chain: (len(chain), chain)),
        any(e.resolved for e in own),
        any(e.generic for e in own),
        min((e.label_en for e in own if e.label_en), default=""),
        tuple(sorted(names)),
        first.scope,
        min((e.sector for e in own if e.sector), default=""),
    )


def class_of(entity: Entity) -> str:
    """Compact name of an entity's class: a generic plural is a population."""
    return "pk:Population" if entity.generic and entity.kind in BODIES else CLASSES[entity.kind]


def describe(entity: str, rows: Iterable[Entity] | Mapping[Entity, int]) -> Iterator[Quad]:
    """Write the description of one canonical entity into the default graph."""
    return description(merged_entity(entity, rows))


def description(e: Entity) -> Iterator[Quad]:
    """Write the description of one merged entity into the default graph."""
    node = entity_iri(e.id)
    yield Quad(node, term("rdf:type"), term(class_of(e)))
    yield Quad(node, term("rdfs:label"), text_literal(e.name))
    if e.label_en:
        yield Quad(node, term("rdfs:label"), text_literal(e.label_en, "en"))
    for alias in e.aliases:
        yield Quad(node, term("skos:altLabel"), text_literal(alias))
    if e.place:
        yield Quad(node, term("pk:placeCode"), Literal(e.place))
        if e.kind in BODIES:
            yield Quad(node, term("pk:jurisdiction"), entity_iri(place_id(e.place)))
    if e.unit_kind:
        yield Quad(node, term("pk:bodyKind"), text_literal(e.unit_kind))
    if e.sector:
        yield Quad(node, term("pk:sector"), Literal(e.sector))
    if not e.resolved:
        yield Quad(node, term("pk:resolved"), typed_literal("false", "xsd:boolean"))
    if e.kind == "place" and len(e.chain) > 1 and e.chain[-1] == e.place:
        yield Quad(node, term("pk:within"), entity_iri(place_id(e.chain[-2])))


def redirects(decisions: Decisions) -> set[Quad]:
    """A merged entity's IRI leads to the one that stands for it."""
    return {
        Quad(entity_iri(old), term("dcterms:isReplacedBy"), entity_iri(new))
        for old, new in decisions.redirects().items()
    }
