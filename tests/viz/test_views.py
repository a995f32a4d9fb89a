"""What each view shows of the invented world, and what is said where there is nothing to show."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from every_view import ASKED
from invented_world import claims, iri_of
from policing_kg.errors import AmbiguousName, UnknownName, UsageError
from policing_kg.queries import Reader
from policing_kg.viz import find_view, picture, render_view, views


def data(html: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', html, re.DOTALL)
    assert found
    held: dict[str, Any] = json.loads(found[1])
    return held


def said(held: dict[str, Any]) -> set[tuple[str, str, str]]:
    labels = {key: e["label"] for key, e in held["entities"].items()}
    return {(labels[x["from"]], x["relation"], labels[x["to"]]) for x in held["links"]}


@pytest.fixture
def shown(written: dict[str, Path], request: pytest.FixtureRequest) -> dict[str, Any]:
    return data(written[request.param].read_text("utf-8"))


def of(name: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("shown", [name], indirect=True, ids=[name])


def column(held: dict[str, Any], label: str) -> float:
    return next(n["x"] for n in held["nodes"] if held["entities"].get(n["id"], {}).get("label") == label)  # type: ignore[no-any-return]


@of("hierarchy")
def test_the_hierarchy_holds_the_chain_above_the_bodies_below_and_who_leads_by_three_kinds_of_edge(
    shown: dict[str, Any],
) -> None:
    assert said(shown) >= {
        ("云川市公安局东岭分局", "unitOf", "云川市公安局"),
        ("云川市公安局东岭分局河口派出所", "unitOf", "云川市公安局东岭分局"),
        ("云川市公安局", "directedBy", "云省公安厅"),
        ("云省公安厅", "directedBy", "公安部"),
        ("云川市公安局", "ledBy", "云川市人民政府"),
    }
    assert all(e["label"] for e in shown["edges"])
    chain = ["公安部", "云省公安厅", "云川市公安局", "云川市公安局东岭分局", "云川市公安局东岭分局河口派出所"]
    spots = [column(shown, label) for label in chain]
    assert spots == sorted(spots)
    assert column(shown, "云川市人民政府") == column(shown, "云省公安厅")


@of("composition")
def test_the_composition_tells_who_runs_a_mechanism_and_its_parts(shown: dict[str, Any]) -> None:
    assert ("三队一台", "hasPart", "巡防勤务") in said(shown)
    assert ("云川市公安局东岭分局", "implements", "三队一台") in said(shown)
    assert column(shown, "云川市公安局东岭分局") < column(shown, "三队一台") < column(shown, "巡防勤务")


@of("meetings-and-postings")
def test_meetings_bring_their_members_and_postings_say_how_many(shown: dict[str, Any]) -> None:
    relations = {x["relation"] for x in shown["links"]}
    assert {"convenes", "participatesIn", "stationedIn"} <= relations
    tags = [n for n in shown["nodes"] if n["kind"] == "tag"]
    assert tags
    assert all(tag["relation"] == "stationedIn" for tag in tags)
    assert {n["kind"] for n in shown["nodes"]} >= {"police", "meeting", "department", "tag", "heading"}


def test_the_meetings_of_a_unit_show_everybody_who_is_in_them(invented: Reader) -> None:
    held = data(render_view(invented, "meetings-and-postings", {"unit": "河口派出所"}))
    members = {s for s, relation, o in said(held) if relation in ("convenes", "participatesIn")}
    assert "云川市公安局东岭分局河口派出所" in members
    assert len(members) > 1


@of("diffusion")
def test_the_diffusion_hangs_each_body_at_its_days_without_an_order_of_its_own(shown: dict[str, Any]) -> None:
    boxes = {shown["entities"][n["id"]]["label"]: n for n in shown["nodes"] if n["id"] in shown["entities"]}
    assert "三队一台" not in boxes
    branch, south, county = (boxes[n] for n in ("云川市公安局东岭分局", "南屏市公安局", "西坪县公安局"))
    assert (branch["note_en"], south["note_en"]) == ("since 2021-03", "first reported 2022-11-03")
    assert "dashed" not in branch
    assert south["dashed"]
    assert "earlier" in county["bar"]
    assert branch["bar"]["x1"] < south["bar"]["x0"] < county["bar"]["x0"]
    assert shown["edges"] == []
    undated = boxes["社区警务队"]
    assert "bar" not in undated
    assert undated["x"] < 0


@of("provenance")
def test_the_provenance_leads_from_what_is_said_to_document_rule_and_decision(shown: dict[str, Any]) -> None:
    kinds = {e["kind"]: e for e in shown["entities"].values()}
    assert {"claim", "qualifier", "evidence", "document", "file", "rule", "decision"} <= set(kinds)
    assert ["理由", "Reason", "与原文相符", "与原文相符"] in kinds["decision"]["facts"]
    assert kinds["evidence"]["label"] == "字符 110–130"
    assert kinds["document"]["label"] == "东岭的碰头会"
    assert ["体裁", "Genre", "新闻", "news"] in kinds["document"]["facts"]
    assert {"阶段：全面推行", "发起：自主"} <= {e["label"] for e in shown["entities"].values()}
    assert shown["links"][0]["statements"][0]["review"] == ["已审核", "reviewed"]


@of("ontology")
def test_the_ontology_around_a_term_holds_what_it_is_a_kind_of_and_its_properties(shown: dict[str, Any]) -> None:
    assert {("派驻", "subClassOf", "框架"), ("派出单位", "domain", "派驻")} & said(shown)
    english = {e["english"] for e in shown["entities"].values()}
    assert {"posting", "host", "sender"} <= english


def test_the_whole_ontology_folds_its_properties(invented: Reader) -> None:
    held = data(render_view(invented, "ontology"))
    groups = [n for n in held["nodes"] if "members" in n]
    assert groups
    assert {g["kind"] for g in groups} <= {"relation", "attribute", "class", "borrowed"}
    assert len(held["entities"]) == 150


@pytest.mark.parametrize("name", ASKED)
def test_every_view_has_every_claim_with_coding_review_and_citation(written: dict[str, Path], name: str) -> None:
    held = data(written[name].read_text("utf-8"))
    statements = [s for link in held["links"] for s in link["statements"]]
    assert bool(statements) == (name != "ontology")
    for s in statements:
        assert s["cite"].count(s["claim"][:16]) == 1
        assert s["review"][1] in ("reviewed", "not reviewed")
        assert s["made"][1].startswith("coded by hand")
        assert len(s["spans"]) >= 1
    assert all(set(n) >= {"zh", "en", "kind"} for n in held["nodes"])


def test_a_quote_stands_beside_its_span_where_the_reader_has_the_text(reader: Reader) -> None:
    held = data(render_view(reader, "cross-department", {"place": "西青区"}))
    quotes = [p["quote"] for x in held["links"] for s in x["statements"] for p in s["spans"]]
    assert "大寺派出所选派两名民警每周三个半天到西青区信访局" in "".join(quotes)


def test_the_same_dataset_gives_the_same_bytes_whatever_the_hash_seed(
    invented: Reader, written: dict[str, Path], tmp_path: Path
) -> None:
    script = (
        "import sys, json; from policing_kg.queries import Reader; from policing_kg.viz import write_view\n"
        "with Reader(sys.argv[1]) as r:\n"
        "    for n, p in json.loads(sys.argv[2]).items(): write_view(r, n, p, f'{sys.argv[3]}/{n}.html')"
    )
    arguments = [invented.dataset.path, json.dumps(ASKED), tmp_path]
    environment = os.environ | {"PYTHONHASHSEED": "77", "PYTHONUTF8": "1"}
    subprocess.run([sys.executable, "-c", script, *arguments], check=True, env=environment)
    for name, path in written.items():
        assert (tmp_path / path.name).read_bytes() == path.read_bytes(), name


def test_an_unknown_view_is_refused_with_the_nearest_name() -> None:
    with pytest.raises(UnknownName) as caught:
        find_view("cross-departmant")
    assert "cross-department" in str(caught.value)
    assert [v.name for v in views()] == list(ASKED)


@pytest.mark.parametrize(
    ("name", "asked", "part"),
    [
        ("hierarchy", {}, "unit is missing"),
        ("hierarchy", {"unit": "河口所長"}, "unknown body"),
        ("hierarchy", {"unit": "网格中心"}, "no edge above or below it is recorded"),
        ("hierarchy", {"unit": "东岭分局", "boxes": "1501"}, "boxes=1501: a view draws 1 to 1500 boxes"),
        ("hierarchy", {"unit": "东岭分局", "boxes": "many"}, "not an integer"),
        ("hierarchy", {"unit": "东岭分局", "plaice": "x"}, "unknown parameter of hierarchy"),
        ("diffusion", {"mechanism": "巡防勤务"}, "nobody is recorded to run it"),
        ("composition", {"mechanism": "周碰头会", "boxes": "0"}, "boxes=0"),
        ("meetings-and-postings", {"unit": "云省公安厅"}, "no meeting or posting is recorded"),
        ("provenance", {"claim": "0123456789"}, "unknown claim"),
        ("provenance", {"claim": "东岭分局"}, "unknown claim"),
        ("provenance", {"claim": iri_of("teams")}, "claims; give the id of one"),
        ("ontology", {"term": "派註"}, "unknown term"),
    ],
)
def test_a_mistake_is_one_line_and_the_users(invented: Reader, name: str, asked: dict[str, str], part: str) -> None:
    with pytest.raises(UsageError) as caught:
        render_view(invented, name, asked)
    assert part in str(caught.value)
    assert "\n" not in str(caught.value)
    assert caught.value.exit_status == 2


def test_more_than_a_view_holds_is_refused(invented: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(picture, "MOST_HELD", 3)
    with pytest.raises(UsageError, match="a view holds 3 at most; name a narrower place or unit"):
        render_view(invented, "cross-department")


def test_a_claim_may_be_named_by_its_first_digits(invented: Reader) -> None:
    claim = claims()["c30"].id
    assert claim[:8] in data(render_view(invented, "provenance", {"claim": claim[:8]}))["about"]
    with pytest.raises((AmbiguousName, UnknownName)):
        render_view(invented, "provenance", {"claim": claim[:4]})


def test_only_reviewed_claims_or_those_that_held_on_a_day_are_drawn_where_they_are_asked_for(invented: Reader) -> None:
    runs = ("云川市公安局东岭分局", "implements", "三队一台")
    reviewed = data(render_view(invented, "diffusion", {"mechanism": "三队一台", "reviewed": "yes"}))
    assert said(reviewed) == {runs}
    assert [s["claim"] for x in reviewed["links"] for s in x["statements"]] == [claims()["c30"].id]
    assert reviewed["about"] == "三队一台 · reviewed=yes"
    with pytest.raises(UsageError, match="as_of=2020: nobody is recorded to run it"):
        render_view(invented, "diffusion", {"mechanism": "三队一台", "as_of": "2020"})
    assert runs in said(data(render_view(invented, "composition", {"mechanism": "三队一台", "as_of": "2022"})))
