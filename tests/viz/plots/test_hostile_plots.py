"""A hostile name is text wherever a plot writes it: by the structure of the SVG, by what a browser does with a page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from hostile_world import HOSTILE, asked, write_hostile_world
from playwright.sync_api import Page, expect
from policing_kg.queries import Reader
from policing_kg.queries.result import Named, Row
from policing_kg.viz.plots import Plot, draw_plot
from policing_kg.viz.plots.lettering import drawn
from policing_kg.viz.plots.plot import Plot as Drawn

Open = Callable[..., Page]
NAMES = (
    HOSTILE,
    "</script><script>window.hacked = 1</script>",
    "长" * 10_000,
    "\u202e\u2067右起\u202d<b>\u2028行\x00\x0b\ud7ff\ufffe",
    "${alert(1)} {{7*7}} datum['x'] \\u003cscript\\u003e",
    "]]><svg onload=alert(4)>&amp;&lt;",
)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    folder = tmp_path_factory.mktemp("hostile") / "kg"
    write_hostile_world(folder)
    with Reader(folder) as reader:
        yield reader


def plots_of(reader: Reader) -> list[Plot]:
    mechanism = asked(reader)["diffusion"]["mechanism"]
    return [
        draw_plot(reader, "adoption-by-year", {"mechanism": mechanism}),
        draw_plot(reader, "postings"),
        draw_plot(reader, "meetings"),
        draw_plot(reader, "meetings", {"by": "kind"}),
        draw_plot(reader, "co-occurrence", {"by": "body"}),
    ]


def elements(svg: str) -> set[str]:
    """Tags of an SVG; it fails where an attribute may run or fetch something."""
    tags = set()
    for element in ElementTree.fromstring(svg).iter():
        tags.add(element.tag.rpartition("}")[2])
        for name, value in element.attrib.items():
            assert not name.lower().startswith("on")
            assert not name.endswith("href")
            assert "url(" not in value or value.startswith("url(#")
    return tags


def test_the_svg_of_a_hostile_dataset_holds_marks_and_letters_alone(hostile: Reader) -> None:
    for plot in plots_of(hostile):
        assert elements(plot.svg) <= {"svg", "g", "path", "rect", "line", "text", "tspan", "defs", "clipPath"}
        assert "\u202e" not in plot.svg
        assert HOSTILE[:9] in "".join(ElementTree.fromstring(plot.svg).itertext())


def renamed(plot: Plot, name: str) -> Plot:
    """The same plot of entities, kinds and documents that all bear one name."""
    rows = tuple(
        Row({k: Named(v.iri, name) if isinstance(v, Named) else v for k, v in row.items()}, row.claims, row.evidence)
        for row in plot.data
    )
    documents = {iri: replace(source, document=Named(iri, name)) for iri, source in plot.found.rests.documents.items()}
    rests = replace(plot.found.rests, documents=documents)
    found = replace(plot.found, data=replace(plot.data, rows=rows), rests=rests)
    return Drawn(plot.definition, found, drawn(name, 80), "en")


@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
@pytest.mark.parametrize("which", ["adoption-curve", "figures", "meetings"])
def test_any_name_is_drawn_in_a_line_that_fits(plotted: dict[str, Plot], which: str, name: str) -> None:
    svg = renamed(plotted[which], name).svg
    assert "script" not in elements(svg)
    wide = float(ElementTree.fromstring(svg).attrib["width"])
    assert wide < 1400
    assert not {"\u202e", "\u2067", "\u2028", "\x00"} & set(svg)


def test_a_page_of_a_hostile_dataset_runs_nothing_and_shows_names_as_they_are(
    opened: Open, hostile: Reader, tmp_path: Path
) -> None:
    for number, plot in enumerate(plots_of(hostile)):
        page = opened(plot.save(tmp_path / f"{number}.html"))
        expect(page.locator("html[data-live=yes]")).to_have_count(1)
        assert page.evaluate("window.hacked") is None
        assert page.evaluate("document.querySelectorAll('img, iframe, object, embed').length") == 0
        cells: list[Any] = page.locator("#table td").all_text_contents()
        assert any(HOSTILE[:60] in cell for cell in cells)
        page.locator("#live path[aria-label], #live rect[aria-label]").last.hover(force=True)
        assert page.evaluate("document.querySelectorAll('script').length") == 3
