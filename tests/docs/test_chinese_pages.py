"""A Chinese page says what the English one does: its figures stand there too, and it sends nobody elsewhere in vain."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[2] / "docs"
PAGES = sorted(p.name for p in (DOCS / "zh").glob("*.md") if (DOCS / p.name).is_file())
TOGETHER = {"views.md": ("views.md", "plots.md", "explorer.md")}
CODE = re.compile(r"^```.*?^```$|`[^`\n]+`", re.MULTILINE | re.DOTALL)
FIGURE = re.compile(r"(?<![\w.])(?:\d*\.\d+|\d{1,3}(?:,\d{3})+)(?!\d|\.\d)", re.ASCII)
SAID_TO_BE_ENGLISH = re.compile(r"\]\(\.\./([\w-]+\.md)[^)]*\)（英文）")


def figures(*pages: Path) -> set[str]:
    return {found for page in pages for found in FIGURE.findall(CODE.sub("", page.read_text("utf-8")))}


@pytest.mark.parametrize("name", PAGES)
def test_every_figure_stands_on_the_english_page(name: str) -> None:
    english = figures(*(DOCS / page for page in TOGETHER.get(name, (name,))))
    assert sorted(figures(DOCS / "zh" / name) - english) == []


def test_the_chinese_page_on_reading_has_the_figures_of_reading() -> None:
    assert len(figures(DOCS / "zh" / "extraction.md")) > 30


@pytest.mark.parametrize("page", sorted((DOCS / "zh").glob("*.md")), ids=lambda page: page.name)
def test_what_is_said_to_be_english_only_has_no_chinese_page(page: Path) -> None:
    named = SAID_TO_BE_ENGLISH.findall(page.read_text("utf-8"))
    assert [name for name in named if (DOCS / "zh" / name).exists()] == []
