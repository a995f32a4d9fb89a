"""Every view in a real browser: it asks for nothing, the keyboard reaches all, and what leaves it can be read."""

from __future__ import annotations

import csv
import io
import struct
from collections.abc import Callable
from importlib.resources import files
from itertools import combinations
from pathlib import Path
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree

import pytest
from every_view import ASKED
from open_page import ask, downloaded, entity, held, spot
from playwright.sync_api import Page, expect
from policing_kg.viz.picture import Node, Picture
from policing_kg.viz.plan import Plan

Open = Callable[..., Page]
World = Any  # the class in conftest.py
SVG, GEXF = "{http://www.w3.org/2000/svg}", "{http://gexf.net/1.3}"
SCHEMES = [*zip([*ASKED, "hierarchy"], ["light", "dark"] * 4, strict=True)]
each = pytest.mark.parametrize("name", ASKED)


def overlapping(boxes: list[dict[str, Any]]) -> list[tuple[str, str]]:
    def apart(a: dict[str, Any], b: dict[str, Any]) -> float:
        gaps = ((axis, size) for axis, size in (("x", "width"), ("y", "height")))
        return max(abs(a[axis] - b[axis]) - (a[size] + b[size]) / 2 for axis, size in gaps)

    return [(a["id"], b["id"]) for a, b in combinations(boxes, 2) if apart(a, b) <= 0]


@each
def test_a_view_draws_every_box_apart_and_every_line_from_side_to_side(
    opened: Open, written: dict[str, Path], name: str
) -> None:
    page = opened(written[name])
    boxes = {b["id"]: b for b in page.evaluate("policingView.boxes()")}
    assert len(boxes) >= 3
    assert overlapping(list(boxes.values())) == []
    met: dict[tuple[float, float], int] = {}
    for edge in held(page)["edges"]:
        if ask(page, "hidden", edge["id"]):
            continue
        ends = page.evaluate("id => policingView.ends(id)", edge["id"])
        for end, at in zip((edge["from"], edge["to"]), ends, strict=True):
            box = boxes[end]
            across, down = abs(at[0] - box["x"]) - box["width"] / 2, abs(at[1] - box["y"]) - box["height"] / 2
            assert abs(max(across, down)) < 0.2, edge
            met[at[0], at[1]] = met.get((at[0], at[1]), 0) + (not edge["tree"])
    assert all(count <= 1 for count in met.values())


