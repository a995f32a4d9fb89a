"""Bases of comparison and directions, in the forms of the field."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from policing_kg.loaders.figures.figure import Figure

Read = Callable[[str], list[Figure]]


@pytest.mark.parametrize(
    ("sentence", "value", "unit", "direction", "comparison"),
    [
        ("追回赃款是去年同期的1.7倍", 1.7, "倍", "up", "同比"),
        ("打击处理人数达上年的近3倍", 3, "倍", "up", "同比"),
        ("盗窃案较2021年同期减少37%", 37, "%", "down", "较2021年同期"),
        ("与2021年同期相比,盗窃案减少37%", 37, "%", "down", "较2021年"),
        ("噪音投诉比上年少了三成", 30, "%", "down", "同比"),
        ("亡人事故同比少6起", 6, "起", "down", "同比"),
        ("网上办件翻番", 1, "番", "up", None),
        ("打处人数较去年翻了两番", 2, "番", "up", "同比"),
        ("信访件减半", 50, "%", "down", None),
        ("接警量缩减近一半", 50, "%", "down", None),
        ("义警发展到如今的430人", 430, "人", "up", None),
        ("审批时限压缩为4个工作日", 4, "个工作日", "down", None),
    ],
)
def test_a_change_has_direction_and_base(
    figures: Read, sentence: str, value: float, unit: str, direction: str, comparison: str | None
) -> None:
    (figure,) = figures(sentence)
    assert (figure.value, figure.unit, figure.direction, figure.comparison) == (value, unit, direction, comparison)


def test_where_a_figure_began_is_no_base(figures: Read) -> None:
    first, second = figures("溺亡事故由去年同期的7起降至2起")
    assert (first.comparison, second.comparison, second.direction) == (None, None, "down")


def test_a_base_may_be_a_year_that_is_described(figures: Read) -> None:
    (figure,) = figures("与未设警务室的2017年相比,发案下降12%")
    assert figure.comparison == "较2017年"


@pytest.mark.parametrize("sentence", ["警情同比、环比分别下降6%、2%", "警情同比和环比实现双下降,降幅分别为6%和2%"])
def test_two_bases_are_dealt_out_to_two_figures(figures: Read, sentence: str) -> None:
    assert [(f.value, f.comparison, f.direction) for f in figures(sentence)] == [
        (6, "同比", "down"),
        (2, "环比", "down"),
    ]


def test_a_share_of_its_own_behind_a_comma_takes_no_direction(figures: Read) -> None:
    first, second = figures("信访量下降两成,九成以上的诉求当场办结")
    assert (first.direction, second.direction, second.bound) == ("down", None, ">=")
