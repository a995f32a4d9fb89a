"""Review from the command line: sheets out and in, hostile cells, bad rows, undoing, and the same in Python."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import policing_kg
import pytest
from openpyxl import load_workbook
from policing_kg.errors import PolicingKGError
from policing_kg.graph.dataset import Dataset
from policing_kg.graph.review import annotated_shares
from policing_kg.review_verbs import review as group

Run = Callable[..., Any]
Row = dict[str, str]
ROOT = Path(__file__).parents[2]
NAME = "钱志远"


@pytest.fixture
def own(kg: Path, tmp_path: Path) -> Path:
    """A copy of the dataset that a test may write to."""
    shutil.copytree(kg, tmp_path / "kg")
    return tmp_path / "kg"


@pytest.fixture
def rows(kg_run: Run, own: Path, tmp_path: Path) -> list[Row]:
    """The rows of an exported sheet of the text's claims."""
    assert kg_run("review", "export", "--kg", own, "--document", "nanhe.txt", "--out", tmp_path / "all.csv").status == 0
    return read(tmp_path / "all.csv")


def read(file: Path) -> list[Row]:
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def write(file: Path, rows: list[Row], delimiter: str = ",", encoding: str = "utf-8-sig") -> Path:
    with file.open("w", encoding=encoding, newline="") as out:
        writer = csv.DictWriter(out, list(rows[0]), delimiter=delimiter)
        writer.writeheader()
        writer.writerows(rows)
    return file


def decisions(kg: Path) -> list[tuple[str, str]]:
    with Dataset.open(kg) as dataset:
        return [(d.kind, d.target) for d in dataset.decisions.rows]


def facts(kg: Path) -> set[str]:
    with Dataset.open(kg) as dataset, dataset.graph() as graph:
        return {str(q) for name in ("pk:implements", "pk:convenes", "pk:stationedIn") for q in graph.quads(None, name)}


def of(rows: list[Row], relation: str) -> Row:
    return next(r for r in rows if r["relation"] == relation)


