from __future__ import annotations

from collections.abc import Callable

import pytest
from policing_kg.loaders.extraction import Indicator

Read = Callable[[str], tuple[Indicator, ...]]


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("天津市公安局西青分局组建义警队伍30支。", "天津市公安局西青分局"),
        ("今年以来,吉林省公安厅破获案件300起。", "吉林省公安厅"),
        ("吉林省公安厅推行警务改革。目前,组建警务团队300支。", "吉林省公安厅"),
        ("据统计,全国刑事案件破案率提高3个百分点。", "全国"),
        ("浙江省公安厅持续用力,服务群众,办理业务5万件。", "浙江省公安厅"),
    ],
)
def test_a_figure_belongs_to_the_subject_of_its_clause_or_topic(indicators: Read, text: str, subject: str) -> None:
    (found,) = indicators(text)
    assert found.subject == subject


def test_each_clause_with_its_own_subject_keeps_its_figure(indicators: Read) -> None:
    first, second = indicators("吉林省公安厅建成警务室30个,河南省公安厅建成警务室40个。")
    assert (first.subject, second.subject) == ("吉林省公安厅", "河南省公安厅")


def test_a_subject_from_an_earlier_sentence_is_recorded_with_its_place(indicators: Read) -> None:
    text = "吉林省公安厅推行警务改革。目前,组建警务团队300支。"
    (found,) = indicators(text)
    assert found.subject_basis is not None
    assert text[slice(*found.subject_basis)] == "吉林省公安厅"


HEAD = "桐柏县公安局推行联勤联调\n今年3月,桐柏县公安局推行联勤联调机制。\n"


@pytest.mark.parametrize(
    ("sentence", "subject"),
    [
        ("在县信访局支持下,化解积案37件。", "桐柏县公安局"),
        ("与县司法局共建调解室19个。", "桐柏县公安局"),
        ("向综治中心派驻民警26名。", "桐柏县公安局"),
        ("派出所警力占总警力的48%。", "桐柏县公安局"),
        ("义警提供线索62条,协助抓获嫌疑人9名。", "义警"),
        ("毛集派出所所长表示,今年走访群众900户。", "桐柏县公安局毛集派出所"),
        ("县局投入资金60万元。", "桐柏县公安局"),
        ("县司法局选派调解员44名。", "桐柏县司法局"),
    ],
)
def test_a_subject_is_who_acts_not_who_is_named_beside(indicators: Read, sentence: str, subject: str) -> None:
    assert {i.subject for i in indicators(HEAD + sentence + "\n")} == {subject}


@pytest.mark.parametrize(
    "sentence",
    [
        "县局推行包联制,31个责任部门必须到场。",
        "毛集派出所参与试点,148名辅警兼任网格员。",
    ],
)
def test_people_or_bodies_counted_at_the_head_of_a_clause_belong_to_the_sentence_s_subject(
    indicators: Read, sentence: str
) -> None:
    found = indicators(HEAD + sentence + "\n")
    assert found[0].subject == ("桐柏县公安局" if "县局" in sentence else "桐柏县公安局毛集派出所")


def test_a_named_officer_stands_for_his_unit_where_he_comes_again(indicators: Read) -> None:
    text = HEAD + "毛集派出所民警傅志刚接到电话。\n傅志刚6分钟赶到现场。\n"
    assert indicators(text)[0].subject == "桐柏县公安局毛集派出所"


def test_a_bare_class_word_stands_for_the_one_named_in_its_paragraph(indicators: Read) -> None:
    text = HEAD + "毛集派出所地处山区。去年,派出所购置巡逻车3辆。\n"
    assert indicators(text)[0].subject == "桐柏县公安局毛集派出所"


def test_clauses_after_a_semicolon_keep_subject_and_scope(indicators: Read) -> None:
    found = indicators(HEAD + "毛集派出所走访群众900户;化解纠纷37起。全县立案420起;破案310起。\n")
    station, bureau = "桐柏县公安局毛集派出所", "桐柏县公安局"
    assert [i.subject for i in found] == [station, station, bureau, bureau]


def test_figures_dealt_out_after_respectively_go_to_each_of_the_bodies(indicators: Read) -> None:
    found = indicators(HEAD + "毛集派出所、吴城派出所分别化解纠纷41起、37起。\n")
    assert [i.subject for i in found] == ["桐柏县公安局毛集派出所", "桐柏县公安局吴城派出所"]


def test_the_subject_behind_a_frequency_is_who_does_it(indicators: Read) -> None:
    (found,) = indicators(HEAD + "每周五,桐柏县委政法委召开研判会。\n")
    assert found.subject == "桐柏县委政法委"


def test_a_room_called_after_a_person_is_no_subject(indicators: Read) -> None:
    text = HEAD + "毛集派出所民警傅志刚成立“傅志刚警务室”。“傅志刚警务室”化解纠纷37起。\n"
    assert indicators(text)[-1].subject == "桐柏县公安局毛集派出所"


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("记者从桐柏县公安局获悉,今年以来,接警量下降12%。", "桐柏县公安局"),
        ("桐柏县公安局推行夜巡。12个派出所与学校结对,排查隐患300处。", "桐柏县公安局"),
        ("桐柏县公安局与县司法局、县教育局联办法治讲堂,授课30场。", "桐柏县公安局"),
    ],
)
def test_a_source_and_the_first_of_partners_are_subjects_and_a_counted_class_is_none(
    indicators: Read, text: str, subject: str
) -> None:
    assert indicators(text)[-1].subject == subject


def test_a_reporter_is_never_a_subject(indicators: Read) -> None:
    assert all(i.subject != "记者" for i in indicators("记者走访3个小区。桐柏县公安局建成警务室20个。"))
