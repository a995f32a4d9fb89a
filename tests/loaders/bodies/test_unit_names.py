"""Names of police units, from the ministry to the room in a station, in texts of our own."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("福建省公安厅派员督导。", "福建省公安厅"),
        ("内蒙古自治区公安厅派员督导。", "内蒙古自治区公安厅"),
        ("襄阳市公安局召开早会。", "襄阳市公安局"),
        ("上海市公安局静安分局派员督导。", "上海市公安局静安分局"),
        ("南昌市青山湖区公安分局派员督导。", "南昌市公安局青山湖区分局"),
        ("云南省建水县公安局派员督导。", "云南省建水县公安局"),
        ("兰州市公安局城关分局酒泉路派出所接警。", "兰州市公安局城关分局酒泉路派出所"),
        ("黑龙江省公安厅治安总队派员督导。", "黑龙江省公安厅治安总队"),
        ("信阳市公安局特警支队三大队驻守车站。", "信阳市公安局特警支队三大队"),
        ("中宁县公安局交通警察大队上路执勤。", "中宁县公安局交通警察大队"),
        ("太原市公安局迎泽分局刑侦大队重案中队出警。", "太原市公安局迎泽分局刑侦大队重案中队"),
        ("台州市公安局路桥分局路南派出所综合指挥室值守。", "台州市公安局路桥分局路南派出所综合指挥室"),
        ("昆明市公安局官渡分局小板桥派出所社区警务队走访。", "昆明市公安局官渡分局小板桥派出所社区警务队"),
        ("绵阳市公安局合成作战中心启用。", "绵阳市公安局合成作战中心"),
        ("南平市森林公安局延平分局巡山。", "南平市森林公安局延平分局"),
        ("衡阳铁路公安处乘警支队添乘。", "衡阳铁路公安处乘警支队"),
        ("深圳机场公安局候机楼派出所接警。", "深圳机场公安局候机楼派出所"),
        ("成都高新区公安分局桂溪派出所接警。", "成都市公安局高新区分局桂溪派出所"),
        ("额尔古纳市公安局拉布大林第二派出所接警。", "额尔古纳市公安局拉布大林第二派出所"),
        ("镇远县公安局㵲阳派出所接警。", "镇远县公安局㵲阳派出所"),
    ],
)
def test_a_full_name_is_one_unit_from_its_place_to_its_last_head(text, canonical, found):
    assert found(text, "Unit") == [canonical]


def test_the_grammar_spans_the_whole_written_name(mentions):
    text = "昨天,兰州市公安局城关分局酒泉路派出所接警。"
    (unit,) = (m for m in mentions(text) if m.type == "Unit")
    assert text[unit.start : unit.end] == "兰州市公安局城关分局酒泉路派出所"
    assert unit.chain == ("兰州市公安局", "兰州市公安局城关分局", "兰州市公安局城关分局酒泉路派出所")


@pytest.mark.parametrize("lead", ["从", "由", "在"])
def test_a_word_of_grammar_is_no_part_of_a_name(lead, mentions):
    text = f"大家{lead}市公安局听到了消息。"
    assert [text[m.start : m.end] for m in mentions(text) if m.type == "Unit"] == ["市公安局"]


def test_and_before_a_county_s_bureau_makes_no_he_county(found):
    text = "三江侗族自治县公安局林溪派出所和县公安局侦查中心收到锦旗。"
    assert found(text, "Unit") == ["三江侗族自治县公安局林溪派出所", "三江侗族自治县公安局侦查中心"]


def test_a_bureau_after_the_word_for_police_is_no_gongan_county(found):
    text = "余杭区召开会议。西湖风景名胜区公安分局到会。"
    assert not any("荆州" in name for name in found(text))


def test_the_post_behind_a_station_is_a_mention_of_its_own(found):
    text = "南宁市公安局青秀分局建政派出所所长介绍了做法。"
    assert found(text) == ["南宁市公安局青秀分局建政派出所", "派出所所长"]


def test_a_quoted_honour_leaves_its_opening_mark_outside(mentions):
    text = "该县评出一批“枫桥式公安派出所”。"
    (unit,) = (m for m in mentions(text) if m.type == "Unit")
    assert text[unit.start : unit.end] == "枫桥式公安派出所"


@pytest.mark.parametrize("text", ["公安事业在发展。", "大家都说院所里外天气不错。", "他当上了大队长。"])
def test_words_that_only_resemble_units_are_none(text, found):
    assert found(text, "Unit") == []


def test_a_bare_station_is_the_one_that_the_article_tells_of(mentions):
    text = "建水县公安局临安派出所推行夜巡。\n临安派出所民警上门。\n临安派出所建群。\n如今,派出所接警少了。"
    assert [m.canonical for m in mentions(text) if m.type == "Unit"][-1] == "建水县公安局临安派出所"


def test_a_bare_station_is_a_class_where_the_article_tells_of_the_bureau(mentions):
    text = "建水县公安局推行夜巡。\n建水县公安局部署后,临安派出所民警上门。\n建水县公安局建群。\n如今,派出所接警少了。"
    assert [m.canonical for m in mentions(text) if m.type == "Unit"][-1] == "建水县派出所"


def test_a_bare_corps_at_the_head_of_a_clause_is_the_only_one_named_before(mentions):
    text = "建水县公安局交警大队上路。今年以来,大队查车。\n另有刑侦支队。"
    assert "建水县公安局交警大队" in [m.canonical for m in mentions(text) if text[m.start : m.end] == "大队"]


def test_a_bare_corps_is_left_alone_where_two_of_its_rank_are_named(mentions):
    text = "建水县公安局交警大队上路。建水县公安局刑侦大队破案。今年以来,大队查车。"
    assert not [m for m in mentions(text) if text[m.start : m.end] == "大队"]


def test_a_team_that_a_county_founds_is_the_countys(mentions):
    text = "建水县公安局推行夜巡。建水县公安局建群。\n建水县成立了反诈中心。"
    assert "建水县反诈中心" in [m.canonical for m in mentions(text)]


def test_a_place_of_a_later_sentence_qualifies_nothing_before_it(mentions):
    text = "昆明市公安局工作总结\n昆明市公安局推行夜巡。建成警务室30个,与居委会同址办公。五华分局接警多。"
    assert "昆明市居委会" in [m.canonical for m in mentions(text)]


def test_our_station_is_a_mention_of_it(mentions):
    text = "建水县公安局临安派出所值夜。我们所人少。"
    assert [m.canonical for m in mentions(text) if text[m.start : m.end] == "我们所"] == ["建水县公安局临安派出所"]


def test_police_in_a_list_of_organs_are_the_police_of_the_place(mentions):
    text = "建水县成立讲堂。由司法局牵头,公安、法院、检察院派员授课。"
    assert "建水县公安机关" in [m.canonical for m in mentions(text)]


@pytest.mark.parametrize("word", ["各", "全县", "基层", "第一"])
def test_no_modifier_is_read_over_the_end_of_a_line(word, mentions):
    text = f"理县公安局发文,要求{word}\n派出所照办。"
    (one,) = (m for m in mentions(text) if m.head == "派出所")
    assert text[one.start : one.end] == "派出所"


def test_a_station_bears_the_short_name_of_a_township_of_the_article_s_county(found):
    assert found("建水县公安局发文,他从机关到官厅派出所挂职。", "Unit")[-1] == "建水县公安局官厅派出所"
    assert found("他从机关到官厅派出所挂职。", "Unit")[-1] == "派出所"


def test_a_post_for_a_task_is_the_bureau_s_and_one_of_villages_the_county_s(found):
    assert found("理县公安局发文。护企警务站成效好。", "Unit")[-1] == "理县公安局护企警务站"
    assert found("理县公安局发文。村级警务室成效好。", "Unit")[-1] == "理县村级警务室"


def test_a_level_s_own_bureau_is_looked_for_in_the_article_s_place_behind_a_superior(found):
    text = "沙洋县公安局年度总结\n\n在荆门市公安局的领导下,县局完成任务。"
    assert found(text, "Unit")[-1] == "沙洋县公安局"


def test_a_word_for_a_force_alone_is_a_unit(found):
    assert found("理县公安局发文,巡特警全员上街。", "Unit")[-1].endswith("巡特警")


def test_a_brigade_and_a_station_that_are_joined_by_he_are_two(found):
    assert found("理县公安局巡特警大队和杂谷脑派出所到场。", "Unit")[0] == "理县公安局巡特警大队"
    assert found("理县公安局和平派出所到场。", "Unit") == ["理县公安局和平派出所"]
