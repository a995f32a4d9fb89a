"""No name of the corpus stands in anything that is written, served or sent, by no verb, in no form."""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import subprocess
import sys
from pathlib import Path

import policing_kg
import pytest
from cases import FILTERS, Case, cases, is_covered
from policing_kg.graph.neo4j_sync import bulk
from policing_kg.loaders.pipeline import extract_article
from policing_kg.loaders.recognisers.prompt import messages, parts_of
from policing_kg.loaders.texts.article import SourceText
from served import pages
from written import texts

FORMATS = ("turtle", "trig", "jsonld", "nquads", "csv", "jsonl")
# What a sentence is turned into claims by: without it the texts would yield nothing that could leak.
LEAD = (
    "云川市青石区公安分局设立青石派出所。青石派出所由云川市青石区公安分局领导。"
    "2023年，青石派出所推行“三点护学法”，每周召开联席会议，派驻民警3名，矛盾纠纷化解率达96.3%。\n"
)
CASES = 96
PAGES = int(os.environ.get("POLICING_KG_PAGES", "120"))  # `make soak` fetches all that links lead to
WHERE_TEXT_IS_SHOWN = ("cache/", "out/review", "out/said.txt", "out/pages.txt", "out/prompts.txt")


def _said(work: Path, *arguments: object) -> str:
    """Run the command line in a folder; standard output and error."""
    done = subprocess.run(
        [sys.executable, "-m", "policing_kg", *map(str, arguments)],
        cwd=work, capture_output=True, text=True, timeout=300, check=False,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )  # fmt: skip
    return done.stdout + done.stderr


def _sent(text: str) -> str:
    """What a language model would be sent of a text."""
    extraction = extract_article(SourceText("a.txt", text, ""))
    return json.dumps([messages(part) for part in parts_of(extraction)], ensure_ascii=False)


def _documents(drawn: list[Case], each: int) -> list[str]:
    """Texts of some cases each, so that a name stands beside what yields claims."""
    groups = [drawn[n : n + each] for n in range(0, len(drawn), each)]
    said = (LEAD + "".join(f"青石派出所社区民警入户走访。{case.text}\n" for case in group) for group in groups)
    # A name in the very words that a link rests on, which pages quote.
    names = (group[0].name.split()[0] for group in groups)
    tied = (f"云川市青石区公安分局由局长{name}牵头与青石区司法局建立联席会议机制。\n" for name in names)
    return [text + tie for text, tie in zip(said, tied, strict=True)]


def _found_and_missed(drawn: list[Case], documents: list[str]) -> tuple[list[str], list[str]]:
    """Names that are covered wherever their documents are shown, and those that stay somewhere."""
    kept = "".join(map(FILTERS["shown"], documents))
    covered: dict[str, bool] = {}
    for case in drawn:
        squeezed = re.sub(r"\(yīn\)|\s", "", case.name)
        whole = is_covered(case, FILTERS["shown"])
        for name in {squeezed, case.name.replace("\n", "\\n"), case.name}:
            if len(squeezed) > 2:
                covered[name] = covered.get(name, True) and whole
    found = {name for name, whole in covered.items() if whole and name not in kept + re.sub(r"\s", "", kept)}
    return sorted(found), sorted(covered.keys() - found)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str], list[str]]:
    """The folder with all that was written and served, the names that are covered in it, and those that are missed."""
    work = tmp_path_factory.mktemp("people")
    for name in ("news", "tmp", "out"):
        (work / name).mkdir()
    drawn = list(cases(CASES, seed=7))
    random.Random(7).shuffle(drawn)
    documents = _documents(drawn, 8)
    found, missed = _found_and_missed(drawn, documents)
    for number, text in enumerate(documents):
        (work / "news" / f"{number}.txt").write_text(text, "utf-8")
    kg, out = work / "kg", work / "out"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TMPDIR", str(work / "tmp"))
        patch.setenv("POLICING_KG_CACHE", str(work / "cache"))
        policing_kg.build([work / "news"], kg, base=False)
        for form in FORMATS:
            policing_kg.export(kg, form, out / f"export-{form}")
        for suffix in ("csv", "xlsx"):
            policing_kg.review(kg).export(out / f"review.{suffix}")
        policing_kg.release(kg, out / "release", "1", date="2026-01-01")
        policing_kg.verify(out / "release", sources=[work / "news"])
        policing_kg.view("cross-department", kg=kg, out=out / "view.html")
        asked = ("documents", "figures")
        said = [_said(work, "ask", query, "--kg", "kg", "--evidence", "--format", "json") for query in asked]
        said.append(_said(work, "extract", *sorted((work / "news").iterdir())))
        (work / "news" / "broken.docx").write_bytes(f"PK\x03\x04{found[0]}".encode())
        said.append(_said(work, "build", "news", "--into", "kg", "--no-base"))
        bulk(kg, out / "neo4j")
        served = dict(pages(kg, PAGES))
    (out / "said.txt").write_text("\n".join(said), "utf-8")
    (out / "pages.txt").write_text("\n".join(served.values()), "utf-8")
    (out / "prompts.txt").write_text("\n".join(map(_sent, documents)), "utf-8")
    shutil.rmtree(work / "news")
    return work, found, missed


def test_names_that_are_covered_stand_nowhere(written: tuple[Path, list[str], list[str]]) -> None:
    work, found, _ = written
    assert len(found) > 50
    pattern = re.compile(b"|".join(re.escape(name.encode()) for name in found))
    held = dict(texts(work))
    assert len(held) > 100
    leaks = {(name, hit[0].decode()) for name, said in held.items() for hit in pattern.finditer(said)}
    assert not leaks


def test_names_that_it_misses_stand_in_masked_texts_alone_and_in_no_claim(
    written: tuple[Path, list[str], list[str]],
) -> None:
    work, _, missed = written
    pattern = re.compile(b"|".join(re.escape(name.encode()) for name in missed if len(name) > 2) or b"(?!)")
    where = {name for name, said in texts(work) for _ in pattern.finditer(said)}
    assert not {name for name in where if not name.startswith(WHERE_TEXT_IS_SHOWN)}


def test_pages_rows_and_prompts_hold_something_that_could_leak(written: tuple[Path, list[str], list[str]]) -> None:
    out = written[0] / "out"
    assert (out / "pages.txt").read_text("utf-8").count("</html>") > 40
    for place in ("pages.txt", "prompts.txt"):
        assert "■" in (out / place).read_text("utf-8"), place
    rows = b"".join(path.read_bytes() for path in (out / "neo4j").iterdir())
    assert "青石派出所".encode() in rows
