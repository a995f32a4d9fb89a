"""Extraction of one document: sound on any text, the same each time, and without a person's name in any field."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from policing_kg.loaders.pipeline import extract_article
from policing_kg.loaders.record import document_record
from policing_kg.loaders.texts.article import SourceText

PIECES = [
    "平川县公安局",
    "柳林派出所",
    "“两队一室”",
    "综治中心",
    "每周",
    "召开联席会议",
    "同比下降17.6%、30.6%",
    "46名所长",
    "2021年3月起",
    "民警傅志刚",
    "说",
    "，",
    "。",
    "；",
    "：",
    "（",
    "）",
    "“",
    "”",
    "《",
    "》",
    "区(qū)",
    "網格員",
    "?！",
    "?!?",
    "?！鼻",
    "1+X+N",
    "7×24小时",
    "14.8万",
    "五分之一",
    "不低于",
    "近",
    "起",
    "%",
    "个百分点",
    "派驻",
    "由",
    "牵头",
    "会同",
    "配合",
    "建立",
    "全面推行",
    "试点",
    "将",
    "不再",
    "网格员",
    "政法委员",
    "所长进班子",
    "吹哨报到",
    "机制",
    "改革",
    "来源：平川日报",
    "作者：鲁小萍",
    "责任编辑：苗青",
    "相关新闻",
    "版权所有",
    "新华社北京1月10日电",
    "2023-05-06",
    "10:20",
    "�",
    "😀",
    "𠮷",
    "某某",
    "亿十",
    "百万",
    "零",
    "二",
    "三、",
    "（一）",
    "1.",
    "·",
    "…",
    "■",
    "买买提·艾力",
    "分别",
    "各",
]
mangled = st.lists(
    st.sampled_from([*PIECES, "\n", "\r\n", "\r", " ", "\u3000", "\x0b"]) | st.text(max_size=3), max_size=40
)
unhurried = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)


def record_of(text: str, name: str = "a.txt", **more: str) -> dict[str, Any]:
    return document_record(extract_article(SourceText(name, text, "0" * 64, **more)))


@unhurried
@given(mangled.map("".join))
def test_any_text_is_read_and_every_span_lies_in_the_stored_text(text: str) -> None:
    record = record_of(text)
    for row in [*record["entities"], *record["indicators"], *record["links"]]:
        assert 0 <= row["start"] < row["end"] <= len(text)
        stored = text[row["start"] : row["end"]]
        shown = row.get("text", stored)
        assert len(shown) == len(stored)
        assert all(a in (b, "■") for a, b in zip(shown, stored, strict=True))
    for start, end in [*record["body"], *record["more"]["sections"]]:
        assert 0 <= start < end <= len(text)


@unhurried
@given(mangled.map("".join))
def test_the_same_text_gives_the_same_record(text: str) -> None:
    assert json.dumps(record_of(text)) == json.dumps(record_of(text))


def test_entities_lie_inside_the_body_and_do_not_overlap() -> None:
    text = (
        "首页 > 要闻\n平川县公安局推行“两队一室”改革\n来源：平川日报\n"
        "平川县公安局柳林派出所建立联席会议机制，每周召开。\n相关新闻\n石岭县公安局成立专班。\n"
    )
    record = record_of(text)
    spans = sorted((e["start"], e["end"]) for e in record["entities"])
    assert spans
    assert all(any(a <= start and end <= b for a, b in record["body"]) for start, end in spans)
    assert all(first[1] <= second[0] for first, second in pairwise(spans))
    assert not any("石岭" in e["canonical"] for e in record["entities"])


NAMED = """记平川县公安局柳林派出所民警傅志刚
来源：平川日报 作者：鲁小萍
平川县公安局柳林派出所民警傅志刚牵头成立“傅志刚警务室”，每周走访群众46户。
“傅志刚警务室”与柳林镇综治中心联动，由所长苗建业负责；“老傅工作法”在全县推广，“秦素梅工作室”化解纠纷120起。
傅志刚说：“苗所支持我们。”居民邓小丽(化名)夸小傅热心，傅警官还帮她找回了8000元。
（记者 鲁小萍 摄）
"""
NAMES = ("傅志刚", "志刚", "老傅", "小傅", "傅警官", "苗建业", "苗所", "秦素梅", "素梅", "邓小丽", "鲁小萍")


@pytest.mark.parametrize("name", NAMES)
def test_no_field_of_a_record_holds_a_persons_name(name: str) -> None:
    text = NAMED
    record = record_of(
        text,
        "傅志刚_邓小丽的故事.txt",
        title="记民警傅志刚",
        publisher="平川日报 鲁小萍",
        address="https://example.org/1",
    )
    assert name not in json.dumps(record, ensure_ascii=False)


def test_what_stands_beside_the_names_is_still_found() -> None:
    record = record_of(NAMED)
    found = {e["canonical"] for e in record["entities"]}
    assert "平川县公安局柳林派出所" in found or any(name.endswith("柳林派出所") for name in found)
    assert {i["value"] for i in record["indicators"]} >= {46, 120}


def test_a_station_named_after_a_place_that_reads_like_a_name_stays() -> None:
    record = record_of("平川县公安局黄河路派出所与周庄镇综治中心联合调解纠纷30起。")
    found = {e["text"] for e in record["entities"]}
    assert any("黄河路派出所" in text for text in found)
    assert any("周庄镇" in text for text in found)


def test_a_text_that_is_a_name_alone_gives_an_empty_record() -> None:
    record = record_of("傅志刚")
    assert record["entities"] == record["indicators"] == record["links"] == []
    assert "傅" not in json.dumps(record, ensure_ascii=False)
