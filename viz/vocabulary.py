"""The view ``ontology``: classes under those that they are kinds of, and the properties said of each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..ontology.terms import Term, ancestors, find_term, load_terms
from ..queries.reader import Reader
from .asking import Asked
from .picture import Link, Node, Picture, picture
from .plan import Plan
from .wording import Words

KIND, NARROWER, DOMAIN, RANGE = "subClassOf", "subPropertyOf", "domain", "range"
_KINDS = {"object property": "relation", "datatype property": "attribute"}


@dataclass(frozen=True, slots=True)
class _Terms:
    """Classes and properties by compact name; annotation properties say nothing of the data and are left out."""

    by_name: dict[str, Term]

    def picked(self, names: Iterable[str]) -> set[str]:
        return {name for name in names if name in self.by_name}


def find(reader: Reader, asked: Asked) -> Picture:
    """All terms, or a class with what is above and below it and its properties."""
    terms = _Terms({t.name: t for t in load_terms() if t.kind != "annotation property"})
    wanted = set(terms.by_name)
    if asked.get("term"):
        named = [find_term(str(text)).name for text in asked["term"]]
        wanted = {name for one in named for name in _around(terms, one)}
    shown = {name: term for name, term in terms.by_name.items() if name in wanted}
    links = [
        Link(term.iri, relation, terms.by_name[other].iri)
        for term in shown.values()
        for relation, others in _joined(term)
        for other in others
        if other in shown
    ]
    return picture((_node(term) for term in shown.values()), links)


def _joined(term: Term) -> tuple[tuple[str, tuple[str, ...]], ...]:
    if term.kind == "class":
        return ((KIND, term.parents),)
    return (NARROWER, term.parents), (DOMAIN, term.domain), (RANGE, term.range)


def _around(terms: _Terms, name: str) -> set[str]:
    """A class, those above and below it, and their properties with both ends; of a property its classes."""
    term = find_term(name)
    if term.kind != "class":
        return terms.picked({name, *term.domain, *term.range, *term.parents})
    line = {name, *ancestors(name)} | {other for other in terms.by_name if name in ancestors(other)}
    said = [t for t in terms.by_name.values() if name in (*t.domain, *t.range)]
    return terms.picked(line | {end for t in said for end in (t.name, *t.domain, *t.range)})


def _node(term: Term) -> Node:
    kind = _KINDS.get(term.kind) or ("class" if term.name.startswith("pk:") else "borrowed")
    facts: list[tuple[str, Words]] = [
        ("definition", (term.definition("zh"), term.definition("en"))),
        ("module", (term.module, term.module)),
    ]
    for name, others in ((DOMAIN, term.domain), (RANGE, term.range)):
        if others:
            facts.append((name, (_listed(others, "zh"), _listed(others, "en"))))
    home = term.domain[0] if term.domain else term.module
    return Node(
        term.iri,
        term.label("zh"),
        kind,
        names=(term.name, term.label("en")),
        english=term.label("en"),
        region=(_label(home),) if kind in _KINDS.values() else (),
        facts=tuple(fact for fact in facts if any(fact[1])),
    )


def _listed(names: Iterable[str], language: str) -> str:
    return ", ".join(_label(name, language) for name in names)


def _label(name: str, language: str = "zh") -> str:
    """The label of a term; else the name of a datatype or module."""
    known = {term.name: term for term in load_terms()}
    return known[name].label(language) if name in known else name


def plan(found: Picture, asked: Asked) -> Plan:
    """A column for each step of the hierarchy of classes, then the properties."""
    above: dict[str, list[str]] = {}
    for link in found.links:
        if link.relation == KIND:
            above.setdefault(link.subject, []).append(link.object)
    depths = {iri: _depth(iri, above) for iri, node in found.nodes.items() if node.kind in ("class", "borrowed")}
    last = max(depths.values(), default=-1) + 1
    headings = {
        depth: ("类" if not depth else "子类", "Classes" if not depth else "Their kinds") for depth in range(last)
    }
    return Plan(
        {iri: depths.get(iri, last) for iri in found.nodes},
        headings=headings | {last: ("属性", "Properties")},
        focus={find_term(str(text)).iri for text in asked.get("term", ())},
        flipped={KIND, DOMAIN},
        arrows=(),
        quiet={RANGE, NARROWER, DOMAIN},
    )


def _depth(iri: str, above: dict[str, list[str]]) -> int:
    return max((_depth(parent, above) + 1 for parent in above.get(iri, ())), default=0)
