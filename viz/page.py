"""The page of a view: pyvis with our own template, everything inline, under a policy that forbids the network."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from pypinyin import lazy_pinyin

from ..queries.result import Evidence
from . import wording
from .drawing import Drawing
from .labels import distinctions
from .network import Link, Network, Statement

# Positions come with the boxes: nothing moves by itself, so a page looks alike wherever it is opened.
OPTIONS = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {"hover": True, "dragNodes": False, "multiselect": False, "selectConnectedEdges": False},
}
_VIS = "lib/vis-9.1.2/vis-network.min.js"


@dataclass(frozen=True, slots=True)
class Heading:
    """What the page is about: the place and the department asked for, and the dataset."""

    place: str
    department: str
    dataset: str


def page(heading: Heading, found: Network, drawing: Drawing, named: Mapping[str, Sequence[str]]) -> str:
    """Make the page.

    Parameters
    ----------
    heading : Heading
    found : Network
        All of it goes into the table.
    drawing : Drawing
        The part that is drawn.
    named : mapping
        Other names of entities, by IRI.

    Returns
    -------
    str
        HTML.
    """
    from pyvis.network import Network as Canvas  # imports IPython: only where a page is made

    canvas = Canvas(cdn_resources="in_line", directed=True)
    canvas.nodes, canvas.edges = drawing.nodes, drawing.edges
    canvas.set_options(json.dumps(OPTIONS))
    links = [_link(heading, found, number, link) for number, link in enumerate(found.links)]
    environment = _environment()
    scripts = [Markup(_vis_script()), Markup(_asset("view.js"))]  # noqa: S704 -- our own files
    style = Markup(_asset("view.css"))  # noqa: S704 -- our own file
    environment.globals.update(
        about=heading,
        links=links,
        entities=_entities(found, named),
        legend=_legend(found, links),
        words=wording.INTERFACE,
        wording=_as_json(wording),
        scripts=scripts,
        style=style,
        drawing=drawing,
        policy=policy(scripts, [style]),
    )
    canvas.templateEnv, canvas.path = environment, "view.html.j2"
    html: str = canvas.generate_html(name="view.html", notebook=False)
    return html


def policy(scripts: Iterable[str], styles: Iterable[str]) -> str:
    """A content security policy that lets only these texts run, and nothing be fetched.

    Examples
    --------
    >>> policy(["1"], []).replace("base-uri 'none'; form-action 'none'", "...")
    "default-src 'none'; script-src 'sha256-a4ayc/80/OGda4BO/1o/V0etpOqiLx1JwB5S3beHW0s='; style-src 'none'; ..."
    """

    def listed(texts: Iterable[str]) -> str:
        digests = (hashlib.sha256(t.encode()).digest() for t in texts)
        return " ".join(f"'sha256-{base64.b64encode(d).decode()}'" for d in digests) or "'none'"

    return (
        f"default-src 'none'; script-src {listed(scripts)}; style-src {listed(styles)}; "
        "base-uri 'none'; form-action 'none'"
    )


@cache
def _vis_script() -> str:
    """vis-network as pyvis brings it, without the address of its source map."""
    text = (files("pyvis") / "templates" / _VIS).read_text("utf-8")
    return "\n".join(line for line in text.split("\n") if not line.startswith("//# sourceMappingURL"))


@cache
def _asset(name: str) -> str:
    return (files(__package__) / "assets" / name).read_text("utf-8")


def _environment() -> Environment:
    loader = ChoiceLoader([PackageLoader(__package__, "templates"), PackageLoader("pyvis", "templates")])
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)


def _as_json(words: Any) -> dict[str, Any]:
    tables = ("CLASSES", "RELATIONS", "QUALIFIERS", "VALUES", "INTERFACE")
    return {name.lower(): dict(getattr(words, name)) for name in tables}


def _entities(found: Network, named: Mapping[str, Sequence[str]]) -> dict[str, dict[str, Any]]:
    """What the panel and the search know of each entity."""
    out: dict[str, dict[str, Any]] = {}
    notes = distinctions(found)
    for number, (iri, node) in enumerate(found.nodes.items()):
        names = list(named.get(iri, ()))
        syllables = lazy_pinyin(node.label)
        spelled = ["".join(syllables), "".join(s[:1] for s in syllables)]
        out[f"n{number}"] = {
            "label": node.label,
            "iri": iri,
            "kind": node.kind,
            "place": node.place,
            "names": names,
            "note": notes.get(iri, ""),
            "search": [t.casefold() for t in (node.label, *names, *spelled)],
        }
    return out


def _link(heading: Heading, found: Network, number: int, link: Link) -> dict[str, Any]:
    ids = {iri: f"n{i}" for i, iri in enumerate(found.nodes)}
    return {
        "id": number,
        "from": ids[link.subject],
        "to": ids[link.object],
        "relation": link.relation,
        "statements": [_statement(heading, s) for s in link.statements],
    }


def _statement(heading: Heading, statement: Statement) -> dict[str, Any]:
    spans = [{"start": e.start, "end": e.end, "row": e.row, **_where(e)} for e in statement.spans]
    address = statement.address
    return {
        "claim": statement.claim,
        "qualifiers": [{"name": k, "zh": zh, "en": en} for k, zh, en in _qualifiers(statement)],
        "title": statement.document.label,
        "key": next((e.key for e in statement.spans if e.key), statement.document.iri),
        "address": address if address.startswith(("https://", "http://")) else "",
        "spans": spans,
        "cite": _citation(heading, statement),
    }


def _qualifiers(statement: Statement) -> Iterable[tuple[str, str, str]]:
    held = dict(statement.qualifiers)
    for name, value in held.items():
        if name in ("unit", "each"):
            continue
        zh, en = wording.VALUES.get(value, (value, value))
        if name == "frequency":
            zh, en = wording.schedule_words(value)
        if name == "headcount":
            each = wording.VALUES.get(held.get("each", ""), ("", ""))
            zh, en = f"{value}{held.get('unit', '')} {each[0]}".strip(), f"{value} {each[1]}".strip()
        yield name, zh, en
    if statement.scope == "document":
        yield "scope", *wording.VALUES["document"]


def _citation(heading: Heading, statement: Statement) -> str:
    """One line that leads back: document, place in it, claim, dataset."""
    issued = ", ".join(t for t in (statement.publisher, statement.published) if t)
    where = ", ".join(_span(e) for e in statement.spans)
    parts = [statement.document.label, issued, statement.address, where]
    parts += [f"claim {statement.claim[:16]}", f"policing-kg dataset {heading.dataset[:16]}"]
    return ". ".join(p for p in parts if p) + "."


def _span(evidence: Evidence) -> str:
    return evidence.where if evidence.row or evidence.start < 0 else f"characters {evidence.where}"


def _where(evidence: Evidence) -> dict[str, str]:
    """The place inside the document in words of both languages."""
    if evidence.row:
        column = f"第{evidence.column}列" if evidence.column else ""
        return {"zh": f"第{evidence.row}行{column}", "en": evidence.where}
    if evidence.start < 0:
        return {"zh": "全文", "en": "whole document"}
    return {"zh": f"字符 {evidence.where}", "en": f"characters {evidence.where}"}


def _legend(found: Network, links: Sequence[Mapping[str, Any]]) -> dict[str, list[tuple[str, int]]]:
    """Classes and relations that occur, with how often."""
    kinds = [node.kind for node in found.nodes.values()]
    relations = [str(link["relation"]) for link in links]
    return {
        "classes": [(k, kinds.count(k)) for k in wording.CLASSES if k in kinds],
        "relations": [(r, relations.count(r)) for r in wording.RELATIONS if r in relations],
    }
