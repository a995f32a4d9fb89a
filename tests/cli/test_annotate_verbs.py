"""Claims go to an annotator's tool and come back as decisions; what no claim says comes back as a coded table."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import policing_kg
import pytest
from policing_kg.graph.dataset import Dataset
from policing_kg.graph.text_cache import read_masked
from policing_kg.loaders.annotations import FORMATS
from policing_kg.review_verbs import annotate as group

Run = Callable[..., Any]
ROOT = Path(__file__).parents[2]
NAME = "钱志远"
TOOLS = [name for name in FORMATS if name != "guide"]


@pytest.fixture
def own(kg: Path, tmp_path: Path) -> Path:
    shutil.copytree(kg, tmp_path / "kg")
    return tmp_path / "kg"


def exported(kg_run: Run, kg: Path, file: Path, form: str, *more: str) -> Path:
    given = ["annotate", "export", "--kg", kg, "--document", "nanhe.txt", "--format", form, "--out", file, *more]
    assert kg_run(*given).status == 0
    return file


def taken(kg_run: Run, kg: Path, file: Path, form: str, *more: object) -> Any:
    return kg_run("annotate", "import", file, "--kg", kg, "--format", form, "--by", "coder-a", *more)


def kinds(kg: Path) -> dict[str, str]:
    with Dataset.open(kg) as dataset:
        return {d.target: d.kind for d in dataset.decisions.rows}


@pytest.mark.parametrize("tool", TOOLS)
def test_what_is_left_as_it_was_is_accepted(kg_run: Run, own: Path, tmp_path: Path, tool: str) -> None:
    file = exported(kg_run, own, tmp_path / "a.json", tool)
    ended = taken(kg_run, own, file, tool)
    assert (ended.status, ended.err) == (0, "")
    with Dataset.open(own) as dataset:
        holding = dataset.holding("nanhe.txt")
        assert holding is not None
        judged = {c.id for c, _ in holding.claims.values() if c.predicate != "pk:mentions"}
    assert kinds(own) == dict.fromkeys(judged, "accept")
    assert "nothing appended" in taken(kg_run, own, file, tool).out


def test_what_is_taken_out_or_changed_is_rejected_or_corrected(kg_run: Run, own: Path, tmp_path: Path) -> None:
    file = exported(kg_run, own, tmp_path / "a.jsonl", "guide")
    record = json.loads(file.read_text("utf-8"))
    gone = next(x for x in record["links"] if x["relation"] == "stationedIn")
    changed = next(x for x in record["links"] if x["relation"] == "convenes")
    record["links"].remove(gone)
    changed["qualifiers"] = {"frequency": "2次/月"}
    record["links"].append({**changed, "relation": "leads", "object": "天津市西青区综治中心", "qualifiers": {}})
    record["links"].append({**changed, "subject": f"民警{NAME}", "relation": "leads"})
    file.write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")
    ended = taken(kg_run, own, file, "guide", "--missed", tmp_path / "missed.csv")
    assert (kinds(own)[gone["claim"]], kinds(own)[changed["claim"]]) == ("reject", "correct")
    with Dataset.open(own) as dataset:
        assert dataset.decisions.on_claim[changed["claim"]].change == (("frequency", "2次/月"),)
    assert "1 annotations that no claim says, 1 left out" in ended.out
    missed = (tmp_path / "missed.csv").read_text("utf-8-sig")
    assert NAME not in missed
    report = policing_kg.build([tmp_path / "missed.csv"], tmp_path / "coded", base=False)
    assert report.refused == ()
    with Dataset.open(tmp_path / "coded") as coded:
        assert [c.predicate for c in coded.claims()] == ["pk:leads"]


def test_of_a_part_alone_nothing_is_rejected(kg_run: Run, own: Path, tmp_path: Path) -> None:
    file = exported(kg_run, own, tmp_path / "a.jsonl", "guide")
    record = json.loads(file.read_text("utf-8"))
    record["links"] = record["links"][:1]
    file.write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")
    assert taken(kg_run, own, file, "guide", "--no-reject").status == 0
    assert set(kinds(own).values()) == {"accept"}


def test_where_only_mentions_were_drawn_links_and_figures_are_not_judged(
    kg_run: Run, own: Path, tmp_path: Path
) -> None:
    file = tmp_path / "a.jsonl"
    line = {"id": "nanhe.txt", "text": "南河公安深化派驻机制", "label": [[0, 4, "Unit"]]}
    file.write_text(json.dumps(line, ensure_ascii=False), encoding="utf-8")
    ended = taken(kg_run, own, file, "doccano")
    assert (ended.status, kinds(own)) == (0, {})


def test_the_text_goes_along_only_if_asked_and_masked(kg_run: Run, own: Path, tmp_path: Path) -> None:
    with Dataset.open(own) as dataset:
        holding = dataset.holding("nanhe.txt")
        assert holding is not None
        masked = read_masked(holding.manifestations[0].sha256)
    without = json.loads(exported(kg_run, own, tmp_path / "a.json", "doccano").read_text("utf-8"))
    whole = json.loads(exported(kg_run, own, tmp_path / "b.json", "doccano", "--text").read_text("utf-8"))
    assert whole["text"] == masked
    assert NAME not in whole["text"]
    assert len(without["text"]) == len(masked)
    assert "这项工作还将继续" in whole["text"]
    assert "这项工作还将继续" not in without["text"]
    assert without["entities"] == whole["entities"]


def test_without_the_text_nothing_can_be_drawn(
    kg_run: Run, own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("POLICING_KG_CACHE", str(tmp_path / "empty"))
    given = ("annotate", "export", "--kg", own, "--document", "nanhe.txt", "--format", "doccano")
    ended = kg_run(*given, "--out", tmp_path / "a.json")
    assert (ended.status, len(ended.complaints)) == (2, 1)
    assert "its masked text is not at hand" in ended.err


def test_documents_and_reviewers_that_are_none_are_refused(kg_run: Run, own: Path, tmp_path: Path) -> None:
    file = exported(kg_run, own, tmp_path / "a.json", "doccano")
    for more, said in ((("--document", "none.txt"), "none.txt"), (("--by", NAME), "neither a handle")):
        ended = taken(kg_run, own, file, "doccano", *more)
        assert (ended.status, len(ended.complaints)) == (2, 1)
        assert said in ended.err
        assert NAME not in ended.err
    assert kinds(own) == {}


def test_one_format_becomes_another(kg_run: Run, own: Path, tmp_path: Path) -> None:
    first = exported(kg_run, own, tmp_path / "a.json", "inception")
    ways = (("inception", "doccano"), ("doccano", "web-annotation"), ("web-annotation", "inception"))
    for n, (form, to) in enumerate(ways):
        source = first if n == 0 else tmp_path / f"{n - 1}.json"
        given = ("annotate", "convert", source, "--format", form, "--to", to)
        assert kg_run(*given, "--out", tmp_path / f"{n}.json").status == 0
    assert (tmp_path / "2.json").read_text("utf-8") == first.read_text("utf-8")


def test_every_option_of_annotate_is_documented() -> None:
    text = (ROOT / "docs" / "command-line.md").read_text("utf-8")
    for name, verb in group.commands.items():
        assert f"policing-kg annotate {name}" in text, name
        for option in (o for p in verb.params for o in p.opts if o.startswith("--")):
            assert option in text, f"{name} {option}"
