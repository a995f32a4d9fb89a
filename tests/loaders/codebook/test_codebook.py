"""The codebook has every variable; the workbook, filled by hand, is read as the claims that were coded."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import policing_kg
import pytest
from openpyxl import load_workbook
from policing_kg.errors import UsageError
from policing_kg.graph.claim import ATTRIBUTES, QUALIFIERS, RELATIONS
from policing_kg.graph.dataset import Dataset
from policing_kg.loaders.claims.coded import NEEDED, OPTIONAL, TYPES
from policing_kg.loaders.codebook.variables import glossary, variables
from policing_kg.loaders.codebook.workbook import COLUMNS
from policing_kg.loaders.persons.rules import person_spans
from policing_kg.ontology.terms import load_concepts
from policing_kg.reviewing import Review

ROOT = Path(__file__).parents[3]


def test_every_variable_has_meaning_rules_and_examples_in_both_languages() -> None:
    named = {(v.part, v.name) for v in variables()}
    assert {n for part, n in named if part == "relation"} == {*RELATIONS, *ATTRIBUTES, "figure"}
    assert {n for part, n in named if part == "qualifier"} == set(QUALIFIERS)
    assert {n for part, n in named if part == "type"} == {t for t in TYPES if not t.endswith(" class")}
    for v in variables():
        for both in (v.label, v.definition, v.include, v.exclude):
            assert both.en.isascii() or both.zh, v.name
            assert both.en and both.zh, v.name  # noqa: PT018 - one thing in two languages
        assert v.examples, v.name


def test_no_rule_is_of_a_variable_that_is_not_there() -> None:
    rules = tomllib.loads((ROOT / "loaders" / "codebook" / "rules.toml").read_text("utf-8"))
    assert {(part, name) for part, held in rules.items() for name in held} == {(v.part, v.name) for v in variables()}


def test_values_are_those_of_the_ontology() -> None:
    by_name = {v.name: v for v in variables()}
    assert by_name["stage"].values == load_concepts("stage")
    assert by_name["hasStatus"].values == load_concepts("policy-status")


def test_the_glossary_leads_from_chinese_to_english() -> None:
    assert {("派驻于", "stationed in", "pk:stationedIn"), ("试点", "pilot", "stage pilot")} <= set(glossary())
    assert all(zh and en for zh, en, _ in glossary())


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.scripts = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.scripts += tag == "script"
        if tag not in ("meta", "!doctype"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("suffix", ["md", "html", "csv", "xlsx"])
def test_the_codebook_is_written_in_each_form(tmp_path: Path, suffix: str) -> None:
    file = policing_kg.codebook(tmp_path / f"codebook.{suffix}")
    if suffix == "xlsx":
        book = load_workbook(file)
        assert book.sheetnames == ["codebook", "values", "glossary"]
        text = " ".join(str(c.value) for page in book for row in page.iter_rows() for c in row)
    else:
        text = file.read_text("utf-8-sig")
    text = unescape(text).replace("\\", "")
    for v in variables():
        assert v.name in text
        assert v.include.zh in text
    if suffix == "html":
        tags = Tags()
        tags.feed(file.read_text("utf-8"))
        assert (tags.open, tags.scripts) == ([], 0)


def test_the_codebook_names_no_person() -> None:
    for v in variables():
        for said in (v.definition.zh, v.include.zh, v.exclude.zh):
            assert not person_spans(said), said


def test_the_columns_of_the_workbook_are_those_that_a_build_reads() -> None:
    assert set(COLUMNS) <= {*NEEDED, *OPTIONAL}


@pytest.fixture
def workbook(tmp_path: Path) -> Callable[..., Path]:
    """A workbook filled by hand."""

    def fill(*rows: dict[str, Any]) -> Path:
        file = Review.workbook(tmp_path / "work" / "coding.xlsx", replace=True)
        book = load_workbook(file)
        page = book["coding"]
        column = {cell.value: cell.column for cell in page[1]}
        for number, row in enumerate(rows, 2):
            for name, value in row.items():
                page.cell(number, column[name], value)
        book.save(file)
        return Path(file)

    (tmp_path / "work").mkdir()
    return fill


def test_the_workbook_offers_the_values_of_each_column(workbook: Callable[..., Path]) -> None:
    book = load_workbook(workbook())
    page = book["coding"]
    column = {cell.value: cell.column_letter for cell in page[1]}
    lists = {str(v.sqref).split("2:")[0]: v.formula1 for v in page.data_validations.dataValidation}
    for v in variables():
        if v.part == "qualifier" and v.values:
            sheet, area = lists[column[v.name]].split("!")
            cells = book[sheet][area.replace("$", "")]
            offered = [row[0].value for row in cells] if isinstance(cells, tuple) else [cells.value]
            assert offered == [c.notation for c in v.values]
    assert page.freeze_panes == "A2"


def test_rows_filled_by_hand_become_claims(workbook: Callable[..., Path], tmp_path: Path) -> None:
    file = workbook(
        {"subject": "天津市公安局西青分局", "relation": "implements", "object": "两队一室", "stage": "pilot",
         "when": 2021},
        {"subject": "天津市西青区", "subject_type": "Place", "relation": "figure", "measure": "矛盾纠纷化解率",
         "value": 96.5, "unit": "%", "period": "2023"},
    )  # fmt: skip
    report = policing_kg.build([file], tmp_path / "kg", base=False)
    assert report.refused == ()
    with Dataset.open(tmp_path / "kg") as dataset:
        claims = {c.predicate: c for c in dataset.claims()}
        places = {e.claim: (e.row, e.column) for e in dataset.evidence()}
    assert claims["pk:implements"].qualifiers == (("stage", "pilot"), ("when", "2021"))
    assert claims["pk:observes"].value == "96.5"
    assert {c.origin for c in claims.values()} == {"coder"}
    assert places[claims["pk:observes"].id] == (3, COLUMNS.index("value") + 1)


def test_a_row_with_a_persons_name_is_refused_without_it(workbook: Callable[..., Path], tmp_path: Path) -> None:
    name = "钱志远"
    file = workbook({"subject": f"民警{name}", "subject_type": "Role", "relation": "implements", "object": "两队一室"})
    report = policing_kg.build([file], tmp_path / "kg", base=False)
    (refused,) = report.refused
    assert "row 2" in str(refused)
    assert "a person's name" in str(refused)
    assert name not in str(refused)


def test_a_workbook_is_an_xlsx(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"end it in \.xlsx"):
        Review.workbook(tmp_path / "coding.csv")
