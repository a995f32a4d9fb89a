"""What is fuzzed: each parser and reader with the inputs made for it, and the refusals that it documents."""

from __future__ import annotations

import io
import json
import os
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from filled_sheets import correct, correction_made, filled, judge
from made_inputs import CODED, FIGURES, MARKUP, QUERY, WORDS, json_text, mutated, text, unicode_text
from policing_kg.errors import PolicingKGError, UsageError
from policing_kg.graph.decision import Decision, read_decisions, written
from policing_kg.graph.interval import edtf_days, edtf_span
from policing_kg.graph.property_value import read_property, write_property
from policing_kg.graph.quad_line import lines_of, read_value, said_in
from policing_kg.loaders.annotations.formats import FORMATS, read_annotations
from policing_kg.loaders.bodies.name import kind_of_body, parse_body
from policing_kg.loaders.claims.coded import read_coded_rows
from policing_kg.loaders.figures.dates import dates_in
from policing_kg.loaders.figures.numerals import chinese_number, find_numerals
from policing_kg.loaders.persons.masking import masked_words
from policing_kg.loaders.pipeline import extract_article
from policing_kg.loaders.recognisers.address import read_address
from policing_kg.loaders.recognisers.answer import AnswerRefused, read_answer
from policing_kg.loaders.review.correction import Unfit
from policing_kg.loaders.review.spreadsheet import visible
from policing_kg.loaders.texts.article import SourceText
from policing_kg.loaders.texts.encoding import decode
from policing_kg.loaders.texts.reading import read_source
from policing_kg.loaders.texts.repair import clean_text
from policing_kg.loaders.texts.table_reader import read_table
from policing_kg.ontology.namespace import compact
from policing_kg.queries.cypher_text import check_cypher
from policing_kg.queries.free import check_query
from policing_kg.queries.names import checked_text
from pyoxigraph import Literal, NamedNode, Quad

HOSTS = ("localhost", "127.0.0.1", "[::1]", "[", "]", "10.0.0.5", "169.254.169.254", "example.org", "99999", "@", "%00")
NUMBERS = (
    "2023",
    "2021-03/..",
    "1e999999999",
    "1e-999999999",
    "007",
    "-5",
    "1_0",
    "12.50",
    "pilot",
    "1次/周",
    "NaN",
    "sNaN",
)


@dataclass(frozen=True)
class Target:
    """One part of the program under attack.

    Parameters
    ----------
    make : callable
        From a source of chance to an input.
    run : callable
        Reads the input; an exception that is not one of `refusals` is a crash, and so is more time than `seconds`.
    share : int
        Cases of a million.
    seconds : float
        Most processor time of a case.
    refusals : tuple of exception types
    """

    make: Callable[[Random], Any]
    run: Callable[[Any], object]
    share: int
    seconds: float = 2.0
    refusals: tuple[type[Exception], ...] = (PolicingKGError,)


@cache
def _folder() -> Path:
    memory = Path("/dev/shm")
    return Path(tempfile.mkdtemp(prefix="policing-kg-fuzz-", dir=memory if os.access(memory, os.W_OK) else None))


def _file(name: str, data: bytes) -> Path:
    path = _folder() / f"{os.getpid()}-{name}"
    path.write_bytes(data)
    return path


def _source(words: str, medium: str = "text") -> SourceText:
    return SourceText("a.txt", words, "0" * 64, medium)


def _encoded(chance: Random) -> bytes:
    encoding = chance.choice(("utf-8", "utf-8-sig", "gb18030", "big5", "utf-16", "utf-32", "latin-1"))
    data = text(chance, WORDS, most=20).encode(encoding, "ignore")
    return mutated(chance, data, 3) if chance.randrange(2) else data


def _coded(chance: Random) -> str:
    """A coded table of sound rows, of which one has a cell or more of another kind."""
    rows = [
        ["平川县公安局", "implements", "两队一室", "", "2023", "", ""],
        ["平川县", "figure", "", "12.5", "2023", "警情", "%"],
    ]
    held = [row[:] for row in rows for _ in range(1 + chance.randrange(2))]
    for _ in range(chance.randrange(3)):
        chance.choice(held)[chance.randrange(7)] = text(chance, CODED, NUMBERS, most=2)
    return "\n".join(["subject,relation,object,value,when,measure,unit", *map(",".join, held)])


