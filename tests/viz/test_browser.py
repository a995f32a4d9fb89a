"""The page in a real browser: what a reader can do with it, and what it never does."""

from __future__ import annotations

import csv
import io
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from open_page import ask, downloaded, edge, entity, held, spot
from playwright.sync_api import Browser, Page, expect

Open = Callable[..., Page]
World = Any  # the class in conftest.py
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def page(opened: Open, view: Path) -> Page:
    return opened(view)


def test_the_picture_is_drawn_without_a_request_a_warning_or_an_error(page: Page) -> None:
    # The fixture fails on any of them when the page is closed.
    inked = page.evaluate(
        """() => { const c = document.querySelector("#picture canvas");
        const p = c.getContext("2d").getImageData(0, 0, c.width, c.height).data;
        return new Set(Array.from({length: p.length / 4}, (_, i) => p[4*i] << 16 | p[4*i+1] << 8 | p[4*i+2])).size; }"""
    )
    assert inked > 20
    assert page.evaluate("navigator.onLine !== undefined && performance.getEntriesByType('resource').length") == 0


def test_the_policy_stops_a_script_and_a_request_that_are_not_the_pages_own(browser: Browser, view: Path) -> None:
    page = browser.new_page()  # not watched: what the policy stops is a complaint of the browser's
    page.goto(view.as_uri())
    refused = page.evaluate(
        """async () => { const s = document.createElement("script"); s.textContent = "window.ran = 1";
        const stopped = [], note = (e) => stopped.push(e.effectiveDirective);
        document.addEventListener("securitypolicyviolation", note);
        document.body.append(s); await fetch("https://example.org/").catch(() => 0);
        await new Promise((r) => setTimeout(r, 100)); return [window.ran === undefined, ...stopped.sort()]; }"""
    )
    page.close()
    assert refused == [True, "connect-src", "script-src-elem"]


def test_a_click_on_a_box_shows_its_links_and_a_click_on_one_its_evidence(page: Page) -> None:
    page.mouse.click(*spot(page, entity(page, "工作会商")))
    panel = page.locator("#panel")
    expect(panel.locator("h2")).to_contain_text("工作会商")
    expect(panel.locator(".near")).to_have_count(4)
    panel.locator(".near").first.click()
    expect(panel.locator(".claim code")).to_have_text("own-words.txt")
    expect(panel.locator(".span")).to_have_text("characters 82–112")
    expect(panel.locator(".cite")).to_contain_text("青禾区警务协作摘要. 2024-05-06. characters 82–112. claim ")


def test_a_click_on_a_line_shows_its_evidence(page: Page) -> None:
    page.mouse.click(*spot(page, edge(page, "stationedIn")["id"]))
    panel = page.locator("#panel")
    expect(panel.locator("h3")).to_have_text("天津市公安局西青分局大寺派出所 posted to → 天津市西青区信访局")
    expect(panel.locator("dd").nth(0)).to_have_text("3 half-days a week")
    expect(panel.locator("dd").nth(1)).to_have_text("2 in all")
    expect(panel.locator("blockquote")).to_contain_text("选派两名民警每周三个半天")
    expect(panel.locator(".coding")).to_have_text("abstract · third party · 2024-05-06 (page)")
    expect(panel.locator(".cite")).to_contain_text("policing-kg dataset")


def test_a_click_on_a_line_of_the_hierarchy_shows_its_evidence(page: Page) -> None:
    page.mouse.click(*spot(page, edge(page, "unitOf")["id"]))
    expect(page.locator("#panel h3")).to_contain_text("unit of")
    expect(page.locator("#panel .span")).to_have_count(1)


def test_a_click_on_a_tag_shows_the_links_that_pass_through_it(page: Page) -> None:
    tag = next(n["id"] for n in held(page)["nodes"] if n.get("relation") == "cooperatesWith")
    page.mouse.click(*spot(page, tag))
    expect(page.locator("#panel h3")).to_contain_text("cooperates with → 天津市西青区司法局")


def test_what_is_not_tied_to_the_chosen_box_is_dimmed_until_the_choice_is_closed(page: Page) -> None:
    chosen, other = entity(page, "工作会商"), entity(page, "派驻制度")
    page.mouse.click(*spot(page, chosen))
    assert (ask(page, "faint", chosen), ask(page, "faint", other)) == (False, True)
    page.locator("#panel .shut").click()
    assert not ask(page, "faint", other)
    expect(page.locator("#panel")).to_contain_text("Select a box or a line")


def test_an_end_of_a_link_leads_to_its_entity(page: Page) -> None:
    page.mouse.click(*spot(page, edge(page, "stationedIn")["id"]))
    page.locator("#panel .end").last.click()
    expect(page.locator("#panel h2")).to_contain_text("天津市西青区信访局")


