"""Forms in which figures stand in reports and norms: item numbers, ranges, minimal numbers, rates, carried bases."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from policing_kg.loaders.figures.figure import Figure

Read = Callable[[str], list[Figure]]


@pytest.mark.parametrize(
    ("sentence", "value", "most", "unit", "bound"),
    [
        ("3.15名社区民警进入班子", 15, None, "名", None),
        ("3.5%的派出所未配备内勤", 3.5, None, "%", None),
        ("发案率下降10%至15%", 10, 15, "%", None),
        ("街面警情下降二成至二成半", 20, 25, "%", None),
        ("每个村配备三至五名信息员", 3, 5, "名", None),
        ("每村配备不少于一名民警", 1, None, "名", ">="),
        ("分值不超过8分", 8, None, "分", "<="),
        ("收到通知之日起二十日内改正", 20, None, "日", "<="),
        ("平均处警时间缩短到7分半钟", 7.5, None, "分钟", None),
        ("办结业务比去年增长近一倍", 100, None, "%", None),
        ("对连续三次末位的约谈", 3, None, "次", None),
        ("每两周组织一次会商", 0.5, None, "次/周", None),
        ("每半年述职一次", 2, None, "次/年", None),
        ("每年不少于30学时", 30, None, "学时/年", ">="),
        ("每晚不少于5小时", 5, None, "小时/日", ">="),
        ("民警月均加班时间减少6小时", 6, None, "小时/月", None),
        ("经费不得低于每室每年3万元", 30000, None, "元/年", ">="),
        ("每年组织一次技能比武", 1, None, "次/年", None),
    ],
)
def test_a_figure_of_a_report_or_norm(
    figures: Read, sentence: str, value: float, most: float | None, unit: str, bound: str | None
) -> None:
    figure = figures(sentence)[-1]
    assert (figure.value, figure.value_max, figure.unit, figure.bound) == (value, most, unit, bound)


def test_small_groups_counted_beside_their_items_count(figures: Read) -> None:
    assert [(f.value, f.unit) for f in figures("办理四大类36项业务")] == [(4, "大类"), (36, "项")]


def test_a_rate_stays_one_when_it_grows(figures: Read) -> None:
    assert [f.unit for f in figures("日均响应请求从40条增加到90条")] == ["条/日", "条/日"]


@pytest.mark.parametrize(
    ("sentence", "comparisons"),
    [
        ("盗窃案同比下降9%,诈骗案上升2%", ["同比", "同比"]),
        ("盗窃案同比下降9%,出警时间缩短40%", ["同比", None]),
        ("走访率较二季度提高5个百分点", ["较二季度"]),
        ("查处率较2022年上半年提高5个百分点", ["较2022年上半年"]),
        ("派出所警力占总警力的比重由31%提高到45%", [None, None]),
    ],
)
def test_a_base_is_carried_to_changes_in_the_same_terms_and_no_noun_is_one(
    figures: Read, sentence: str, comparisons: list[str | None]
) -> None:
    assert [f.comparison for f in figures(sentence)] == comparisons