def _sparql(chance: Random) -> str:
    parts = [
        "?s ?p ?o .",
        "FILTER(?o > 1)",
        "OPTIONAL { ?s a ?c }",
        "?s pk:leads ?o .",
        "{ ?s ?p ?o }",
        "BIND(1 AS ?n)",
    ]
    body = " ".join(chance.choice(parts) for _ in range(chance.randrange(5)))
    return f"SELECT * WHERE {{ {body} {text(chance, QUERY, parts, most=chance.choice((0, 2)))} }}"


def _page(chance: Random) -> bytes:
    body = "".join(unicode_text(chance, MARKUP, WORDS, most=30) for _ in range(1 + chance.randrange(6)))
    said = "<p>平川县公安局推行改革,民警每周走访社区群众,与网格员一同化解邻里纠纷,群众安心。</p>" * chance.randrange(4)
    return f"<html><head><meta charset=utf-8><title>走访</title></head><body>{said}{body}{said}</body></html>".encode()


def _literals(chance: Random) -> list[Literal]:
    def one() -> Literal:
        said = unicode_text(chance, WORDS, FIGURES, most=5)
        if chance.randrange(3) == 0:
            return Literal(said, language=chance.choice(("zh", "en", "zh-hans")))
        kind = chance.choice(("string", "integer", "decimal", "boolean", "date", "double"))
        return Literal(said, datatype=NamedNode(f"http://www.w3.org/2001/XMLSchema#{kind}"))

    return [one() for _ in range(1 + chance.randrange(3))]


def _quad_lines(literals: list[Literal]) -> None:
    subject, predicate, home = NamedNode("urn:s"), NamedNode("urn:p"), NamedNode("urn:g")
    lines = sorted({line for o in literals for line in lines_of([Quad(subject, predicate, o, home)])})
    (said,) = said_in(lines)
    read = {read_value(written).text for _, written in said.facts}
    if read != {literal.value for literal in literals}:
        raise ValueError("a literal is read otherwise than it was written")


def _properties(literals: list[Literal]) -> None:
    held = sorted({(str(literal), False) for literal in literals})
    for many in (False, True):
        back = sorted((str(node), reviewed) for node, reviewed in read_property("k", write_property("k", held, many)))
        if back != held:
            raise ValueError("a property is read otherwise than it was written")


def _decisions(chance: Random) -> bytes:
    kind = chance.choice(("accept", "merge", "split", "undo"))
    rows = [Decision(kind, "unit/-/a", "reviewer", "2025-01-01", "so it says", into="unit/-/b")]
    lines = [json_text(chance, json.loads(line)) for line in written(rows)]
    return "\n".join(lines * (1 + chance.randrange(2))).encode("utf-8", "replace")


_RECORD: dict[str, Any] = {
    "id": "a", "text": "平川县公安局推行改革",
    "entities": [{"id": "e1", "start": 0, "end": 6, "type": "Unit", "text": "平川县公安局"}],
    "links": [{"id": "l1", "subject": "e1", "object": "e1", "relation": "leads", "start": 0, "end": 6}],
    "indicators": [{"start": 0, "end": 3, "value": 3, "unit": "%", "measure": "率"}],
}  # fmt: skip


@cache
def _written() -> Mapping[str, Any]:
    """A small record in each format of annotations."""
    from policing_kg.loaders.annotations.annotated import from_record

    return {name: form.write(from_record(_RECORD)) for name, form in FORMATS.items()}


def _annotated(chance: Random) -> tuple[str, bytes]:
    form = chance.choice(sorted(FORMATS))
    return form, json_text(chance, _written()[form]).encode("utf-8", "replace")


@cache
def _packed(kind: str) -> bytes:
    """A small sound file of a kind."""
    out = io.BytesIO()
    if kind == "docx":
        import docx

        document = docx.Document()
        document.add_paragraph("平川县公安局推行“两队一室”改革。")
        document.add_table(rows=2, cols=2).rows[0].cells[0].text = "调解"
        document.save(out)
    elif kind == "xlsx":
        import openpyxl

        book = openpyxl.Workbook()
        book.worksheets[0].append(["subject", "relation", "object"])
        book.worksheets[0].append(["平川县公安局", "implements", "两队一室"])
        book.save(out)
    else:
        from reportlab.pdfgen.canvas import Canvas

        canvas = Canvas(out, pageCompression=0)
        canvas.drawString(60, 700, "policing reform in Pingchuan")
        canvas.showPage()
        canvas.save()
    return out.getvalue()


