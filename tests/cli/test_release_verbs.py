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
