"""A study's frame alone says where silence is absence; its tables keep four states apart in three formats."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow.parquet as pq
import pytest
from invented_adoptions import DIVISIONS, TEAMS, body, write_adoptions
from policing_kg.errors import DataError, MissingExtra, PolicingKGError, UsageError
from policing_kg.graph.interval import Span, edtf_span
from policing_kg.queries import Reader
from policing_kg.queries.diffusion.export import export_adoption
from policing_kg.queries.diffusion.risk import ADOPTED, NOT_ADOPTED, OUTSIDE, STATES, UNKNOWN, state_of
from policing_kg.queries.diffusion.study import Study, read_study
from policing_kg.queries.diffusion.table_file import columns_of

FRAME = """
title = "三队一台"
mechanisms = ["三队一台"]
files = ["csv", "parquet"]

[places]
level = "county"
within = ["云省"]

[period]
from = 2020
to = 2023

[[outlets]]
name = "云川日报"

[[searches]]
outlet = "云川日报"
terms = ["三队一台"]
to = 2022
date = 2025-06-01
"""
Rows = list[dict[str, str]]


def study_of(tmp_path: Path, text: str) -> Study:
    (tmp_path / "frame.toml").write_text(text, encoding="utf-8")
    return read_study(tmp_path / "frame.toml", DIVISIONS, lambda name: f"iri of {name}")


def test_a_frame_names_places_by_level_and_code(tmp_path: Path) -> None:
    assert study_of(tmp_path, FRAME).places == ("990102", "990103", "990121")
    but = FRAME.replace('within = ["云省"]', 'except = ["城关区"]\ncodes = ["990100"]')
    assert study_of(tmp_path, but).places == ("990100", "990102", "990121")


def test_a_search_covers_what_it_and_its_outlet_share(tmp_path: Path) -> None:
    text = FRAME.replace('name = "云川日报"', 'name = "云川日报"\nfrom = 2021\nplaces = ["东岭区", "西坪县"]')
    text = text.replace("to = 2022", 'to = 2022\nplaces = ["东岭区", "城关区"]')
    study = study_of(tmp_path, text)
    covered = {
        (code, year)
        for code in study.places
        for year in study.years
        if study.covered("iri of 三队一台", code, year, DIVISIONS)
    }
    assert covered == {("990102", 2021), ("990102", 2022)}


def test_an_outlet_that_nobody_searched_covers_nothing(tmp_path: Path) -> None:
    study = study_of(tmp_path, FRAME[: FRAME.index("[[searches]]")])
    assert not any(study.covered("iri of 三队一台", "990102", year, DIVISIONS) for year in study.years)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('title = "三队一台"', "titel = 1", "titel is not known; use title, mechanisms"),
        ('mechanisms = ["三队一台"]', "", 'mechanisms is missing; add mechanisms = \\["…"\\]'),
        ('mechanisms = ["三队一台"]', 'mechanisms = "三队一台"', "mechanisms is no list of texts"),
        ("[period]\nfrom = 2020\nto = 2023", "", "period is missing; add a table \\[period\\]"),
        ("from = 2020\n", "", "period.from is no year; add from = 2019"),
        ("from = 2020", "from = true", "period.from is no year"),
        ("from = 2020", "from = 2030", "period.to is 2023, before from, 2030; swap them"),
        ('level = "county"', 'level = "区县"', "places.level is '区县'; use province, prefecture, county, township"),
        ('level = "county"', "", "places.within stands without a level"),
        ('level = "county"\nwithin = ["云省"]', "", "places names no place"),
        ('within = ["云省"]', 'within = ["风省"]', "风省: unknown division; name it in full or by its code"),
        ('within = ["云省"]', 'within = ["云省"]\ncodes = ["999999"]', "999999: unknown division"),
        ('name = "云川日报"', "", "outlets.name is missing"),
        (
            'outlet = "云川日报"',
            'outlet = "云川晚报"',
            "searches.outlet is '云川晚报', which no",
        ),
        ('terms = ["三队一台"]', "", "searches.terms is missing"),
        ("date = 2025-06-01", "", "searches.date is no date; add date = 2025-06-01"),
        ("date = 2025-06-01", 'date = 2025-06-01\nmechanisms = ["警格联动"]', "searches.mechanisms names one that"),
        ("[[outlets]]", "[outlets]", "outlets is no list of tables; write each as \\[\\[outlets\\]\\]"),
        ('files = ["csv", "parquet"]', 'files = ["sav"]', "files holds 'sav'; use csv, parquet, stata"),
        ('title = "三队一台"', 'dates = "since"', "dates is 'since'; use held or began"),
        ("from = 2020", "from = = 2020", "not TOML .*; mend that line"),
    ],
)
def test_a_mistake_in_a_frame_is_one_line_that_names_the_file(tmp_path: Path, old: str, new: str, says: str) -> None:
    assert old in FRAME
    with pytest.raises(PolicingKGError, match=says) as refused:
        study_of(tmp_path, FRAME.replace(old, new))
    assert str(refused.value).startswith(str(tmp_path / "frame.toml"))
    assert "\n" not in str(refused.value)


def test_a_frame_that_is_not_there_or_not_utf8_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="name the frame of a study"):
        read_study(tmp_path / "none.toml", DIVISIONS, str)
    (tmp_path / "gbk.toml").write_bytes("title = '云'".encode("gbk"))
    with pytest.raises(DataError, match="save the frame as UTF-8"):
        read_study(tmp_path / "gbk.toml", DIVISIONS, str)


@pytest.mark.parametrize(
    ("when", "reported", "covered", "year", "state"),
    [
        ("2021-03/..", True, False, 2021, ADOPTED),
        ("2021-03/..", True, False, 2023, ADOPTED),
        ("2021-03/..", True, True, 2020, NOT_ADOPTED),
        ("2021-03/..", True, False, 2020, UNKNOWN),
        ("2021", True, True, 2020, UNKNOWN),
        ("2021", True, False, 2021, ADOPTED),
        ("201X/..", True, True, 2015, UNKNOWN),
        ("", True, True, 2020, UNKNOWN),
        ("", True, True, 2030, UNKNOWN),
        ("", False, True, 2020, NOT_ADOPTED),
        ("", False, False, 2020, UNKNOWN),
    ],
)
def test_the_state_of_a_place_at_risk(when: str, reported: bool, covered: bool, year: int, state: int) -> None:
    span = edtf_span(when) if when else Span()
    assert state_of(span, year, reported=reported, covered=covered) == state


Export = Callable[..., dict[str, Rows]]


@pytest.fixture
def exported(tmp_path: Path) -> Iterator[Export]:
    """Export some adoptions by a frame, and read the CSV tables back."""
    opened: list[Reader] = []

    def run(*statements: Any, frame: str = FRAME, **choice: Any) -> dict[str, Rows]:
        opened.append(write_adoptions(tmp_path / "kg", *statements))
        (tmp_path / "frame.toml").write_text(frame, encoding="utf-8")
        done = export_adoption(opened[-1], tmp_path / "frame.toml", tmp_path / "out", DIVISIONS, **choice)
        tables = {file.stem: rows_of(file) for file in (tmp_path / "out").glob("*.csv")}
        assert done.rows == sum(len(rows) for name, rows in tables.items() if name != "codebook")
        return tables

    yield run
    for reader in opened:
        reader.close()


def rows_of(file: Path) -> Rows:
    with file.open(encoding="utf-8", newline="") as text:
        return list(csv.DictReader(text))


STATEMENTS = (
    ("东岭区", {"when": "2021-03/..", "when_basis": "stated"}, "2023-05"),
    (body("东岭区", "东岭区交警大队"), {"when": "2022", "when_basis": "stated"}, "2023-06"),
    ("云川市", {}, "2022-08"),
)


def states(rows: Rows) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for row in rows:
        found.setdefault(row["place"], []).append(row["state"])
    return found


def test_place_years_keep_four_states_apart(exported: Export) -> None:
    rows = exported(*STATEMENTS[:1], STATEMENTS[2])["place-year"]
    assert states(rows) == {
        "云省云川市": ["outside the frame"] * 4,
        "云省云川市东岭区": ["not adopted", "adopted", "adopted", "adopted"],
        "云省云川市城关区": ["not adopted"] * 3 + ["unknown"],
        "云省云川市西坪县": ["not adopted"] * 3 + ["unknown"],
    }
    first = [row for row in rows if row["code"] == "990102"]
    assert [row["event"] for row in first] == ["0", "1", "", ""]
    assert [row["reported"] for row in first] == ["no", "no", "no", "yes"]
    assert {(r["in_force"], r["in_force_basis"], r["first_reported"]) for r in first} == {
        ("2021-03/..", "stated", "2023-05")
    }


def test_a_report_without_a_date_makes_a_place_unknown_and_never_adopted(exported: Export) -> None:
    rows = exported(("东岭区", {}, "2021-05"))["place-year"]
    shown = [(row["state"], row["reported"], row["event"]) for row in rows if row["code"] == "990102"]
    assert shown == [("unknown", "no", ""), ("unknown", "yes", ""), ("unknown", "yes", ""), ("unknown", "yes", "")]


def test_a_second_body_with_an_open_beginning_opens_that_of_the_place(exported: Export) -> None:
    rows = exported(*STATEMENTS[:2])["place-year"]
    assert states(rows)["云省云川市东岭区"] == ["unknown", "adopted", "adopted", "adopted"]
    assert {row["adopters"] for row in rows if row["code"] == "990102"} == {"2"}


def test_bodies_within_a_place_count_where_the_frame_says_so(exported: Export) -> None:
    frame = FRAME.replace('level = "county"\nwithin = ["云省"]', 'codes = ["云川市"]')
    assert states(exported(*STATEMENTS[:1], frame=frame)["place-year"])["云省云川市"] == ["not adopted"] * 3 + [
        "unknown"
    ]
    wider = frame.replace('title = "三队一台"', 'bodies = "own-and-within"')
    found = states(exported(*STATEMENTS[:1], frame=wider, replace=True)["place-year"])
    assert found == {"云省云川市": ["not adopted", "adopted", "adopted", "adopted"]}


def test_dyads_know_who_could_follow_whom(exported: Export) -> None:
    tables = exported(*STATEMENTS[:1], ("西坪县", {"when": "2022-05/.."}, "2023"))
    rows = {(r["receiver_code"], r["sender_code"], r["year"]): r for r in tables["dyad-year"]}
    assert len(rows) == 3 * 2 * 4
    followed = rows["990121", "990102", "2022"]
    assert (followed["receiver_before"], followed["sender_before"]) == ("not adopted", "adopted")
    assert (followed["opportunity"], followed["event"]) == ("yes", "1")
    assert rows["990121", "990102", "2021"]["opportunity"] == "no"  # the sender had not adopted by 2020
    assert rows["990102", "990121", "2023"]["opportunity"] == "no"  # the receiver had adopted
    assert rows["990102", "990121", "2020"]["opportunity"] == ""  # nobody searched 2019
    assert (followed["same_province"], followed["same_prefecture"], followed["nested"]) == ("yes", "yes", "apart")


def test_a_dyad_knows_which_place_lies_in_which(exported: Export) -> None:
    frame = FRAME.replace('within = ["云省"]', 'within = ["云省"]\ncodes = ["云川市"]')
    rows = exported(*STATEMENTS[:1], frame=frame)["dyad-year"]
    nested = {(r["receiver"][-3:], r["sender"][-3:]): r["nested"] for r in rows}
    assert nested["东岭区", "云川市"] == "sender above receiver"
    assert nested["云川市", "东岭区"] == "sender below receiver"


def test_a_cascade_has_a_time_only_where_dates_leave_one_year(exported: Export) -> None:
    rows = exported(*STATEMENTS[:1], STATEMENTS[2], ("城关区", {"when": "2022"}, "2023"))["cascade"]
    assert [(r["cascade_id"], r["node_name"], r["event_time"], r["in_frame"], r["first_reported"]) for r in rows] == [
        ("三队一台", "990100", "", "no", "2022-08"),
        ("三队一台", "990102", "2021", "yes", "2023-05"),
        ("三队一台", "990103", "", "yes", "2023"),
    ]


def test_the_researcher_may_read_a_single_date_as_the_beginning(exported: Export) -> None:
    frame = FRAME.replace('title = "三队一台"', 'dates = "began"')
    rows = exported(("城关区", {"when": "2022"}, "2023"), frame=frame)
    assert rows["cascade"][0]["event_time"] == "2022"
    assert states(rows["place-year"])["云省云川市城关区"] == ["not adopted"] * 2 + ["adopted"] * 2


def test_the_claims_behind_the_tables_come_with_them(exported: Export) -> None:
    rows = exported(*STATEMENTS)["claims"]
    assert len({row["claim"] for row in rows}) == 3
    assert {row["code"] for row in rows} == {"990100", "990102"}


def test_the_codebook_says_what_the_tables_were_made_from(exported: Export, tmp_path: Path) -> None:
    rows = exported(*STATEMENTS)["codebook"]
    facts = {row["column"]: row["label"] for row in rows if not row["table"]}
    assert (facts["study"], facts["single dates"], facts["places at risk"]) == ("三队一台", "held", "3")
    assert [r["label"] for r in rows if r["table"] == "place-year" and r["column"] == "state" and r["value"]] == [
        *STATES.values()
    ]
    assert (tmp_path / "out" / "frame.toml").read_text("utf-8") == FRAME


def test_parquet_holds_the_same_rows_with_labels(exported: Export, tmp_path: Path) -> None:
    rows = exported(*STATEMENTS)["place-year"]
    read = pq.read_table(tmp_path / "out" / "place-year.parquet")
    assert [STATES[s] for s in read["state"].to_pylist()] == [row["state"] for row in rows]
    assert read["event"].to_pylist() == [int(r["event"]) if r["event"] else None for r in rows]
    assert read.schema.field("state").metadata[b"value 2"] == b"unknown"
    assert read.schema.names == [c.name for c in columns_of("place-year")]


def test_stata_holds_the_same_rows_with_labels_and_equal_bytes(exported: Export, tmp_path: Path) -> None:
    frame = FRAME.replace('files = ["csv", "parquet"]', "")
    rows = exported(*STATEMENTS[:1], STATEMENTS[2], frame=frame)["place-year"]
    file = tmp_path / "out" / "place-year.dta"
    first = {f.name: f.read_bytes() for f in (tmp_path / "out").iterdir()}
    read = pd.read_stata(file)
    assert list(read["state"].astype(str)) == [row["state"] for row in rows]
    assert list(read["place"]) == [row["place"] for row in rows]
    assert [None if pd.isna(e) else str(int(e)) for e in read["event"]] == [row["event"] or None for row in rows]
    with pd.read_stata(file, iterator=True) as found:
        labels = found.variable_labels()
        assert found.value_labels()["state"] == STATES
    assert labels["state"].startswith("State at the end of the year")
    exported(*STATEMENTS[:1], STATEMENTS[2], frame=frame, replace=True)
    assert {f.name: f.read_bytes() for f in (tmp_path / "out").iterdir()} == first


def test_stata_without_its_writer_is_refused_before_anything_is_written(
    exported: Export, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("policing_kg.queries.diffusion.table_file.find_spec", lambda _: None)
    with pytest.raises(MissingExtra, match=r"policing-kg\[pandas\]"):
        exported(*STATEMENTS, frame=FRAME.replace('files = ["csv", "parquet"]', ""))
    assert not (tmp_path / "out").exists()


def test_a_study_of_too_many_dyads_is_refused(
    exported: Export, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("policing_kg.queries.diffusion.export.MOST_DYADS", 23)
    with pytest.raises(UsageError, match="24 rows of dyads, more than 23; narrow places or period"):
        exported(*STATEMENTS)
    assert not (tmp_path / "out").exists()
    few = FRAME.replace('files = ["csv", "parquet"]', 'tables = ["cascade"]\nfiles = ["csv"]')
    assert set(exported(*STATEMENTS, frame=few)) == {"cascade", "claims", "codebook"}


def test_a_folder_with_other_files_is_left_alone(exported: Export, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "thesis.docx").touch()
    with pytest.raises(UsageError, match="holds other files"):
        exported(*STATEMENTS, replace=True)
    assert [p.name for p in (tmp_path / "out").iterdir()] == ["thesis.docx"]


def test_an_unknown_mechanism_is_named_with_the_file(exported: Export, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"frame.toml: 三队两台: unknown mechanism"):
        exported(*STATEMENTS, frame=FRAME.replace('mechanisms = ["三队一台"]', 'mechanisms = ["三队两台"]'))


def test_states_outside_the_frame_are_no_numbers_to_be_summed() -> None:
    assert tuple(STATES) == (NOT_ADOPTED, ADOPTED, UNKNOWN, OUTSIDE)
    assert TEAMS.kind == "mechanism"
