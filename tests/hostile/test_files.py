"""A hostile file is one line, in bounded time and memory, and the rest of the batch goes on."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from hostile_files import (
    BODY,
    LAUGHS,
    OUTSIDE,
    REMOTE,
    SENTENCE,
    SHEET,
    SQUARED,
    declaring,
    drawing,
    entity,
    inside,
    pdf,
    repacked,
    rows,
    word_document,
    workbook,
)  # fmt: skip
from policing_kg.cli import cli, run
from policing_kg.errors import InputRefused
from policing_kg.graph.dataset import Dataset
from policing_kg.loaders.texts import pdf_reader
from policing_kg.loaders.texts.reading import read_source
from policing_kg.loaders.texts.table_reader import read_table

NAMED = "平川县公安局".encode()
ENDLESS = b'<row r="%d"><c r="%s%d" t="n"><v>1</v></c></row>'


def many_sheets(part: bytes) -> bytes:
    space = b'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    return inside(
        b"</sheets>",
        b"".join(b'<sheet name="s%d" sheetId="%d" r:id="rId1" %s/>' % (n, n + 2, space) for n in range(200)),
    )(part)


def nested_archive() -> bytes:
    held = b"0" * 1_000_000
    for _ in range(4):
        held = repacked(repacked(word_document(), {}), {}, {f"{n}.zip": held for n in range(5)})
    return repacked(word_document(), {BODY: lambda _: b"PK" + held})


REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "laughs.docx": (lambda: repacked(word_document(), {BODY: entity(LAUGHS, NAMED, b"&j;")}), "document type"),
    "laughs-of-types.docx": (
        lambda: repacked(word_document(), {"[Content_Types].xml": entity(LAUGHS, b"</Types>", b"&j;</Types>")}),
        "document type",
    ),
    "squared.docx": (lambda: repacked(word_document(), {BODY: entity(SQUARED, NAMED, b"&a;" * 9000)}), "document type"),
    "outside.docx": (lambda: repacked(word_document(), {BODY: entity(OUTSIDE, NAMED, b"&a;")}), "document type"),
    "remote.docx": (lambda: repacked(word_document(), {BODY: entity(REMOTE, b"", b"")}), "document type"),
    "wide.docx": (
        lambda: repacked(
            word_document(), {BODY: lambda part: (OUTSIDE + part.split(b"?>", 1)[-1]).decode().encode("utf-16")}
        ),
        "document type",
    ),
    "laughs.xlsx": (lambda: repacked(workbook(), {SHEET: entity(LAUGHS, b"implements", b"&j;")}), "document type"),
    "outside.xlsx": (lambda: repacked(workbook(), {SHEET: entity(OUTSIDE, b"implements", b"&a;")}), "document type"),
    "many.docx": (
        lambda: repacked(word_document(), {}, {f"m/{n}": b"" for n in range(10_001)}),
        "more than 10000 parts",
    ),
    "vast.docx": (lambda: declaring(word_document(), BODY, 0xFFFFFFF0), "unpacks to more"),
    "small.docx": (lambda: declaring(word_document(), BODY, 100), "damaged or cut off"),
    "empty-paragraphs.docx": (
        lambda: repacked(word_document(), {BODY: inside(b"</w:body>", b"<w:p/>" * 8_100_000)}),
        "more markup",
    ),
    "one-run.docx": (
        lambda: repacked(
            word_document(), {BODY: inside(b"</w:body>", b"<w:p><w:r><w:t>" + b"A" * 9_000_000 + b"</w:t></w:r></w:p>")}
        ),
        "more markup",
    ),
    "nested.docx": (nested_archive, "no Word document"),
    "far-column.xlsx": (
        lambda: repacked(workbook(), {SHEET: inside(b"</sheetData>", ENDLESS % (3, b"XFD", 3))}),
        "more than 256 columns",
    ),
    "far-row.xlsx": (
        lambda: repacked(workbook(), {SHEET: inside(b"</sheetData>", ENDLESS % (1_048_576, b"A", 1_048_576))}),
        "more than 200000 rows",
    ),
    "no-such-text.xlsx": (
        lambda: repacked(
            workbook(), {SHEET: inside(b"</sheetData>", b'<row r="3"><c r="A3" t="s"><v>99999999</v></c></row>')}
        ),
        "no workbook",
    ),
    "sheets.xlsx": (lambda: repacked(workbook(), {"xl/workbook.xml": many_sheets}), "more than 100 sheets"),
    "elsewhere.xlsx": (
        lambda: repacked(
            workbook(),
            {
                "xl/_rels/workbook.xml.rels": lambda part: part.replace(
                    b"/xl/worksheets/sheet1.xml", b"../../../../etc/hostname"
                )
            },
        ),
        "no filled sheet",
    ),
    "nested-tags.html": (
        lambda: b"<html><body>" + b"<b>" * 1_000_000 + SENTENCE.encode(),
        "more than one document has",
    ),
    "nested-articles.html": (
        f"<html><body><h1>走访群众</h1>{'<article>' * 100_000}<p>{SENTENCE}</p>".encode,
        "nests more than 256 elements",
    ),
    "nested-behind.html": (
        f"<html><body>{f'<p>{SENTENCE}民警每周走访。</p>' * 9}{'<font>' * 300}<p>{SENTENCE}</p>".encode,
        "only a part could be read",
    ),
    "vast.txt": (lambda: "平".encode() * 1_400_000, "more than one document has"),
    "endless-cell.csv": (
        lambda: b"subject,relation,object\n" + NAMED * 10_000 + b",implements,x\n",
        "60,000 characters",
    ),
    "open-quotation.csv": (lambda: b'subject,relation,object\n"' + b"a" * 100_000, "never closed"),
}


def read_whole(path: Path) -> None:
    """Read a file, and a table down to its cells."""
    read_table(replace(read_source(path), name=path.name))


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Fail if the block takes more processor time."""
    begun = time.process_time()
    yield
    assert time.process_time() - begun < seconds


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_a_hostile_file_is_refused_in_one_line_that_says_what_to_do(name: str, tmp_path: Path) -> None:
    make, why = REFUSED[name]
    (tmp_path / name).write_bytes(make())
    with within(20), pytest.raises(InputRefused, match=why) as refused:
        read_whole(tmp_path / name)
    said = str(refused.value)
    assert name in said
    assert ";" in said
    assert "\n" not in said


