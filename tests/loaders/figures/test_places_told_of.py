"""Figures of places and of classes of stations: communiqués, villages, levels, joint bodies, those who each send."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from policing_kg.loaders.extraction import Indicator

Read = Callable[[str], tuple[Indicator, ...]]

BUREAU = "桐柏县公安局"
LEAD = f"{BUREAU}推行改革\n今年3月,{BUREAU}推行改革。\n"


def test_a_communique_tells_of_its_place(indicators: Read) -> None:
    text = f"桐柏县2021年平安建设统计公报\n一、治安形势\n全年立刑事案件340起,{BUREAU}破案210起。\n破案率65%。\n"
    assert [i.subject for i in indicators(text)] == ["桐柏县", BUREAU, "桐柏县"]


def test_a_communique_that_the_police_open_is_theirs(indicators: Read) -> None:
    text = "桐柏县2021年打击犯罪统计公报\n2021年,全县公安机关推进打防结合。\n一、打击情况\n全年破案340起。\n"
    assert [i.subject for i in indicators(text)] == ["桐柏县公安机关"]


@pytest.mark.parametrize(
    ("paragraph", "subject"),
    [
        ("桐柏县月河镇的变化最大。去年报警只有4起。", "月河镇"),
        (f"桐柏县月河镇三年没有火灾。{BUREAU}走访群众300户。", BUREAU),
        ("桐柏县地广人稀,全县1900平方公里。", "桐柏县"),
        ("桐柏县月河镇推行联防。去年,全镇盗窃警情下降12%。", "月河镇"),
        (f"{BUREAU}、县人民法院、县司法局会签了联调办法。截至去年底,全县调处纠纷300件。", "桐柏县"),
        (f"{BUREAU}与县司法局会签了联调办法。截至去年底,全县调处纠纷300件。", BUREAU),
    ],
)
def test_a_paragraph_without_an_acting_body_tells_of_the_place_that_opens_it(
    indicators: Read, paragraph: str, subject: str
) -> None:
    assert indicators(LEAD + paragraph + "\n")[-1].subject.endswith(subject)


def test_what_a_place_s_police_figures_go_on_with_is_the_place_s(indicators: Read) -> None:
    found = indicators(LEAD + "去年,桐柏县刑事案件立案数同比下降8%,盗窃案件减少三成。\n")
    assert {i.subject for i in found} == {"桐柏县"}


@pytest.mark.parametrize(
    ("sentence", "subjects"),
    [
        ("城关派出所、月河派出所还各派1名民警进驻综治中心。", [f"{BUREAU}城关派出所"]),
        ("北部农村派出所警力不足6人。", ["桐柏县农村派出所"]),
        ("平均每个派出所要管9个村。", ["桐柏县派出所"]),
        ("城关派出所推行“夜谈”。\n派出所划分网格7个。", [f"{BUREAU}城关派出所"]),
    ],
)
def test_stations_have_what_they_send_lack_and_do(indicators: Read, sentence: str, subjects: list[str]) -> None:
    assert [i.subject for i in indicators(LEAD + sentence + "\n")] == subjects


def test_a_list_before_a_name_in_quotation_marks_is_no_subject(indicators: Read) -> None:
    found = indicators(LEAD + "派出所、司法所、律师事务所“三方联动”机制运行平稳,调处纠纷300件。\n")
    assert [i.subject for i in found] == [BUREAU]


def test_a_team_that_others_join_has_its_members(indicators: Read) -> None:
    found = indicators(LEAD + "县检察院派人加入“护苗讲师团”,目前讲师团成员达86名,授课320场。\n")
    assert [i.subject for i in found] == ["护苗讲师团", "护苗讲师团"]


def test_the_villages_that_a_joint_act_covers_are_the_place_s(indicators: Read) -> None:
    found = indicators(LEAD + "桐柏县委、县政府将警格并入网格,57个行政村全部实现一村一警。\n")
    assert [i.subject for i in found] == ["桐柏县"]
