"""What the documents show is what happens: their examples run, their links lead somewhere, their verbs exist.

A ``console`` block is run line by line, as a wide terminal shows it; a ``pycon`` block by `doctest`.  Both stand in a
folder that holds ``data`` and, unless the document builds it, the dataset ``kg`` of ``data/digests``; an ellipsis in
an output stands for anything.
"""

from __future__ import annotations

import contextlib
import doctest
import io
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest
from policing_kg.cli import cli, run
from policing_kg.graph.claim import MENTIONS, OBSERVES, RELATIONS
from policing_kg.graph.term import QUALIFIER_TERMS

ROOT = Path(__file__).parents[2]
OWN = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "changelog.d", "docs", "queries", "data")
DOCUMENTS = sorted(
    document for name in OWN for document in ([ROOT / name] if (ROOT / name).is_file() else (ROOT / name).rglob("*.md"))
)
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"(?<!\\)\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
VERB = re.compile(r"policing-kg ([a-z][\w-]*)")
SHOWN = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


def name_of(document: Path) -> str:
    return document.relative_to(ROOT).as_posix()


def blocks(document: Path, kind: str) -> list[str]:
    return [body for language, body in FENCE.findall(document.read_text("utf-8")) if language == kind]


def documents_with(kind: str) -> list[Path]:
    return [document for document in DOCUMENTS if blocks(document, kind)]


class Screen(io.TextIOWrapper):
    """Standard output as a terminal has it, or standard error without the bar of progress; both into one buffer."""

    def __init__(self, shown: io.BytesIO, terminal: bool) -> None:
        super().__init__(shown, encoding="utf-8", write_through=True)
        self.terminal = terminal

    def isatty(self) -> bool:
        return self.terminal


@pytest.fixture
def desk(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "data").symlink_to(ROOT / "data")
    shutil.copytree(built, tmp_path / "kg")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(doctest, "ELLIPSIS_MARKER", r"\u2026")  # "…", as the checker compares it
    monkeypatch.setenv("COLUMNS", "240")
    monkeypatch.setenv("PATH", os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]))
    for name in ("POLICING_KG_DATASET", "POLICING_KG_DEBUG"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def exchanges(block: str) -> Iterator[tuple[str, str]]:
    """Each command of a console block, and what is shown below it."""
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        lines = part.splitlines()
        command = lines.pop(0)
        while command.endswith("\\"):
            command = command[:-1] + lines.pop(0).removeprefix("> ")
        yield command, "\n".join(lines)


def answer(command: str, status: int) -> tuple[str, int]:
    """What a command shows, and its exit status."""
    if command == "echo $?":
        return f"{status}\n", 0
    if not command.startswith("policing-kg ") or re.search(r"[|>&]", re.sub(r"'[^']*'", "", command)):
        ended = subprocess.run(
            ["bash", "-c", command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
        )
        return ended.stdout, ended.returncode
    shown = io.BytesIO()
    out, err = Screen(shown, True), Screen(shown, False)
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        status = run(cli, shlex.split(command)[1:])
    return shown.getvalue().decode("utf-8"), status


@pytest.mark.parametrize("document", documents_with("console"), ids=name_of)
def test_each_command_shows_what_the_document_says(document: Path, desk: Path) -> None:
    commands = [exchange for block in blocks(document, "console") for exchange in exchanges(block)]
    if any(command.startswith("policing-kg build data/digests --into kg") for command, _ in commands):
        shutil.rmtree(desk / "kg")
    status = 0
    for command, shown in commands:
        got, status = answer(command, status)
        holds = doctest.OutputChecker().check_output(shown.strip(), got.strip(), SHOWN)
        assert holds, f"$ {command}\n{got}"


@pytest.mark.parametrize("document", documents_with("pycon"), ids=name_of)
def test_each_python_example_shows_what_the_document_says(document: Path, desk: Path) -> None:
    text = "\n".join(blocks(document, "pycon"))
    test = doctest.DocTestParser().get_doctest(text, {}, name_of(document), str(document), 0)
    said = io.StringIO()
    doctest.DocTestRunner(verbose=False, optionflags=SHOWN).run(test, out=said.write)
    assert not said.getvalue(), said.getvalue()


def anchors(document: Path) -> set[str]:
    """Anchors of headings, as a forge makes them."""
    text = FENCE.sub("", document.read_text("utf-8"))
    return {re.sub(r"[^\w\- ]", "", heading).strip().lower().replace(" ", "-") for heading in HEADING.findall(text)}


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_every_relative_link_leads_to_a_file_and_heading(document: Path) -> None:
    dead = []
    for link in LINK.findall(FENCE.sub("", document.read_text("utf-8"))):
        if re.match(r"[a-z]+:", link):
            continue
        path, _, anchor = link.partition("#")
        target = (document.parent / path) if path else document
        if not target.exists() or (anchor and target.suffix == ".md" and anchor not in anchors(target)):
            dead.append(link)
    assert not dead


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_every_verb_in_code_exists(document: Path) -> None:
    text = document.read_text("utf-8")
    code = [body for _, body in FENCE.findall(text)] + re.findall(r"`([^`\n]+)`", FENCE.sub("", text))
    named = {verb for part in code for verb in VERB.findall(part)}
    assert named <= set(cli.commands)


@pytest.fixture(scope="module")
def persons() -> ModuleType:
    file = ROOT / "tests" / "loaders" / "persons" / "test_names_are_found.py"
    spec = spec_from_file_location("names_are_found", file)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ["named.txt", "unseen.txt", "tuning.txt", "testing.txt"])
def test_the_recall_of_the_filter_is_the_one_that_is_measured(persons: ModuleType, name: str) -> None:
    cases = list(persons.sentences(name))
    names = missed = 0
    for text, marks in cases:
        found = persons.covered(text)
        names += len(marks)
        missed += sum(any(i not in found for i in range(*m) if text[i] not in persons.UNCOUNTED) for m in marks)
    row = f"| `{name}` | {len(cases)} | {names} | {names - missed} | {1 - missed / names:.3f} |"
    assert row in (ROOT / "docs" / "extraction.md").read_text("utf-8")


def test_the_mapping_names_every_relation_and_property_of_a_claim() -> None:
    text = (ROOT / "docs" / "mapping.md").read_text("utf-8")
    terms = [*RELATIONS, *RELATIONS.values(), OBSERVES, MENTIONS, *(name for name, _ in QUALIFIER_TERMS.values())]
    assert [term for term in terms if not re.search(rf"(?<![\w:]){term}(?!\w)", text)] == []


def test_the_documents_name_no_folder_outside_the_project() -> None:
    assert [name_of(p) for p in DOCUMENTS if re.search(r"(?<![\w.])/work/|\.\./shared", p.read_text("utf-8"))] == []
