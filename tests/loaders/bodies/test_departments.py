"""Departments and organisations: by the level they name, their township, the place near by, or as written."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    "word", ["财政局", "教育局", "住建局", "卫健委", "人社局", "信访局", "法院", "检察院", "总工会", "海洋发展局"]
)
def test_a_department_with_the_county_s_level_is_the_county_s(word, found):
    assert found(f"理县公安局联合县{word}走访。", "Department") == [f"理县{word}"]


def test_district_departments_bear_their_city_too(found):
    text = "成都市公安局青羊区分局推行新制,区城管局、区委政法委配合。"
    assert found(text, "Department") == ["成都市青羊区城管局", "成都市青羊区委政法委"]


def test_a_verb_that_begins_a_county_s_name_is_a_verb(found):
    assert found("理县公安局还将会同县教育局开展整治。", "Department") == ["理县教育局"]


def test_the_treasury_of_a_county_is_named_by_its_level_or_in_full(found):
    assert found("理县公安局说,县财政投入9万元,县级财政再补助。", "Department") == ["理县财政", "理县财政"]


def test_an_office_named_after_its_township_bears_the_county_and_the_township(found):
    text = "晋江市公安局梅岭派出所联合梅岭司法所调解,梅岭街道办事处出资。"
    assert found(text, "Department") == ["晋江市梅岭街道司法所", "晋江市梅岭街道办事处"]


def test_classes_bear_the_place_near_them_and_keep_their_level(found):
    text = "理县公安局推行新制,村委会、乡镇(街道)综治中心、镇司法所参与。"
    assert found(text, "Department") == ["理县村委会", "理县乡镇(街道)综治中心", "理县镇司法所"]


def test_full_width_parentheses_are_read_alike(found):
    assert found("理县公安局推行新制,镇（街道、区）矛调中心参与。", "Department") == ["理县镇（街道、区）矛调中心"]


def test_stems_in_a_list_are_the_bureaus_of_the_county(found):
    text = "理县公安局推行新制。每周,县委政法委组织司法、信访等部门研判。"
    assert found(text, "Department") == ["理县委政法委", "理县司法局", "理县信访局"]


@pytest.mark.parametrize("name", ["浙江天平律师事务所", "黎平职业技术学院", "汉中家具协会", "永康经济开发区"])
def test_an_organisation_s_own_name_stays_as_written(name, found):
    assert found(f"民警走进{name}。", "Organisation") == [name]


@pytest.mark.parametrize("word", ["银行网点", "通信营业厅", "物业公司", "供水公司"])
def test_kinds_of_organisations_are_mentions(word, mentions):
    assert any(m.type == "Organisation" and m.canonical.endswith(word) for m in mentions(f"民警提醒{word}留意。"))


def test_the_committee_of_a_scenic_area_is_named_after_it(found):
    text = "理县公安局在羌寨景区值守,与景区管委会联动。"
    assert found(text, "Department") == ["羌寨景区管委会"]


def test_a_party_department_stands_below_its_committee(found):
    assert found("理县公安局说,县委组织部印发办法。", "Department") == ["理县委组织部"]


@pytest.mark.parametrize("body", ["社区党组织", "村(居)党组织", "镇街党(工)委"])
def test_a_grassroots_party_body_and_its_post_are_two_mentions(body, found):
    text = f"理县公安局推动民警兼{body}副书记。"
    assert found(text, "Department", "Role") == ["民警", f"理县{body}", f"{body}副书记"]


@pytest.mark.parametrize("body", ["乡镇党委班子", "村(社区)“两委”班子", "乡镇(街道)党(工)委班子"])
def test_a_leading_group_that_one_enters_keeps_its_name(body, found):
    assert found(f"理县公安局推动所长进{body}。", "Department") == ["理县" + body.replace("“", "").replace("”", "")]


def test_the_township_of_the_station_named_before_is_meant(found):
    text = "晋江市公安局东石派出所与镇水利站、镇综治中心联动。"
    assert found(text, "Department") == ["东石镇水利站", "东石镇综治中心"]


def test_a_room_set_up_in_a_station_is_the_station_s(found):
    text = "理县公安局在杂谷脑派出所设立驻所调解室。"
    assert found(text, "Department") == ["理县公安局杂谷脑派出所驻所调解室"]


def test_a_level_before_a_bureau_that_begins_with_it_is_cut_once(found):
    assert found("烟台市公安局会同市市场监管局整治。", "Department") == ["烟台市市场监管局"]


def test_the_committee_and_the_government_of_a_city_are_two_bodies(found):
    text = "临沂市公安局在市委、市政府支持下推行改革。临沂市公安局警务保障处保障装备。"
    assert found(text, "Department") == ["临沂市委", "临沂市政府"]
    assert "临沂市公安局警务保障处" in found(text, "Unit")


def test_a_body_of_the_whole_country_is_of_no_place_near_by(found):
    assert found("理县公安局发文,落实中央政法委部署。", "Department") == ["中央政法委"]
    assert found("理县公安局说,最高人民检察院派员。", "Department") == ["最高人民检察院"]
