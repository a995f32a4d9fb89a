"""Whose figure it is in papers other than news: reports, notices, statutes, abstracts, press conferences."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from policing_kg.loaders.extraction import Indicator

Read = Callable[[str], tuple[Indicator, ...]]

BUREAU = "桐柏县公安局"
REPORT = f"{BUREAU}2022年工作总结\n2022年,我局推行联勤联调机制。\n"
STATUTE = (
    "桐柏县平安建设办法\n第一条 为了加强桐柏县社区警务,制定本办法。\n第二条 桐柏县公安局应当每月召开一次联席会议。\n"
)


def subjects(found: tuple[Indicator, ...]) -> list[str]:
    return [i.subject for i in found]


@pytest.mark.parametrize(
    "paragraph",
    [
        "社区民警每周入户走访不少于2次。",
        "刑侦大队侦破系列盗窃案。全年破案310起。",
        "一是抓服务,毛集派出所设立便民窗口;二是民警流失率达4%。",
        "全县社区民警入户走访率达91%。",
    ],
)
def test_an_agency_s_own_paper_tells_the_agency_s_figures(indicators: Read, paragraph: str) -> None:
    assert subjects(indicators(REPORT + paragraph + "\n")) == [BUREAU]


def test_one_item_of_an_enumeration_gives_no_subject_to_the_next(indicators: Read) -> None:
    found = indicators(REPORT + "一是抓走访,毛集派出所走访群众900户;二是组建义警队30支。\n")
    assert subjects(found) == [f"{BUREAU}毛集派出所", BUREAU]


def test_a_body_that_counts_what_it_holds_is_the_subject(indicators: Read) -> None:
    assert subjects(indicators(REPORT + f"{BUREAU}下辖派出所14个。\n")) == [BUREAU]


def test_a_statute_s_figure_belongs_to_the_body_that_it_obliges(indicators: Read) -> None:
    found = indicators(
        STATUTE + "第三条 每个警务室应当配备不少于二名辅警。\n第四条 辅警每周巡逻时间不少于二十小时。\n"
        "第五条 乡镇人民政府应当每半年组织一次评议。\n"
    )
    assert subjects(found)[:3] == [BUREAU] * 3
    assert found[3].subject.endswith("乡镇人民政府")


def test_who_is_charged_with_a_thing_does_it(indicators: Read) -> None:
    found = indicators(STATUTE + "第三条 县公安局应当建立通报制度,由派出所每季度通报治安状况。\n")
    assert found[-1].subject.endswith("派出所")


def test_an_answer_at_a_press_conference_speaks_for_the_official_s_agency(indicators: Read) -> None:
    found = indicators(
        "桐柏县召开警务改革新闻发布会\n3月2日,桐柏县公安局党委委员、副局长郑立诚出席发布会。\n晚报记者:成效如何?\n"
        "郑立诚:一是全面推行网格警务,配备网格民警62名;二是抓获嫌疑人41名。\n"
    )
    assert subjects(found) == [BUREAU, BUREAU]


def test_a_paper_s_case_is_its_main_agency_whoever_else_is_named(indicators: Read) -> None:
    found = indicators(
        "网格警务的成效\n——以河南省桐柏县为例\n摘要:桐柏县公安局推行网格警务。唐河县公安局、内乡县公安局协助调查。"
        "方城县公安局提供数据。结果表明,盗窃警情下降三成。\n"
    )
    assert subjects(found) == [BUREAU]


def test_a_heading_that_is_a_body_s_name_alone_signs_its_section(indicators: Read) -> None:
    found = indicators(
        "各地警务经验\n●桐柏县公安局\n桐柏县公安局推行网格警务。毛集派出所化解纠纷37起。群众满意度达97%。\n"
        "●唐河县公安局\n唐河县公安局推行夜间窗口。接待群众2100人次。\n"
    )
    assert subjects(found)[1:] == [BUREAU, "唐河县公安局"]
    assert found[0].subject.endswith("毛集派出所")


def test_a_site_s_name_is_no_agency(indicators: Read) -> None:
    text = f"桐柏县人民政府网 | 新闻\n桐柏县警务改革见成效\n{BUREAU}推行网格警务。今年以来,化解纠纷380起。\n"
    assert subjects(indicators(text)) == [BUREAU]


def test_findings_of_an_inspection_belong_to_who_inspected(indicators: Read) -> None:
    found = indicators(
        f"{BUREAU}关于社区警务督查情况的通报\n{BUREAU}治安大队对各派出所开展专项督查。\n各派出所工作有进步。"
        "抽查出租房屋90户,差错率为4%。\n"
    )
    assert subjects(found) == [f"{BUREAU}治安大队"] * 2
