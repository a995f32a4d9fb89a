"""The variables of the codebook: meaning and values from the ontology, rules of inclusion from `rules.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from ...graph.claim import ATTRIBUTES, OBSERVES, QUALIFIERS, RELATIONS
from ...graph.term import QUALIFIER_TERMS
from ...ontology.terms import Concept, examples, find_term, load_concepts, load_terms
from ..reliability.judgements import INTERVAL
from ..review.correction import SCHEMES
from ..vocabulary import read_terms

TYPE, RELATION, QUALIFIER = "type", "relation", "qualifier"
PARTS = (TYPE, RELATION, QUALIFIER)
FIGURE = "figure"
TYPES = {
    "Unit": "pk:PoliceBody", "Department": "pk:Department", "Organisation": "pk:Organisation",
    "Mechanism": "pk:Mechanism", "Role": "pk:Post", "Place": "pk:Place", "Measure": "pk:Measure",
    "Document": "pk:PolicyDocument",
}  # fmt: skip
VALUES = SCHEMES | {"hasStatus": "policy-status"}


@dataclass(frozen=True, slots=True)
class Both:
    """A text in both languages."""

    en: str
    zh: str


@dataclass(frozen=True, slots=True)
class Variable:
    """One variable of the codebook.

    Parameters
    ----------
    part : str
        ``type``, ``relation`` or ``qualifier``.
    name : str
        What a coder writes.
    term : str
        The ontology's term, compact.
    label, definition, include, exclude : Both
    subjects, objects : tuple of str
        Compact names of the classes that the ends may be; empty for any.
    values : tuple of Concept
        What a cell may hold, where that is a list.
    examples : tuple of str
    level : str
        Of measurement: ``nominal`` or ``interval``.
    """

    part: str
    name: str
    term: str
    label: Both
    definition: Both
    include: Both
    exclude: Both
    subjects: tuple[str, ...]
    objects: tuple[str, ...]
    values: tuple[Concept, ...]
    examples: tuple[str, ...]
    level: str


@cache
def variables() -> tuple[Variable, ...]:
    """Every variable, types first, then relations, then qualifiers, in the order of the code.

    Examples
    --------
    >>> [v.term for v in variables() if v.name == "stationedIn"]
    ['pk:stationedIn']
    """
    rules = tomllib.loads((files(__package__) / "rules.toml").read_text("utf-8"))
    named = {
        TYPE: TYPES,
        RELATION: {**RELATIONS, **ATTRIBUTES, FIGURE: OBSERVES},
        QUALIFIER: {q: QUALIFIER_TERMS[q][0] for q in QUALIFIERS},
    }
    return tuple(_variable(part, name, term, rules) for part in PARTS for name, term in named[part].items())


def _variable(part: str, name: str, compact: str, rules: Mapping[str, Any]) -> Variable:
    term, rule = find_term(compact), rules[part][name]
    interval = name in INTERVAL or name == FIGURE
    return Variable(
        part,
        name,
        compact,
        Both(term.label("en"), term.label("zh")),
        Both(term.definition("en"), term.definition("zh")),
        Both(**rule["include"]),
        Both(**rule["exclude"]),
        term.domain if part == RELATION else (),
        term.range if part == RELATION else (),
        load_concepts(VALUES[name]) if name in VALUES else (),
        examples(compact),
        "interval" if interval else "nominal",
    )


@cache
def glossary() -> tuple[tuple[str, str, str], ...]:
    """Chinese, English and where it comes from: terms and values of the ontology, and the listed vocabulary."""
    rows = {(t.label("zh"), t.label("en"), t.name) for t in load_terms() if {"zh", "en"} <= dict(t.labels).keys()}
    rows |= {
        (c.label("zh"), c.label("en"), f"{scheme} {c.notation}")
        for scheme in sorted(set(VALUES.values()))
        for c in load_concepts(scheme)
    }
    for table in ("mechanisms", "posts", "measures"):
        rows |= {(t.name, t.name_en, table) for t in read_terms(table) if t.name_en}
    return tuple(sorted(rows))
