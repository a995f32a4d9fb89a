"""The view ``cross-department``: who is tied to the police of a place, and by what.

Four columns, from left to right: mechanisms that the police run alone, police bodies under their superiors, what ties
the two sides, and the others.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from ..queries.reader import Reader
from ..queries.statement import statements
from .asking import Asked, ask_for, iris_of, labels_of
from .picture import Link, Node, Picture, entities_of, links_of, meetings_marked, picture
from .plan import Plan, upwards
from .wording import Words, schedule_words, value_words, words

UNIT_OF = "unitOf"
RELATIONS = (
    "cooperatesWith", "stationedIn", "supports", "leads", "established", "convenes", "participatesIn", "implements",
    UNIT_OF,
)  # fmt: skip
OWN, POLICE, TIES, OTHERS = range(4)
WIDTHS = {OWN: 168, POLICE: 196, TIES: 190, OTHERS: 168}
HEADINGS = {
    OWN: ("公安自行推行的机制", "Run by the police alone"),
    POLICE: ("公安机关", "Police"),
    TIES: ("联系方式", "What ties them"),
    OTHERS: ("部门与组织", "Departments and organisations"),
}


def find(reader: Reader, asked: Asked) -> Picture:
    """Links of the police of a place with others, and all that take part in what the police run or join."""
    given = {name: iris_of(asked, name) for name in ("place", "department")}
    scopes = {}
    for row in ask_for(reader, asked, "cross-department-network", **given):
        scopes.update(dict.fromkeys(row.claims, str(row["scope"])))
    said = statements(reader, scopes)
    for claim, statement in said.items():
        if scopes[claim] == "document":
            said[claim] = replace(statement, qualifiers=(*statement.qualifiers, ("scope", "document")))
    links = links_of(said.values(), RELATIONS)
    return across(meetings_marked(entities_of(reader, links), links), links)


def across(nodes: Mapping[str, Node], links: Sequence[Link]) -> Picture:
    """Keep the links across the two sides, and the hierarchy between police bodies that are left.

    Parameters
    ----------
    nodes : mapping of str to Node
    links : sequence of Link

    Returns
    -------
    Picture
        Links of the police with others, mechanisms that a police body runs, convenes or joins with all who are in
        them, and the hierarchy between the police bodies that are left.
    """
    shared = {x.object for x in links if nodes[x.object].is_mechanism and nodes[x.subject].is_police}
    kept = [link for link in links if _ties(nodes, shared, link)]
    bodies = {iri for x in kept for iri in (x.subject, x.object) if nodes[iri].is_police}
    kept += [x for x in links if x.relation == UNIT_OF and x.subject in bodies and x.object in bodies]
    used = {iri for x in kept for iri in (x.subject, x.object)}
    return picture((node for iri, node in nodes.items() if iri in used), kept)


def _ties(nodes: Mapping[str, Node], shared: set[str], link: Link) -> bool:
    """Whether a link belongs in the picture: across the two sides, or into a mechanism that the police are in."""
    ends = nodes[link.subject], nodes[link.object]
    if link.relation == UNIT_OF or ends[0].is_mechanism:
        return False
    return link.object in shared if ends[1].is_mechanism else ends[0].is_police != ends[1].is_police


def plan(found: Picture, asked: Asked) -> Plan:
    """The four columns."""
    both = {
        x.object for x in found.links if found.nodes[x.object].is_mechanism and not found.nodes[x.subject].is_police
    }
    return Plan(
        {iri: _column(node, iri in both) for iri, node in found.nodes.items()},
        headings=HEADINGS,
        widths=WIDTHS,
        parents=parents_of(found),
        places=labels_of(asked, "place"),
        notes=frequencies(found),
        tags={x: tag_words(x) for x in found.links if _is_direct(found, x)},
        tag_column=TIES,
        start=POLICE,
        left={iri for iri, node in found.nodes.items() if node.is_police},
        flipped={UNIT_OF},
        arrows=set(RELATIONS) - {"cooperatesWith", "participatesIn", "implements", UNIT_OF},
    )


def _is_direct(found: Picture, link: Link) -> bool:
    return link.relation != UNIT_OF and not found.nodes[link.object].is_mechanism


def _column(node: Node, both: bool) -> int:
    if node.is_police:
        return POLICE
    if node.is_mechanism:
        return TIES if both else OWN
    return OTHERS


def parents_of(found: Picture, relations: Iterable[str] = (UNIT_OF,)) -> dict[str, str]:
    """The unit above each body, if it is in the picture; the longest name where several are said."""
    out: dict[str, str] = {}
    for link in found.links:
        if link.relation in relations:
            other = out.get(link.subject)
            if other is None or len(found.nodes[link.object].label) > len(found.nodes[other].label):
                out[link.subject] = link.object
    return {child: above for child, above in out.items() if child not in upwards(above, out)}


def frequencies(found: Picture) -> dict[str, Words]:
    """How often each mechanism or meeting is held, as the first claim that tells."""
    out: dict[str, Words] = {}
    for link in found.links:
        for statement in link.statements:
            often = dict(statement.qualifiers).get("frequency")
            if often and found.nodes[link.object].is_mechanism:
                out.setdefault(link.object, schedule_words(often))
    return out


def tag_words(link: Link) -> tuple[Words, ...]:
    """The relation, how many and how often, in both languages."""
    said = [words("relations")[link.relation]]
    held = dict(pair for statement in reversed(link.statements) for pair in statement.qualifiers)
    if "headcount" in held:
        said.append(headcount_words(held, brief=True))
    if "frequency" in held:
        said.append(schedule_words(held["frequency"]))
    return tuple(said)


def headcount_words(held: Mapping[str, str], *, brief: bool = False) -> Words:
    """How many, of each or in all.

    Examples
    --------
    >>> held = {"headcount": "2", "headcountUnit": "名", "headcountScope": "each"}
    >>> headcount_words(held), headcount_words(held, brief=True)
    (('2名 每个单位', '2 each'), ('每单位2名', '2 each'))
    """
    number, unit, scope = held["headcount"], held.get("headcountUnit", ""), held.get("headcountScope", "")
    zh, en = value_words("headcountScope", scope) if scope else ("", "")
    if brief:
        return f"{'每单位' * (scope == 'each')}{number}{unit}", f"{number} {en}".strip()
    return f"{number}{unit} {zh}".strip(), f"{number} {en}".strip()
