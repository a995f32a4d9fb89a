"""Build the documentation site from the documents, the ontology, the catalogue, the codebook and the docstrings.

usage: python docs/site [INTO] [--pictures FOLDER]   (default: build/site, build/pictures)
"""

from __future__ import annotations

import argparse
import logging
import os
import shutil
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import Any

os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")  # the lock keeps MkDocs below 2

import jieba
from collected import OTHER, ROOT, Collection, DeadLink, hand_written
from gallery_pages import add_gallery
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort
from ontology_pages import add_ontology
from policing_kg.loaders.codebook.writing import write_codebook
from questions_pages import add_questions
from reference_pages import add_reference, copy_package

HERE = Path(__file__).parent


def collect(language: str, pictures: Path, work: Path) -> Collection:
    """Everything that one language's site holds."""
    found = hand_written(language, pictures)
    add_ontology(found, language)
    add_questions(found, language)
    add_gallery(found, language)
    codebook = write_codebook(work / f"codebook-{language}.md")
    found.pages["codebook.md"] = codebook.read_text("utf-8")
    if language == "en":
        add_reference(found)
    for asset in sorted((HERE / "assets").iterdir()):
        found.files[f"assets/{asset.name}"] = asset
    return found


def navigation(pages: dict[str, str], language: str) -> list[dict[str, Any]]:
    """The pages in their order; one that no section names stands at the end of the open one."""
    sections = tomllib.loads((HERE / "nav.toml").read_text("utf-8"))["section"]
    named = {page for section in sections for page in section["pages"]}
    rest = [p for p in sorted(pages) if p not in named and not any(p.startswith(n) for n in named if n.endswith("/"))]
    nav = []
    for section in sections:
        items: list[str] = []
        for page in [*section["pages"], *(rest if section.get("open") else [])]:
            if page.endswith("/"):
                inside = sorted(p for p in pages if p.startswith(page))
                items += sorted(inside, key=lambda p: not p.endswith("/index.md"))
            elif page in pages:
                items.append(page)
        if items:
            nav.append({section["title"][language]: items})
    other = {"English": f"{OTHER}index.html"} if language == "zh" else {"中文": f"{OTHER}zh/index.html"}
    return [*nav, other]


def write(found: Collection, into: Path) -> None:
    """Write pages and files as MkDocs reads them."""
    for place, text in found.pages.items():
        (into / place).parent.mkdir(parents=True, exist_ok=True)
        (into / place).write_text(text, "utf-8", newline="\n")
    for place, file in found.files.items():
        (into / place).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, into / place)


def build_language(language: str, pictures: Path, work: Path, into: Path) -> None:
    """Build one language's site; a warning stops it."""
    found = collect(language, pictures, work)
    write(found, work / language)
    config = load_config(
        str(HERE / "mkdocs.yml"),
        docs_dir=str(work / language),
        site_dir=str(into),
        nav=navigation(found.pages, language),
        strict=True,
    )
    config.theme["language"] = language
    config.extra["homepage"] = f"{OTHER}{'zh/' if language == 'zh' else ''}index.html"
    config.plugins.on_startup(command="build", dirty=False)
    try:
        build(config)
    finally:
        config.plugins.on_shutdown()
    for page in into.rglob("*.html"):
        text = page.read_text("utf-8")
        if f'href="{OTHER}' in text:
            up = "../" * (len(page.relative_to(into).parts) - 1 + (language == "zh"))
            page.write_text(text.replace(f'href="{OTHER}', f'href="{up}'), "utf-8", newline="\n")


def main() -> int:
    """Build both languages into one folder; each is searched on its own."""
    parser = argparse.ArgumentParser(prog="python docs/site", description=__doc__.splitlines()[0])
    parser.add_argument("into", nargs="?", type=Path, default=ROOT / "build" / "site")
    parser.add_argument("--pictures", type=Path, default=ROOT / "build" / "pictures")
    asked = parser.parse_args()
    into, pictures = asked.into.resolve(), asked.pictures.resolve()  # MkDocs reads a path from where its settings stand
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(message)s")
    try:
        with tempfile.TemporaryDirectory() as folder:
            work = Path(folder)
            jieba.setLogLevel(logging.WARNING)
            jieba.dt.tmp_dir = folder  # by default a cache that any user of the machine may write
            copy_package(work / "python")
            os.environ["POLICING_KG_DOCUMENTED"] = str(work / "python")
            build_language("en", pictures, work, into)
            build_language("zh", pictures, work, into / "zh")
    except (Abort, DeadLink) as error:
        sys.stderr.write(f"the site was not built: {error}\n")
        return 1
    sys.stdout.write(f"{asked.into / 'index.html'}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