@pytest.mark.parametrize(("name", "scheme"), SCHEMES)
def test_axe_finds_nothing_to_mend(opened: Open, written: dict[str, Path], name: str, scheme: str) -> None:
    page = opened(written[name], color_scheme=scheme)
    first = next(iter(held(page)["entities"]))
    page.fill("#search", held(page)["entities"][first]["label"])
    page.keyboard.press("Enter")
    page.evaluate((files("axe_playwright_python") / "axe.min.js").read_text("utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    told = [(v["impact"], v["id"], [n["html"][:120] for n in v["nodes"][:3]]) for v in found["violations"]]
    assert told == []


@each
def test_the_keyboard_reaches_everything_and_the_skip_link_comes_first(
    opened: Open, written: dict[str, Path], name: str
) -> None:
    page = opened(written[name])
    controls = page.evaluate(
        """[...document.querySelectorAll("a[href], button, input, summary")]
        .filter((e) => e.checkVisibility() || e.className === "skip").length"""
    )
    reached = []
    for _ in range(controls + 4):
        page.keyboard.press("Tab")
        now = page.evaluate("['tagName', 'className', 'id'].map((name) => document.activeElement[name])")
        if now[0] == "BODY":
            break
        reached.append(now)
    assert reached[0][1] == "skip"
    assert {"png", "svg", "gexf", "csv", "language", "reset", "search"} <= {r[2] for r in reached}
    assert len(reached) >= controls
    assert page.locator("#table tbody tr").count() == len(held(page)["links"])


@each
def test_a_view_speaks_both_languages(opened: Open, written: dict[str, Path], name: str) -> None:
    page = opened(written[name], locale="zh-CN")
    zh, en = held(page)["title"]
    expect(page.locator("h1")).to_contain_text(zh)
    page.click("#language")
    expect(page.locator("h1")).to_contain_text(en)
    assert page.title().startswith(en)
    assert "undefined" not in (page.locator("body").inner_text())


@each
def test_downloads_hold_the_whole_view(opened: Open, written: dict[str, Path], tmp_path: Path, name: str) -> None:
    page = opened(written[name])
    data = held(page)
    svg = ElementTree.parse(downloaded(page, "#svg", tmp_path)).getroot()
    texts = "".join(e.text or "" for e in svg.iter(f"{SVG}text"))
    drawn = [n for n in data["nodes"] if "y" in n and n["kind"] not in ("heading", "lane", "tag")]
    assert drawn
    assert all(n["en"].split("\n")[0] in texts for n in drawn)
    assert data["dataset"][:16] in texts
    gexf = ElementTree.parse(downloaded(page, "#gexf", tmp_path)).getroot()
    assert [n.get("label") for n in gexf.iter(f"{GEXF}node")] == [e["label"] for e in data["entities"].values()]
    assert len(list(gexf.iter(f"{GEXF}edge"))) == len(data["links"])
    rows = list(csv.DictReader(io.StringIO(downloaded(page, "#csv", tmp_path).read_text("utf-8-sig"))))
    assert {(r["from_iri"], r["relation"], r["to_iri"]) for r in rows} == {
        (data["entities"][x["from"]]["iri"], x["relation"], data["entities"][x["to"]]["iri"]) for x in data["links"]
    }
    png = downloaded(page, "#png", tmp_path).read_bytes()
    assert png.startswith(b"\x89PNG")
    assert min(struct.unpack(">II", png[16:24])) > 200
    assert sorted(p.name for p in tmp_path.iterdir()) == [f"{name}.{end}" for end in ("csv", "gexf", "png", "svg")]


@each
def test_a_narrow_screen_and_a_sheet_of_paper_show_all_of_it(opened: Open, written: dict[str, Path], name: str) -> None:
    page = opened(written[name], viewport={"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.emulate_media(media="print")
    expect(page.locator("#table tbody tr").first).to_be_visible()
    expect(page.locator(".tools")).to_be_hidden()


def test_the_address_leads_back_to_what_was_chosen(opened: Open, written: dict[str, Path]) -> None:
    page = opened(written["hierarchy"])
    page.mouse.click(*spot(page, entity(page, "云川市公安局")))
    page.uncheck("[data-relation=ledBy]")
    page.click("#language")
    address = page.url
    assert "entity=" in address
    again = opened(written["hierarchy"], hash=address.partition("#")[2])
    expect(again.locator("#panel h2")).to_contain_text("云川市公安局")
    assert not again.is_checked("[data-relation=ledBy]")
    assert again.locator("html").get_attribute("data-ui") == "zh"
    assert ask(again, "hidden", next(e["id"] for e in held(again)["edges"] if e["relations"] == ["ledBy"]))


def test_the_address_of_a_claim_opens_its_evidence(opened: Open, written: dict[str, Path]) -> None:
    claim = ASKED["provenance"]["claim"]
    page = opened(written["diffusion"], hash=f"claim={claim}&lang=en")
    expect(page.locator("#panel .cite", has_text=claim[:16])).to_have_count(1)
    expect(page.locator("#panel dd", has_text="2021-03/..")).to_have_count(1)


def test_a_hostile_address_does_nothing(opened: Open, written: dict[str, Path]) -> None:
    odd = "open=g0.constructor&link=99.-1.x&day=<b>&without=__proto__"
    for hash in ("entity=javascript:alert(1)", odd, quote("=<script>")):
        page = opened(written["hierarchy"], hash=hash)
        expect(page.locator("#panel")).to_contain_text("Select a box or a line")


def test_the_slider_shows_what_held_on_a_day_and_the_undated_apart(opened: Open, written: dict[str, Path]) -> None:
    page = opened(written["diffusion"])
    branch, south = entity(page, "云川市公安局东岭分局"), entity(page, "南屏市公安局")
    slider = page.locator("#time")
    expect(page.locator("#day")).to_have_text("all times")
    slider.focus()
    page.keyboard.press("Home")
    expect(page.locator("#day")).to_have_text("2021-03-01")
    assert (ask(page, "hidden", branch), ask(page, "hidden", south)) == (False, False)
    page.uncheck("#undated")
    assert (ask(page, "hidden", branch), ask(page, "hidden", south)) == (False, True)
    page.keyboard.press("Tab")
    slider.focus()
    page.keyboard.press("End")
    expect(page.locator("#day")).to_have_text("all times")
    assert not ask(page, "hidden", south)


@pytest.fixture
def crowd(world: World, tmp_path: Path) -> Path:
    """A station with 400 neighbours of two sorts in four provinces."""
    ties = [("南河所", "cooperatesWith", f"部门{i:03}") for i in range(400)]
    found = world.picture(*ties, kinds={"南河所": "police"})
    nodes = {}
    for i, (iri, node) in enumerate(found.nodes.items()):
        office = node.kind == "department"
        more = {"sort": ("司法所", "综治中心")[i % 2], "region": (f"{i % 4}省",)} if office else {}
        nodes[iri] = Node(iri, node.label, node.kind, **more)
    found = Picture(nodes, found.links)
    out = tmp_path / "crowd.html"
    out.write_text(world.page(found), "utf-8", newline="\n")
    return out


def groups(page: Page) -> list[dict[str, Any]]:
    return [n for n in held(page)["nodes"] if "members" in n]


def test_a_group_opens_at_a_click_moves_what_is_below_and_folds_again(opened: Open, crowd: Path) -> None:
    page = opened(crowd)
    shown = [g for g in groups(page) if not ask(page, "hidden", g["id"])]
    assert int(page.locator("#drawn").inner_text()) < 60
    assert page.locator("#total").inner_text() == "401"
    group = min(shown, key=lambda g: g["y"])
    before = page.locator("#drawn").inner_text()
    page.mouse.click(*spot(page, group["id"]))
    expect(page.locator("#panel h2")).to_contain_text(f"×{len(group['members'])}")
    inner = [n for n in held(page)["nodes"] if n.get("in") == group["id"]]
    assert inner
    assert not any(ask(page, "hidden", n["id"]) for n in inner)
    assert overlapping(page.evaluate("policingView.boxes()")) == []
    page.locator("#panel .toggle").click()
    assert all(ask(page, "hidden", n["id"]) for n in inner)
    assert page.locator("#drawn").inner_text() == before


def test_folded_neighbours_open_on_demand_and_a_search_opens_what_it_finds(opened: Open, crowd: Path) -> None:
    page = opened(crowd)
    page.mouse.click(*spot(page, entity(page, "南河所")))
    page.locator("#panel .near", has_text="Open folded neighbours").click()
    expect(page.locator("#drawn")).to_have_text("401")
    page = opened(crowd)
    target = entity(page, "部门333")
    assert ask(page, "hidden", target)
    page.fill("#search", "bumen333")
    page.keyboard.press("Enter")
    assert not ask(page, "hidden", target)
    expect(page.locator("#panel h2")).to_contain_text("部门333")


def test_no_more_boxes_are_opened_than_a_browser_moves_with_ease(opened: Open, tmp_path: Path, world: World) -> None:
    nodes = {f"urn:{i}": Node(f"urn:{i}", f"机构{i:04}", "department") for i in range(1600)}
    found = Picture(nodes, ())
    out = tmp_path / "many.html"
    out.write_text(world.page(found, plan=Plan(dict.fromkeys(nodes, 0))), "utf-8")
    page = opened(out)
    (group,) = groups(page)
    page.mouse.click(*spot(page, group["id"]))
    expect(page.locator("#drawn")).to_have_text("0")
    page.locator("#panel .toggle").click()
    expect(page.locator("#status")).to_contain_text("more than 1,500 boxes")
