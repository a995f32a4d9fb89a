"""From files to answers: copies of one text count once, and evidence says page, paragraph and article."""

from __future__ import annotations

import json
from pathlib import Path

import docx
import policing_kg
import pytest
from policing_kg.graph.citation_styles import write_citations
from policing_kg.graph.dataset import Dataset
from policing_kg.graph.document import Manifestation
from policing_kg.loaders.pipeline import extract_article
from policing_kg.loaders.text_claims import read_claims
from policing_kg.loaders.texts.article import SourceText
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

STORY = (
    "清晨七点，建水县公安局临安派出所的社区警务室已经亮灯，值班民警把夜里的警情逐条录入台账。",
    "建水县公安局推行“两队一室”改革，把派出所分成社区警务队、案件办理队和综合指挥室。",
    "综合指挥室每天早上研判一次，把纠纷线索分给社区警务队，民警当天上门见人。",
    "今年以来，临安派出所排查矛盾纠纷386起，化解371起，纠纷类警情同比下降18.4%。",
    "集市上的摊位之争最常见，民警请来商会会长一起调解，半天就把划线的办法谈妥了。",
    "案件办理队配备民警12名，平均办案时间由9.5天缩短到6.2天。",
    "派出所还与综治中心每周召开一次联席会议，司法所、妇联和网格员一起参加。",
    "村里的老人说，过去找民警要走十几里路，如今在村口的警务室就能把事情办好。",
    "全县14个派出所中已有11个设立综合指挥室，其余三个年底前建成。",
    "下一步，县公安局将把这一做法推广到边远乡镇，让群众少跑路。",
)
EDITED = tuple(
    s.replace("清晨七点", "早上七点").replace("半天就", "不到半天便").replace("让群众少跑路", "方便群众办事")
    for s in STORY
)


def report(county: str, stations: int, cases: int, share: float) -> str:
    """The report of one county by a form that many fill in."""
    return (
        f"{county}公安局2023年工作总结\n"
        f"2023年，{county}公安局在县委、县政府和上级公安机关的坚强领导下，全力防风险、保安全、护稳定。\n"
        f"一、聚焦主责主业\n全年共立刑事案件{cases}起，破案率达{share}%，"
        f"抓获{cases // 3}人，打掉团伙{cases // 40}个。\n"
        f"二、夯实基础\n{county}公安局在{stations}个派出所推行“两队一室”，建成警务室{stations * 4}个。\n"
        f"三、服务保障民生\n全年办理户籍业务{cases * 31}件，{county}公安局窗口群众满意度达{share + 2.5}%。\n"
        f"四、加强队伍建设\n全年组织培训{stations + 9}期，{cases // 25}名民警受到表彰。\n"
    )


