"""Posts and kinds of worker."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize("role", ["社区民警", "网格员", "派驻民警", "政法委员", "楼栋长", "法治副校长", "人民调解员"])
def test_posts_and_workers_of_the_field_are_roles(role, found):
    assert found(f"昨天,{role}来了。", "Role") == [role]


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("建水县公安局临安派出所所长来了。", "派出所所长"),
        ("建水县公安局局长来了。", "公安局局长"),
        ("建水县公安局临安派出所民警来了。", "民警"),
    ],
)
def test_a_post_behind_a_body_bears_its_kind_and_a_worker_does_not(text, canonical, found):
    assert found(text, "Role") == [canonical]


def test_a_generic_station_belongs_to_the_post_that_it_qualifies(mentions):
    text = "各地派出所所长都来了。"
    (role,) = (m for m in mentions(text) if m.type == "Role")
    assert text[role.start : role.end] == "派出所所长"


def test_the_longest_term_wins(mentions):
    text = "社区民警值班。"
    assert [text[m.start : m.end] for m in mentions(text) if m.type == "Role"] == ["社区民警"]


@pytest.mark.parametrize(
    "role", ["村医", "邮递员", "护边员", "寨老", "治保主任", "网格长", "外卖骑手", "检察长", "水管员"]
)
def test_workers_and_posts_around_the_police_are_roles(role, found):
    assert found(f"昨天,{role}来了。", "Role") == [role]


@pytest.mark.parametrize(
    "role", ["驻场民警", "包寨民警", "驻嘎查辅警", "双语辅警", "园区警长", "乡镇级林长", "普法讲师"]
)
def test_words_that_narrow_a_post_belong_to_it(role, found):
    assert found(f"昨天,2名{role}来了。", "Role") == [role]


def test_a_noun_that_the_text_keeps_before_a_post_belongs_to_it(found):
    text = "毡房民警上岗。一名毡房民警说,今天有雪。"
    assert found(text, "Role") == ["毡房民警", "毡房民警"]


@pytest.mark.parametrize(
    "text", ["全体民警来了。全体民警走了。", "当地民警来了。当地民警走了。", "3名民警来了。3名民警走了。"]
)
def test_counts_and_common_words_do_not_narrow_a_post(text, found):
    assert found(text, "Role") == ["民警", "民警"]


@pytest.mark.parametrize("word", ["负责人", "社会力量"])
def test_what_names_no_post_is_no_role(word, found):
    assert not found(f"昨天,{word}来了。", "Role")


def test_an_address_to_those_present_names_no_posts(found):
    assert found("主任、各位委员:\n现将民警情况报告如下。", "Role") == ["民警"]


def test_a_post_inside_a_longer_word_is_none(found):
    assert found("农村警务有进展,大家保安全。", "Role") == []


def test_a_member_of_a_party_committee_is_named_with_it(found):
    text = "理县公安局要求所长应当兼任街道(乡镇)党(工)委委员,居民委员会配合。"
    assert found(text, "Role") == ["所长", "街道(乡镇)党(工)委委员"]


def test_the_reporter_who_tells_is_no_role_and_one_who_asks_is(found):
    assert found("记者在走访中看到,记者手记里写着。", "Role") == []
    assert found("水乡日报记者:效果怎样?", "Role") == ["记者"]
