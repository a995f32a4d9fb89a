"""The one model of every view: entities, links between them, and the claims that say so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from ..errors import UsageError
from ..queries.described import Described, described
from ..queries.reader import Reader
from ..queries.statement import Statement
from .wording import Words

MOST_HELD = 5000  # entities that one file may hold
POLICE, KINDS_OF_POLICE = "police", ("police", "police-kind")


@dataclass(frozen=True, slots=True)
class Node:
    """One entity, or another thing that a box stands for.

    Parameters
    ----------
    iri, label : str
    kind : str
        A key of the table ``kinds`` of ``words.toml``.
    place : str
        Label of its division, or empty.
    names : tuple of str
        Aliases and English names.
    english : str
        What the box says in English, where that is not the label.
    sort : str
        Finer than the kind (派出所), or empty.
    region : tuple of str
        Labels of the divisions that hold it, or of other parts that it folds into, from the widest.
    level : str
        Level of government of its division, or empty.
    facts : tuple of (str, Words)
        What else the panel tells: a key of ``qualifiers``, and the text.
    """

    iri: str
    label: str
    kind: str
    place: str = ""
    names: tuple[str, ...] = ()
    english: str = ""
    sort: str = ""
    region: tuple[str, ...] = ()
    level: str = ""
    facts: tuple[tuple[str, Words], ...] = ()

    @property
    def is_police(self) -> bool:
        """Whether it stands on the side of the police."""
        return self.kind in KINDS_OF_POLICE

    @property
    def is_mechanism(self) -> bool:
        """Whether it is a mechanism or a meeting, between the two sides."""
        return self.kind in ("mechanism", "meeting")


@dataclass(frozen=True, slots=True)
class Link:
    """Two entities, a relation, and every claim that says so.

    Parameters
    ----------
    subject, object : str
        IRIs.
    relation : str
        A key of the table ``relations`` of ``words.toml``.
    statements : tuple of Statement
        None where the ontology or the dataset itself says so.
    """

    subject: str
    relation: str
    object: str
    statements: tuple[Statement, ...] = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """Nodes by IRI and links, both in one order."""

    nodes: Mapping[str, Node]
    links: tuple[Link, ...]

    def only(self, kept: Collection[str]) -> Picture:
        """The part of the picture between some nodes."""
        links = tuple(x for x in self.links if x.subject in kept and x.object in kept)
        return Picture({i: n for i, n in self.nodes.items() if i in kept}, links)


def picture(nodes: Iterable[Node], links: Iterable[Link]) -> Picture:
    """Put nodes and links in an order that no query and no hash decides.

    Examples
    --------
    >>> a, b = Node("urn:a", "乙", "police"), Node("urn:b", "甲", "police")
    >>> list(picture([a, b], []).nodes)
    ['urn:a', 'urn:b']
    """
    by_iri = {node.iri: node for node in nodes}

    def ends(link: Link) -> tuple[str, ...]:
        return by_iri[link.subject].label, link.relation, by_iri[link.object].label, link.subject, link.object

    ordered = sorted(by_iri.values(), key=lambda node: (node.label, node.iri))
    return Picture({node.iri: node for node in ordered}, tuple(sorted(links, key=ends)))


def links_of(said: Iterable[Statement], relations: Collection[str]) -> list[Link]:
    """Links of the relations asked for, each with all its claims by document and place in it."""
    grouped: dict[tuple[str, str, str], dict[str, Statement]] = defaultdict(dict)
    for statement in said:
        relation = statement.predicate.partition(":")[2]
        if relation in relations:
            grouped[statement.subject, relation, statement.object][statement.claim] = statement

    def place(statement: Statement) -> tuple[str, int, str]:
        return statement.source.document.iri, statement.spans[0].start if statement.spans else -1, statement.claim

    return [Link(*ends, tuple(sorted(claims.values(), key=place))) for ends, claims in grouped.items()]


def entities_of(reader: Reader, links: Iterable[Link], more: Iterable[str] = ()) -> dict[str, Node]:
    """The nodes at the ends of links, and some more, as the dataset describes them.

    Raises
    ------
    UsageError
        If there are more than one file may hold.
    """
    iris = {iri for link in links for iri in (link.subject, link.object)} | set(more)
    if len(iris) > MOST_HELD:
        raise UsageError(f"{len(iris)} entities, and a view holds {MOST_HELD} at most; name a narrower place or unit")
    return {iri: node_of(told) for iri, told in described(reader, iris).items()}


def node_of(told: Described) -> Node:
    """One described entity as a node."""
    facts = [("sort", (told.sort, told.sort))] if told.sort and told.of_class != "pk:Mechanism" else []
    return Node(
        told.iri,
        told.label,
        _kind(told.of_class, told.sector, told.sort),
        place=told.place.label if told.place else "",
        names=told.names,
        sort=told.sort,
        region=tuple(place.label for place in told.region),
        level=told.level,
        facts=tuple(facts),
    )


def _kind(of_class: str, sector: str, sort: str) -> str:
    plain = {"Mechanism": "mechanism", "Place": "place", "PolicyDocument": "policy", "Measure": "measure"}
    name = of_class.partition(":")[2]
    if name in plain:
        return plain[name]
    if sector == "police" or name == "PoliceBody":
        return "police" if name == "PoliceBody" else "police-kind"
    if name == "Post":
        return "post"
    if sort == "人民政府":
        return "government"
    return "organisation" if sector == "organisation" or name == "Organisation" else "department"


def meetings_marked(nodes: Mapping[str, Node], links: Iterable[Link]) -> dict[str, Node]:
    """Nodes in which a mechanism that somebody convenes is a meeting."""
    convened = {link.object for link in links if link.relation == "convenes"}
    return {
        iri: replace(node, kind="meeting") if node.kind == "mechanism" and iri in convened else node
        for iri, node in nodes.items()
    }
