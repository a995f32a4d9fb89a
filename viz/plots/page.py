"""The page of a plot: picture, script and rows in one file, under a policy that forbids the network."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from ...queries.result import Result
from ...queries.source import source_text
from ...queries.table import plain
from ..page import policy
from . import engine
from .wording import Say

# Expressions of Vega are interpreted, never compiled: the policy allows no `eval`.
_STYLE = "plot.css"
_START = "plot.js"


@dataclass(frozen=True, slots=True)
class Page:
    """What the page is of: name and title of the plot, what was asked for, and the language."""

    name: str
    title: str
    about: str
    say: Say


def page(head: Page, svg: str, specification: str, data: Result, csv: str) -> str:
    """Make the page.

    Parameters
    ----------
    head : Page
    svg : str
        What is seen before, and without, scripts.
    specification : str
        The chart in Vega-Lite as JSON, in ASCII.
    data : Result
        The rows, for the table.
    csv : str
        The rows, to be saved.

    Returns
    -------
    str
        HTML.
    """
    scripts = [Markup(engine.runtime()), Markup(_asset(_START))]  # noqa: S704 -- vl-convert's and our own
    style = Markup(_asset(_STYLE))  # noqa: S704 -- our own
    rows = [([plain(value) for value in row.values()], row.claims, source_text(row)) for row in data]
    say = head.say
    return _environment().get_template("plot.html.j2").render(
        head=head,
        language="zh-Hans" if say.language == "zh" else "en",
        words={key: say("page", key) for key in ("data", "download", "claims")},
        svg=Markup(svg),  # noqa: S704 -- Vega writes it, every text escaped
        specification=Markup(specification.replace("<", "\\u003c")),  # noqa: S704 -- no tag can begin in it
        headings=[say.heading(column) for column in data.columns],
        rows=rows,
        csv=base64.b64encode(csv.encode()).decode(),
        scripts=scripts,
        style=style,
        policy=policy(scripts, [style]),
    )  # fmt: skip


@cache
def _asset(name: str) -> str:
    return (files(__package__) / "assets" / name).read_text("utf-8")


def _environment() -> Environment:
    return Environment(
        loader=PackageLoader(__package__, "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
