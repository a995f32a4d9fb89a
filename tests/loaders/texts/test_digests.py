"""A page of several articles is read article by article: nothing of one leaks into the next."""

from __future__ import annotations

from pathlib import Path

import pytest
from policing_kg.loaders.pipeline import extract_article
from policing_kg.loaders.record import document_record
from policing_kg.loaders.texts.article import Article, Section, SourceText
from policing_kg.loaders.texts.reading import read_source
from policing_kg.loaders.texts.structure import read_article

FIRST = "建水县公安局深化派出所改革"
SECOND = "南郑区推行警网融合"
SAID = {
    FIRST: "建水县公安局推行“两队一室”，去年全县刑事警情下降12.5%，群众安全感不断提升。",
    SECOND: "南郑区公安局与综治中心每周召开联席会议，今年以来化解纠纷30起。综治中心派员参加，群众交口称赞。",
}
SOURCES = {FIRST: ("红河日报", "2022-03-04"), SECOND: ("汉水晚报", "2024-06-07")}


def by_line(title: str) -> str:
    return f"{title}\n来源：{SOURCES[title][0]} 发布时间：{SOURCES[title][1]}\n{SAID[title]}\n"


def by_editor(title: str) -> str:
    return by_line(title) + "（责任编辑：柴静怡）\n"


def by_stamp(title: str) -> str:
    return "{0}\n{2}\n来源：{1}\n{3}\n".format(title, *SOURCES[title], SAID[title])


def by_tail(title: str) -> str:
    return "{0}\n{3}（来源：{1} {2}）\n".format(title, *SOURCES[title], SAID[title])


def articles(found: Article) -> list[Section]:
    return [s for s in found.sections if s.level == 1 and (s.publisher or s.date)]


def digest(form: object, head: str = "") -> Article:
    assert callable(form)
    return read_article(SourceText("a.txt", head + form(FIRST) + form(SECOND), ""))


FORMS = pytest.mark.parametrize("form", [by_line, by_editor, by_stamp, by_tail])


@FORMS
def test_each_article_of_a_digest_has_its_own_title_source_and_date(form: object) -> None:
    found = digest(form)
    told = [(found.text[slice(*s.heading or (0, 0))], s.publisher, s.date) for s in articles(found)]
    assert told == [(FIRST, "红河日报", "2022-03-04"), (SECOND, "汉水晚报", "2024-06-07")]
    assert "柴静怡" not in "".join(found.text[a:b] for a, b in found.body)


@FORMS
def test_the_digest_itself_has_neither_article_s_source_and_the_youngest_date(form: object) -> None:
    found = digest(form)
    assert found.publisher == ""
    assert (found.date.edtf, found.date.basis) == ("2024-06-07", "page")


@FORMS
def test_a_place_does_not_leak_from_one_article_into_the_next(form: object) -> None:
    assert callable(form)
    found = extract_article(SourceText("a.txt", form(FIRST) + form(SECOND), ""))
    centres = {m.canonical for m in found.mentions if m.canonical.endswith("综治中心")}
    assert centres == {"汉中市南郑区综治中心"}


@FORMS
def test_relative_dates_count_from_the_article_s_own_date(form: object) -> None:
    assert callable(form)
    found = extract_article(SourceText("a.txt", form(FIRST) + form(SECOND), ""))
    periods = {i.value: i.interval for i in found.indicators}
    assert periods[12.5] == "2021"
    assert periods[30.0].startswith("2024")


@FORMS
def test_offsets_are_those_of_the_page(form: object) -> None:
    assert callable(form)
    text = form(FIRST) + form(SECOND)
    record = document_record(extract_article(SourceText("a.txt", text, "")))
    assert len(record["entities"]) > 4
    assert all(e["text"] == text[e["start"] : e["end"]] for e in record["entities"])
    links = [text[link["start"] : link["end"]] for link in record["links"] if link["relation"] == "convenes"]
    assert links
    assert all("联席会议" in said for said in links)
    assert [(a["title"], a["publisher"], a["date"]) for a in record["more"]["articles"]] == [
        (FIRST, "红河日报", "2022-03-04"),
        (SECOND, "汉水晚报", "2024-06-07"),
    ]


def test_an_article_reads_in_a_digest_as_it_reads_alone() -> None:
    def read(text: str) -> set[tuple[str, str]]:
        return {(m.canonical, m.type) for m in extract_article(SourceText("a.txt", text, "")).mentions}

    assert read(by_line(FIRST) + by_line(SECOND)) == read(by_line(FIRST)) | read(by_line(SECOND))


def test_a_page_of_one_article_is_no_digest_whatever_it_teases() -> None:
    said = "石岭县开展禁毒宣传，向学生讲解毒品危害，现场发放手册三百份，师生反响热烈。"
    teaser = f"石岭县开展禁毒宣传进校园活动\n2024-06-08 10:20\n{said}\n"
    found = read_article(SourceText("a.txt", by_line(FIRST) + "相关新闻\n" + teaser, ""))
    assert not articles(found)
    found = read_article(SourceText("a.txt", by_line(FIRST) + teaser, ""))
    assert "石岭" not in "".join(found.text[a:b] for a, b in found.body)
    assert found.publisher == "红河日报"


def test_a_page_with_a_list_of_whole_articles_keeps_them_apart(tmp_path: Path) -> None:
    item = "<article><h2>{0}</h2><div>来源：{1} 发布时间：{2}</div><p>{3}</p></article>"
    items = "".join(item.format(title, *SOURCES[title], SAID[title] * 3) for title in (FIRST, SECOND))
    file = tmp_path / "list.html"
    file.write_text(f"<html><head><title>警务改革一周</title></head><body>{items}</body></html>", "utf-8")
    found = read_article(read_source(file))
    assert [(s.publisher, s.date) for s in articles(found)] == [SOURCES[FIRST], SOURCES[SECOND]]