@pytest.mark.parametrize("text", ["会商", "gongzuo huishang", "GZHS", "working consult", " 工作会商 "])
def test_the_search_finds_by_name_pinyin_initials_and_english(page: Page, text: str) -> None:
    page.fill("#search", text)
    expect(page.locator("#hits button")).to_have_count(1)
    expect(page.locator("#hits button")).to_contain_text("工作会商")


def test_the_search_finds_by_alias(page: Page) -> None:
    page.fill("#search", "警格融合")
    expect(page.locator("#hits button")).to_contain_text("警网融合")


def test_the_search_says_when_nothing_matches(page: Page) -> None:
    page.fill("#search", "没有这个")
    expect(page.locator("#hits")).to_have_text("No name matches")


def test_the_keyboard_alone_searches_chooses_reads_and_leaves(page: Page) -> None:
    page.locator("#search").focus()
    page.keyboard.type("huishang")
    page.keyboard.press("Enter")
    expect(page.locator("#panel h2")).to_contain_text("工作会商")
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.className") == "near":
            break
    page.keyboard.press("Enter")
    expect(page.locator("#panel .cite")).to_be_visible()
    assert page.evaluate("document.activeElement.id") == "panel"
    page.locator("#search").focus()
    page.keyboard.press("Escape")
    expect(page.locator("#panel .cite")).to_have_count(0)
    assert page.input_value("#search") == ""


def test_the_first_stop_of_the_keyboard_skips_to_the_table_and_a_row_shows_its_evidence(page: Page) -> None:
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "table"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#panel .cite")).to_have_count(1)
    assert page.evaluate("document.activeElement.id") == "panel"


def test_arrow_keys_move_the_picture_that_has_the_focus_and_plus_and_minus_zoom_it(page: Page) -> None:
    page.locator("#picture .vis-network").focus()
    meeting, scale = entity(page, "工作会商"), page.evaluate("policingView.scale()")
    before = spot(page, meeting)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    assert spot(page, meeting) == pytest.approx((before[0] - 60, before[1] - 60))
    page.keyboard.press("+")
    assert page.evaluate("policingView.scale()") == pytest.approx(scale * 1.2)
    page.keyboard.press("-")
    assert page.evaluate("policingView.scale()") == pytest.approx(scale)
    assert page.evaluate("scrollY") == 0


def test_the_legend_hides_a_relation_with_its_lines_and_tags(page: Page) -> None:
    line = edge(page, "stationedIn")
    tag = next(n["id"] for n in held(page)["nodes"] if n.get("relation") == "stationedIn")
    page.uncheck("[data-relation=stationedIn]")
    assert ask(page, "hidden", line["id"])
    assert ask(page, "hidden", tag)
    assert not ask(page, "hidden", edge(page, "cooperatesWith")["id"])
    page.check("[data-relation=stationedIn]")
    assert not ask(page, "hidden", line["id"])


def test_the_legend_hides_a_class_with_the_lines_that_lead_to_it(page: Page) -> None:
    page.uncheck("[data-kind=meeting]")
    meeting = entity(page, "工作会商")
    assert ask(page, "hidden", meeting)
    assert all(ask(page, "hidden", e["id"]) for e in held(page)["edges"] if meeting in (e["from"], e["to"]))
    assert not ask(page, "hidden", edge(page, "stationedIn")["id"])


def test_a_click_where_a_hidden_box_was_shows_nothing(page: Page) -> None:
    at = spot(page, entity(page, "工作会商"))
    page.uncheck("[data-kind=meeting]")
    page.mouse.click(*at)
    expect(page.locator("#panel")).to_contain_text("Select a box or a line")


def test_the_language_follows_the_reader_and_is_switched_by_a_button(opened: Open, view: Path) -> None:
    page = opened(view, locale="zh-CN")
    expect(page.locator("h1")).to_contain_text("公安与其他部门的联系")
    assert page.locator("html").get_attribute("lang") == "zh-Hans"
    page.mouse.click(*spot(page, edge(page, "stationedIn")["id"]))
    expect(page.locator("#panel h3")).to_contain_text("派驻")
    page.click("#language")
    expect(page.locator("#panel h3")).to_contain_text("posted to")
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.title().startswith("Links between")
    assert page.get_attribute("#search", "placeholder") == "Search: Chinese, pinyin or English"
    visible = page.locator("thead").inner_text()
    assert "Qualifiers" in visible
    assert "限定" not in visible


def test_the_table_shows_all_links_of_the_data(page: Page) -> None:
    assert page.locator("#table tbody tr").count() == len(held(page)["links"]) == 10
    page.click("a.button")
    expect(page.locator("#table h2")).to_be_in_viewport()


