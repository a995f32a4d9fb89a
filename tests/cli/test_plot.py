"""The verb ``plot``: a file in the form that its name asks for, or one line that says why not."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]


@pytest.mark.parametrize(
    ("form", "head"), [("svg", b"<svg "), ("png", b"\x89PNG"), ("html", b"<!doctype html>"), ("csv", b"first,")]
)
def test_a_plot_is_written_in_the_form_that_the_name_ends_in(
    kg_run: Run, kg: Path, tmp_path: Path, form: str, head: bytes
) -> None:
    out = tmp_path / f"plot.{form}"
    ended = kg_run("plot", "co-occurrence", "--kg", kg, "--out", out, "--lang", "zh", "--dpi", "96")
    assert (ended.status, ended.out.strip(), ended.complaints) == (0, str(out), [])
    assert out.read_bytes().lstrip().startswith(head)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["figure", "measure=x", "--out", "x.svg"], "unknown plot; did you mean figures?"),
        (["figures", "--out", "x.svg"], "the parameter measure is missing"),
        (["figures", "measure=没有的指标", "--out", "x.svg"], "unknown measure"),
        (["postings", "plaice=大寺镇", "--out", "x.svg"], "unknown parameter of postings, which takes place, body"),
        (["adoption-curve", "mechanism=工作会商", "--out", "x.svg"], "no place is recorded to run it on any date"),
        (["co-occurrence", "rows=61", "--out", "x.svg"], "rows=61: a plot draws 1 to 60 rows"),
        (["co-occurrence", "by=colour", "--out", "x.svg"], "by=colour: no such choice; use kind, body"),
        (["co-occurrence", "--out", "x.pdf"], "x.pdf: not a form of plots; end the name in .svg, .png, .html, .csv"),
        (["co-occurrence", "--out", "x.svg", "--lang", "fr"], "lang fr: no such language; use zh, en"),
        (["co-occurrence", "--out", "x.png", "--dpi", "5000"], "dpi 5000: give 36 to 1200 pixels an inch"),
        (["co-occurrence", "lang=zh", "--out", "x.svg"], "use the option --lang"),
        (["co-occurrence", "--out", "no/such/x.svg"], "name a file in a folder you may write"),
    ],
)
def test_a_mistake_is_one_line_with_the_mend_and_no_file(
    kg_run: Run, kg: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], says: str
) -> None:
    monkeypatch.chdir(tmp_path)
    ended = kg_run("plot", *arguments, "--kg", kg)
    assert (ended.status, ended.out) == (2, "")
    (line,) = ended.complaints
    assert says in line
    assert list(tmp_path.iterdir()) == []


def test_without_the_extra_one_line_names_it_and_the_rows_are_written_all_the_same(kg: Path, tmp_path: Path) -> None:
    without = (
        "import sys\n"
        "class Gone:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name.partition('.')[0] in ('altair', 'vl_convert'): raise ModuleNotFoundError(name=name)\n"
        "sys.meta_path.insert(0, Gone())\n"
        "from policing_kg.cli import main\n"
        "main()"
    )
    command = [sys.executable, "-c", without, "plot", "co-occurrence", "--kg", str(kg), "--out"]
    for form in ("svg", "png", "html"):
        ended = subprocess.run([*command, tmp_path / f"x.{form}"], capture_output=True, text=True, check=False)
        assert (ended.returncode, ended.stdout) == (3, "")
        assert ended.stderr == "Altair with vl-convert is not installed; run: pip install 'policing-kg[plot]'\n"
    ended = subprocess.run([*command, tmp_path / "x.csv"], capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert [path.name for path in tmp_path.iterdir()] == ["x.csv"]
