"""Networks, measures and the tables of a study from the command line, and the same in Python."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import networkx as nx
import policing_kg
import pytest

Run = Callable[..., Any]
FRAME = """
mechanisms = ["派驻制度"]
files = ["csv"]
[places]
codes = ["120111", "120112"]
[period]
from = 2022
to = 2023
[[outlets]]
name = "某报"
[[searches]]
outlet = "某报"
terms = ["派驻"]
date = 2025-06-01
"""


def test_a_measure_answers_as_in_python_with_its_claims(kg_run: Run, kg: Path) -> None:
    ended = kg_run("measure", "two-mode", "place=西青区", "--kg", kg, "--evidence")
    shown = [json.loads(line) for line in ended.out.splitlines()]
    rows = policing_kg.measure("two-mode", kg=kg, place="西青区")
    assert (ended.status, ended.err) == (0, "")
    assert [row["node"]["iri"] for row in shown] == [row["node"].iri for row in rows]  # type: ignore[union-attr]
    assert all(row["claims"] and row["evidence"] for row in shown)


def test_measures_lists_them_with_references(kg_run: Run) -> None:
    listed = json.loads(kg_run("measures", "--format", "json").out)
    assert [m["name"] for m in listed] == [m.name for m in policing_kg.measures()]
    assert all("DOI 10." in m["reference"] for m in listed)
    assert "brokerage" in kg_run("measures").out
    shown = kg_run("measures", "brokerage").out
    assert "DOI 10.2307/270949" in shown
    assert "gatekeeper" in shown


@pytest.mark.parametrize(("form", "read"), [("graphml", nx.read_graphml), ("gexf", nx.read_gexf)])
def test_export_writes_a_network_as_of_a_date(
    kg_run: Run, kg: Path, tmp_path: Path, form: str, read: Callable[[Path], nx.Graph]
) -> None:
    given = ["export", "--kg", kg, "--format", form, "--network", "body-mechanism"]
    assert kg_run(*given, "--out", tmp_path / "all").status == 0
    assert kg_run(*given, "--as-of", "2001", "--out", tmp_path / "early").status == 0
    whole, early = read(tmp_path / "all"), read(tmp_path / "early")
    assert whole.number_of_edges() > early.number_of_edges() == 0
    assert set(whole) == set(policing_kg.network("body-mechanism", kg=kg))


def test_export_writes_the_tables_of_a_study(kg_run: Run, kg: Path, tmp_path: Path) -> None:
    frame = tmp_path / "frame.toml"
    frame.write_text(FRAME, encoding="utf-8")
    ended = kg_run("export", "--kg", kg, "--format", "adoption", "--frame", frame, "--out", tmp_path / "study")
    assert (ended.status, ended.err) == (0, "")
    with (tmp_path / "study" / "place-year.csv").open(encoding="utf-8", newline="") as text:
        rows = {(row["place"], row["year"]): row["state"] for row in csv.DictReader(text)}
    assert rows == {
        ("天津市西青区", "2022"): "not adopted",
        ("天津市西青区", "2023"): "adopted",
        ("天津市津南区", "2022"): "not adopted",
        ("天津市津南区", "2023"): "not adopted",
    }
    done = policing_kg.export(kg, "adoption", tmp_path / "again", frame=frame)
    assert done.rows > 0
    for file in (tmp_path / "study").iterdir():
        assert (tmp_path / "again" / file.name).read_bytes() == file.read_bytes()


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (["measure", "degre"], "degre: unknown measure; see policing-kg measures; did you mean degree"),
        (["measure", "degree", "as_of=soon"], "as_of=soon: not a date"),
        (["measure", "degree", "place=无此地"], "无此地: unknown place"),
        (["measure", "degree", "network"], "network: not a parameter; write it as KEY=VALUE"),
        (["export", "--format", "gexf", "--out", "OUT", "--network", "bodies"], "bodies: unknown network"),
        (["export", "--format", "gexf", "--out", "OUT", "--as-of", "soon"], "as_of=soon: not a date"),
        (["export", "--format", "csv", "--out", "OUT", "--reviewed"], "csv: not a network"),
        (["export", "--format", "adoption", "--out", "OUT"], "adoption: the frame is missing; write one"),
        (["export", "--format", "gexf", "--out", "OUT", "--frame", "f.toml"], "gexf: takes no frame"),
        (
            ["export", "--format", "adoption", "--out", "OUT", "--frame", "f.toml", "--network", "units"],
            "not a network",
        ),
        (["export", "--format", "xlsx", "--out", "OUT"], "xlsx: not a format of export; use turtle"),
    ],
)
def test_a_mistake_is_one_line_and_writes_nothing(
    kg_run: Run, kg: Path, tmp_path: Path, given: list[str], says: str
) -> None:
    ended = kg_run(*[str(tmp_path / "out") if a == "OUT" else a for a in given], "--kg", kg)
    assert ended.status == 2
    (line,) = ended.complaints
    assert says in line
    assert list(tmp_path.iterdir()) == []


def test_a_frame_that_is_not_there_is_refused(kg_run: Run, kg: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    ended = kg_run("export", "--kg", kg, "--format", "adoption", "--frame", tmp_path / "no.toml", "--out", out)
    assert (ended.status, len(ended.complaints)) == (1, 1)
    assert not out.exists()
