"""Each verb on a small dataset, and the same verb in Python."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import policing_kg
import pyarrow.parquet as pq
import pytest
from policing_kg.cli import cli

Run = Callable[..., Any]
ROOT = Path(__file__).parents[2]
NAME = "钱志远"


def test_a_build_says_what_it_wrote_and_a_second_one_that_it_wrote_nothing(
    kg_run: Run, sources: Path, tmp_path: Path
) -> None:
    first = kg_run("build", sources, "--into", tmp_path / "kg", "--no-base")
    again = kg_run("build", sources, "--into", tmp_path / "kg", "--no-base")
    assert (first.status, first.err) == (0, "")
    assert "generation 1 written" in first.out
    assert "nothing written" in again.out
    assert "generation 1" in again.out


def test_progress_is_silent_when_piped(kg_run: Run, sources: Path, tmp_path: Path) -> None:
    assert kg_run("build", sources, "--into", tmp_path / "kg").err == ""


def test_extract_writes_one_object_a_document_without_a_persons_name(kg_run: Run, sources: Path) -> None:
    ended = kg_run("extract", sources / "nanhe.txt")
    record = json.loads(ended.out)
    assert record["id"] == "nanhe"
    assert list(record) == ["id", "body", "entities", "indicators", "links", "more"]
    assert NAME not in ended.out
    assert {"派驻制度"} <= {e["canonical"] for e in record["entities"] if e["type"] == "Mechanism"}


@pytest.mark.parametrize("form", ["table", "label-studio"])
def test_extract_has_two_more_formats(kg_run: Run, sources: Path, form: str) -> None:
    ended = kg_run("extract", sources / "nanhe.txt", "--format", form)
    assert ended.status == 0
    assert "派驻制度" in ended.out
    assert NAME not in ended.out
    if form == "label-studio":
        (task,) = json.loads(ended.out)
        text = task["data"]["text"]
        values = [r["value"] for r in task["predictions"][0]["result"] if r["type"] == "labels"]
        assert values
        assert all(text[v["start"] : v["end"]] == v["text"] for v in values)


def test_evaluate_scores_against_annotations(kg_run: Run, sources: Path, tmp_path: Path) -> None:
    gold = tmp_path / "gold"
    gold.mkdir()
    record = json.loads(kg_run("extract", sources / "nanhe.txt").out)
    (gold / "nanhe.json").write_text(json.dumps(record), encoding="utf-8")
    rows = json.loads(kg_run("evaluate", gold, sources / "nanhe.txt", "--format", "json").out)
    assert {r["row"]: r["f1"] for r in rows}["names"] == 1
    record["entities"] = record["entities"][1:]
    (tmp_path / "found.jsonl").write_text(json.dumps(record) + "\n", encoding="utf-8")
    rows = json.loads(kg_run("evaluate", gold, tmp_path / "found.jsonl", "--format", "json").out)
    assert {r["row"]: r["f1"] for r in rows}["overlap"] < 1


def test_ask_answers_with_the_place_in_the_source(kg_run: Run, kg: Path) -> None:
    ended = kg_run("ask", "who-meets-whom", "place=西青区", "--kg", kg)
    rows = [json.loads(line) for line in ended.out.splitlines()]
    labels = {label for row in rows for v in row.values() if isinstance(v, dict) and (label := v.get("label"))}
    assert "天津市西青区综治中心" in labels
    assert all(row["claims"] and row["source"] for row in rows)


def test_ask_names_each_edge_of_a_chain(kg_run: Run, kg: Path) -> None:
    rows = [json.loads(line) for line in kg_run("ask", "chain", "unit=大寺派出所", "--kg", kg).out.splitlines()]
    assert [(r["edge"], r["upper"]["label"]) for r in rows] == [
        ("unit of", "天津市公安局西青分局"),
        ("unit of", "天津市公安局"),
        ("directed by", "公安部"),
    ]


def test_ask_figures_with_unit_and_period(kg_run: Run, kg: Path) -> None:
    ended = kg_run("ask", "figures", "measure=矛盾纠纷化解率", "--kg", kg, "--format", "json")
    whole = json.loads(ended.out)
    assert list(whole) == ["query", "parameters", "columns", "dataset", "rows"]
    assert (95.2, "%") in {(row["value"], row["unit"]) for row in whole["rows"]}


def test_ask_takes_a_day_and_what_was_reviewed(kg_run: Run, kg: Path) -> None:
    def rows(*more: str) -> int:
        whole = json.loads(
            kg_run("ask", "figures", "measure=矛盾纠纷化解率", *more, "--kg", kg, "--format", "json").out
        )
        assert [f"{k}={v[0]}" for k, v in whole["parameters"].items() if k != "measure"] == list(more)
        return len(whole["rows"])

    assert rows("as_of=1990") == rows("reviewed=yes") == 0
    assert rows("reviewed=no") == rows() > 0


@pytest.mark.parametrize("form", ["table", "jsonl", "json", "csv", "parquet", "markdown"])
def test_each_format_of_rows_can_be_read_back(kg_run: Run, kg: Path, tmp_path: Path, form: str) -> None:
    import subprocess
    import sys

    line = ["ask", "who-meets-whom", "place=西青区", "--kg", str(kg), "--format", form]
    ended = subprocess.run([sys.executable, "-m", "policing_kg.cli", *line], capture_output=True, check=True)
    if form == "parquet":
        assert pq.read_table(io.BytesIO(ended.stdout)).num_rows >= 2
    elif form == "csv":
        assert len(list(csv.DictReader(io.StringIO(ended.stdout.decode())))) >= 2
    else:
        assert "综治中心" in ended.stdout.decode()


def test_queries_lists_the_catalogue_as_objects_with_names(kg_run: Run) -> None:
    listed = json.loads(kg_run("queries", "--format", "json").out)
    assert len(listed) >= 12
    assert {"who-meets-whom", "chain", "figures"} <= {q["name"] for q in listed}
    shown = kg_run("queries", "chain").out
    assert "SELECT" in shown
    assert "MATCH" in shown
    assert all("MATCH" in q["cypher"] for q in listed)


def test_sparql_from_the_line_and_from_a_file(kg_run: Run, kg: Path, tmp_path: Path) -> None:
    text = "SELECT ?m WHERE { ?m a pk:Mechanism ; rdfs:label ?l FILTER(STR(?l) = '派驻制度') }"
    (tmp_path / "q.rq").write_text(text, encoding="utf-8")
    from_line = kg_run("sparql", text, "--kg", kg)
    assert len(from_line.out.splitlines()) == 1
    assert kg_run("sparql", f"@{tmp_path / 'q.rq'}", "--kg", kg).out == from_line.out


@pytest.mark.usefixtures("cypher_engine")
def test_cypher_from_the_line_and_from_a_file(kg_run: Run, kg: Path, tmp_path: Path) -> None:
    text = "MATCH (m:Mechanism {name: '派驻制度'}) RETURN m"
    (tmp_path / "q.cypher").write_text(text, encoding="utf-8")
    from_line = kg_run("cypher", text, "--kg", kg)
    assert (from_line.status, len(from_line.out.splitlines()), from_line.err) == (0, 1, "")
    assert kg_run("cypher", f"@{tmp_path / 'q.cypher'}", "--kg", kg).out == from_line.out


@pytest.mark.usefixtures("cypher_engine")
def test_ask_answers_the_same_by_either_engine(kg_run: Run, kg: Path) -> None:
    line = ["ask", "who-meets-whom", "place=西青区", "--kg", kg, "--evidence", "--format", "json"]
    assert kg_run(*line, "--engine", "cypher").out == kg_run(*line).out != ""


def test_show_and_cite_lead_to_the_document(kg_run: Run, kg: Path) -> None:
    shown = kg_run("show", "西青分局", "--kg", kg)
    assert shown.status == 0
    assert "天津市公安局西青分局" in shown.out
    assert "nanhe.txt" in shown.out or "南河公安深化派驻机制" in shown.out
    for style in ("text", "bibtex", "gbt7714", "csl-json"):
        cited = kg_run("cite", "西青分局", "--kg", kg, "--style", style)
        assert "南河公安深化派驻机制" in cited.out, style
    claims = json.loads(kg_run("ask", "chain", "unit=大寺派出所", "--kg", kg).out.splitlines()[0])["claims"]
    cited = [kg_run("cite", claim, "--kg", kg).out for claim in claims]
    assert sum("南河公安深化派驻机制" in one for one in cited) == 1


def test_view_writes_one_page_that_asks_for_nothing(kg_run: Run, kg: Path, tmp_path: Path) -> None:
    out = tmp_path / "view.html"
    ended = kg_run("view", "cross-department", "place=西青区", "--kg", kg, "--out", out)
    assert ended.out.strip() == str(out)
    page = out.read_text("utf-8")
    assert "综治中心" in page
    assert "Content-Security-Policy" in page
    assert "default-src" in page
    assert NAME not in page


@pytest.mark.parametrize("form", ["turtle", "trig", "jsonld", "nquads", "csv", "jsonl", "graphml", "gexf"])
def test_export_writes_each_format_without_a_name(kg_run: Run, kg: Path, tmp_path: Path, form: str) -> None:
    out = tmp_path / f"out-{form}"
    ended = kg_run("export", "--kg", kg, "--format", form, "--out", out)
    assert (ended.status, ended.err) == (0, "")
    files = [p for p in out.rglob("*") if p.is_file()] if out.is_dir() else [out]
    whole = "".join(p.read_text("utf-8") for p in files)
    assert "西青分局" in whole
    assert NAME not in whole
    assert kg_run("export", "--kg", kg, "--format", form, "--out", out).status == 2
    assert kg_run("export", "--kg", kg, "--format", form, "--out", out, "--replace").status == 0


def test_stats_counts_what_the_dataset_holds(kg_run: Run, kg: Path) -> None:
    counted = json.loads(kg_run("stats", "--kg", kg, "--format", "json").out)
    assert counted["documents"] >= 2
    assert counted["claims"] > 700


def test_doctor_finds_what_this_test_runs_on(kg_run: Run) -> None:
    parts = {p["name"]: p for p in json.loads(kg_run("doctor", "--tests", "--format", "json").out)}
    assert parts["python"]["found"]
    assert parts["pyoxigraph"]["found"]
    assert {"chromium", "chinese font"} <= set(parts)


def test_doctor_names_what_one_option_needs_and_does_not_miss_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    for name in ("JAVA_HOME", "JENA_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("policing_kg.installation.user_cache_path", lambda _: tmp_path)
    parts = {p.name: p for p in policing_kg.doctor()}
    assert {name: parts[name].state for name in ("java for spark", "apache jena")} == {
        "java for spark": "absent",
        "apache jena": "absent",
    }
    assert parts["java for spark"].mend.startswith("install Java 17 (apt-get install ")
    assert parts["pyspark"].optional
    (tmp_path / "jena-5.6.0").mkdir()
    (tmp_path / "jena-5.6.0" / "STAMP").touch()
    assert {p.name: p.found for p in policing_kg.doctor()}["apache jena"] == str(tmp_path / "jena-5.6.0")


def test_the_python_face_has_every_verb_of_the_command_line() -> None:
    names = {"queries": "catalogue"}  # policing_kg.queries is the room
    assert {names.get(v, v) for v in cli.commands} == set(policing_kg._VERBS) - {"bulk", "connect", "network", "open"}
    for verb in policing_kg._VERBS:
        assert callable(getattr(policing_kg, verb)), verb


def test_the_python_face_answers_as_the_command_line_does(kg_run: Run, kg: Path) -> None:
    rows = policing_kg.ask("chain", unit="大寺派出所", kg=kg)
    shown = [json.loads(line) for line in kg_run("ask", "chain", "unit=大寺派出所", "--kg", kg).out.splitlines()]
    assert [row["upper"].label for row in rows] == [r["upper"]["label"] for r in shown]
    with policing_kg.open(kg) as reader:
        assert reader.digest == rows.dataset


def test_every_verb_and_option_is_documented() -> None:
    text = (ROOT / "docs" / "command-line.md").read_text("utf-8")
    for name, verb in cli.commands.items():
        assert f"policing-kg {name}" in text, name
        for parameter in verb.params:
            for option in parameter.opts:
                if option.startswith("--"):
                    assert option in text, f"{name} {option}"


def test_the_package_run_as_a_module_is_the_command_line() -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "policing_kg", "--version"], capture_output=True, text=True, check=True
    )
    assert ended.stdout.startswith("policing-kg, version ")
