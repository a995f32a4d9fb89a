"""Every parser and reader answers or refuses, in bounded time, whatever it is given; the long run is `run.py`."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest
from attack import TooSlow, attack, attempt
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from policing_kg.errors import InputRefused, UsageError
from policing_kg.graph.claim import canonical_number, make_claim
from policing_kg.graph.decision import read_decisions
from policing_kg.loaders.annotations.formats import read_annotations
from policing_kg.loaders.claims.coded import read_coded_rows
from policing_kg.loaders.figures.numerals import chinese_number, find_numerals
from policing_kg.loaders.review.correction import Unfit, correction
from policing_kg.loaders.texts.article import SourceText
from targets import TARGETS, Target

COSTLY = {"PDF": 2, "DOCX": 5, "XLSX": 5, "HTML": 5, "whole pipeline": 10, "SPARQL": 10}  # cases; others have 40


@pytest.mark.parametrize("name", sorted(TARGETS))
@pytest.mark.filterwarnings("ignore")
def test_a_target_answers_or_refuses(name: str) -> None:
    target = TARGETS[name]

    @settings(max_examples=COSTLY.get(name, 40), deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(st.randoms(use_true_random=False))
    def holds(chance: Random) -> None:
        attempt(target, target.make(chance))

    holds()


def test_a_crash_a_loop_and_a_refusal_of_two_lines_are_counted() -> None:
    def loop(_given: object) -> None:
        while True:
            pass

    def crash(_given: object) -> None:
        raise KeyError("x")

    class TwoLines(UsageError):
        def __str__(self) -> str:  # which keeps errors of ours to one line
            return "one\ntwo"

    def two_lines(_given: object) -> None:
        raise TwoLines

    def refuse(_given: object) -> None:
        raise UsageError("one")

    outcomes = [attack(Target(lambda c: c.random(), run, 1, 0.05), 2, 1) for run in (loop, crash, two_lines, refuse)]
    assert [(o.cases, o.crashes, o.refused) for o in outcomes] == [(2, 2, 0), (2, 2, 0), (2, 2, 0), (2, 0, 2)]
    assert outcomes[0].shown[0].startswith(TooSlow.__name__)


def test_the_long_run_writes_what_each_target_came_to(tmp_path: Path) -> None:
    into = tmp_path / "soak" / "fuzz.json"
    script = str(Path(__file__).with_name("run.py"))
    asked = ["--cases", "900", "--only", "EDTF", "CSV", "--into", str(into)]
    ended = subprocess.run([sys.executable, script, *asked], capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    found = json.loads(into.read_text())
    assert set(found) == {"EDTF", "CSV"}
    assert all(one["cases"] > 50 and one["crashes"] == 0 for one in found.values())


@pytest.mark.parametrize("number", ["1e999999999", "1e-999999999", "9" * 500])
def test_a_number_of_endless_places_is_refused_where_it_is_read(number: str) -> None:
    with pytest.raises(ValueError, match="a number of more than 400 places"):
        canonical_number(number)
    claim = make_claim("d", "unit/-/0", "pk:observes", value="12.5", datatype="xsd:decimal")
    with pytest.raises(Unfit, match="write a number in digits"):
        correction("value", number, claim, str)
    with pytest.raises(Unfit, match="write a number in digits"):
        correction("headcount", number, claim, str)
    table = f"subject,relation,value,measure\n平川县公安局,figure,{number},警情\n"
    with pytest.raises(InputRefused, match="a decimal value"):
        list(read_coded_rows(SourceText("t.csv", table, "0" * 64, "table")))


@pytest.mark.parametrize("kind", ["accept\n", "so\u2028so", "merge"])
def test_a_line_end_in_a_decision_makes_no_second_line_of_the_refusal(kind: str, tmp_path: Path) -> None:
    row = {"kind": kind, "target": "a\nb", "who": "w", "when": "2025-01-01", "why": "y"}
    (tmp_path / "decisions.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    with pytest.raises(UsageError) as refused:
        read_decisions(tmp_path / "decisions.jsonl")
    assert len(str(refused.value).splitlines()) == 1


@pytest.mark.parametrize("words", ["9" * 400, "9" * 400 + "十", "9" * 400 + "万起", "3至" + "9" * 400 + "名"])
def test_hundreds_of_digits_are_no_figure(words: str) -> None:
    assert all(n.value < 10**300 and (n.value_max or 0) < 10**300 for n in find_numerals(words))
    assert chinese_number(words) is None


def test_an_annotation_that_ends_beyond_every_text_names_its_document(tmp_path: Path) -> None:
    figure = {"start": 0, "end": 10**30, "value": 3, "unit": "%", "measure": "率"}
    record = {"id": "a", "text": "平川县公安局", "entities": [], "links": [], "indicators": [figure]}
    (tmp_path / "a.jsonl").write_text(json.dumps(record), encoding="utf-8")
    with pytest.raises(InputRefused, match="document 1"):
        read_annotations(tmp_path / "a.jsonl", "guide")


@pytest.mark.parametrize("line", [b"7", b"[]", b'"a"', b"[" * 100_000, b"\xff\xfe"])
def test_a_line_that_is_no_decision_is_named(line: bytes, tmp_path: Path) -> None:
    (tmp_path / "decisions.jsonl").write_bytes(line)
    with pytest.raises(UsageError, match=r"decisions\.jsonl"):
        read_decisions(tmp_path / "decisions.jsonl")
