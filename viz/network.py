"""The network behind a view: who is tied to the police, by which links, and where each is said."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from ..queries.result import Evidence, Named, Result, Row

UNIT_OF = "unitOf"
MEETS, TAKES_PART = "convenes", "participatesIn"
QUALIFIERS = ("frequency", "headcount", "unit", "each", "when", "stage", "initiator", "at")


@dataclass(frozen=True, slots=True)
class Node:
    """One entity of the picture.

    Parameters
    ----------
    iri, label : str
    kind : str
        A key of `wording.CLASSES`.
    place : str
        Label of its jurisdiction, or empty.
    names : tuple of str
        Aliases and English names.
    """

    iri: str
    label: str
    kind: str
    place: str = ""
    names: tuple[str, ...] = ()

    @property
    def is_police(self) -> bool:
        """Whether it stands on the side of the police."""
        return self.kind.startswith("police")

    @property
    def is_mechanism(self) -> bool:
        """Whether it is a mechanism or a meeting, between the two sides."""
        return self.kind in ("mechanism", "meeting")


@dataclass(frozen=True, slots=True)
class Statement:
    """One claim of a link: its qualifiers and where it stands."""

    claim: str
    qualifiers: tuple[tuple[str, str], ...]
    scope: str
    document: Named
    publisher: str
    published: str
    address: str
    spans: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """Two entities, a relation, and every claim that says so."""

    subject: str
    relation: str
    object: str
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Network:
    """Nodes by IRI and links, both in one order."""

    nodes: Mapping[str, Node]
    links: tuple[Link, ...]

    def degrees(self) -> dict[str, int]:
        """Number of links of each node, hierarchy left out."""
        count = dict.fromkeys(self.nodes, 0)
        for link in self.links:
            if link.relation != UNIT_OF:
                count[link.subject] += 1
                count[link.object] += 1
        return count

    def only(self, kept: Iterable[str]) -> Network:
        """The part of the network between some nodes."""
        wanted = set(kept)
        links = tuple(x for x in self.links if x.subject in wanted and x.object in wanted)
        return Network({i: n for i, n in self.nodes.items() if i in wanted}, links)


def network(rows: Result | Sequence[Row]) -> Network:
    """Make the network from the rows of the query ``cross-department-network``.

    Parameters
    ----------
    rows : sequence of Row
        One a claim.

    Returns
    -------
    Network
        Links of the police with others, mechanisms that a police body runs, convenes or joins with all who are in
        them, and the hierarchy between the police bodies that are left.
    """
    nodes: dict[str, Node] = {}
    statements: dict[tuple[str, str, str], list[Statement]] = defaultdict(list)
    for row in rows:
        ends = [_node(row, "subject"), _node(row, "object")]
        relation = _text(row["relation"]).partition(":")[2]
        for node in ends:
            nodes.setdefault(node.iri, node)
        statements[ends[0].iri, relation, ends[1].iri].append(_statement(row))
    nodes = {iri: _as_meeting(node, statements) for iri, node in nodes.items()}
    shared = {o for (s, _, o) in statements if nodes[o].is_mechanism and nodes[s].is_police}
    kept = [key for key in statements if _ties(nodes, shared, *key)]
    bodies = {iri for s, _, o in kept for iri in (s, o) if nodes[iri].is_police}
    kept += [(s, r, o) for s, r, o in statements if r == UNIT_OF and s in bodies and o in bodies]
    links = (Link(s, r, o, _ordered(statements[s, r, o])) for s, r, o in kept)
    used = {iri for s, _, o in kept for iri in (s, o)}
    return Network(
        {iri: nodes[iri] for iri in sorted(used, key=lambda i: (nodes[i].label, i))},
        tuple(
            sorted(
                links, key=lambda x: (nodes[x.subject].label, x.relation, nodes[x.object].label, x.subject, x.object)
            )
        ),
    )


def _ties(nodes: Mapping[str, Node], shared: set[str], subject: str, relation: str, object_: str) -> bool:
    """Whether a link belongs in the picture: across the two sides, or into a mechanism that the police are in."""
    if relation == UNIT_OF:
        return False
    ends = nodes[subject], nodes[object_]
    if ends[1].is_mechanism:
        return object_ in shared
    if ends[0].is_mechanism:
        return False
    return ends[0].is_police != ends[1].is_police


def _as_meeting(node: Node, statements: Mapping[tuple[str, str, str], Sequence[Statement]]) -> Node:
    """A mechanism that somebody convenes is a meeting."""
    if node.kind == "mechanism" and any(o == node.iri and r == MEETS for _, r, o in statements):
        return replace(node, kind="meeting")
    return node


def _node(row: Row, end: str) -> Node:
    entity = row[end]
    if not isinstance(entity, Named):
        raise TypeError(f"{end}: not an entity")
    of_class, sector = _text(row[f"{end}_class"]), _text(row[f"{end}_sector"])
    return Node(entity.iri, entity.label, _kind(of_class, sector), _text(row[f"{end}_place"]))


def _kind(of_class: str, sector: str) -> str:
    if of_class == "pk:Mechanism":
        return "mechanism"
    if sector == "police":
        return "police" if of_class == "pk:PoliceBody" else "police-kind"
    if of_class == "pk:PoliceBody":
        return "police"
    if of_class == "pk:Post":
        return "post"
    return "organisation" if sector == "organisation" or of_class == "pk:Organisation" else "department"


def _statement(row: Row) -> Statement:
    held = tuple((name, _text(row[name])) for name in QUALIFIERS if row[name] is not None)
    document = row["document"]
    if not isinstance(document, Named):
        raise TypeError("document: not an entity")
    return Statement(
        row.claims[0],
        held,
        _text(row["scope"]),
        document,
        publisher=_text(row["publisher"]),
        published=_text(row["published"]),
        address=_text(row["address"]),
        spans=row.evidence,
    )


def _ordered(statements: Iterable[Statement]) -> tuple[Statement, ...]:
    """Each claim once, by document and place in it."""
    by_id = {s.claim: s for s in statements}
    return tuple(sorted(by_id.values(), key=lambda s: (s.document.iri, s.spans[0].start if s.spans else -1, s.claim)))


def _text(value: object) -> str:
    return "" if value is None else str(value)
