"""What recognisers find stays apart from what the rules find until someone reviews it; builds know the settings."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import policing_kg
import pytest
from policing_kg.graph.dataset import Dataset
from policing_kg.graph.decision import Decision
from policing_kg.graph.export import export
from policing_kg.graph.stats import stats
from policing_kg.loaders.build import BuildReport, build
from policing_kg.loaders.extraction import Extraction, Findings, Link, Mention
from policing_kg.loaders.pipeline import extract_article
from policing_kg.loaders.recognisers.recognition import Recognition, choose
from policing_kg.loaders.recognisers.settings import ModelSettings
from policing_kg.loaders.record import document_record
from policing_kg.loaders.texts.article import SourceText
from stand_in import NAME, TEXT, Reply, Service, answered, article, good

UNION, HOUSE = "晨曦公益会", "青禾书屋"
Run = Callable[..., BuildReport]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "a.txt").write_text(TEXT, "utf-8")
    return tmp_path


@pytest.fixture
def asking(service: Service, settings: Callable[..., ModelSettings]) -> Recognition:
    service.reply = lambda sentences: answered(good(sentences))
    return choose("llm", model=settings(), approve=lambda _: True)


@pytest.fixture
def run(folder: Path) -> Run:
    def call(recognition: Recognition | None = None) -> BuildReport:
        return build([folder / "news"], folder / "kg", base=False, recognition=recognition)

    return call


def waiting(folder: Path) -> list[tuple[str, str, str]]:
    rows = policing_kg.ask("model-claims", kg=folder / "kg")
    return [
        tuple(str(getattr(row[c], "label", row[c]) or "") for c in ("subject", "relation", "object")) for row in rows
    ]


def exported(folder: Path, form: str) -> str:
    export(folder / "kg", form, folder / f"out.{form}", replace=True)
    return (folder / f"out.{form}").read_text("utf-8")


def records(folder: Path) -> Iterator[dict[str, Any]]:
    return map(json.loads, exported(folder, "jsonl").splitlines())


def test_without_a_recogniser_nothing_is_offered_and_nothing_changes(folder: Path, run: Run) -> None:
    assert run(None).changes.digest == run(choose()).changes.digest
    record = document_record(article())
    assert "offered" not in record["more"]
    assert waiting(folder) == []


def test_a_models_claims_are_no_facts_but_are_listed_for_review(folder: Path, run: Run, asking: Recognition) -> None:
    run()
    facts = stats(folder / "kg")
    before = exported(folder, "nquads")
    assert run(asking).changes.violations == ()
    assert waiting(folder) == [
        ("天津市公安局西青分局", "pk:cooperatesWith", UNION),
        ("", "pk:mentions", UNION),
        (HOUSE, "pk:established", UNION),
        ("", "pk:mentions", HOUSE),
    ]
    now = stats(folder / "kg")
    assert (now.live, now.facts, now.claims) == (facts.live, facts.facts, facts.claims + 4)
    assert now.by_status["withheld"] == now.by_origin["model"] == 4
    for name in ("pk:cooperatesWith", "pk:established"):
        assert policing_kg.sparql(f"ASK {{ ?s {name} ?o }}", kg=folder / "kg").rows[0]["answer"] is False
    assert set(before.splitlines()) <= set(exported(folder, "nquads").splitlines())
    export(folder / "kg", "csv", folder / "csv")
    assert UNION not in (folder / "csv" / "facts.csv").read_text("utf-8")
    claims = [r for r in records(folder) if UNION in json.dumps(r, ensure_ascii=False)]
    assert {r["status"] for r in claims} == {"withheld"}


def test_no_question_of_the_catalogue_tells_them_as_facts(folder: Path, run: Run, asking: Recognition) -> None:
    run(asking)
    kg = folder / "kg"
    told = 0
    for query in policing_kg.catalogue():
        required = [p.name for p in query.parameters if p.required]
        if query.name in ("model-claims", "evidence", "names") or not set(required) <= {"unit", "name", "body"}:
            continue  # the first two tell the status, the third what an entity is called
        rows = policing_kg.ask(query.name, kg=kg, **dict.fromkeys(required, "西青分局"))
        shown = "".join(str(value) for row in rows for value in row.values())
        told += len(shown)
        assert UNION not in shown, query.name
        assert HOUSE not in shown, query.name
    assert told > 100
    assert UNION not in json.dumps(policing_kg.show("西青分局", kg=kg).as_json(), ensure_ascii=False)
    page = policing_kg.view("cross-department", kg=kg, out=folder / "v.html", place="西青区").read_text("utf-8")
    assert UNION not in page


def test_an_accepted_claim_is_a_fact_and_a_rejected_one_is_gone_from_the_list(
    folder: Path, run: Run, asking: Recognition
) -> None:
    run(asking)
    with Dataset.open(folder / "kg") as dataset:
        made = {c.predicate: c for c in dataset.claims() if c.origin == "model"}
    with Dataset.open(folder / "kg") as dataset, dataset.writer() as writer:
        for kind, predicate in (("accept", "pk:cooperatesWith"), ("reject", "pk:established")):
            writer.decide(Decision(kind, made[predicate].id, "reviewer", "2026-01-01T00:00:00+00:00", "read"))
        assert writer.commit().violations == ()
    assert [row[1] for row in waiting(folder)] == ["pk:mentions", "pk:mentions"]
    answer = policing_kg.sparql("ASK { GRAPH pk:reviewed { ?s pk:cooperatesWith ?o } }", kg=folder / "kg")
    assert answer.rows[0]["answer"] is True
    run(asking)
    assert [row[1] for row in waiting(folder)] == ["pk:mentions", "pk:mentions"]


def test_a_name_that_only_a_model_gives_makes_no_other_name_ambiguous(
    folder: Path, run: Run, service: Service, asking: Recognition
) -> None:
    text = "两条消息\n\n平安志愿服务总会来到天津市公安局西青分局。\n"
    (folder / "news" / "b.txt").write_text(text, "utf-8")
    (folder / "news" / "c.txt").write_text(text.replace("来到", "走进").replace("两条", "三条"), "utf-8")

    def reply(sentences: str) -> Reply:
        number = next((s[1] for s in sentences.splitlines() if "总会" in s), "")
        if not number:
            return answered({})
        entity = {"id": "e1", "sentence": int(number), "quote": "公安局西青分局", "type": "Organisation"}
        return answered({"entities": [entity]})

    service.reply = reply
    run(asking)
    assert len(waiting(folder)) == 2
    assert policing_kg.show("公安局西青分局", kg=folder / "kg").entity.label == "天津市公安局西青分局"


def test_other_settings_make_a_build_read_again_and_the_same_do_not(
    folder: Path, run: Run, asking: Recognition, service: Service, settings: Callable[..., ModelSettings]
) -> None:
    assert run().read == 1
    assert run(asking).read == 1
    again = run(asking)
    assert (again.read, again.unchanged, again.changes.written, service.asked) == (0, 1, False, 1)
    dearer = choose("llm", model=settings(retries=5, token_cap=10), approve=lambda _: True)
    assert run(dearer).read == 0
    other = ModelSettings(service.url, "other")
    assert run(choose("llm", model=other, approve=lambda _: True)).read == 1
    assert run().read == 1
    assert waiting(folder) == []
    assert run().read == 0


def test_a_file_that_was_left_is_read_again_and_the_rest_is_not(
    folder: Path, run: Run, asking: Recognition, service: Service
) -> None:
    (folder / "news" / "b.txt").write_text(TEXT.replace("21%", "33%"), "utf-8")
    service.reply = lambda sentences: Reply(b"", 400) if "33%" in sentences else answered(good(sentences))
    first = run(asking)
    assert (first.read, first.unanswered) == (2, 1)
    stuck = run(asking)
    assert (stuck.read, stuck.unanswered, stuck.changes.written) == (1, 1, False)
    service.reply = lambda _: answered({})
    mended = run(asking)
    assert (mended.read, mended.unchanged, mended.unanswered) == (1, 1, 0)
    assert run(asking).read == 0


def test_nothing_is_sent_and_nothing_written_where_it_is_not_agreed_to(
    folder: Path, run: Run, service: Service, settings: Callable[..., ModelSettings]
) -> None:
    told: list[str] = []
    with pytest.raises(policing_kg.errors.UsageError, match="--yes"):
        run(choose("llm", model=settings(), say=told.append))
    assert service.asked == 0
    assert not list((folder / "kg" / "generations").glob("*"))
    assert all(word in " ".join(told) for word in (service.url, "stand-in", "1 documents", "cost not known"))


class Finder:
    """A recogniser that knows one name of a person and one body."""

    name = version = "finder"

    def recognise(self, extraction: Extraction) -> Findings:
        text = extraction.article.text
        at, body = text.find("山海间"), text.find("山海间工作室")
        mentions = [Mention(body, body + 6, "Organisation", "山海间工作室", "finder@1", resolved=False)]
        home = text.find("西青分局")
        mentions.append(Mention(home - 6, home + 4, "Unit", "天津市公安局西青分局", "finder@1", resolved=False))
        link = Link("天津市公安局西青分局", "established", "山海间工作室", home, body + 6, "finder@1")
        return Findings(tuple(mentions), (), (link,), ((at, at + 3),), ("finder 1",))


def test_a_person_that_a_recogniser_finds_is_covered_whatever_the_rules_read_there() -> None:
    text = "南河消息\n\n天津市公安局西青分局成立山海间工作室,推行“山海间工作法”。\n"
    plain = extract_article(SourceText("a.txt", text, ""))
    assert any("山海间" in m.canonical for m in plain.mentions)
    found = extract_article(SourceText("a.txt", text, ""), [Finder()])
    assert "山海间" not in json.dumps(document_record(found), ensure_ascii=False)
    assert found.offered is not None
    assert (found.offered.links, [m.canonical for m in found.offered.mentions]) == ((), ["天津市公安局西青分局"])
    assert set(plain.persons) <= set(found.persons)


def test_what_a_recogniser_finds_stands_apart_in_the_record_with_its_rule(
    service: Service, asking: Recognition, folder: Path
) -> None:
    plain = document_record(article())
    (record,) = policing_kg.extract(folder / "news" / "a.txt", recognition=asking)
    assert isinstance(record, dict)
    offered = record["more"].pop("offered")
    assert {k: v for k, v in record.items() if k != "id"} == {k: v for k, v in plain.items() if k != "id"}
    assert [(e["text"], e["rule"]) for e in offered["entities"]] == [
        (UNION, "llm.mention@1 stand-in"),
        (HOUSE, "llm.mention@1 stand-in"),
    ]
    assert [link["rule"] for link in offered["links"]] == ["llm.link@1 stand-in"] * 2
    assert (offered["refused"], offered["unanswered"]) == ({}, 0)
    assert NAME not in json.dumps([record, offered], ensure_ascii=False)


def test_many_files_are_read_side_by_side_with_the_answers(
    folder: Path, run: Run, asking: Recognition, service: Service
) -> None:
    for n in range(30):
        (folder / "news" / f"n{n}.txt").write_text(
            TEXT.replace("21%", f"{n + 40}%").replace("晨曦", f"晨{n}曦"), "utf-8"
        )
    service.reply = lambda sentences: answered(good(sentences)) if "21%" in sentences else answered({})
    report = run(asking)
    assert (report.read, report.unanswered, service.asked) == (31, 0, 31)
    assert len(waiting(folder)) == 4