def test_the_csv_holds_each_span_with_document_and_offsets(page: Page, tmp_path: Path) -> None:
    text = downloaded(page, "#csv", tmp_path).read_bytes().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    spans = [
        (s["key"], str(p["start"]), str(p["end"]))
        for x in held(page)["links"]
        for s in x["statements"]
        for p in s["spans"]
    ]
    assert [(r["document"], r["start"], r["end"]) for r in rows] == spans
    assert {r["dataset"] for r in rows} == {held(page)["dataset"]}
    posting = next(r for r in rows if r["relation"] == "stationedIn")
    assert posting["qualifiers"] == "frequency=3 half-days a week; headcount=2 in all"
    assert posting["review"] == "not reviewed"


def png_size(path: Path) -> tuple[int, int]:
    bytes_ = path.read_bytes()
    assert bytes_.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", bytes_[16:24])
    return width, height


def test_the_png_holds_the_whole_picture_whatever_the_window_shows(opened: Open, view: Path, tmp_path: Path) -> None:
    sizes = []
    for number, viewport in enumerate(({"width": 1400, "height": 900}, PHONE)):
        (tmp_path / str(number)).mkdir()
        out = downloaded(opened(view, viewport=viewport), "#png", tmp_path / str(number))
        assert out.name == "cross-department.png"
        sizes.append(png_size(out))
    assert sizes[0] == sizes[1]
    assert sizes[0][0] > 1500


def test_the_whole_picture_comes_back(page: Page) -> None:
    before = page.evaluate("policingView.scale()")
    page.mouse.move(*spot(page, entity(page, "工作会商")))
    page.mouse.wheel(0, -600)
    page.wait_for_timeout(200)
    assert page.evaluate("policingView.scale()") > before * 1.05
    page.fill("#search", "会商")
    page.click("#reset")
    assert page.evaluate("policingView.scale()") == pytest.approx(before, rel=0.01)
    assert page.input_value("#search") == ""


def test_a_phone_shows_readable_type_and_the_evidence_where_the_reader_looks(opened: Open, view: Path) -> None:
    page = opened(view, viewport=PHONE)
    assert page.evaluate("policingView.scale()") >= 0.7
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.mouse.click(*spot(page, entity(page, "天津市公安局西青分局大寺派出所")))
    expect(page.locator("#panel h2")).to_be_in_viewport(ratio=1)


def test_a_tall_picture_begins_at_a_readable_size(opened: Open, world: World, tmp_path: Path) -> None:
    ties = [("南河所", "cooperatesWith", f"部门{i:03}") for i in range(170)]
    out = tmp_path / "tall.html"
    out.write_text(world.page(world.picture(*ties, kinds={"南河所": "police"})), "utf-8")
    page = opened(out)
    assert page.evaluate("policingView.scale()") >= 0.7
    expect(page.locator("#folded")).to_contain_text("170")
    folded = next(i for i, e in held(page)["entities"].items() if e["label"] == "部门099")
    assert ask(page, "hidden", folded)
    page.fill("#search", "部门099")
    page.keyboard.press("Enter")
    expect(page.locator("#panel .near")).to_have_count(1)
    assert not ask(page, "hidden", folded)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_picture_follows_the_colour_scheme_of_the_reader(opened: Open, view: Path, scheme: str) -> None:
    page = opened(view, color_scheme=scheme)
    background = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (background == "rgb(255, 255, 255)") == (scheme == "light")
    pixels = page.evaluate(
        """id => { const at = policingView.spot(id), c = document.querySelector("#picture canvas"),
        r = c.getBoundingClientRect(), k = c.width / r.width;
        up = 12 * policingView.scale();
        return [...c.getContext("2d").getImageData((at.x - r.x) * k, (at.y - r.y - up) * k, 1, 1).data]; }""",
        entity(page, "天津市西青区司法局"),
    )
    assert (sum(pixels[:3]) > 384) == (scheme == "light")


def test_without_scripts_the_table_and_the_legend_are_there_and_nothing_that_would_do_nothing(
    opened: Open, view: Path
) -> None:
    page = opened(view, java_script_enabled=False)
    expect(page.locator("#table tbody tr")).to_have_count(10)
    expect(page.locator("#table tbody tr").first).to_be_visible()
    expect(page.locator("#legend")).to_be_visible()
    for name in ("button", "input", "#picture", "#panel"):
        assert not any(e.is_visible() for e in page.locator(name).all()), name
    expect(page.locator("thead")).to_contain_text("限定")
    expect(page.locator("thead")).to_contain_text("Qualifiers")
