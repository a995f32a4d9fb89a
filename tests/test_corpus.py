"""Texts of our own, annotated by the guide: no score falls by more than a point, and no person comes out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from policing_kg.graph.review import annotated_shares
from policing_kg.loaders.agreement import ROWS
from policing_kg.loaders.evaluation import evaluate_records, persons_found, rule_counts
from policing_kg.loaders.pipeline import extract_file
from policing_kg.loaders.record import document_record

CORPUS = Path(__file__).parent / "corpus"
POINT = 0.01
Records = dict[str, dict[str, Any]]


@pytest.fixture(scope="module")
def gold() -> Records:
    return {p.stem: json.loads(p.read_text("utf-8")) for p in sorted(CORPUS.glob("[0-9]*.json"))}


@pytest.fixture(scope="module")
def found(gold: Records) -> Records:
    return {name: document_record(extract_file(CORPUS / f"{name}.txt")) for name in gold}


def test_there_are_thirty_texts_or_more_and_each_span_is_the_text_that_it_says(gold: Records) -> None:
    assert len(gold) >= 30
    for name, record in gold.items():
        text = (CORPUS / f"{name}.txt").read_text("utf-8")
        for item in (*record["entities"], *record["indicators"]):
            assert text[item["start"] : item["end"]] == item["text"], name


def test_no_score_falls_by_more_than_a_point(gold: Records, found: Records) -> None:
    accepted = json.loads((CORPUS.parent / "corpus-scores.json").read_text("utf-8"))
    assert set(accepted) == set(ROWS)
    measured = {s.row: round(s.f1, 3) for s in evaluate_records(gold, found)}
    fallen = {row: (f1, measured[row]) for row, f1 in accepted.items() if measured[row] < f1 - POINT}
    assert fallen == {}


def test_the_precision_of_each_rule_is_told_as_it_is(gold: Records, found: Records) -> None:
    mend = "benchmarks/rules.py tests/corpus --csv > data/scores/rules.csv"
    shares = annotated_shares()
    told = {rule: (share.found, share.right) for rule, share in shares.items()}
    measured = rule_counts(evaluate_records(gold, found, "rule"))
    assert told == {rule: (found_, right) for rule, found_, right in measured}, mend


def test_no_name_of_a_person_comes_out(gold: Records, found: Records) -> None:
    assert persons_found(gold, found) == []
