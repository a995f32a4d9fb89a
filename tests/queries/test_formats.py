from __future__ import annotations

import csv
import io
import json
from decimal import Decimal

import pyarrow.parquet as pq
import pytest
from policing_kg.errors import UsageError
from policing_kg.queries import (
    FORMATS,
    Column,
    Evidence,
    Named,
    Reader,
    Result,
    Row,
    as_json,
    ask,
    lines_of,
    parquet_bytes,
)
from policing_kg.queries.table import display_width

MEETING = {"place": "东岭区"}


@pytest.fixture
def met(reader: Reader) -> Result:
    return ask(reader, "who-meets-whom", MEETING)


def said(*values: str) -> Result:
    """A result of one column of strings."""
    column = Column("note", "string", "Note", "备注")
    return Result("invented", {}, (column,), "d" * 8, tuple(Row({"note": v}) for v in values))


def table_of(result: Result, **more: object) -> list[str]:
    return list(lines_of(result, "table", **more))  # type: ignore[arg-type]


def test_json_is_one_object_with_query_parameters_columns_dataset_and_rows(met: Result) -> None:
    (text,) = lines_of(met, "json")
    shown = json.loads(text)
    assert list(shown) == ["query", "parameters", "columns", "dataset", "rows"]
    assert shown["query"] == "who-meets-whom"
    assert [p["label"] for p in shown["parameters"]["place"]] == ["云省云川市东岭区"]
    assert [c["name"] for c in shown["columns"]][:3] == ["meeting", "role", "body"]
    assert shown == as_json(met)


def test_jsonl_is_one_row_a_line_with_entities_claims_and_source(met: Result) -> None:
    rows = [json.loads(line) for line in lines_of(met, "jsonl")]
    assert len(rows) == len(met)
    first = rows[0]
    assert first["meeting"]["label"] == "周碰头会"
    assert first["meeting"]["iri"].startswith("https://w3id.org/policing-kg/id/mechanism/")
    assert first["claims"] == list(met[0].claims)
    (place,) = first["source"]
    assert (place["key"], place["start"], place["end"]) == ("news/east.txt", 40, 60)
    assert place["document"]["label"] == "东岭的碰头会"
    assert "evidence" not in first


def test_evidence_adds_each_claim_with_its_sentence(met: Result) -> None:
    row = json.loads(next(iter(lines_of(met, "jsonl", evidence=True))))
    (said,) = row["evidence"]
    assert said["claim"] == row["claims"][0]
    assert (said["sentence_start"], said["sentence_end"]) == (35, 65)


def test_a_row_of_a_table_or_statute_says_its_row_and_article(reader: Reader) -> None:
    row = json.loads(next(iter(lines_of(ask(reader, "government-of", {"organ": "云川市公安局"}), "jsonl"))))
    assert (row["source"][0]["row"], row["source"][0]["column"], row["source"][0]["article"]) == (2, 3, "第三条")


def test_numbers_stay_numbers_in_json(reader: Reader) -> None:
    rows = as_json(ask(reader, "figures", {"measure": "纠纷化解率", "place": "东岭区"}))["rows"]
    assert sorted(row["value"] for row in rows) == [94, 96.3]


def test_csv_can_be_read_back_with_iris_claims_and_source(met: Result) -> None:
    rows = list(csv.DictReader(io.StringIO("\n".join(lines_of(met, "csv", evidence=True)))))
    assert len(rows) == len(met)
    assert rows[0]["body"] == str(met[0]["body"])
    assert rows[0]["body_iri"] == met[0]["body"].iri  # type: ignore[union-attr]
    assert rows[0]["claims"] == " ".join(met[0].claims)
    assert rows[0]["source"] == "news/east.txt [40–60]"
    assert rows[0]["evidence"].endswith("news/east.txt [40–60] in [35–65]")


@pytest.mark.parametrize("formula", ["=1+1", "+1", "-cmd", "@SUM(A1)", "\t=1", "\r=1", "=HYPERLINK(1)"])
def test_csv_writes_a_formula_as_text(formula: str) -> None:
    rows = list(csv.reader(io.StringIO("\n".join(lines_of(said(formula), "csv")), newline="")))
    assert rows[1][0].startswith("'")


