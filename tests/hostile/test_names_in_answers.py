"""Whatever a name holds, an answer gives it back as data, and none of it commands a terminal."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from hostile_names import ALL, CONTROLS, FORMULAS, MARKUP, TURNING, UNSEEN, entity
from policing_kg import terminal
from policing_kg.cli import cli, run
from policing_kg.graph.cell import unguarded
from policing_kg.queries import KnowledgeGraph, Result, ask, lines_of, parquet_bytes
from test_names_in_exports import runs

pytestmark = pytest.mark.xdist_group("hostile-names")
ODD = [FORMULAS[0], FORMULAS[8], MARKUP[0], MARKUP[8], *CONTROLS, TURNING[0], TURNING[1], UNSEEN[0]]
STYLES = ("text", "bibtex", "gbt7714", "gbt7714-2025", "csl-json")


@pytest.fixture(scope="module")
def answer(reader: KnowledgeGraph) -> Result:
    """Who meets whom: the names are entities, texts, documents, and parts of documents."""
    return ask(reader, "who-meets-whom", {})


@pytest.fixture(scope="module")
def listed(reader: KnowledgeGraph) -> Result:
    return ask(reader, "documents", {})


def names(cells: object) -> set[str]:
    text = json.dumps(cells, ensure_ascii=False)
    return {name for name in ALL if json.dumps(name, ensure_ascii=False)[1:-1] in text}


@pytest.mark.parametrize("which", ["answer", "listed"])
def test_every_format_but_tables_gives_every_name_back(which: str, request: pytest.FixtureRequest) -> None:
    result: Result = request.getfixturevalue(which)
    assert len(result) >= len(ALL)
    lines = [json.loads(line) for line in lines_of(result, "jsonl", evidence=True)]
    assert names(lines) == set(ALL)
    assert names(json.loads("\n".join(lines_of(result, "json")))) == set(ALL)
    table = pq.read_table(io.BytesIO(parquet_bytes(result, evidence=True))).to_pylist()
    assert names(json.loads(json.dumps(table, default=str))) == set(ALL)
    cells = [c for row in csv.reader(io.StringIO("\n".join(lines_of(result, "csv")) + "\n", newline="")) for c in row]
    assert not [cell for cell in cells if runs(cell)]
    assert names([unguarded(cell) for cell in cells]) == set(ALL)


def test_a_row_of_a_table_is_one_line_that_draws_what_it_says(answer: Result, listed: Result) -> None:
    for result in (answer, listed):
        for form in ("table", "markdown"):
            lines = list(lines_of(result, form, evidence=True, width=200 if form == "table" else None))
            assert len(lines) == len(result) + 2
            assert all(line.isprintable() for line in lines)


def test_a_cell_of_markdown_is_no_markup_and_one_cell(answer: Result) -> None:
    for line in list(lines_of(answer, "markdown"))[2:]:
        assert "<" not in line
        assert len(re.findall(r"(?<!\\)(?:\\\\)*\|", line)) == len(answer.columns) + 2
        assert not re.search(r"(?<!\\)(?:\\\\)*[\[\]`*_]", line)


@pytest.mark.parametrize("name", ODD)
def test_what_is_shown_on_a_terminal_commands_it_nothing(
    hostile: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], name: str
) -> None:
    monkeypatch.setattr(terminal, "on_terminal", lambda: True)
    unit = f"id:{entity('unit', name).id}"
    asked = [["show", unit], *(["cite", unit, "--style", style] for style in STYLES)]
    asked += [["ask", "links", f"name={unit}", "--format", form] for form in ("table", "csv", "jsonl", "markdown")]
    for verb in asked:
        assert run(cli, [*verb, "--kg", str(hostile)]) == 0
        out, err = capfd.readouterr()
        assert out.strip()
        assert [c for c in out + err if not c.isprintable() and c not in "\n\t\u3000"] == []


def complaint(verb: list[str], capfd: pytest.CaptureFixture[str]) -> str:
    """What a verb that is refused says."""
    assert run(cli, verb) in (1, 2)
    return capfd.readouterr().err.rstrip("\n")


def drawn(text: str) -> bool:
    return text != "" and all(c.isprintable() or c in "\u3000\xa0" for c in text)


@pytest.mark.parametrize("name", ODD)
def test_a_message_that_repeats_a_name_is_one_line_of_what_can_be_seen(
    hostile: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str], name: str
) -> None:
    kg, file = ["--kg", str(hostile)], name.replace("\x00", "")
    assert drawn(complaint(["show", f"{name}不", *kg], capfd))
    assert drawn(complaint(["cite", f"{name}不", *kg], capfd))
    assert drawn(complaint(["ask", file, *kg], capfd))
    assert drawn(complaint(["ask", "chain", f"unit={name}不", *kg], capfd))
    assert drawn(complaint(["ask", "chain", file, *kg], capfd))
    assert drawn(complaint(["export", *kg, "--format", file, "--out", str(tmp_path / "x")], capfd))
    assert drawn(complaint([f"--{file}"], capfd))
    assert drawn(complaint([file], capfd))
    assert drawn(complaint(["stats", "--kg", f"nowhere{file}"], capfd))


def test_so_is_what_a_query_a_view_and_a_build_say(
    hostile: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    name, kg = CONTROLS[1], ["--kg", str(hostile)]
    assert drawn(complaint(["sparql", f"SELECT {name}", *kg], capfd))
    assert drawn(complaint(["view", name, *kg, "--out", str(tmp_path / "x.html")], capfd))
    (tmp_path / f"{name}.txt").write_bytes(b"\x7fELF")
    said = complaint(["build", str(tmp_path), "--into", str(tmp_path / "new"), "--no-base"], capfd)
    assert drawn(said)
    assert said.count("[31m") == 1


def test_a_real_terminal_gets_no_command_of_a_name(hostile: Path) -> None:
    ours, theirs = pty.openpty()
    asked = [sys.executable, "-m", "policing_kg", "show", f"id:{entity('unit', CONTROLS[1]).id}", "--kg", str(hostile)]
    with subprocess.Popen(asked, stdout=theirs, stderr=theirs, stdin=theirs) as shown:
        os.close(theirs)
        read = b""
        try:
            while piece := os.read(ours, 65536):
                read += piece
        except OSError:  # how Linux says that nobody holds the other end any more
            pass
        assert shown.wait() == 0
    os.close(ours)
    assert "\\x1b[31m红".encode() in read
    assert b"\x1b[31m" not in read
    assert b"\x07" not in read
