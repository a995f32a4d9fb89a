"""Policy documents: which titles name one, what number and status stand with it, what refers back to it."""

from __future__ import annotations

import pytest
from policing_kg.loaders.pipeline import extract_article
from policing_kg.loaders.policies.find import Policy, find_policies
from policing_kg.loaders.policies.title import document_number, is_policy_title
from policing_kg.loaders.texts.article import SourceText
from policing_kg.loaders.texts.structure import read_article


def policies(text: str) -> tuple[Policy, ...]:
    return find_policies(read_article(SourceText("a.txt", text, "0" * 64)))


@pytest.mark.parametrize(
    "title",
    [
        "人民调解法", "中华人民共和国刑法", "甲省信访条例", "关于加强警务室建设的若干措施", "民警职责任务清单",
        "派出所工作三年行动计划（2023—2025年）", "110接处警工作规则（试行）", "公安机关人民警察内务条令", "立法法",
    ],
)  # fmt: skip
def test_a_title_of_an_official_kind_names_a_document(title: str) -> None:
    assert is_policy_title(title)


@pytest.mark.parametrize(
    ("title", "before"),
    [
        ("2023年工作报告", ""), ("板凳工作法", ""), ("今日说法", ""), ("守护者", ""), ("平安计划", "合唱歌曲"),
        ("夜巡方案", "微电影"),
        ("警地合作协议", ""), ("治安承诺书", ""), ("办法", ""), ("平安日报", ""), ("论警务体系的完善", "题为"),
    ],
)  # fmt: skip
def test_works_reports_and_agreements_are_no_documents(title: str, before: str) -> None:
    assert not is_policy_title(title, before)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("甲公通〔2021〕5号", "甲公通〔2021〕5号"), ("甲公通[2021]5号", "甲公通〔2021〕5号"),
        ("甲政办发（2020）第13号", "甲政办发〔2020〕13号"), ("甲公通【2019】7号", "甲公通〔2019〕7号"),
        ("国务院令第479号", "国务院令第479号"), ("公安部第160号令", "公安部第160号令"),
        ("第5号", ""), ("2021年5月", ""),
    ],
)  # fmt: skip
def test_a_number_is_written_in_one_form(text: str, number: str) -> None:
    assert document_number(text) == number


def test_a_number_stands_behind_the_title_or_before_it() -> None:
    behind, before = policies(
        "甲市公安局印发《警务室管理办法》（甲公通[2021]5号）。甲市人民政府以甲政办发（2020）3号文件印发《接处警工作规范》。"
    )
    assert (behind.number, before.number) == ("甲公通〔2021〕5号", "甲政办发〔2020〕3号")


def test_a_short_name_holds_from_where_it_is_given() -> None:
    found = policies(
        "《条例》谁都知道。市人大通过《甲市社区警务条例》（以下简称《条例》）和《甲市犬只管理规定》。《条例》共五章，该规定共两章。"
    )
    assert [p.mention.canonical for p in found] == [
        "甲市社区警务条例", "甲市犬只管理规定", "甲市社区警务条例", "甲市犬只管理规定",
    ]  # fmt: skip


def test_a_shorter_title_is_the_document_named_in_full_before() -> None:
    found = policies("依据《中华人民共和国人民调解法》调解纠纷。《人民调解法》第三条另有规定。")
    assert {p.mention.canonical for p in found} == {"中华人民共和国人民调解法"}


def test_white_space_and_width_of_brackets_change_no_name() -> None:
    one, two = policies("印发《警务室 管理办法(试行)》。落实《警务室管理办法（试行）》。")
    assert one.mention.canonical == two.mention.canonical == "警务室管理办法（试行）"
    assert one.trial
    assert two.trial


def test_the_letters_of_a_number_are_no_name_of_a_person() -> None:
    extraction = extract_article(
        SourceText("a.txt", "罗田县公安局印发《警务室管理办法》（罗公通〔2021〕5号）。", "0" * 64)
    )
    assert ("hasNumber", "罗公通〔2021〕5号") in {(x.relation, x.object) for x in extraction.relations}


def test_a_title_that_holds_a_name_leaves_no_trace() -> None:
    text = "甲市公安局民警傅志刚走访社区。甲市公安局印发《关于向傅志刚同志学习的决定》。"
    extraction = extract_article(SourceText("a.txt", text, "0" * 64))
    assert not extraction.policies
    assert not any("傅志刚" in x.object for x in extraction.relations)


def test_a_document_stands_apart_from_the_entities_of_the_guide() -> None:
    extraction = extract_article(SourceText("a.txt", "甲市公安局印发《甲市派出所工作办法》。", "0" * 64))
    assert [m.type for m in extraction.policies] == ["Document"]
    assert all(m.type != "Document" for m in extraction.mentions)
    assert all(link.relation != "issues" for link in extraction.links)
