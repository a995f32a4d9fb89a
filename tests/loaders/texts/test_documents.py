"""PDF, Word and workbook files are read as text or table, and a broken one is one line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
import pytest
from policing_kg.errors import InputRefused
from policing_kg.loaders.claims.coded import read_coded_rows
from policing_kg.loaders.pipeline import extract_file
from policing_kg.loaders.texts.reading import read_source
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

LINES = (
    "水县公安局深化派出所改革",
    "今年以来,水县公安局推行“两队一室”,社区民警每周走访群众,与综治中心开",
    "展联席会议,共化解纠纷三十起。",
    "一、织密一张网",
    "水县公安局成立专班,发案下降12.5%。",
)
Write = Callable[[Path], Path]


def write_pdf(path: Path, pages: int = 1) -> Path:
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    canvas = Canvas(str(path))
    for page in range(pages):
        canvas.setFont("STSong-Light", 12)
        canvas.drawString(60, 800, "水县警务简报")
        for row, line in enumerate(LINES):
            canvas.drawString(60, 760 - 20 * row, line)
        canvas.drawString(280, 30, f"- {page + 1} -")
        canvas.showPage()
    canvas.save()
    return path


def write_docx(path: Path) -> Path:
    document = docx.Document()
    document.add_paragraph(LINES[0])
    document.add_paragraph(LINES[1] + LINES[2])
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "调解", "30起"
    document.add_paragraph(LINES[4])
    document.save(str(path))
    return path


def write_xlsx(path: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["subject", "relation", "object", "value", "measure"])
    sheet.append(["平山县公安局", "implements", "两队一室"])
    sheet.append(["平山县公安局", "figure", None, 12.0, "警情"])
    book.create_sheet("空")
    book.save(path)
    return path


@pytest.mark.parametrize(("write", "name"), [(write_pdf, "a.pdf"), (write_docx, "a.docx")])
def test_a_document_is_read_in_paragraphs_and_its_evidence_points_into_that_text(
    write: Write, name: str, tmp_path: Path
) -> None:
    found = extract_file(write(tmp_path / name))
    text = found.article.source.text
    assert found.article.source.extractor
    assert LINES[1] + LINES[2] in text
    assert "两队一室" in {m.canonical for m in found.mentions}
    assert all(found.article.text[i.start : i.end] in text for i in found.indicators)
    assert {(i.value, i.unit) for i in found.indicators} >= {(12.5, "%"), (30.0, "起")}


def test_running_heads_and_page_numbers_are_left_out(tmp_path: Path) -> None:
    text = read_source(write_pdf(tmp_path / "a.pdf", pages=3)).text
    assert "水县警务简报" not in text
    assert "- 2 -" not in text
    assert text.count(LINES[0]) == 3


def test_a_table_in_a_document_is_a_line_a_row(tmp_path: Path) -> None:
    assert "调解\t30起" in read_source(write_docx(tmp_path / "a.docx")).text.splitlines()


def test_a_sheet_is_the_table_that_a_csv_would_be(tmp_path: Path) -> None:
    source = read_source(write_xlsx(tmp_path / "a.xlsx"))
    rows = list(read_coded_rows(source))
    assert [(r.relation, r.object, r.value, r.number) for r in rows] == [
        ("implements", "两队一室", "", 2),
        ("figure", "", "12", 3),
    ]


@pytest.mark.parametrize(("write", "name"), [(write_pdf, "a.pdf"), (write_docx, "a.docx"), (write_xlsx, "a.xlsx")])
@pytest.mark.parametrize("part", [0.2, 0.6, 0.95])
def test_a_file_that_is_cut_off_is_one_line(write: Write, name: str, part: float, tmp_path: Path) -> None:
    path = write(tmp_path / name)
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * part)])
    complaints = []
    try:
        read_source(path)
    except InputRefused as refused:
        complaints = [str(refused)]
    # A reader of PDF may mend a lost table of contents; the others may not read a part.
    assert complaints or name == "a.pdf"
    assert all(said.startswith(str(path)) and "\n" not in said for said in complaints)


@pytest.mark.parametrize("name", ["a.pdf", "a.docx", "a.xlsx"])
def test_a_file_of_another_kind_under_the_suffix_is_one_line(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(b"PK\x03\x04 neither this nor that" * 40)
    with pytest.raises(InputRefused):
        read_source(tmp_path / name)


def test_a_pdf_of_pictures_and_a_workbook_of_two_tables_say_what_to_do(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "scan.pdf"))
    canvas.rect(100, 100, 200, 200, fill=1)
    canvas.showPage()
    canvas.save()
    with pytest.raises(InputRefused, match="only pictures"):
        read_source(tmp_path / "scan.pdf")
    book = openpyxl.Workbook()
    for name in ("一", "二"):
        book.create_sheet(name).append(["subject"])
    book.save(tmp_path / "two.xlsx")
    with pytest.raises(InputRefused, match="several filled sheets"):
        read_source(tmp_path / "two.xlsx")


def test_an_archive_that_unpacks_without_end_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from policing_kg.loaders.texts import office_package

    data = write_docx(tmp_path / "a.docx").read_bytes()
    monkeypatch.setattr(office_package, "MOST_BYTES", 1000)
    with pytest.raises(InputRefused, match="unpacks to more"):
        office_package.check_package(data, "a.docx", "save it again")
