"""The explorer in a real browser: nothing leaves the machine, nothing runs that is not ours, keyboards suffice."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from axe_playwright_python.sync_playwright import Axe
from hostile_world import BUREAU, HOSTILE, OFFICE, PART, PLAN, STATION
from invented_world import iri_of
from playwright.sync_api import Browser, Page, expect


@pytest.fixture
def visit(browser: Browser) -> Iterator[Any]:
    """Open a page of a site; what it asks of another, logs or pops up fails the test."""
    contexts, wrongs = [], []

    def go(site: Any, path: str = "", **context: Any) -> Page:
        made = browser.new_context(**{"locale": "en-US", **context})
        contexts.append(made)
        page = made.new_page()
        page.on("request", lambda r: None if r.url.startswith((site.address, "blob:")) else wrongs.append(r.url))
        page.on("console", lambda m: wrongs.append(m.text) if m.type in ("error", "warning") else None)
        page.on("pageerror", lambda e: wrongs.append(str(e)))
        page.on("dialog", lambda d: (wrongs.append(f"dialog: {d.message}"), d.dismiss()))
        page.goto(site.address + path.lstrip("/"))
        return page

    yield go
    for context in contexts:
        context.close()
    assert wrongs == []


PAGES = [
    "/", "/search?q=a", "/places", "/queries", "/queries/chain", "/views", "/views/hierarchy", "/query", "/terms",
    "/terms/pk:Posting", "/search?q=%E5%B1%80",
]  # fmt: skip


def test_every_page_is_without_serious_findings_of_axe(visit: Any, site: Any) -> None:
    branch = iri_of("branch").partition("policing-kg/id/")[2]
    of_branch = [f"/{room}/{branch}" for room in ("id", "near", "timeline")]
    listed = f"/edges/{branch}?relation=pk:implements"
    for path in (*PAGES, *of_branch, listed, "/queries/chain?" + urlencode({"unit": "东岭分局"})):
        for scheme in ("light", "dark"):
            page = visit(site, path, color_scheme=scheme)
            found = Axe().run(page).response["violations"]
            serious = [(path, v["id"], v["nodes"][0]["html"]) for v in found if v["impact"] in ("serious", "critical")]
            assert serious == []


def test_reading_from_search_to_the_words_of_a_claim_needs_no_script(visit: Any, site: Any) -> None:
    page = visit(site, "/", java_script_enabled=False)
    page.get_by_role("main").get_by_role("searchbox").fill("东岭分局")
    page.get_by_role("main").get_by_role("button", name="Search").click()
    page.get_by_role("link", name="云川市公安局东岭分局", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("云川市公安局东岭分局")
    page.locator('a[href^="/claim/"]').first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Claim")
    page.get_by_role("link", name="中文").click()
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hans")
    page.get_by_role("link", name="首页").click()
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hans")


def test_a_question_is_asked_by_its_form(visit: Any, site: Any) -> None:
    page = visit(site, "/queries/chain")
    page.locator('input[name="unit"]').fill("东岭分局")
    page.get_by_role("button", name="Ask").click()
    expect(page.locator("tbody tr").first).to_contain_text("云川市公安局")
    with page.expect_download() as download:
        page.get_by_role("link", name="csv").click()
    assert download.value.suggested_filename == "chain.csv"


def test_the_editor_inserts_prefixes_and_runs_by_the_keyboard(visit: Any, site: Any) -> None:
    page = visit(site, "/query")
    editor = page.locator("#query")
    editor.fill("ASK { ?a ")
    editor.press("End")
    page.get_by_role("button", name="pk:", exact=True).click()
    assert editor.input_value() == "ASK { ?a pk:"
    editor.press_sequentially("jurisdiction ?b }")
    editor.press("Control+Enter")
    expect(page.locator("tbody td").first).to_have_text("true")


def test_a_view_is_drawn_in_the_explorer(visit: Any, site: Any) -> None:
    page = visit(site, "/views/hierarchy?" + urlencode({"unit": iri_of("branch")}))
    expect(page.locator("#picture canvas")).to_be_visible()


def test_the_picture_of_a_neighbourhood_grows_by_mouse_and_by_keyboard(visit: Any, site: Any) -> None:
    asked: list[str] = []
    page = visit(site, "/near/" + iri_of("branch").partition("policing-kg/id/")[2])
    page.on("request", lambda request: asked.append(request.url))
    expect(page.locator("#neighbourhood")).to_have_attribute("data-ready", "yes")
    expect(page.locator("#picture canvas")).to_be_visible()
    page.get_by_text("Entities in the picture", exact=True).click()
    before = page.locator("#boxes li").count()
    page.get_by_role("button", name="Load neighbours: 云川市公安局", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.locator("#boxes li")).not_to_have_count(before)
    assert len(asked) == 1
    box = page.locator("#picture").bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + 3)  # beside every box: nothing is asked
    assert len(asked) == 1


def test_the_picture_says_when_the_server_does_not_answer(visit: Any, site: Any) -> None:
    page = visit(site, "/near/" + iri_of("branch").partition("policing-kg/id/")[2])
    expect(page.locator("#neighbourhood")).to_have_attribute("data-ready", "yes")
    page.route("**/near/**", lambda route: route.fulfill(status=200, body="no JSON"))
    page.get_by_text("Entities in the picture", exact=True).click()
    page.locator("#boxes button").first.click()
    expect(page.locator("#told")).to_contain_text("Not loaded")


@pytest.mark.parametrize("entity", [STATION, BUREAU, OFFICE, PLAN, PART])
def test_hostile_names_stay_text(visit: Any, hostile: Any, entity: Any) -> None:
    page = visit(hostile, f"/id/{entity.id}")
    expect(page.get_by_role("heading", level=1)).to_contain_text("<img src=x")
    links = [a.get_attribute("href") for a in page.locator("main a").all()]
    assert not [link for link in links if link and link.startswith("javascript:")]
    own = [link for link in dict.fromkeys(links) if link and link.startswith(("/claim/", "/document/", "/id/"))]
    for link in [link for link in own if not link.endswith((".ttl", ".jsonld", ".nt")) and "?cite" not in link][:6]:
        page.goto(hostile.address + link.lstrip("/"))
    rooms = (f"near/{entity.id}", f"timeline/{entity.id}", f"edges/{entity.id}?relation=pk:implements")
    for path in (*rooms, "search?" + urlencode({"q": HOSTILE}), "entity?" + urlencode({"name": HOSTILE})):
        page.goto(hostile.address + path)
        if path.startswith("near/"):
            expect(page.locator("#neighbourhood")).to_have_attribute("data-ready", "yes")
            assert page.evaluate("window.hacked") is None
    assert page.evaluate("window.hacked") is None
