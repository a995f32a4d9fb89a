"""Frequencies that are figures of their own: how often a thing is done."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from policing_kg.loaders.figures.figure import Figure

Read = Callable[[str], list[Figure]]


@pytest.mark.parametrize(
    ("sentence", "value", "unit", "bound"),
    [
        ("每周四,镇党委组织各站所开碰头会", 1, "次/周", None),
        ("驻所律师每周五值班", 1, "次/周", None),
        ("每逢周一开门接访", 1, "次/周", None),
        ("街道办每月召开一次调度会", 1, "次/月", None),
        ("两地每季度互查一次", 1, "次/季度", None),
        ("警长每月至少上门3次", 3, "次/月", ">="),
        ("辅导员每学期进班宣讲不少于4次", 4, "次/学期", ">="),
        ("每半月会商一次", 1, "次/半月", None),
        ("指挥中心按季度通报各所发案", 1, "次/季度", None),
        ("每周二、周四上午各接访一次", 2, "次/周", None),
        ("每周一、三、五到村坐班", 3, "次/周", None),
        ("每周六、周日各安排半天办证", 2, "个半天/周", None),
        ("每周三个傍晚到广场设点", 3, "个傍晚/周", None),
        ("每月至少四个晚上入户", 4, "个晚上/月", ">="),
        ("每年春秋两季各举办一次培训", 2, "次/年", None),
        ("每月初五院坝议事", 1, "次/月", None),
        ("每周向物业推送一份风险提示", 1, "份/周", None),
        ("指挥室每日向各所推送提示", 1, "次/日", None),
        ("社区代表隔周一次碰头", 0.5, "次/周", None),
        ("实行一月一通报", 1, "次/月", None),
        ("河道纠纷一天能有三四起", 3, "起/日", None),
    ],
)
def test_a_frequency_without_another_figure_counts_for_itself(
    figures: Read, sentence: str, value: float, unit: str, bound: str | None
) -> None:
    (figure,) = figures(sentence)
    assert (figure.value, figure.unit, figure.bound) == (value, unit, bound)


@pytest.mark.parametrize(
    "sentence",
    ["民警把每天的台账录进系统", "店里每天人来人往", "每年10月是宣传月", "推行“每周一警示”制度", "每名民警都有责任"],
)
def test_words_of_every_day_are_no_frequency(figures: Read, sentence: str) -> None:
    assert figures(sentence) == []


def test_a_sum_paid_every_month_takes_the_month_into_its_unit(figures: Read) -> None:
    (figure,) = figures("乡财政每月给网格员补贴260元")
    assert (figure.value, figure.unit) == (260, "元/月")


def test_a_yearly_sum_stays_a_sum(figures: Read) -> None:
    (figure,) = figures("县局每年安排专项经费80万元")
    assert (figure.value, figure.unit) == (800000, "元")


def test_people_who_are_sent_every_day_are_no_rate(figures: Read) -> None:
    found = [(f.value, f.unit) for f in figures("所里每天向岗亭增援3名辅警")]
    assert found == [(1, "次/日"), (3, "名")]