def test_csv_leaves_a_negative_number_a_number() -> None:
    column = Column("value", "decimal", "Value", "数值")
    result = Result("invented", {}, (column,), "d", (Row({"value": Decimal("-3.20")}),))
    assert list(lines_of(result, "csv"))[1].split(",")[0] == "-3.2"


def test_markdown_escapes_what_would_break_its_table() -> None:
    lines = list(lines_of(said("a|b", "c\nd", "<script>"), "markdown"))
    assert lines[0] == "| Note | Source |"
    assert lines[2:] == ["| a\\|b |  |", "| c d |  |", "| &lt;script> |  |"]


def test_markdown_names_columns_in_the_language_asked_for() -> None:
    assert next(iter(lines_of(said("a"), "markdown", language="zh"))) == "| 备注 | 出处 |"


def test_a_table_aligns_wide_characters_by_what_they_show(met: Result) -> None:
    heading, rule, *rows = table_of(met)
    starts = [n for n, c in enumerate(rule) if c == "─" and (n == 0 or rule[n - 1] == " ")]
    assert len(starts) >= 6
    for line in (heading, *rows):
        shown = "".join(c + "\u200b" * (display_width(c) - 1) for c in line)  # one place a column
        assert all(shown[n - 1 : n] in ("", " ") for n in starts)


def test_a_table_shows_document_key_and_span_and_leaves_out_empty_columns(met: Result) -> None:
    lines = table_of(met)
    assert lines[0].split()[-1] == "Source"
    assert "When" not in lines[0]
    assert lines[2].endswith("news/east.txt [40–60]")
    assert "in [35–65]" in table_of(met, evidence=True)[2]


def test_a_table_fits_the_terminal(met: Result) -> None:
    assert max(map(display_width, table_of(met))) > 100
    assert max(map(display_width, table_of(met, width=100))) <= 100
    assert any("…" in line for line in table_of(met, width=100))


def test_a_table_shows_three_places_of_many_and_says_how_many_more() -> None:
    place = Named("urn:d", "摘要")
    many = tuple(Evidence(str(n), place, n, n + 1, 0, 9, key="a.txt") for n in range(5))
    result = Result("invented", {}, (), "d", (Row({}, ("a",), many),))
    assert table_of(result)[2] == "a.txt [0–1; 1–2; 2–3] +2"


def test_a_table_holds_no_control_character_of_a_terminal() -> None:
    assert "\x1b" not in "".join(table_of(said("a\x1b[2Jb\nc")))
    assert len(table_of(said("a\nb"))) == 3


def test_parquet_holds_types_iris_claims_and_source(reader: Reader) -> None:
    result = ask(reader, "figures", {"measure": "纠纷化解率"})
    table = pq.read_table(io.BytesIO(parquet_bytes(result, evidence=True)))
    assert table.num_rows == len(result)
    assert str(table.schema.field("value").type) == "double"
    assert str(table.schema.field("approximate").type) == "bool"
    row = table.to_pylist()[-1]
    assert row["place"] == "云省云川市东岭区"
    assert row["place_iri"] == result[-1]["place"].iri  # type: ignore[union-attr]
    assert row["claims"] == list(result[-1].claims)
    assert (row["source"][0]["key"], row["source"][0]["start"]) == ("news/east.txt", 200)
    assert row["evidence"][0]["sentence_start"] == 195


@pytest.mark.parametrize("form", FORMATS)
def test_every_form_writes_an_empty_result(reader: Reader, form: str) -> None:
    empty = ask(reader, "who-meets-whom", {"place": "西坪县"})
    if form == "parquet":
        assert pq.read_table(io.BytesIO(parquet_bytes(empty))).num_rows == 0
    else:
        written = list(lines_of(empty, form))
        assert len(written) == {"jsonl": 0, "json": 1, "csv": 1, "table": 2, "markdown": 2}[form]


def test_an_unknown_form_is_refused_with_those_that_there_are() -> None:
    with pytest.raises(UsageError, match="xlsx: not a form of text; use table, jsonl, json, csv, markdown"):
        list(lines_of(said(), "xlsx"))
