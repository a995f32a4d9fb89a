"""A hostile name is text wherever it stands, proven by what the browser does with it."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from hostile_world import HOSTILE as ATTACK
from hostile_world import asked, write_hostile_world
from open_page import downloaded, edge, held, spot
from playwright.sync_api import Page, expect
from policing_kg.graph.cell import guarded
from policing_kg.loaders.build import build
from policing_kg.queries import Reader
from policing_kg.viz import write_view

Open = Callable[..., Page]
World = Any  # the class in conftest.py
HOSTILE = (
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(2)>",
    'href="javascript:alert(3)"',
    "\"'`><svg onload=alert(4)>",
    "行\u2028分\u2029隔 \\u003c${alert(5)} {{7*7}}",
    '=HYPERLINK("http://example.org","x")',
    "\u202e\u2067右起\u202d<b>",
    "长" * 10_000,
)


def hostile_page(world: World, name: str, out: Path) -> Path:
    said = dict.fromkeys(("document", "key", "publisher", "published", "genre", "issuer", "rule", "quote"), name)
    found = world.picture(
        (name, "cooperatesWith", f"{name} 二"),
        (name, "convenes", f"{name} 会"),
        kinds={name: "police", f"{name} 会": "meeting"},
        qualifiers=[("placeText", name), ("frequency", name), (name, name)],
        address=f"https://example.org/{name}",
        names=[name],
        **said,
    )
    out.write_text(world.page(found, place=name), "utf-8", newline="\n")
    return out


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_is_shown_as_it_is_and_does_nothing(
    opened: Open, world: World, tmp_path: Path, name: str
) -> None:
    page = opened(hostile_page(world, name, tmp_path / "view.html"))
    start = name.split("\u2028", maxsplit=1)[0][:60]
    expect(page.locator("h1 .place")).to_contain_text(start)
    for id in ("n0", "n1", "n2"):
        page.mouse.move(*spot(page, id))
        page.wait_for_timeout(350)  # so that a tooltip shows
        page.mouse.click(*spot(page, id))
        assert start[:20] in (page.locator("#panel h2").text_content() or "")
    page.fill("#search", name[:8])
    page.locator("#hits button").first.click()
    page.locator("#panel .near").first.click()
    page.click("#language")
    expect(page.locator("#panel .claim")).to_have_count(1)
    assert start[:20] in (page.locator("#panel .claim").text_content() or "")
    for button in ("#svg", "#gexf"):
        text = downloaded(page, button, tmp_path).read_text("utf-8")
        assert start[:5].replace("<", "&lt;") in text or start[0] in '"行'
        tags = {e.tag.rpartition("}")[2] for e in ElementTree.fromstring(text).iter()}
        assert not tags & {"script", "image", "a", "foreignObject"}
    assert page.evaluate("document.querySelectorAll('img, svg, iframe, [onerror], [onload]').length") == 0
    hrefs = page.evaluate("[...document.querySelectorAll('a')].map((a) => a.href)")
    assert all(h.startswith(("file:", "https://example.org/")) for h in hrefs)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("name", ["=HYPERLINK(1)", "+1", "-1", "@SUM(1)", "\t=1", "\r=1"])
def test_no_cell_of_the_csv_begins_a_formula(opened: Open, world: World, tmp_path: Path, name: str) -> None:
    page = opened(hostile_page(world, name, tmp_path / "view.html"))
    text = downloaded(page, "#csv", tmp_path).read_bytes().decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert sum(guarded(name) in cell for row in rows for cell in row) >= 6
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_a_hostile_name_of_a_file_that_was_built_does_nothing(opened: Open, tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    name = "<img src=x onerror=alert(6)>.txt"
    text = "青禾区摘要\n\n天津市公安局西青分局与西青区司法局协作调解纠纷。\n"
    (tmp_path / "texts" / name).write_text(text, "utf-8")
    build([tmp_path / "texts"], tmp_path / "kg", base=False)
    with Reader(tmp_path / "kg") as reader:
        page = opened(write_view(reader, "cross-department", {"place": "西青区"}, tmp_path / "view.html"))
    page.mouse.click(*spot(page, edge(page, "cooperatesWith")["id"]))
    expect(page.locator("#panel .claim code")).to_have_text(name)
    assert page.locator("img").count() == 0


def test_a_hostile_name_that_was_built_is_text_in_every_view_that_shows_it(opened: Open, tmp_path: Path) -> None:
    write_hostile_world(tmp_path / "kg")
    with Reader(tmp_path / "kg") as reader:
        for name, given in asked(reader).items():
            page = opened(write_view(reader, name, given, tmp_path / f"{name}.html"))
            labels = {e["label"] for e in held(page)["entities"].values()}
            assert any(ATTACK in label for label in labels), name
            for id in list(held(page)["entities"])[:6]:
                if id in {b["id"] for b in page.evaluate("policingView.boxes()")}:
                    page.mouse.click(*spot(page, id))
            page.locator("button[data-link]").first.click()
            expect(page.locator("#panel h3").first).to_be_visible()
            assert page.evaluate("document.querySelectorAll('img, svg, iframe, [onerror], [onload]').length") == 0, name
            assert page.evaluate("window.hacked") is None
