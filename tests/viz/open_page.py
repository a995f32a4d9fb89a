"""What the tests of views do with a page: read its data, find boxes and lines, take a download."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from playwright.sync_api import Page


def held(page: Page) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(page.locator("#data").text_content() or "")
    return found


def entity(page: Page, label: str) -> str:
    return next(i for i, e in held(page)["entities"].items() if e["label"] == label)


def edge(page: Page, relation: str) -> dict[str, Any]:
    return next(e for e in held(page)["edges"] if e["relations"] == [relation])


def spot(page: Page, id: str) -> tuple[float, float]:
    at = page.evaluate("id => policingView.spot(id)", id)
    return at["x"], at["y"]


def ask(page: Page, what: str, id: str) -> bool:
    said: bool = page.evaluate(f"id => policingView.{what}(id)", id)
    return said


def downloaded(page: Page, button: str, into: Path) -> Path:
    with page.expect_download() as download:
        page.click(button)
    out = into / download.value.suggested_filename
    download.value.save_as(out)
    return out