@pytest.fixture(scope="module")
def outlets(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("outlets")
    texts = folder / "texts"
    texts.mkdir()
    title = "建水县推行两队一室 警务室开到家门口"
    first = "\n".join((title, "来源：红河日报 时间：2023-05-06", *STORY))
    second = "\n".join(("滇南法治网", "两队一室改出新活力 群众少跑路", "来源：红河日报 时间：2023-05-09", *EDITED))
    third = "\n".join(("建水：派出所里的三间屋", "发布时间：2023-06-01", *STORY[:6]))
    reports = {"a": report("建水县", 14, 386, 71.5), "b": report("石屏县", 9, 251, 68.9)}
    files = {"first": first, "second": second, "third": third} | reports
    for name, text in files.items():
        (texts / f"{name}.txt").write_text(text, encoding="utf-8")
    policing_kg.build([texts], folder / "kg", base=False)
    return folder / "kg"


def test_one_story_in_three_outlets_is_one_source_and_two_reports_by_one_form_are_two(outlets: Path) -> None:
    rows = policing_kg.ask("document-claims", kg=outlets)
    repeats = {row.evidence or row["document"].label: row["repeats"] for row in rows if row["repeats"]}
    assert len(repeats) == 2
    assert {str(first) for first in repeats.values()} == {"建水县推行两队一室 警务室开到家门口"}
    found = policing_kg.stats(outlets)
    assert (found.documents, found.sources) == (5, 3)


def test_adopters_and_first_reports_count_the_story_once(outlets: Path) -> None:
    rows = policing_kg.ask("adopters", kg=outlets, mechanism="两队一室", place="建水县")
    said = {str(row["document"]): row["sources"] for row in rows if str(row["body"]) == "建水县公安局"}
    assert len(said) == 4
    assert set(said.values()) == {2}
    (first, *_) = policing_kg.ask("first-reported", kg=outlets, mechanism="两队一室", place="建水县")
    assert (first["first_reported"], first["documents"], first["sources"]) == ("2023-05-06", 4, 2)


def test_coverage_counts_documents_and_sources_by_province_year_outlet_and_genre(outlets: Path) -> None:
    rows = [tuple(row.values()) for row in policing_kg.ask("coverage", kg=outlets)]
    shown = [(str(province), *rest) for province, *rest in rows]
    assert ("云南省", 2023, "滇南法治网", "news", 1, 1) in shown
    assert ("云南省", 2023, "红河日报", "news", 1, 1) in shown
    only = policing_kg.ask("coverage", kg=outlets, outlet="红河日报", place="建水县")
    assert [(row["outlet"], row["documents"]) for row in only] == [("红河日报", 1)]


def test_document_claims_can_be_asked_by_genre_reporting_and_copy(outlets: Path) -> None:
    def documents(**asked: str) -> set[str]:
        return {str(row["document"]) for row in policing_kg.ask("document-claims", kg=outlets, **asked)}

    assert documents(genre="work-report") == {"建水县公安局2023年工作总结", "石屏县公安局2023年工作总结"}
    assert documents(reporting="self") == documents(genre="work-report")
    assert documents(copy="reprint") == {"两队一室改出新活力 群众少跑路"}


def test_both_documents_keep_their_claims(outlets: Path) -> None:
    with Dataset.open(outlets) as dataset:
        held = {h.key: {c.id for c, _ in h.claims.values()} for h in dataset.holdings()}
    assert not held["first.txt"] & held["second.txt"]
    assert held["second.txt"]


def test_the_signature_of_a_text_does_not_depend_on_the_names_in_it() -> None:
    def signature(name: str) -> str:
        said = "\n".join((STORY[0], f"民警{name}说，群众安心。", *STORY[1:]))
        extraction = extract_article(SourceText("a.txt", said, "0" * 64))
        return read_claims(extraction, "a.txt", Manifestation("0" * 64, "a.txt")).signature

    assert signature("傅志刚") == signature("柴静怡") != ""


# Page, paragraph, article

LINES = ("建水县公安局推行“两队一室”改革。", "临安派出所与综治中心召开联席会议。", "南庄派出所设立综合指挥室。")
STATUTE = (
    "平川市社区警务条例\n第一章 总则\n第一条 为了规范社区警务，制定本条例。\n"
    "第二条 建水县公安局推行“两队一室”改革，设立综合指挥室。\n第三条 建水县综治中心召开联席会议。\n"
)


def write_pdf(path: Path) -> None:
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    canvas = Canvas(str(path))
    for number, line in enumerate(LINES, 1):
        canvas.setFont("STSong-Light", 12)
        canvas.drawString(60, 800, "建水警务月报")
        canvas.drawString(60, 760, line)
        canvas.drawString(280, 30, f"- {number} -")
        canvas.showPage()
    canvas.save()


def write_docx(path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("建水县公安局深化派出所改革")
    document.add_paragraph("")
    for line in LINES:
        document.add_paragraph(line)
    document.save(str(path))


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("papers")
    (folder / "texts").mkdir()
    write_pdf(folder / "texts" / "monthly.pdf")
    write_docx(folder / "texts" / "reform.docx")
    (folder / "texts" / "statute.txt").write_text(STATUTE, encoding="utf-8")
    policing_kg.build([folder / "texts"], folder / "kg", base=False)
    return folder / "kg"


def places(kg: Path, document: str, name: str, column: str) -> set[object]:
    return {row[column] for row in policing_kg.ask("evidence", kg=kg, name=name, document=document)}


def test_evidence_of_a_pdf_names_its_page(papers: Path) -> None:
    assert places(papers, "monthly.pdf", "两队一室", "page") == {1}
    assert places(papers, "monthly.pdf", "联席会议", "page") == {2}
    (row, *_) = policing_kg.ask("evidence", kg=papers, name="联席会议", document="monthly.pdf")
    assert row.evidence[0].where.startswith("page 2, ")


def test_evidence_of_a_word_document_names_its_paragraph_without_counting_empty_ones(papers: Path) -> None:
    assert places(papers, "reform.docx", "两队一室", "paragraph") == {2}
    assert places(papers, "reform.docx", "联席会议", "paragraph") == {3}


def test_evidence_of_a_statute_names_its_article_and_of_other_texts_none(papers: Path) -> None:
    assert places(papers, "statute.txt", "两队一室", "article") == {"第二条"}
    assert places(papers, "statute.txt", "联席会议", "article") == {"第三条"}
    assert places(papers, "reform.docx", "两队一室", "article") == {None}


@pytest.mark.parametrize(
    ("style", "said"),
    [("text", ("page 2, ", "paragraph 3, ", "第三条")), ("gbt7714", ("第2页字符", "第3段字符", "第三条字符"))],
)
def test_a_citation_names_page_paragraph_and_article(papers: Path, style: str, said: tuple[str, ...]) -> None:
    cited = write_citations(policing_kg.cite("联席会议", kg=papers), style)
    assert all(part in cited for part in said)


def test_exports_hold_page_paragraph_and_article(papers: Path, tmp_path: Path) -> None:
    policing_kg.export(papers, "jsonl", tmp_path / "kg.jsonl")
    rows = [json.loads(line) for line in (tmp_path / "kg.jsonl").read_text("utf-8").splitlines()]
    told = {(e.get("page"), e.get("paragraph"), e.get("article")) for row in rows for e in row["evidence"]}
    assert {(2, None, None), (None, 3, None), (None, None, "第三条")} <= told
    policing_kg.export(papers, "csv", tmp_path / "tables")
    header = (tmp_path / "tables" / "evidence.csv").read_text("utf-8").splitlines()[0].split(",")
    assert {"page", "paragraph", "article"} <= set(header)
