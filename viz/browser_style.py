"""The style sheet of Neo4j Browser: the colours of the views for the labels and types that the ontology gives.

``docs/neo4j/style.grass`` is written by ``python -m policing_kg.viz.browser_style``; a test keeps it in step.  Browser
applies every rule that fits a node, a later one over an earlier: a class stands below those that it is a kind of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from ..graph.property_names import OURS, property_term, relationship_types
from ..ontology.terms import Term, ancestors, load_terms

# Which kind of box of the views a class is; one that is not here looks like the class above it.
_KINDS = MappingProxyType(
    {
        "pk:PoliceBody": "police",
        "pk:Population": "police-kind",
        "pk:Department": "department",
        "pk:Organisation": "organisation",
        "pk:Post": "post",
        "pk:Place": "place",
        "pk:Mechanism": "mechanism",
        "pk:Frame": "meeting",
        "pk:PolicyDocument": "policy",
        "pk:Measure": "measure",
        "pk:Claim": "claim",
        "pk:Evidence": "evidence",
        "pk:Document": "document",
        "pk:Manifestation": "file",
    }
)
# What is written in a node beside the name of its class; an entity bears its own name.
_SAID = MappingProxyType(
    {
        "pk:Document": "{title}",
        "pk:Claim": "{claim_predicate}",
        "pk:Evidence": "{start}–{end}",
        "pk:Meeting": "{frequency}",
        "pk:Posting": "{headcount}",
        "pk:Observation": "{value} {unit}",
        "pk:Implementation": "{when}",
    }
)
_PLAIN = re.compile(r"^:root \{(.*?)^\}", re.MULTILINE | re.DOTALL)  # not those of dark screens
_NAMED = re.compile(r"--([\w-]+): (?:(#[0-9a-f]{3,6})|var\(--([\w-]+)\));")


def browser_style() -> str:
    """The whole style sheet.

    Examples
    --------
    >>> sheet = browser_style()
    >>> sheet.index("node.Entity {") < sheet.index("node.PoliceBody {")
    True
    """
    return "\n".join([*_nodes(), *_relationships()])


def _nodes() -> Iterator[str]:
    yield _rule(f"node.{OURS}", **_fill("value"), diameter="50px", **{"border-width": "2px", "font-size": "10px"})
    for term in sorted(_classes(), key=lambda term: (len(ancestors(term.name)), term.name)):
        look = _fill(_KINDS[term.name]) if term.name in _KINDS else {}
        yield _rule(f"node.{term.name.partition(':')[2]}", **look, caption=f'"{_caption(term)}"')


def _relationships() -> Iterator[str]:
    plain = {"shaft-width": "1px", "font-size": "8px", "padding": "3px", "caption": '"<type>"'}
    outside = {"text-color-external": _colours()["soft"], "text-color-internal": _colours()["ink"]}
    yield _rule("relationship", color=_colours()["grey"], **plain, **outside)
    for type_ in relationship_types():
        colour = _colours().get(f"line-{property_term(type_).partition(':')[2]}")
        if colour:
            yield _rule(f"relationship.{type_}", color=colour, **{"shaft-width": "2px"})


def _classes() -> list[Term]:
    return [term for term in load_terms() if term.kind == "class" and term.name.startswith("pk:")]


def _caption(term: Term) -> str:
    if "pk:Entity" in ancestors(term.name):
        return "{name}"
    return f"{dict(term.labels)['zh']} {_SAID.get(term.name, '')}".strip()


def _fill(kind: str) -> Mapping[str, str]:
    colours = _colours()
    edge, inner = colours[f"kind-{kind}"], colours[f"kind-{kind}-fill"]
    return {"color": inner, "border-color": edge, "text-color-internal": colours["ink"]}


@cache
def _colours() -> Mapping[str, str]:
    """Name → colour, as views have them on paper."""
    sheet = (files(__package__) / "assets" / "view.css").read_text("utf-8")
    found: dict[str, str] = {}
    for block in _PLAIN.findall(sheet):
        found |= {name: colour or found[other] for name, colour, other in _NAMED.findall(block)}
    return found


def _rule(selector: str, **properties: str) -> str:
    return "\n".join([f"{selector} {{", *(f"  {name}: {value};" for name, value in properties.items()), "}", ""])


if __name__ == "__main__":
    import sys

    sys.stdout.write(browser_style())
