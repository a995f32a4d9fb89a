"""The page of a plot: one file under a strict policy, readable without scripts, alive with them."""

from __future__ import annotations

import base64
import csv
import hashlib
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from every_plot import ASKED
from playwright.sync_api import Browser, Page, expect
from policing_kg.viz.plots import Plot

Open = Callable[..., Page]


def test_the_policy_lets_only_the_pages_own_scripts_run_and_nothing_be_fetched(plotted: dict[str, Plot]) -> None:
    html = plotted["postings"].html
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]+)"', html)
    assert "unsafe" not in policy
    assert "default-src &#39;none&#39;" in policy
    scripts = re.findall(r"<script>(.*?)</script>", html, re.DOTALL)
    assert len(scripts) == 2
    for script in scripts:
        digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        assert f"sha256-{digest}" in policy
    assert not re.findall(r"<(?:link|iframe|object|embed|base|form|img)\b", html.partition("<script>")[0])


@pytest.mark.parametrize("name", ASKED)
def test_every_page_comes_alive_without_a_request_a_warning_or_an_eval(
    opened: Open, plotted: dict[str, Plot], tmp_path: Path, name: str
) -> None:
    page = opened(plotted[name].save(tmp_path / f"{name}.html"))
    expect(page.locator("html[data-live=yes]")).to_have_count(1)
    expect(page.locator("#live svg")).to_have_count(1)
    assert page.locator("#table tbody tr").count() == len(plotted[name].data)
    assert page.locator("#picture").inner_text().count(plotted[name].title) == 1


def test_the_pointer_is_told_the_documents(opened: Open, plotted: dict[str, Plot], tmp_path: Path) -> None:
    page = opened(plotted["co-occurrence"].save(tmp_path / "plot.html"))
    expect(page.locator("html[data-live=yes]")).to_have_count(1)
    page.locator("#live path[aria-label*='Sources: 1']").first.hover(force=True)
    expect(page.locator("#vg-tooltip-element.visible")).to_contain_text("Sources")
    told = page.locator("#vg-tooltip-element").inner_text()
    assert any(title in told for title in ("东岭的碰头会", "云川市年度报告", "南屏的做法"))


def test_the_rows_are_saved_as_they_are(opened: Open, plotted: dict[str, Plot], tmp_path: Path) -> None:
    page = opened(plotted["figures"].save(tmp_path / "plot.html"))
    with page.expect_download() as download:
        page.click("#csv")
    assert download.value.suggested_filename == "figures.csv"
    download.value.save_as(tmp_path / "rows.csv")
    text = (tmp_path / "rows.csv").read_text("utf-8")
    assert text == plotted["figures"].csv
    assert len(list(csv.reader(text.splitlines()))) == 5


def test_without_scripts_the_picture_and_the_rows_are_there(
    browser: Browser, plotted: dict[str, Plot], tmp_path: Path
) -> None:
    path = plotted["adoption-curve"].save(tmp_path / "plot.html")
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(path.as_uri())
    assert page.locator("#picture svg").bounding_box() is not None
    assert page.locator("#table tbody tr").count() == len(plotted["adoption-curve"].data)
    context.close()


def test_axe_finds_nothing_serious(opened: Open, plotted: dict[str, Plot], tmp_path: Path) -> None:
    for name in ("figures", "co-occurrence"):
        page = opened(plotted[name].save(tmp_path / f"{name}.html"), bypass_csp=True)
        expect(page.locator("html[data-live=yes]")).to_have_count(1)
        found = Axe().run(page).response["violations"]
        assert [v["id"] for v in found if v["impact"] in ("serious", "critical")] == []
