"""What a cell holds comes back as words, whatever they look like; who reviews and what is corrected is checked."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from policing_kg.errors import UsageError
from policing_kg.graph.cell import guarded, unguarded
from policing_kg.graph.claim import OBSERVES, make_claim
from policing_kg.graph.entity import entity_id
from policing_kg.loaders.review.correction import Unfit, correction
from policing_kg.loaders.review.filled import read_filled
from policing_kg.loaders.review.reviewer import reviewer_of
from policing_kg.loaders.review.spreadsheet import LONGEST, Sheet, visible, write_sheets

HOSTILE = (
    "=1+1", "+1-1", "-2+3", "@SUM(A1)", "=cmd|' /C calc'!A0", "'=1", "'", '"', "a,b;c\td", "甲\r\n乙", "\u200b=1",
    "\x07", "＝1", " =1",
)  # fmt: skip
STATION, CENTRE = (entity_id("unit", "990102", (name,)) for name in ("河口派出所", "综治中心"))
LINK = make_claim("d", STATION, "pk:convenes", CENTRE, qualifiers={"frequency": "1次/周"})
RATE = make_claim(
    "d", STATION, OBSERVES, value="96.3", datatype="xsd:decimal", qualifiers={"measure": "m", "unit": "%"}
)


def looks(cell: str) -> str:
    """How a cell looks."""
    return visible(cell).strip()


def back(cells: list[str], suffix: str) -> list[str]:
    """The reasons that a sheet with these gives back."""
    with TemporaryDirectory() as folder:
        rows = [[str(n), "accept", cell] for n, cell in enumerate(cells)]
        file = write_sheets(Path(folder, f"s{suffix}"), [Sheet("review", ("id", "decision", "reason"), rows)])
        return [row.cell("reason") for row in read_filled(file)[0]]


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_hostile_cells_come_back_as_they_look(suffix: str) -> None:
    assert back(list(HOSTILE), suffix) == [looks(cell) for cell in HOSTILE]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.text(st.characters(exclude_categories=("Cs",)), max_size=12), min_size=1, max_size=4))
def test_any_words_come_back_as_they_look(cells: list[str]) -> None:
    for suffix in (".csv", ".xlsx"):
        assert back(cells, suffix) == [looks(cell) for cell in cells]


def test_no_cell_of_a_workbook_is_a_formula(tmp_path: Path) -> None:
    file = write_sheets(tmp_path / "s.xlsx", [Sheet("review", ("a",), [[cell] for cell in HOSTILE])])
    assert {c.data_type for row in load_workbook(file)["review"].iter_rows() for c in row if c.value} == {"s"}


def test_a_cell_that_is_too_long_is_cut(tmp_path: Path) -> None:
    file = write_sheets(tmp_path / "s.xlsx", [Sheet("review", ("a",), [["长" * 40_000]])])
    assert len(str(load_workbook(file)["review"]["A2"].value)) == LONGEST + 1


@given(st.text(st.sampled_from("=+-@'\t\r\n; .1甲\u200b＝"), max_size=8) | st.text(max_size=8))
def test_guarding_is_undone(text: str) -> None:
    assert unguarded(guarded(text)) == text


@pytest.mark.parametrize("who", ["anna", "Coder.B-2", "0000-0002-1694-233X", "https://orcid.org/0000-0002-1825-0097"])
def test_handles_and_orcids_are_reviewers(who: str) -> None:
    assert reviewer_of(f" {who} ")


@pytest.mark.parametrize("who", ["", "a", "张三", "anna lee", "0000-0002-1694-2330", "a" * 41, "-a"])
def test_nothing_else_is_a_reviewer(who: str) -> None:
    with pytest.raises(UsageError):
        reviewer_of(who)


def named(words: str) -> str:
    if words != "东岭分局":
        raise Unfit("leads to no one entity", "write another name")
    return STATION.replace("unit/990102", "unit/990100")


@pytest.mark.parametrize(
    ("field", "words", "change"),
    [
        ("object", "东岭分局", {"object": named("东岭分局")}),
        ("frequency", "2次/月", {"frequency": "2次/月"}),
        ("frequency", "", {"frequency": ""}),
        ("when", "2021-03/..", {"when": "2021-03/.."}),
        ("headcount", "12", {"headcount": "12"}),
        ("place", "城区", {"place": "城区"}),
        ("", "stage=pilot; frequency=", {"stage": "pilot", "frequency": ""}),
    ],
)
def test_links_are_corrected(field: str, words: str, change: dict[str, str]) -> None:
    assert dict(correction(field, words, LINK, named)) == change


def test_what_a_reader_takes_for_granted_is_left_out() -> None:
    planned = make_claim("d", STATION, "pk:leads", CENTRE, qualifiers={"modality": "planned"})
    assert correction("modality", "reported", planned, named) == (("modality", ""),)


def test_figures_are_corrected_in_canonical_form() -> None:
    assert correction("value", "95.30", RATE, named) == (("value", "95.3"),)


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("subject", ""), ("subject", "西岭分局"), ("value", "3"), ("colour", "red"), ("stage", "half"),
        ("when", "2021/2022/2023"), ("when", "13月"), ("headcount", "1.5"), ("headcount", "-1"), ("frequency", "常"),
        ("approx", "yes"), ("", ""), ("", "pilot"), ("frequency", "1次/周"), ("place", "unit/-/000000000000"),
        ("place", "民警钱志远"),
    ],
)  # fmt: skip
def test_what_is_no_correction_is_refused(field: str, words: str) -> None:
    with pytest.raises(Unfit) as refused:
        correction(field, words, LINK, named)
    assert refused.value.mend
    assert "钱志远" not in str(refused.value)
