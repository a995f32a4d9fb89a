"""A real browser for the tests: the Chromium on the path, or the one that POLICING_KG_CHROMIUM names."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    named = os.environ.get("POLICING_KG_CHROMIUM")
    path = named or next((path for name in NAMES if (path := shutil.which(name))), None)
    if path is None:
        say = pytest.fail if os.environ.get("CI") else pytest.skip
        say("no Chromium on the path; run .ci/system-packages, or name one in POLICING_KG_CHROMIUM")
    arguments = ["--disable-dev-shm-usage", "--disable-gpu"]
    if getattr(os, "geteuid", lambda: 1)() == 0:
        arguments.append("--no-sandbox")
    with sync_playwright() as play:
        launched = play.chromium.launch(executable_path=path, args=arguments)
        yield launched
        launched.close()
