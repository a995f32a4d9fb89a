"""The documentation site: built without a network and without a warning, read and searched as a file, all links lead.

Warnings of MkDocs stop the build; the browser then reads pages of each kind from their file.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urldefrag

import pytest
from lxml import html
from playwright.sync_api import Browser, Page, expect
from policing_kg.ontology import load_terms
from policing_kg.queries import load_catalogue

ROOT = Path(__file__).parents[2]
KINDS = (
    "index.html", "tutorial.html", "questions/chain.html", "terms/posting.html", "terms/schemes.html", "codebook.html",
    "reference/index.html", "decisions/index.html", "zh/index.html", "zh/questions/chain.html", "zh/terms/posting.html",
    "zh/review.html", "zh/networks.html",
)  # fmt: skip
HELD = (("script", "src"), ("link", "href"), ("img", "src"), ("iframe", "src"), ("source", "src"))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("documentation")
    command = [sys.executable, str(ROOT / "docs" / "site"), "a site", "--pictures", "none"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return folder / "a site"


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[Path, Any]:
    return {file: html.fromstring(file.read_bytes()) for file in site.rglob("*.html") if file.name != "404.html"}


@pytest.fixture
def read(browser: Browser, site: Path) -> Iterator[Any]:
    """Open a page from its file; whatever it asks of a network or logs as an error fails the test."""
    wrongs: list[str] = []
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-US")
    page = context.new_page()
    page.on("request", lambda r: None if r.url.startswith((site.as_uri(), "data:")) else wrongs.append(r.url))
    page.on("console", lambda m: wrongs.append(m.text) if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda e: wrongs.append(str(e)))

    def open_(place: str) -> Page:
        page.goto((site / place).as_uri())
        return page

    yield open_
    context.close()
    assert wrongs == []


def test_every_link_leads_to_a_page_and_a_place_on_it(site: Path, pages: dict[Path, Any]) -> None:
    marks = {file: {*page.xpath("//@id"), *page.xpath("//a/@name")} for file, page in pages.items()}
    dead = []
    for file, page in pages.items():
        for link in page.xpath("//a/@href"):
            path, mark = urldefrag(unquote(link))
            if re.match(r"[a-z]+:", path):
                continue
            target = (file.parent / path).resolve() if path else file
            if not target.is_file() or (mark and target in marks and mark not in marks[target]):
                dead.append((file.relative_to(site).as_posix(), link))
    assert dead == []


def test_what_a_page_holds_comes_from_the_site(site: Path, pages: dict[Path, Any]) -> None:
    foreign = []
    for file, page in pages.items():
        for tag, name in HELD:
            for address in page.xpath(f"//{tag}/@{name}"):
                if re.match(r"(?!data:)([a-z]+:|//)", address) or not (file.parent / unquote(address)).is_file():
                    foreign.append((file.name, address))
    for sheet in site.rglob("*.css"):
        foreign += [
            (sheet.name, a) for a in re.findall(r"url\(\s*[\"']?(?:https?:)?(//[^)]*)", sheet.read_text("utf-8"))
        ]
    assert foreign == []


def test_every_term_and_question_has_its_place_in_both_languages(site: Path, pages: dict[Path, Any]) -> None:
    for language in (site, site / "zh"):
        for term in load_terms():
            ids = pages[language / "terms" / f"{term.module}.html"].xpath("//h2/@id")
            assert term.name.replace(":", "-") in ids
        for name, query in load_catalogue().items():
            text = pages[language / "questions" / f"{name}.html"].text_content()
            assert query.title_en in text
            assert query.title_zh in text


@pytest.mark.parametrize("place", KINDS)
def test_a_page_is_read_from_its_file_without_a_network(read: Any, place: str) -> None:
    page = read(place)
    expect(page.locator("h1").first).to_be_visible()


@pytest.mark.parametrize(
    ("start", "typed", "leads"),
    [
        ("index.html", "stationedIn", "terms/posting.html"),
        ("decisions/index.html", "pyshacl oracle", "decisions/0004-shacl-engine-and-oracle.html"),
        ("zh/index.html", "派驻", "zh/questions/postings.html"),
        ("zh/questions/index.html", "隶属", "zh/questions/chain.html"),
    ],
)
def test_search_finds_from_a_file(read: Any, site: Path, start: str, typed: str, leads: str) -> None:
    page = read(start)
    page.locator("[data-md-component=search-query]").fill(typed)
    page.keyboard.press("End")  # a key, as after an input method; the search waits for one
    expect(page.locator(f'.md-search-result__link[href*="{(site / leads).as_uri()}"]').first).to_be_attached(
        timeout=30_000
    )


def test_the_index_cuts_chinese_into_words(site: Path) -> None:
    held = json.loads((site / "zh" / "search" / "search_index.json").read_text("utf-8"))
    assert any("派驻\u200b制度" in entry["text"] for entry in held["docs"])
