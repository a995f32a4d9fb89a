"""Organisations that only marks, a reporter or a league's name tell."""

from __future__ import annotations

import pytest


def test_teams_in_marks_before_a_word_for_teams_are_organisations(found):
    assert found("理县组建“羌绣娘”“老邮差”等平安志愿队伍6支。", "Organisation")[:2] == ["羌绣娘", "老邮差"]


@pytest.mark.parametrize("text", ["理县推行“羌绣娘”等服务队伍。", "理县组建“一村一员”等机制。"])
def test_no_team_without_a_verb_of_gathering_or_a_word_for_teams(text, found):
    assert found(text, "Organisation") == []


def test_who_asks_at_a_press_conference_is_of_a_medium(found):
    text = "理县公安局发布会\n岷江视频记者:请介绍成效。\n烟台晚报记者:如何保障?\n有记者问:何时开始?"
    assert found(text, "Organisation") == ["岷江视频", "烟台晚报"]


def test_a_kind_of_medium_alone_is_none(found):
    assert found("他常看晚报,电视台也来了。", "Organisation") == []


def test_quoted_volunteers_before_a_programme_are_a_mechanism(mentions):
    text = "理县落实“岷江义警”行动计划。"
    assert [(m.type, m.canonical) for m in mentions(text) if "义警" in m.canonical] == [("Mechanism", "岷江义警")]


def test_the_league_s_committee_of_a_county_is_one_name(found):
    assert "共青团平江县委" in found("共青团平江县委参加。", "Department")


def test_the_site_of_a_government_is_not_the_government(found):
    assert found("理县人民政府网刊登。", "Department") == []


def test_the_office_of_a_government_stands_below_it(found):
    assert found("烟台市政府新闻办主持。", "Department") == ["烟台市政府新闻办"]


def test_a_laboratory_is_an_organisation(found):
    assert found("理县公安局与高校共建数据警务实验室。", "Organisation")[-1] == "数据警务实验室"
