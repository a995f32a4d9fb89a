"""Files that are made to cost without bound, to reach beyond themselves, or to be read as something else."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable, Mapping
from functools import cache

import docx
import openpyxl

SENTENCE = "平川县公安局推行“两队一室”改革。"
LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "lol">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + n, (b"&%c;" % (97 + n)) * 10) for n in range(9))
    + b"]>"
)
SQUARED = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "' + b"A" * 50_000 + b'">]>'
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
REMOTE = b'<?xml version="1.0"?><!DOCTYPE l SYSTEM "http://127.0.0.1:9/a.dtd">'
Change = Callable[[bytes], bytes]
BODY, SHEET = "word/document.xml", "xl/worksheets/sheet1.xml"


@cache
def word_document() -> bytes:
    out = io.BytesIO()
    made = docx.Document()
    made.add_paragraph(SENTENCE)
    made.save(out)
    return out.getvalue()


@cache
def workbook() -> bytes:
    out = io.BytesIO()
    made = openpyxl.Workbook()
    made.worksheets[0].append(["subject", "relation", "object"])
    made.worksheets[0].append(["平川县公安局", "implements", "两队一室"])
    made.save(out)
    return out.getvalue()


def repacked(whole: bytes, changes: Mapping[str, Change], more: Mapping[str, bytes] | None = None) -> bytes:
    """An archive with some parts changed and others put in."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as held, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for part in held.namelist():
            made.writestr(part, changes.get(part, bytes)(held.read(part)))
        for name, data in (more or {}).items():
            made.writestr(name, data)
    return out.getvalue()


def declaring(whole: bytes, part: str, size: int) -> bytes:
    """An archive that says of a part that it unpacks to so many bytes."""
    held = bytearray(whole)
    at = 0
    while (at := held.find(b"PK\x01\x02", at)) >= 0:
        (length,) = struct.unpack_from("<H", held, at + 28)
        if held[at + 46 : at + 46 + length] == part.encode():
            struct.pack_into("<I", held, at + 24, size)
            struct.pack_into("<I", held, struct.unpack_from("<I", held, at + 42)[0] + 22, size)
        at += 4
    return bytes(held)


def entity(declared: bytes, before: bytes, after: bytes) -> Change:
    """Put a declaration before a part, and an entity in the place of some of its words."""
    return lambda part: declared + part.split(b"?>", 1)[-1].replace(before, after, 1)


def inside(tag: bytes, markup: bytes) -> Change:
    """Put markup behind the opening, or before the closing, of a tag."""
    return lambda part: part.replace(tag, markup + tag if tag.startswith(b"</") else tag + markup, 1)


def rows(count: int, cell: bytes) -> bytes:
    return b"<w:tbl>" + b"<w:tr><w:tc><w:tcPr>%s</w:tcPr><w:p/></w:tc></w:tr>" % cell * count + b"</w:tbl>"


def pdf(**changed: bytes) -> bytes:
    """A PDF of one page; its objects by name, of which some may be others."""
    held = {
        "catalog": b"<</Type/Catalog/Pages 2 0 R>>",
        "pages": b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "page": b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<</Font<</F1 4 0 R>>>>/Contents 5 0 R>>",
        "font": b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        "content": stream(b"BT /F1 12 Tf 50 700 Td (policing reform) Tj ET"),
    } | changed
    out, starts = b"%PDF-1.7\n", []
    for number, written in enumerate(held.values(), 1):
        starts.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, written)
    table = b"".join(b"%010d 00000 n \n" % start for start in starts)
    size, at = len(starts) + 1, len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
    return out + b"trailer <</Root 1 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF" % (size, at)


def stream(data: bytes, more: bytes = b"") -> bytes:
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (more, len(data), data)


def drawing(depth: int) -> bytes:
    """A PDF whose forms each draw the next ten times."""
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X %d 0 R>>>>"
    forms = {f"form{n}": stream(b"/X Do " * 10, form % (7 + n)) for n in range(depth)}
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<</XObject<</X 6 0 R>>>>/Contents 5 0 R>>"
    return pdf(page=page, content=stream(b"/X Do"), **forms, last=stream(b"0 0 1 1 re", form % 4))