def _office(chance: Random, kind: str) -> bytes:
    """A file with changed bytes, or an archive that is whole and has one part changed."""
    import zipfile

    whole = _packed(kind)
    if chance.randrange(4) == 0:
        return mutated(chance, whole)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as held, zipfile.ZipFile(out, "w") as made:
        parts = [part for part in held.namelist() if part.endswith((".xml", ".rels"))]
        chosen = chance.choice(parts)
        for part in held.namelist():
            data = held.read(part)
            made.writestr(part, mutated(chance, data, 4) if part == chosen else data)
    return out.getvalue()


def _answer(chance: Random) -> str:
    entity = {"id": "e1", "sentence": 1, "quote": "平川县公安局", "type": "Unit"}
    link = {"sentence": 1, "quote": "推行", "subject": "e1", "object": "e1", "relation": "implements"}
    return json_text(chance, {"entities": [entity], "links": [link], "figures": []})


def _extract(words: str) -> None:
    found = extract_article(_source(words))
    stored = found.article.source.text
    if any(not 0 <= m.start < m.end <= len(stored) for m in found.mentions):
        raise ValueError("a mention lies outside its text")


TARGETS: Mapping[str, Target] = {
    "numerals": Target(
        lambda c: text(c, FIGURES, FIGURES, WORDS, most=8), lambda t: (find_numerals(t), chinese_number(t)), 120_000
    ),
    "dates": Target(lambda c: text(c, FIGURES, WORDS), lambda t: dates_in(t, base="2024-02-29"), 60_000),
    "EDTF": Target(
        lambda c: text(c, FIGURES, ("2023", "-05", "-31", "/"), most=6), lambda t: (edtf_days(t), edtf_span(t)), 120_000
    ),
    "corrections": Target(correction_made, correct, 40_000, refusals=(PolicingKGError, Unfit)),
    "N-Quads lines": Target(_literals, _quad_lines, 90_000),
    "property values": Target(_literals, _properties, 40_000),
    "compact names": Target(lambda c: text(c, QUERY, ("http://www.w3.org/", "pk:")), compact, 50_000),
    "CSV": Target(lambda c: text(c, CODED, most=25), lambda t: read_table(_source(t, "table")), 90_000),
    "coded tables": Target(
        _coded,
        lambda t: list(read_coded_rows(_source(t, "table"))), 60_000,
    ),
    "names of bodies": Target(
        lambda c: text(c, WORDS, ("县", "市", "局", "所", "队"), most=5),
        lambda t: (parse_body(t), kind_of_body(t)), 50_000,
    ),
    "repair": Target(lambda c: unicode_text(c, WORDS, ("(shè)", "&amp;", "社區")), clean_text, 50_000),
    "visible text": Target(lambda c: text(c, WORDS), visible, 40_000),
    "addresses": Target(
        lambda c: c.choice(("http://", "https://", "")) + text(c, HOSTS, ("/", "v1", ":8080", ":"), most=4),
        read_address, 60_000,
    ),
    "Cypher": Target(lambda c: text(c, QUERY), check_cypher, 40_000, refusals=(UsageError,)),
    "SPARQL": Target(_sparql, check_query, 2_000, 5.0, (UsageError,)),
    "parameters": Target(lambda c: text(c, WORDS), lambda t: checked_text(t, "place"), 20_000),
    "answers of a model": Target(_answer, read_answer, 40_000, refusals=(AnswerRefused,)),
    "decisions": Target(_decisions, lambda data: read_decisions(_file("d.jsonl", data)), 20_000),
    "annotations": Target(_annotated, lambda pair: read_annotations(_file("a.json", pair[1]), pair[0]), 20_000),
    "masking": Target(lambda c: unicode_text(c, WORDS, ("王某", "张三", "民警")), masked_words, 10_000),
    "encodings": Target(_encoded, lambda data: decode(data, "a.txt"), 10_000),
    "review sheets": Target(filled, judge, 10_000),
    "TXT": Target(_encoded, lambda data: read_source(_file("t.txt", data)), 4_000),
    "HTML": Target(_page, lambda data: read_source(_file("p.html", data)), 1_500, 20.0),
    "DOCX": Target(lambda c: _office(c, "docx"), lambda data: read_source(_file("o.docx", data)), 1_000, 10.0),
    "XLSX": Target(lambda c: _office(c, "xlsx"), lambda data: read_source(_file("o.xlsx", data)), 1_500, 10.0),
    "PDF": Target(
        lambda c: mutated(c, _packed("pdf")), lambda data: read_source(_file("o.pdf", data)), 100, 10.0
    ),
    "whole pipeline": Target(lambda c: unicode_text(c, WORDS, FIGURES, most=40), _extract, 2_000, 20.0),
}  # fmt: skip
