"""The page of a view: pyvis with our own template, everything inline, under a policy that forbids the network."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from .drawing import Drawing
from .picture import Picture
from .record import entities_json, legend_json, links_json
from .vis_network import vis_network
from .wording import Words, qualifier_words, words

# Positions come with the boxes: nothing moves by itself, so a page looks alike wherever it is opened.
OPTIONS = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {"hover": True, "dragNodes": False, "multiselect": False, "selectConnectedEdges": False},
}
# In this order one script: each part may use what those before it define.
PARTS = ("state", "folding", "lines", "boxes", "canvas", "panel", "finding", "files", "start")


@dataclass(frozen=True, slots=True)
class Heading:
    """What the page is about: name and title of the view, what was asked for, and the dataset."""

    view: str
    title: Words
    about: str
    dataset: str


def page(heading: Heading, found: Picture, drawing: Drawing) -> str:
    """Make the page.

    Parameters
    ----------
    heading : Heading
    found : Picture
        All of it goes into the table.
    drawing : Drawing
        What is drawn at first, and what opens.

    Returns
    -------
    str
        HTML.
    """
    from pyvis.network import Network as Canvas  # imports IPython: only where a page is made

    canvas = Canvas(cdn_resources="in_line", directed=True)
    canvas.nodes, canvas.edges = drawing.nodes, drawing.edges
    canvas.set_options(json.dumps(OPTIONS))
    environment = _environment()
    links = links_json(heading.dataset, found)
    qualifiers = {
        q["name"]: qualifier_words(q["name"]) for x in links for s in x["statements"] for q in s["qualifiers"]
    }
    scripts = [Markup(vis_network()), Markup(_script())]  # noqa: S704 -- our own files
    style = Markup(_asset("view.css"))  # noqa: S704 -- our own file
    environment.globals.update(
        about=heading,
        links=links,
        entities=entities_json(found),
        legend=legend_json(found, {item["id"] for item in drawing.nodes}),
        words=words("interface"),
        wording={name: dict(words(name)) for name in ("kinds", "relations", "interface")} | {"qualifiers": qualifiers},
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
def _script() -> str:
    """The parts of the page's behaviour as one script, with nothing of theirs in the page's own scope."""
    parts = "\n".join(_asset(f"{name}.js") for name in PARTS)
    return f'"use strict";\n(() => {{\n{parts}}})();\n'


@cache
def _asset(name: str) -> str:
    return (files(__package__) / "assets" / name).read_text("utf-8")


def _environment() -> Environment:
    loader = ChoiceLoader([PackageLoader(__package__, "templates"), PackageLoader("pyvis", "templates")])
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
