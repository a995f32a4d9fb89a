"""The view ``composition``: what a mechanism consists of, what it belongs to and rests on, and who runs it."""

from __future__ import annotations

from ..queries.reader import Reader
from .asking import Asked, iris_of, statements_behind
from .picture import Picture, entities_of, links_of, meetings_marked, picture
from .plan import Plan

PART, RUNS, BASED, KIND = "hasPart", "implements", "basedOn", "specializationOf"
TAKING_PART = ("convenes", "participatesIn", "leads", "supports", "established")
RUNNERS, ITSELF, PARTS, INNER = range(4)


def find(reader: Reader, asked: Asked) -> Picture:
    """The links of a mechanism, and the parts of its parts."""
    mechanism = iris_of(asked, "mechanism")
    relations = (PART, RUNS, BASED, KIND, *TAKING_PART)
    links = links_of([s for iri in mechanism for s in statements_behind(reader, asked, "links", name=[iri])], relations)
    parts = sorted({x.object for x in links if x.relation == PART and x.subject in mechanism})
    nodes = entities_of(reader, links, mechanism)
    compound = [iri for iri in parts if nodes[iri].is_mechanism]
    if compound:
        links += links_of(statements_behind(reader, asked, "composition", mechanism=compound), (PART,))
        nodes = entities_of(reader, links, mechanism)
    return picture(meetings_marked(nodes, links).values(), links) if links else Picture({}, ())


def plan(found: Picture, asked: Asked) -> Plan:
    """Who runs it, itself under what it belongs to, its parts, and theirs."""
    mechanism = set(iris_of(asked, "mechanism"))
    columns = dict.fromkeys(found.nodes, INNER)
    parents: dict[str, str] = {}
    for link in found.links:
        if link.object in mechanism and link.relation != PART:
            columns[link.subject] = RUNNERS
    for link in found.links:
        if link.subject in mechanism:
            columns[link.object] = PARTS if link.relation == PART else ITSELF
    for link in found.links:
        if link.object in mechanism and link.relation == PART:
            columns[link.subject] = ITSELF
            parents.setdefault(link.object, link.subject)
    columns |= dict.fromkeys(mechanism, ITSELF)
    return Plan(
        columns,
        headings={
            RUNNERS: ("谁在推行、参加", "Who runs it or takes part"),
            ITSELF: ("机制及其所属、依据", "The mechanism, what it belongs to and rests on"),
            PARTS: ("组成", "Its parts"),
            INNER: ("组成的组成", "Parts of its parts"),
        },
        widths={RUNNERS: 190, ITSELF: 200},
        parents=parents,
        focus=mechanism,
        arrows={"convenes", "leads", "established", BASED},
        labelled={BASED, KIND},
    )