def test_a_sheet_holds_the_context_of_each_claim_and_no_name_of_a_person(rows: list[Row], tmp_path: Path) -> None:
    raw = (tmp_path / "all.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    assert NAME not in raw.decode()
    meeting = of(rows, "convenes")
    assert meeting["quote"].startswith("天津市公安局西青分局大寺派出所每周与综治中心")
    assert meeting["qualifiers"] == "frequency=1次/周"
    assert meeting["rule"].startswith("meeting.")
    assert (meeting["status"], meeting["review"], meeting["decision"]) == ("live", "undecided", "")
    assert meeting["where"]
    assert meeting["citation"].startswith("南河公安深化派驻机制")


def test_without_the_text_a_sheet_has_no_quotes(
    kg_run: Run, own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("POLICING_KG_CACHE", str(tmp_path / "empty"))
    assert kg_run("review", "export", "--kg", own, "--out", tmp_path / "s.csv").status == 0
    assert {r["quote"] for r in read(tmp_path / "s.csv")} == {""}


def test_a_workbook_has_drop_down_lists_a_header_that_stays_and_no_formula(
    kg_run: Run, own: Path, tmp_path: Path
) -> None:
    file = tmp_path / "s.xlsx"
    assert kg_run("review", "export", "--kg", own, "--out", file).status == 0
    book = load_workbook(file)
    page = book["review"]
    assert page.freeze_panes == "A2"
    lists = {str(v.sqref).split(":")[0]: v.formula1 for v in page.data_validations.dataValidation}
    column = {cell.value: cell.column_letter for cell in page[1]}
    sheet, area = lists[f"{column['decision']}2"].split("!")
    offered = [row[0].value for row in book[sheet][area.replace("$", "")]]
    assert offered == ["accept", "reject", "correct", "merge", "split"]
    assert book[sheet].sheet_state == "hidden"
    assert {cell.data_type for row in page.iter_rows() for cell in row if cell.value} == {"s"}


def test_a_filled_sheet_becomes_decisions_once(kg_run: Run, own: Path, rows: list[Row], tmp_path: Path) -> None:
    before = facts(own)
    of(rows, "convenes").update(decision="Accept")
    of(rows, "stationedIn").update(decision="拒绝", reason="另有所指")
    of(rows, "implements").update(decision="correct", corrected_field="stage", corrected_value="pilot", reason="试点")
    sheet = write(tmp_path / "filled.csv", rows)
    first = kg_run("review", "import", sheet, "--kg", own, "--by", "coder-a")
    again = kg_run("review", "import", sheet, "--kg", own, "--by", "coder-a")
    assert (first.status, first.err, again.status) == (0, "", 0)
    assert "1 accept, 1 correct, 1 reject appended" in first.out
    assert "nothing appended (3 stand already" in again.out
    assert len(decisions(own)) == 3
    gone = before - facts(own)
    assert len(gone) == 1
    assert "stationedIn" in gone.pop()
    log = json.loads(kg_run("review", "log", "--kg", own, "--format", "json").out)
    assert {(d["who"], d["state"]) for d in log} == {("coder-a", "stands")}
    assert len({d["batch"] for d in log}) == 1
    assert next(d for d in log if d["kind"] == "correct")["change"] == {"stage": "pilot"}


def test_a_filled_workbook_is_read_as_its_csv_is(kg_run: Run, own: Path, tmp_path: Path) -> None:
    file = tmp_path / "s.xlsx"
    kg_run("review", "export", "--kg", own, "--document", "nanhe.txt", "--out", file)
    book = load_workbook(file)
    page = book["review"]
    column = {cell.value: cell.column for cell in page[1]}
    page.cell(2, column["decision"], "reject")
    page.cell(2, column["reason"], 1.0)
    page.cell(3, column["decision"], "accept")
    page.cell(3, column["reviewer"], "0000-0002-1825-0097")
    book.save(file)
    assert kg_run("review", "import", file, "--kg", own, "--by", "coder-a").status == 0
    with Dataset.open(own) as dataset:
        told = [(d.kind, d.who, d.why) for d in dataset.decisions.rows]
    assert told == [("reject", "coder-a", "1"), ("accept", "0000-0002-1825-0097", "")]


def test_ends_are_corrected_by_name(kg_run: Run, own: Path, rows: list[Row], tmp_path: Path) -> None:
    of(rows, "convenes").update(
        decision="correct", corrected_field="subject", corrected_value="西青分局", reason="the sub-bureau convenes"
    )
    sheet = write(tmp_path / "f.csv", rows)
    assert kg_run("review", "import", sheet, "--kg", own, "--by", "coder-a").status == 0
    answer = policing_kg.ask("who-meets-whom", kg=own, place="西青区")
    conveners = {str(r["body"]) for r in answer if r["role"] == "convener" and "nanhe" in str(r.evidence[0].key)}
    assert conveners == {"天津市公安局西青分局"}


BAD = {
    "no decision": ({"decision": "maybe"}, "column decision: holds no decision; choose accept"),
    "a reason alone": ({"reason": "why"}, "column decision: is empty beside"),
    "an unknown id": ({"id": "0" * 64, "decision": "accept"}, "column id: is of nothing in this dataset; export"),
    "an id that was cut": ({"id": "12", "decision": "accept"}, "column id: is of nothing"),
    "no reason": ({"decision": "reject"}, "column reason: is empty beside reject; say why"),
    "a merge of a claim": ({"decision": "merge", "reason": "x"}, "column decision: merge is not for a claim"),
    "a person in the reason": ({"decision": "reject", "reason": f"民警{NAME}说的"}, "reason: holds a person's name"),
    "a long reason": ({"decision": "reject", "reason": "x" * 1001}, "column reason: has more than 1000 characters"),
    "a name as reviewer": ({"decision": "accept", "reviewer": NAME}, "column reviewer: neither a handle nor an ORCID"),
    "a value beside accept": ({"decision": "accept", "corrected_value": "x"}, "corrected_value: is filled beside"),
    "nothing corrected": ({"decision": "correct", "reason": "x"}, "column corrected_value: is empty; name the field"),
    "no field": ({"decision": "correct", "reason": "x", "corrected_value": "pilot"}, "corrected_value: pilot is no"),
    "an unknown stage": (
        {"decision": "correct", "reason": "x", "corrected_value": "stage=half"},
        "column corrected_value: half is no stage; use ended, full, pilot, rollout",
    ),
    "no date": ({"decision": "correct", "reason": "x", "corrected_value": "when=soon"}, "soon is no date; write 2021"),
    "no number": ({"decision": "correct", "reason": "x", "corrected_value": "headcount=two"}, "two is no headcount"),
    "no frequency": ({"decision": "correct", "reason": "x", "corrected_value": "frequency=often"}, "no frequency"),
    "a value of a link": ({"decision": "correct", "reason": "x", "corrected_value": "value=3"}, "has no value"),
    "an unknown name": (
        {"decision": "correct", "reason": "x", "corrected_field": "subject", "corrected_value": "无名机构甲"},
        "leads to no one entity (无名机构甲: unknown name",
    ),
    "a person as subject": (
        {"decision": "correct", "reason": "x", "corrected_field": "subject", "corrected_value": f"民警{NAME}"},
        "column corrected_value: holds a person's name",
    ),
    "what it says already": (
        {"decision": "correct", "reason": "x", "corrected_value": "frequency=1次/周"},
        "is what the claim says already; accept it",
    ),
}  # fmt: skip


@pytest.mark.parametrize("bad", BAD)
def test_a_row_that_cannot_be_taken_is_named_and_the_others_are_taken(
    kg_run: Run, own: Path, rows: list[Row], tmp_path: Path, bad: str
) -> None:
    cells, said = BAD[bad]
    of(rows, "implements").update(decision="accept")
    of(rows, "convenes").update(cells)
    number = rows.index(next(r for r in rows if r["relation"] == "convenes")) + 2
    sheet = write(tmp_path / "f.csv", rows)
    ended = kg_run("review", "import", sheet, "--kg", own, "--by", "coder-a")
    (complaint,) = ended.complaints
    assert complaint.startswith(f"{sheet}, row {number}, column ")
    assert said in complaint
    assert "; " in complaint
    assert NAME not in complaint
    assert ended.status == 1
    assert [kind for kind, _ in decisions(own)] == ["accept"]


def test_strict_takes_all_rows_or_none(kg_run: Run, own: Path, rows: list[Row], tmp_path: Path) -> None:
    rows[0].update(decision="accept")
    rows[1].update(decision="maybe")
    sheet = write(tmp_path / "f.csv", rows)
    ended = kg_run("review", "import", sheet, "--kg", own, "--by", "coder-a", "--strict")
    assert (ended.status, len(ended.complaints), decisions(own)) == (1, 1, [])


def test_a_row_that_decides_otherwise_on_the_same_is_refused(
    kg_run: Run, own: Path, rows: list[Row], tmp_path: Path
) -> None:
    twice = [{**rows[0], "decision": "accept"}, {**rows[0], "decision": "reject", "reason": "x"}]
    ended = kg_run("review", "import", write(tmp_path / "f.csv", twice), "--kg", own, "--by", "coder-a")
    assert "row 3, column decision: row 2 decides otherwise on the same; keep one of the two" in ended.err
    assert decisions(own) == [("accept", rows[0]["id"])]


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_a_sheet_that_was_saved_anew_by_a_spreadsheet_is_read(
    kg_run: Run, own: Path, rows: list[Row], tmp_path: Path, delimiter: str
) -> None:
    rows[0].update(decision=" accept\u200b ")
    sheet = write(tmp_path / "f.csv", rows, delimiter, "gb18030")
    assert kg_run("review", "import", sheet, "--kg", own, "--by", "coder-a").status == 0
    assert decisions(own) == [("accept", rows[0]["id"])]


def test_hostile_cells_stay_words(kg_run: Run, own: Path, rows: list[Row], tmp_path: Path) -> None:
    reason = '=HYPERLINK("http://example.org","x")\n@SUM(1)\u202e<script>\u200b'
    rows[0].update(decision="reject", reason=reason)
    assert kg_run("review", "import", write(tmp_path / "f.csv", rows), "--kg", own, "--by", "coder-a").status == 0
    with Dataset.open(own) as dataset:
        (decided,) = dataset.decisions.rows
    assert decided.why == '=HYPERLINK("http://example.org","x") @SUM(1)<script>'


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("none.csv", None, "no such file"),
        ("a.csv", b"", "empty"),
        ("a.csv", b"id,reason\n1,2\n", "has no column decision"),
        ("a.csv", b"id,decision,decision\n1,accept,\n", "stands twice"),
        ("a.csv", b'id,decision\n1,"accept\n', "is never closed"),
        ("a.csv", b"id,decision\n1,accept,more\n", "has 3 cells under 2 columns"),
        ("a.txt", b"id,decision\n", "is no review sheet"),
        ("a.xlsx", b"PK\x03\x04torn", "damaged or cut off"),
    ],
)
def test_what_is_no_sheet_is_refused_in_one_line(
    kg_run: Run, own: Path, tmp_path: Path, name: str, data: bytes | None, said: str
) -> None:
    if data is not None:
        (tmp_path / name).write_bytes(data)
    ended = kg_run("review", "import", tmp_path / name, "--kg", own, "--by", "coder-a")
    assert (ended.status, len(ended.complaints)) == (1, 1)
    assert said in ended.err


