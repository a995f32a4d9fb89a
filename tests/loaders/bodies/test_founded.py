"""A body that a sentence says was founded bears all that stands between the verb and its head."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("南县公安局组建湖区铁骑队3支。", "南县公安局湖区铁骑队"),
        ("南县公安局在码头增设湖鲜市场警务站。", "南县公安局湖鲜市场警务站"),
        ("邢台市公安局襄都分局成立羊市夜巡专班。", "邢台市公安局襄都分局羊市夜巡专班"),
        ("南县公安局武圣宫派出所在渔港设立渔汛警务室。", "南县公安局武圣宫派出所渔汛警务室"),
        ("南县公安局自主组建“芦苇警队”。", "南县公安局芦苇警队"),
    ],
)
def test_its_own_name_reaches_back_to_the_verb(text, canonical, found):
    assert found(text, "Unit")[-1] == canonical


def test_it_is_known_by_its_name_and_its_head_from_then_on(found):
    text = "南县公安局设立芦荡融合指挥室。芦荡融合指挥室派单。指挥室每天研判。"
    assert found(text, "Unit")[1:] == ["南县公安局芦荡融合指挥室"] * 3


def test_founded_by_several_it_belongs_to_none(found):
    text = "青岛市公安局李沧分局兴城路派出所联合李沧区城管局成立虎山联勤工作站。"
    assert found(text, "Unit")[-1] == "青岛市李沧区虎山联勤工作站"


@pytest.mark.parametrize("text", ["打造专门窗口。", "组建专业队。", "成立了3个站。", "建设“两队一室”。"])
def test_common_words_and_counts_are_no_name(text, found):
    assert not found(text, "Unit", "Department")


def test_quotation_marks_inside_a_name_are_within_its_span(mentions):
    text = "南县公安局共建“渔汛说事”工作室。"
    last = mentions(text)[-1]
    assert (text[last.start : last.end], last.canonical) == ("“渔汛说事”工作室", "渔汛说事工作室")
