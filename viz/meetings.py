"""The view ``meetings-and-postings``: who meets whom, how often, and who is posted where, in a place or by a unit."""

from __future__ import annotations

from dataclasses import replace

from ..ontology.namespace import ENTITY
from ..queries.reader import Reader
from .asking import Asked, iris_of, labels_of, statements_behind
from .cross_department import frequencies, parents_of, tag_words
from .picture import Picture, entities_of, links_of, picture
from .plan import Plan

CONVENES, JOINS, POSTED, UNIT_OF = "convenes", "participatesIn", "stationedIn", "unitOf"
POLICE, TIES, OTHERS = range(3)


def find(reader: Reader, asked: Asked) -> Picture:
    """Meetings with all who convene or join them, and postings, of a place or a unit; the units' own hierarchy."""
    place, unit = iris_of(asked, "place"), iris_of(asked, "unit")
    own = statements_behind(reader, asked, "who-meets-whom", place=place, body=unit)
    links = links_of(own, (CONVENES, JOINS))
    meetings = sorted({link.object for link in links})
    if unit and meetings:  # who else is in the unit's meetings, according to the same documents
        documents = {statement.source.document.iri for statement in own}
        all_ = statements_behind(reader, asked, "who-meets-whom", place=place, meeting=meetings)
        links = links_of((s for s in all_ if s.source.document.iri in documents), (CONVENES, JOINS))
    links += links_of(statements_behind(reader, asked, "postings", place=place, body=unit), (POSTED,))
    nodes = entities_of(reader, links)
    police = sorted(iri for iri, node in nodes.items() if node.is_police and not iri.startswith(f"{ENTITY}role/"))
    if police:
        above = links_of(statements_behind(reader, asked, "government-of", organ=police), (UNIT_OF,))
        links += [x for x in above if x.subject in nodes and x.object in nodes]
    met = {link.object for link in links if link.relation in (CONVENES, JOINS)}
    marked = (
        replace(node, kind="meeting") if iri in met and node.kind == "mechanism" else node
        for iri, node in nodes.items()
    )
    return picture(marked, links)


def plan(found: Picture, asked: Asked) -> Plan:
    """Police, meetings and postings, the others."""
    columns = {
        iri: POLICE if node.is_police else TIES if node.is_mechanism else OTHERS for iri, node in found.nodes.items()
    }
    return Plan(
        columns,
        headings={
            POLICE: ("公安机关", "Police"),
            TIES: ("会议与派驻", "Meetings and postings"),
            OTHERS: ("部门与组织", "Departments and organisations"),
        },
        widths={POLICE: 196, TIES: 200, OTHERS: 176},
        parents=parents_of(found),
        focus=set(iris_of(asked, "unit")),
        places=labels_of(asked, "place"),
        notes=frequencies(found),
        tags={link: tag_words(link) for link in found.links if link.relation == POSTED},
        tag_column=TIES,
        left={iri for iri, node in found.nodes.items() if node.is_police},
        flipped={UNIT_OF},
        arrows={CONVENES, POSTED},
    )
