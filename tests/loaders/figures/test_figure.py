from __future__ import annotations

from collections.abc import Callable

import pytest
from policing_kg.loaders.figures.figure import Figure

Read = Callable[[str], list[Figure]]


@pytest.mark.parametrize(
    ("sentence", "value", "unit", "bound", "approx"),
    [
        ("全县排查隐患1260余处", 1260, "处", None, True),
        ("办结率在95%以上", 95, "%", ">=", False),
        ("接警后10分钟以内到场", 10, "分钟", "<=", False),
        ("每班巡逻不少于40人", 40, "人", ">=", False),
        ("平均用时不到8分钟", 8, "分钟", "<=", False),
        ("警力过半下沉社区,过半民警驻村", 50, "%", ">=", False),
        ("化解纠纷300起左右", 300, "起", None, True),
        ("挽回损失约1.2亿元", 120000000, "元", None, True),
        ("追赃挽损3200余万元", 32000000, "元", None, True),
        ("实现零发案", 0, "起", None, False),
        ("用时1小时20分", 80, "分钟", None, False),
        ("调处成功率百分之九十五", 95, "%", None, False),
    ],
)
def test_a_figure_carries_unit_bound_and_blur(
    figures: Read, sentence: str, value: float, unit: str, bound: str | None, approx: bool
) -> None:
    figure = figures(sentence)[0]
    assert (figure.value, figure.unit, figure.bound, figure.approx) == (value, unit, bound, approx)


@pytest.mark.parametrize(
    ("sentence", "span", "value", "unit", "direction", "comparison"),
    [
        ("盗窃警情同比下降12.5%", "同比下降12.5%", 12.5, "%", "down", "同比"),
        ("治安警情环比上升3%", "环比上升3%", 3, "%", "up", "环比"),
        ("破案率提高4.2个百分点", "提高4.2个百分点", 4.2, "个百分点", "up", None),
        ("满意度较2019年提升6个百分点", None, 6, "个百分点", "up", "较2019年"),
        ("发案数比去年同期减少四成", None, 40, "%", "down", "同比"),
        ("出警时间缩短了五分之一", None, 20, "%", "down", None),
        ("警务室数量翻一番", "翻一番", 1, "番", "up", None),
        ("信访量降低近三成", None, 30, "%", "down", None),
        ("电诈警情较上月下降8%", None, 8, "%", "down", "环比"),
    ],
)
def test_direction_and_base_of_comparison_are_read_where_the_text_says_so(
    figures: Read, sentence: str, span: str | None, value: float, unit: str, direction: str, comparison: str | None
) -> None:
    (figure,) = figures(sentence)
    assert (figure.value, figure.unit, figure.direction, figure.comparison) == (value, unit, direction, comparison)
    if span:
        assert sentence[figure.start : figure.end] == span


def test_percentage_points_are_no_percentages(figures: Read) -> None:
    assert [f.unit for f in figures("破案率达71%,提高5个百分点")] == ["%", "个百分点"]


def test_from_one_value_to_another_is_two_figures_with_the_direction_on_the_second(figures: Read) -> None:
    first, second = figures("社区民警从86人增至140人")
    assert (first.value, first.direction) == (86, None)
    assert (second.value, second.direction) == (140, "up")


def test_a_list_after_respectively_shares_direction_and_comparison(figures: Read) -> None:
    found = figures("刑事警情、治安警情、火灾起数同比分别下降11.1%、8.2%和30%")
    assert [f.value for f in found] == [11.1, 8.2, 30]
    assert {(f.direction, f.comparison) for f in found} == {("down", "同比")}


@pytest.mark.parametrize(
    ("sentence", "value", "unit"),
    [
        ("日均接警320起", 320, "起/日"),
        ("月均走访群众45户", 45, "户/月"),
        ("每周驻村4天", 4, "天/周"),
        ("每月下访不少于2次", 2, "次/月"),
        ("每周召开联席会议", 1, "次/周"),
    ],
)
def test_an_average_or_a_frequency_takes_its_period_into_the_unit(
    figures: Read, sentence: str, value: float, unit: str
) -> None:
    (figure,) = figures(sentence)
    assert (figure.value, figure.unit) == (value, unit)


def test_a_run_of_months_is_a_figure(figures: Read) -> None:
    (figure,) = figures("盗窃警情连续5个月下降")
    assert (figure.value, figure.unit, figure.direction, figure.form) == (5, "个月", "down", "run")


def test_a_range_has_two_values(figures: Read) -> None:
    (figure,) = figures("每个网格配备3至5名网格员")
    assert (figure.value, figure.value_max, figure.unit) == (3, 5, "名")


@pytest.mark.parametrize(
    "sentence",
    [
        "群众拨打110求助",
        "实行7×24小时值守",
        "推行“1+3+N”治理模式",
        "实行三类警务室分类建设",
        "驻地在柳树路18号3栋2单元",
        "咨询电话0312-5550188",
        "监督电话13900000000",
        "一名36岁的男子报警",
        "2023年5月8日下午,民警到场",
        "当日15时30分,民警到场",
        "老人花2000元买了一台手机",
        "落实中央八项规定精神",
        "该所位列第三名",
        "推行“两队一室”改革",
        "第12次会议召开",
        "气温降到零下5℃",
        "贯彻四个意识",
        "一个电话就能办好",
        "G30高速沿线设卡",
    ],
)
def test_false_friends_are_no_figures(figures: Read, sentence: str) -> None:
    assert figures(sentence) == []
