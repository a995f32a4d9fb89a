"""The verbs for versions of a dataset, as they are typed."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from policing_kg.cli import cli, run
from policing_kg.graph.versions import edition

Run = Callable[..., Any]
TEXT = """南河公安深化派驻机制

2023年5月起,天津市公安局西青分局推行“派驻制度”,选派46名派出所所长进驻街镇综治中心。

天津市公安局西青分局大寺派出所每周与综治中心、矛调中心召开联席会议。今年以来,天津市矛盾纠纷化解率达95.2%。

局长钱志远说,这项工作还将继续。
"""


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dataset of two generations: in the second the figure reads otherwise."""
    folder = tmp_path_factory.mktemp("two")
    (folder / "texts").mkdir()
    for figure in ("95.2%", "97.4%"):
        (folder / "texts" / "nanhe.txt").write_text(TEXT.replace("95.2%", figure), encoding="utf-8")
        assert run(cli, ["build", str(folder / "texts"), "--into", str(folder / "kg"), "--no-base"]) == 0
    return folder / "kg"


def test_diff_names_the_claim_that_changed_and_ends_with_1(kg_run: Run, two: Path) -> None:
    ended = kg_run("diff", f"{two}@1", f"{two}@2", "--format", "json")
    assert ended.status == 1
    shown = json.loads(ended.out)
    assert list(shown)[:4] == ["earlier", "later", "documents", "counts"]
    (figure,) = [c for c in shown["changes"] if c["predicate"] == "pk:observes"]
    assert (figure["change"], figure["document"]) == ("changed", "nanhe.txt")
    assert (figure["before"], figure["after"]) == ("object=95.2", "object=97.4")
    assert shown["counts"]["changed"] == sum(c["change"] == "changed" for c in shown["changes"])


def test_diff_as_a_table_counts_first(kg_run: Run, two: Path) -> None:
    ended = kg_run("diff", f"{two}@1", two)
    counts, _, rows = ended.out.partition("\n\n")
    assert "documents changed    1" in counts
    assert rows.startswith("change")
    assert "object=97.4" in rows


def test_diff_as_csv_is_one_table(kg_run: Run, two: Path) -> None:
    ended = kg_run("diff", f"{two}@1", f"{two}@2", "--format", "csv")
    rows = list(csv.DictReader(ended.out.splitlines()))
    assert "object=97.4" in {row["after"] for row in rows}
    assert "1 documents changed" in ended.err


def test_diff_of_the_same_ends_with_0(kg_run: Run, two: Path, tmp_path: Path) -> None:
    shutil.copytree(two, tmp_path / "copy")
    assert kg_run("diff", two, tmp_path / "copy").status == 0


def test_diff_refuses_what_is_no_dataset_in_one_line(kg_run: Run, two: Path, tmp_path: Path) -> None:
    ended = kg_run("diff", two, tmp_path)
    assert (ended.status, len(ended.complaints)) == (2, 1)
    assert str(tmp_path) in ended.err


def test_release_and_restore_come_back_to_the_same_digest(kg_run: Run, two: Path, tmp_path: Path) -> None:
    ended = kg_run("release", two, "--into", tmp_path / "r", "--version", "1.0", "--date", "2026-11-30")
    assert ended.status == 0
    assert [line.split(" are ")[0].split(" is ")[0] for line in ended.complaints] == ["no creators", "no licence"]
    done = kg_run("restore", tmp_path / "r", "--into", tmp_path / "again")
    assert done.status == 0
    assert done.out.splitlines()[-1] == ended.out.splitlines()[-1]
    assert kg_run("diff", tmp_path / "r", tmp_path / "again").status == 0


def test_the_files_of_a_release_hold_neither_names_of_persons_nor_sentences(
    kg_run: Run, two: Path, tmp_path: Path
) -> None:
    assert kg_run("release", two, "--into", tmp_path / "r", "--version", "1.0", "--date", "2026-11-30").status == 0
    with edition(tmp_path / "r") as held:
        shown = repr(held.holdings(list(held.documents)))
    shown += "".join(p.read_bytes().decode("utf-8", "replace") for p in (tmp_path / "r").rglob("*") if p.is_file())
    for text in ("钱志远", "这项工作还将继续", "推行“派驻制度”", str(two.parent)):
        assert text not in shown


def test_a_release_since_another_says_what_changed(kg_run: Run, two: Path, tmp_path: Path) -> None:
    day = ("--date", "2026-11-30", "--licence", "CC0-1.0")
    with_old = tmp_path / "old"
    shutil.copytree(two, with_old)
    (with_old / "CURRENT").write_text("1\n", encoding="ascii")
    assert kg_run("release", with_old, "--into", tmp_path / "one", "--version", "1.0", *day).status == 0
    ended = kg_run("release", two, "--into", tmp_path / "two", "--version", "1.1", "--since", tmp_path / "one", *day)
    assert "  since version 1.0: 1 documents changed, " in ended.out
    assert "object=97.4" in (tmp_path / "two" / "changes.csv").read_text("utf-8")
    assert "## Since version 1.0" in (tmp_path / "two" / "README.md").read_text("utf-8")


def test_the_day_of_a_release_is_said_where_it_is_the_clocks(
    kg_run: Run, two: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    ended = kg_run("release", two, "--into", tmp_path / "r", "--version", "1.0")
    assert "is the clock's; name it with --date" in ended.complaints[0]
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    ended = kg_run("release", two, "--into", tmp_path / "s", "--version", "1.0")
    assert "version 1.0 of 1970-01-02" in ended.out


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (("--version", "1 0"), "not a version"),
        (("--version", "1", "--date", "2026-13-01"), "not a date"),
        (("--version", "1", "--licence", "free"), "not a licence"),
        (("--version", "1", "--doi", "zenodo.1"), "not a DOI"),
        (("--version", "1", "--since", "no/such"), "no release there"),
    ],
)
def test_release_refuses_what_has_not_its_form_in_one_line(
    kg_run: Run, two: Path, tmp_path: Path, given: tuple[str, ...], said: str
) -> None:
    ended = kg_run("release", two, "--into", tmp_path / "r", *given)
    assert (ended.status, len(ended.complaints)) == (2, 1)
    assert said in ended.err
    assert not (tmp_path / "r").exists()
