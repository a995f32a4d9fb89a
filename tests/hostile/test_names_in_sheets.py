"""Sheets, workbooks and annotations hold names as text: nothing is run, nothing is hidden, nothing goes elsewhere."""

from __future__ import annotations

import csv
import json
import zipfile
from pathlib import Path
from shutil import copytree

import pytest
from hostile_names import ALL, CONTROLS, FORMULAS, MARKUP, PATHS, QUERIES, TURNING, UNSEEN
from openpyxl import load_workbook
from policing_kg.cli import cli, run
from policing_kg.graph.dataset import Dataset
from policing_kg.loaders.texts.unseen import seen
from test_names_in_exports import runs

pytestmark = pytest.mark.xdist_group("hostile-names")
FILES = [
    n for n in (*FORMULAS[6:9], QUERIES[0], MARKUP[8], *TURNING[:1], *UNSEEN[:1], "所\\..\\..\\所") if "/" not in n
]
SAID = "平川县公安局第{}派出所推行“两队一室”改革。民警每周走访社区群众。"


def shown(name: str) -> str:
    """A name as a sheet shows it."""
    return seen(" ".join(name.replace("\t", " ").replace("\r", " ").replace("\n", " ").split()))


def sheet(hostile: Path, file: Path) -> list[list[str]]:
    assert run(cli, ["review", "export", "--kg", str(hostile), "--out", str(file)]) == 0
    if file.suffix == ".csv":
        with file.open(encoding="utf-8-sig", newline="") as opened:
            return list(csv.reader(opened))
    page = load_workbook(file)["review"]
    assert {cell.data_type for row in page.iter_rows() for cell in row} <= {"s", "n"}  # n: an empty cell
    assert not [cell for row in page.iter_rows() for cell in row if cell.hyperlink]
    return [[str(cell.value or "") for cell in row] for row in page.iter_rows()]


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_a_review_sheet_runs_nothing_and_hides_nothing(hostile: Path, tmp_path: Path, suffix: str) -> None:
    rows = sheet(hostile, tmp_path / f"sheet{suffix}")
    assert {len(row) for row in rows} == {len(rows[0])}
    cells = [cell for row in rows[1:] for cell in row]
    assert not [cell for cell in cells if runs(cell)]
    assert all(cell.isprintable() for cell in (c.replace("\u3000", " ") for c in cells))
    text = "\n".join(" ".join(cell.split()) for cell in cells)
    assert [n for n in (*QUERIES, *MARKUP, *PATHS) if shown(n)[:40] not in text] == []


def test_parts_of_a_review_workbook_name_nothing_outside(hostile: Path, tmp_path: Path) -> None:
    sheet(hostile, tmp_path / "sheet.xlsx")
    with zipfile.ZipFile(tmp_path / "sheet.xlsx") as packed:
        parts = {name: packed.read(name).decode("utf-8") for name in packed.namelist() if name.endswith(".rels")}
        assert not [name for name in packed.namelist() if "external" in name.lower() or name.startswith(("/", ".."))]
        written = b"".join(packed.read(name) for name in packed.namelist() if "worksheets/sheet" in name)
    assert parts
    assert not [name for name, text in parts.items() if 'TargetMode="External"' in text]
    assert b"<f>" not in written


def test_a_sheet_that_is_filled_and_read_back_says_what_was_written(hostile: Path, tmp_path: Path) -> None:
    rows = sheet(hostile, tmp_path / "sheet.csv")
    head = rows[0]
    filled = [dict(zip(head, row, strict=True)) for row in rows[1 : 1 + len(ALL)]]
    for row, name in zip(filled, ALL, strict=True):
        row.update(decision="reject", reason="不对" if name in CONTROLS or len(name) > 900 else f"{name}不对")
    with (tmp_path / "filled.csv").open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, head)
        writer.writeheader()
        writer.writerows(filled)
    kg = copytree(hostile, tmp_path / "kg")
    assert run(cli, ["review", "import", str(tmp_path / "filled.csv"), "--kg", str(kg), "--by", "coder-b"]) == 0
    with Dataset.open(kg) as dataset:
        reasons = [decided.why for decided in dataset.decisions.rows if decided.who == "coder-b"]
    assert len(reasons) == len(ALL)
    assert all(reason.replace("\u3000", " ").isprintable() for reason in reasons)
    assert {"=cmd|' /C calc'!A0不对", "=1+1不对", '所"} DELETE WHERE { ?s ?p ?o } #不对'} <= set(reasons)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dataset built from files whose names attack."""
    folder = tmp_path_factory.mktemp("files")
    for number, name in enumerate(FILES):
        (folder / f"{name}.txt").write_text(SAID.format(number), encoding="utf-8")
    into = tmp_path_factory.mktemp("built") / "kg"
    assert run(cli, ["build", str(folder), "--into", str(into), "--no-base"]) == 0
    return into


@pytest.mark.parametrize("form", ["inception", "label-studio", "doccano", "web-annotation", "guide"])
def test_annotations_are_json_that_holds_the_name(built: Path, tmp_path: Path, form: str) -> None:
    with Dataset.open(built) as dataset:
        keys = {claim.document for claim in dataset.claims()}
    assert len(keys) == len(FILES)
    for number, key in enumerate(sorted(keys)):
        out = tmp_path / f"{number}.{'jsonld' if form == 'web-annotation' else 'json'}"
        asked = ["annotate", "export", "--kg", str(built), "--document", key, "--format", form, "--out", str(out)]
        assert run(cli, asked) == 0
        text = out.read_text(encoding="utf-8")
        read = [json.loads(line) for line in text.splitlines()] if form in ("guide", "doccano") else json.loads(text)
        assert "两队一室" in json.dumps(read, ensure_ascii=False)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(p.name for p in tmp_path.glob("[0-9]*.json*"))


@pytest.mark.parametrize("name", ["../../out", "/tmp/out", "..\\..\\out", "a/../../out", "C:\\out"])
def test_a_coded_name_of_a_document_is_a_key_and_no_path(tmp_path: Path, name: str) -> None:
    table = f'document,subject,relation,object\n"{name}",平川县公安局,implements,两队一室\n'.replace("\x00", "")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "t.csv").write_text(table, encoding="utf-8")
    before = sorted(Path("/tmp").glob("out*"))
    status = run(cli, ["build", str(tmp_path / "in"), "--into", str(tmp_path / "kg"), "--no-base"])
    assert status in (0, 1)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in", "kg"]
    assert sorted(Path("/tmp").glob("out*")) == before


def test_the_coding_workbook_and_the_codebook_run_nothing(tmp_path: Path) -> None:
    assert run(cli, ["review", "workbook", "--out", str(tmp_path / "w.xlsx")]) == 0
    assert run(cli, ["codebook", "--out", str(tmp_path / "c.csv")]) == 0
    with (tmp_path / "c.csv").open(encoding="utf-8-sig", newline="") as opened:
        assert not [cell for row in csv.reader(opened) for cell in row if runs(cell)]
    for page in load_workbook(tmp_path / "w.xlsx"):
        assert "f" not in {cell.data_type for row in page.iter_rows() for cell in row}
