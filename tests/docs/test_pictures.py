"""The pictures of the documentation: what is drawn of the digests shows something, and nothing goes wrong on the way.

`make docs` names the folder that keeps them in POLICING_KG_PICTURES.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page
from policing_kg.queries import Reader, ask
from policing_kg.viz import views, write_view
from policing_kg.viz.plots import draw_plot, plots

sys.path.insert(0, str(Path(__file__).parents[1] / "viz" / "explorer"))

from running_site import Site, running

VIEWS = {
    "hierarchy": {"unit": "西青分局"},
    "cross-department": {"place": "西青区"},
    "composition": {"mechanism": "两队一室"},
    "meetings-and-postings": {"place": "西青区"},
    "diffusion": {"mechanism": "派出所主防"},
    "provenance": {"claim": ""},
    "ontology": {"term": "派驻"},
}
PLOTS: dict[str, dict[str, str]] = {
    "adoption-curve": {"mechanism": "警网融合"},
    "adoption-by-year": {"mechanism": "派出所主防"},
    "figures": {"measure": "矛盾纠纷化解率"},
    "staffing-shares": {},
    "postings": {"place": "西青区"},
    "meetings": {"place": "西青区"},
    "co-occurrence": {"place": "西青区"},
}
KEPT = os.environ.get("POLICING_KG_PICTURES")
LOCALES = {"en": "en-US", "zh": "zh-CN"}
LANGUAGES = [*LOCALES] if KEPT else ["en"]  # the pages in Chinese have tests of their own


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = Path(KEPT) if KEPT else tmp_path_factory.mktemp("pictures")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture(scope="module")
def reader(built: Path) -> Iterator[Reader]:
    with Reader(built) as opened:
        yield opened


@pytest.fixture(scope="module")
def explorer(built: Path) -> Iterator[Site]:
    with running(built) as site:
        yield site


@pytest.fixture
def look(browser: Browser) -> Iterator[Any]:
    """Open a page in one language; what it logs as an error fails the test."""
    contexts, wrongs = [], []

    def open_(address: str, language: str) -> Page:
        made = browser.new_context(viewport={"width": 1400, "height": 860}, locale=LOCALES[language])
        contexts.append(made)
        page = made.new_page()
        page.on("console", lambda m: wrongs.append(m.text) if m.type in ("error", "warning") else None)
        page.on("pageerror", lambda e: wrongs.append(str(e)))
        page.goto(address)
        page.wait_for_load_state("networkidle")
        return page

    yield open_
    for context in contexts:
        context.close()
    assert wrongs == []


def shows_something(picture: Path) -> bool:
    """Whether there is more on it than a ground and a frame."""
    with Image.open(picture) as image:
        colours = image.convert("RGB").getcolors(image.width * image.height)
        assert colours is not None
        ground = max(count for count, _ in colours)
        return len(colours) > 20 and ground < 0.995 * image.width * image.height


def test_every_view_and_plot_has_a_picture() -> None:
    assert [v.name for v in views()] == list(VIEWS)
    assert [p.name for p in plots()] == list(PLOTS)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", VIEWS)
def test_a_view_of_the_digests(
    name: str, language: str, reader: Reader, look: Any, pictures: Path, tmp_path: Path
) -> None:
    asked = VIEWS[name]
    if name == "provenance":
        rows = ask(reader, "who-meets-whom", {"place": "西青区", "meeting": "工作会商"})
        asked = {"claim": rows[0].claims[0]}
    page = look(write_view(reader, name, asked, tmp_path / "view.html").as_uri(), language)
    out = pictures / f"view-{name}-{language}.png"
    page.screenshot(path=out)
    assert shows_something(out)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PLOTS)
def test_a_plot_of_the_digests(name: str, language: str, reader: Reader, pictures: Path) -> None:
    out = pictures / f"plot-{name}-{language}.png"
    draw_plot(reader, name, PLOTS[name], language=language).save(out, dpi=96)
    assert shows_something(out)


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_of_the_explorer_on_the_digests(language: str, explorer: Site, look: Any, pictures: Path) -> None:
    entity = f"{explorer.address}entity?" + urlencode({"name": "大寺派出所"})
    for name, address in (
        ("home", explorer.address),
        ("entity", entity),
        ("question", f"{explorer.address}queries/who-meets-whom?" + urlencode({"place": "西青区"})),
    ):
        page = look(address, language)
        out = pictures / f"explorer-{name}-{language}.png"
        page.screenshot(path=out)
        assert shows_something(out)
        if name == "entity":
            near = page.url.replace("/id/", "/near/")
            out = pictures / f"explorer-near-{language}.png"
            look(near, language).screenshot(path=out)
            assert shows_something(out)