@pytest.mark.parametrize(
    "table",
    [
        rows(1, b'<w:gridSpan w:val="100000000"/>'),
        rows(1, b'<w:gridSpan w:val="-5"/>'),
        rows(4000, b"<w:vMerge/>"),
    ],
    ids=["a cell of 10^8 columns", "a cell of -5 columns", "a cell of 4000 rows"],
)
def test_a_table_that_lies_of_its_cells_is_read_or_refused_at_once(table: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(repacked(word_document(), {BODY: inside(b"<w:body>", table)}))
    with within(10):
        assert SENTENCE in read_source(path).text


def test_members_that_climb_out_of_an_archive_are_written_nowhere(tmp_path: Path) -> None:
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    climbing = {"../../climbed.txt": b"x", str(tmp_path / "climbed.txt"): b"x", "..\\climbed.txt": b"x"}
    (inner / "a.docx").write_bytes(repacked(word_document(), {}, climbing))
    assert read_source(inner / "a.docx").text == SENTENCE
    assert [p.name for p in tmp_path.rglob("*") if p.is_file()] == ["a.docx"]


LOOPS = {
    "pages that hold each other": pdf(pages=b"<</Type/Pages/Kids[2 0 R 3 0 R]/Count 5>>"),
    "a root that is its own tree": pdf(catalog=b"<</Type/Catalog/Pages 1 0 R>>"),
    "two thousand million pages": pdf(pages=b"<</Type/Pages/Kids[3 0 R]/Count 2000000000>>"),
    "contents that are themselves": pdf(content=b"[5 0 R]"),
    "a length that is its stream": pdf(content=b"<</Length 5 0 R>>stream\nBT ET\nendstream"),
    "an object stream that goes on in itself": pdf(more=b"<</Type/ObjStm/N 1/First 4/Extends 6 0 R/Length 0>>"),
    "lists within lists": pdf(more=b"[" * 300_000 + b"]" * 300_000),
}


@pytest.mark.parametrize("name", sorted(LOOPS))
def test_a_pdf_that_goes_in_circles_is_read_or_refused(name: str, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(LOOPS[name])
    try:
        said = read_source(path).text
    except InputRefused as refused:
        said = str(refused)
        assert said.startswith(str(path))
        assert "\n" not in said
    else:
        assert "policing reform" in said


def test_a_pdf_that_draws_without_end_is_ended(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(pdf_reader, "SECONDS", 1)
    (tmp_path / "a.pdf").write_bytes(drawing(20))
    with pytest.raises(InputRefused, match="takes more than 1 seconds"):
        read_source(tmp_path / "a.pdf")


@pytest.mark.parametrize("filling", ["<", "<script", "<style>", "<!--", "&"])
def test_a_page_of_nothing_that_is_closed_takes_no_squared_time(filling: str, tmp_path: Path) -> None:
    said = f"<p>{SENTENCE}民警每周走访社区群众,与网格员一同化解邻里纠纷,群众安心。</p>" * 4
    page = (
        f"<html><head><meta charset=utf-8></head><body><article>{said}</article>{filling * (300_000 // len(filling))}"
    )
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    with within(20):
        assert SENTENCE in read_source(tmp_path / "a.html").text


def test_scripts_and_handlers_of_a_page_are_not_text(tmp_path: Path) -> None:
    said = f"<p onclick='steal()'>{SENTENCE}民警每周走访社区群众,与网格员一同化解邻里纠纷,群众安心。</p>" * 4
    hostile = "<script>steal()</script><svg onload=steal()><iframe src='javascript:steal()'></iframe>"
    page = f"<html><head><meta charset=utf-8></head><body><article>{hostile}{said}</article></body></html>"
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    text = read_source(tmp_path / "a.html").text
    assert SENTENCE in text
    assert "steal" not in text


def test_the_rest_of_a_batch_is_built(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    hostile = ["laughs.docx", "outside.xlsx", "vast.docx", "sheets.xlsx", "nested-tags.html", "endless-cell.csv"]
    for name in hostile:
        (folder / name).write_bytes(REFUSED[name][0]())
    (folder / "good.txt").write_text(SENTENCE + "民警每周走访社区。", encoding="utf-8")
    assert run(cli, ["build", str(folder), "--into", str(tmp_path / "kg"), "--no-base"]) == 1
    _, err = capfd.readouterr()
    assert len(err.splitlines()) == len(hostile)
    assert all(sum(name in line for line in err.splitlines()) == 1 for name in hostile)
    with Dataset.open(tmp_path / "kg") as built:
        assert {claim.document for claim in built.claims()} == {"good.txt"}