def test_a_workbook_cut_off_at_any_byte_is_refused(kg_run: Run, own: Path, tmp_path: Path) -> None:
    file = tmp_path / "s.xlsx"
    kg_run("review", "export", "--kg", own, "--document", "nanhe.txt", "--out", file)
    whole = file.read_bytes()
    for cut in (1, 100, len(whole) // 2, len(whole) - 1):
        file.write_bytes(whole[:cut])
        ended = kg_run("review", "import", file, "--kg", own, "--by", "coder-a")
        assert (ended.status, len(ended.complaints)) == (1, 1)


def test_a_sheet_that_is_there_is_not_written_over(kg_run: Run, own: Path, tmp_path: Path) -> None:
    file = tmp_path / "s.csv"
    file.write_text("filled for hours", encoding="utf-8")
    assert kg_run("review", "export", "--kg", own, "--out", file).status == 2
    assert file.read_text("utf-8") == "filled for hours"
    assert kg_run("review", "export", "--kg", own, "--out", file, "--replace").status == 0
    assert kg_run("review", "export", "--kg", own, "--out", tmp_path / "s.ods").status == 2
    assert kg_run("review", "export", "--kg", own, "--out", tmp_path / "no" / "s.csv").status == 2
    assert kg_run("review", "export", "--kg", own, "--out", own / "s.csv").status == 2
    assert not (own / "s.csv").exists()


def test_a_rejected_name_takes_its_claims_along_and_undoing_brings_them_back(
    kg_run: Run, own: Path, tmp_path: Path
) -> None:
    (own.parent / "new").mkdir()
    (own.parent / "new" / "b.txt").write_text(
        "东丽公安推行新办法\n\n天津市公安局东丽分局推行“五桌一椅”工作法。\n", encoding="utf-8"
    )
    assert kg_run("build", own.parent / "new", "--into", own).status == 0
    kg_run("review", "export", "--kg", own, "--kind", "new-name", "--document", "b.txt", "--out", tmp_path / "n.csv")
    rows = read(tmp_path / "n.csv")
    novel = next(r for r in rows if "五桌一椅" in r["subject"])
    assert "五桌一椅" in novel["quote"]
    novel.update(decision="reject", reason="furniture")
    assert any("implements" in f for f in facts(own))
    before = facts(own)
    assert kg_run("review", "import", write(tmp_path / "f.csv", rows), "--kg", own, "--by", "coder-a").status == 0
    assert facts(own) < before
    assert not [r for r in policing_kg.review(own).rows(kinds=["new-name"]) if r.id == novel["id"]]
    assert kg_run("review", "undo", "--batch", "last", "--kg", own, "--by", "coder-b").status == 0
    assert facts(own) == before


def test_names_are_merged_and_split(kg_run: Run, own: Path, tmp_path: Path) -> None:
    kg_run("review", "export", "--kg", own, "--kind", "unresolved", "--kind", "new-name", "--out", tmp_path / "n.csv")
    rows = read(tmp_path / "n.csv")
    one, other = [r for r in rows if r["id"].startswith("mechanism/")][:2]
    one.update(decision="merge", corrected_value=other["id"], reason="one thing")
    merged = kg_run("review", "import", write(tmp_path / "f.csv", [one]), "--kg", own, "--by", "coder-a")
    assert (merged.status, decisions(own)) == (0, [("merge", one["id"])])
    back = {**other, "decision": "merge", "corrected_value": one["id"], "reason": "x"}
    refused = kg_run("review", "import", write(tmp_path / "g.csv", [back]), "--kg", own, "--by", "coder-a")
    assert "leads back to the same name" in refused.err
    wrong = {**other, "decision": "merge", "corrected_value": "西青分局", "reason": "x"}
    refused = kg_run("review", "import", write(tmp_path / "g.csv", [wrong]), "--kg", own, "--by", "coder-a")
    assert "is a unit, the name a mechanism; write a name of the same kind" in refused.err
    parted = {**one, "decision": "split", "corrected_value": "", "reason": "two things"}
    assert kg_run("review", "import", write(tmp_path / "g.csv", [parted]), "--kg", own, "--by", "coder-a").status == 0
    with Dataset.open(own) as dataset:
        assert dataset.decisions.resolve(one["id"]) == one["id"]


def test_while_another_writes_nothing_is_appended(kg_run: Run, own: Path, rows: list[Row], tmp_path: Path) -> None:
    rows[0].update(decision="accept")
    sheet = write(tmp_path / "f.csv", rows)
    with Dataset.open(own) as dataset, dataset.writer():
        ended = kg_run("review", "import", sheet, "--kg", own, "--by", "coder-a")
    assert (ended.status, len(ended.complaints)) == (3, 1)
    assert "is writing the dataset" in ended.err
    assert decisions(own) == []


@pytest.mark.parametrize("who", [NAME, "", "x", "0000-0002-1825-0098", "a b"])
def test_a_reviewer_is_a_handle_or_an_orcid(kg_run: Run, own: Path, tmp_path: Path, who: str) -> None:
    ended = kg_run("review", "undo", "--last", "--kg", own, "--by", who)
    assert (ended.status, len(ended.complaints)) == (2, 1)
    assert NAME not in ended.err


def test_undo_and_log_and_status_say_what_stands(kg_run: Run, own: Path, rows: list[Row], tmp_path: Path) -> None:
    of(rows, "convenes").update(decision="reject", reason="read anew")
    kg_run("review", "import", write(tmp_path / "f.csv", rows), "--kg", own, "--by", "coder-a")
    (shown,) = policing_kg.review(own).log()
    assert (
        kg_run("review", "undo", shown.decision.id[:8], "--kg", own, "--by", "coder-b", "--why", "as it was").status
        == 0
    )
    lines = kg_run("review", "log", "--kg", own).out.splitlines()
    assert [("undone" in line, "stands" in line) for line in lines[1:]] == [(True, False), (False, True)]
    counted = json.loads(kg_run("review", "status", "--kg", own, "--format", "json").out)
    assert (counted["undone"], counted["verdicts"]) == (1, {})
    assert kg_run("review", "status", "--kg", own).status == 0


def test_the_reason_of_an_undoing_names_no_person(kg_run: Run, own: Path) -> None:
    ended = kg_run("review", "undo", "--last", "--kg", own, "--by", "coder-a", "--why", f"民警{NAME}说的")
    assert (ended.status, ended.complaints) == (
        2,
        ["why: holds a person's name; write the post or the body instead"],
    )


def test_precision_is_told_for_each_rule(kg_run: Run, own: Path, rows: list[Row], tmp_path: Path) -> None:
    of(rows, "convenes").update(decision="accept")
    kg_run("review", "import", write(tmp_path / "f.csv", rows), "--kg", own, "--by", "coder-a")
    told = json.loads(kg_run("review", "precision", "--kg", own, "--format", "json").out)
    decided = [r for r in told if r["accepted"]]
    assert [(r["rule"], r["precision"], r["high"]) for r in decided] == [(of(rows, "convenes")["rule"], 1.0, 1.0)]
    known = annotated_shares()
    measured = {r["rule"]: (r["gold_found"], r["gold_right"]) for r in told if r["gold_precision"] is not None}
    assert measured == {r["rule"]: (known[r["rule"]].found, known[r["rule"]].right) for r in told if r["rule"] in known}
    assert measured
    assert "gold_low" in kg_run("review", "precision", "--kg", own).out


def test_a_place_and_a_document_are_named_as_people_do(kg_run: Run, own: Path, tmp_path: Path) -> None:
    found = policing_kg.review(own).rows(places=["西青区"], documents=["nanhe.txt"], kinds=["candidate"])
    assert {r.document for r in found} == {"nanhe.txt"}
    assert "天津市公安局西青分局大寺派出所" in {r.subject for r in found}
    ended = kg_run("review", "export", "--kg", own, "--document", "none.txt", "--out", tmp_path / "s.csv")
    assert ended.status == 2
    assert "none.txt" in ended.err
    with pytest.raises(PolicingKGError):
        policing_kg.review(own).rows(places=["无此地"])


def test_every_option_of_review_is_documented() -> None:
    text = (ROOT / "docs" / "command-line.md").read_text("utf-8")
    for name, verb in group.commands.items():
        assert f"policing-kg review {name}" in text, name
        for option in (o for p in verb.params for o in p.opts if o.startswith("--")):
            assert option in text, f"{name} {option}"
