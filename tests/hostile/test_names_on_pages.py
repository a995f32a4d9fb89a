"""A name is text on every page of the explorer, in every view and every plot, to a parser that is not ours."""

from __future__ import annotations

import contextlib
import csv
import io
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode
from xml.etree import ElementTree

import pytest
import rdflib
from hostile_names import ALL, CONTROLS, FORMULAS, MARKUP, PATHS, QUERIES, TURNING, entity
from policing_kg.errors import UsageError
from policing_kg.queries import KnowledgeGraph
from policing_kg.viz import write_view
from policing_kg.viz.plots import draw_plot, plots
from running_site import Site, running
from test_names_in_exports import runs

pytestmark = [pytest.mark.xdist_group("hostile-names"), pytest.mark.filterwarnings("ignore::DeprecationWarning")]
NAMES = [*MARKUP, QUERIES[0], PATHS[0], TURNING[0], FORMULAS[0], CONTROLS[0], CONTROLS[1]]


class Elements(HTMLParser):
    """The elements of a page and its text, as a browser tells them."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.text: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def harmless(page: str) -> Elements:
    """The elements of a page, once it is seen that none of them was made by a name."""
    found = Elements(page)
    for tag, held in found.tags:
        assert tag not in ("img", "iframe", "object", "embed", "base", "frame", "applet"), tag
        assert not [name for name in held if name.startswith("on")], (tag, held)
        for name in ("href", "src", "action", "formaction"):
            assert re.sub(r"[\s\x00-\x20]", "", held.get(name, "")).lower()[:11] not in ("javascript:", "data:text/h")
        assert not held.get("src", "").startswith(("http:", "https:", "//"))
        assert "http-equiv" not in held or held["http-equiv"].lower() in ("content-security-policy", "x-ua-compatible")
    return found


def said(name: str) -> str:
    return " ".join(name.replace("\x00", "\ufffd").split())[:30]


@pytest.fixture(scope="module")
def site(hostile: Path) -> Iterator[Site]:
    with running(hostile) as started:
        yield started


@pytest.mark.parametrize("name", NAMES)
def test_a_page_of_the_explorer_holds_a_name_as_text(site: Any, name: str) -> None:
    unit, plan = entity("unit", name).id, entity("mechanism", name).id
    first = site.get(f"/id/{unit}")
    assert first.status == 200
    assert said(name) in " ".join(" ".join(harmless(first.text).text).replace("\x00", "\ufffd").split())
    assert "unsafe" not in first.headers["content-security-policy"]
    claim = re.findall(r'href="(/claim/[0-9a-f]+)"', first.text)[0]
    document = re.findall(r'href="(/document/[^"]+)"', first.text)[0]
    near = [f"/near/{unit}", f"/timeline/{plan}", f"/near/{unit}?format=json", claim, document]
    typed = [
        f"/{path}?" + urlencode({key: name}) for path, key in (("search", "q"), ("entity", "name"), ("query", "query"))
    ]
    asked = [
        f"/queries/links?{urlencode({'name': f'id:{unit}'})}",
        f"/queries/documents?{urlencode({'publisher': name})}",
    ]
    for path in (
        *near,
        *typed,
        *asked,
        "/" + quote(name, safe=""),
        f"/views/{quote(name, safe='')}",
        "/queries/x" + quote(name),
    ):
        answer = site.get(path)
        if answer.media == "text/html":
            harmless(answer.text)
        else:
            assert answer.media in ("application/json", "text/plain"), path
        assert not {"\r", "\n", "\x00"} & set("".join(answer.headers.values()))


@pytest.mark.parametrize("form", [".ttl", ".jsonld", ".nt"])
def test_an_entity_with_a_name_is_described_in_each_format(site: Any, form: str) -> None:
    syntax = {".ttl": "turtle", ".jsonld": "json-ld", ".nt": "nt"}[form]
    for name in (MARKUP[0], QUERIES[0], QUERIES[7], CONTROLS[1]):
        answer = site.get(f"/id/{entity('unit', name).id}{form}", accept="*/*")
        read = rdflib.Graph().parse(data=answer.text, format=syntax)
        assert name in {str(o) for o in read.objects(None, rdflib.RDFS.label)}


def test_rows_that_a_browser_saves_run_nothing(site: Any) -> None:
    answer = site.get("/queries/documents?format=csv", accept="*/*")
    rows = list(csv.reader(io.StringIO(answer.text, newline="")))
    assert len(rows) > len(ALL)
    assert not [cell for row in rows for cell in row if runs(cell)]


def test_every_view_holds_every_name_as_text(reader: KnowledgeGraph, tmp_path: Path) -> None:
    unit, plan = f"id:{entity('unit', MARKUP[0]).id}", f"id:{entity('mechanism', MARKUP[0]).id}"
    claim = next(c.id for c in reader.dataset.claims() if c.predicate == "pk:implements")
    asked = {
        "hierarchy": {"unit": unit},
        "cross-department": {},
        "composition": {"mechanism": plan},
        "meetings-and-postings": {},
        "diffusion": {"mechanism": plan},
        "provenance": {"claim": claim},
    }
    for view, given in asked.items():
        page = write_view(reader, view, given, tmp_path / f"{view}.html").read_text("utf-8")
        found = harmless(page)
        assert sum(tag == "script" for tag, _ in found.tags) == 3  # the library, the data, our own
        assert "</script><img" not in page
        assert "http-equiv" in page


def test_every_plot_holds_names_as_letters(reader: KnowledgeGraph) -> None:
    made = []
    for definition in plots():
        with contextlib.suppress(UsageError):  # it needs a parameter, or finds no rows here
            made.append(draw_plot(reader, definition.name, {}).svg)
    assert len(made) >= 2
    for svg in made:
        tags = {e.tag.rpartition("}")[2] for e in ElementTree.fromstring(svg).iter()}
        assert tags <= {"svg", "g", "path", "rect", "line", "text", "tspan", "defs", "clipPath", "circle"}
        assert not {"\u202e", "\u2066", "\x1b", "\x00"} & set(svg)
