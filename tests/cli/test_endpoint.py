"""`ask` and `sparql` of an endpoint, from the command line: which dataset is asked, and how it ends."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "viz" / "explorer"))

from running_site import Site, running

Run = Callable[..., Any]
NOWHERE = "http://127.0.0.1:1/kg/query"


@pytest.fixture
def site(kg_run: Run, sources: Path, tmp_path: Path) -> Iterator[Site]:
    assert kg_run("build", sources, "--into", tmp_path / "kg").status == 0
    with running(tmp_path / "kg") as started:
        yield started


def test_a_question_of_an_endpoint_gives_the_rows_of_the_folder(
    kg_run: Run, site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = ("ask", "subordinates", "unit=公安部", "--format", "json", "--evidence")
    here = json.loads(kg_run(*asked, "--kg", tmp_path / "kg").out)
    monkeypatch.setenv("POLICING_KG_DATASET", str(tmp_path / "elsewhere"))  # the option goes before it
    there = json.loads(kg_run(*asked, "--endpoint", f"{site.address}sparql").out)
    assert there["rows"] == here["rows"] != []
    assert there["dataset"] == f"{site.address}sparql"
    counted = kg_run("sparql", "SELECT (COUNT(*) AS ?n) { ?b a pk:PoliceBody }", "--endpoint", f"{site.address}sparql")
    assert json.loads(counted.out)["n"] > 0


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (("--endpoint", NOWHERE), 3, f"{NOWHERE}: nobody answers there (Connection refused); start the endpoint"),
        (("--endpoint", NOWHERE, "--kg", "kg"), 2, "kg: the endpoint holds a dataset of its own; name --kg or"),
        (("--kg", "kg", "--user", "reader"), 2, "--user: is for an endpoint; name one with --endpoint"),
        ((), 2, "no dataset is named; add --kg KG, or --endpoint URL"),
        (("--endpoint", "kg"), 2, "--endpoint: not an address; write http://HOST:3030/DATASET/query"),
        (("--endpoint", NOWHERE, "--timeout", "0"), 2, "timeout 0: not above 0 and at most 86400 seconds"),
        (("--endpoint", NOWHERE, "--engine", "cypher"), 2, f"{NOWHERE}: an endpoint answers SPARQL alone"),
    ],
)
def test_which_dataset_is_asked_is_said_once_and_rightly(
    kg_run: Run, arguments: tuple[str, ...], status: int, said: str
) -> None:
    ended = kg_run("ask", "coverage", *arguments)
    assert (ended.status, ended.out, ended.err.count("\n")) == (status, "", 1)
    assert ended.err.startswith(said)


def test_a_master_without_spark_is_refused_before_anything_is_built(kg_run: Run, sources: Path, tmp_path: Path) -> None:
    ended = kg_run("build", sources, "--into", tmp_path / "kg", "--master", "yarn")
    assert (ended.status, ended.out) == (2, "")
    assert ended.err == "--master: is for the engine spark; add --engine spark, or leave it out\n"
    assert not (tmp_path / "kg").exists()
