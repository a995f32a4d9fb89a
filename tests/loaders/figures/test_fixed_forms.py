"""Figures of a fixed form: times of several units, runs, zeros; and the false friends beside them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from policing_kg.loaders.figures.figure import Figure

Read = Callable[[str], list[Figure]]


@pytest.mark.parametrize(
    ("sentence", "value", "unit", "bound"),
    [
        ("平均到场时间压缩至4分20秒", 260, "秒", None),
        ("调解用时2小时15分钟", 135, "分钟", None),
        ("网格员半小时内赶到", 30, "分钟", "<="),
        ("从登记到签字只用了两个半小时", 2.5, "小时", None),
        ("一小时内办结", 1, "小时", "<="),
        ("搜寻3个多小时", 3, "小时", None),
        ("20分钟内见警率达标", 20, "分钟", "<="),
        ("涉校事故连续三个学期下降", 3, "个学期", None),
        ("辖区连续200天平安", 200, "天", None),
        ("命案零发生", 0, "起", None),
        ("全年未发生一起命案", 0, "起", None),
        ("安全感列全省第七位", 7, "位", None),
        ("安全感指数为91.25", 91.25, "", None),
    ],
)
def test_a_fixed_form_is_one_figure(figures: Read, sentence: str, value: float, unit: str, bound: str | None) -> None:
    (figure,) = figures(sentence)
    assert (figure.value, figure.unit, figure.bound) == (value, unit, bound)


@pytest.mark.parametrize(
    ("sentence", "value", "unit"),
    [
        ("招募76名义警", 76, "名"),
        ("新增摄像头420余个", 420, "个"),
        ("化解民转刑苗头15件", 15, "件"),
        ("接入视频监控380路", 380, "路"),
        ("走访180幢商务楼宇", 180, "幢"),
        ("追回牛羊540余头（只）", 540, "头（只）"),
        ("办事处出资9万元", 90000, "元"),
        ("由司法所、信访办两家单位派员", 2, "家"),
        ("每个村应配备一名以上辅警", 1, "名"),
        ("救助走失老人3名", 3, "名"),
        ("受访率超过七成五的", 75, "%"),
        ("外来务工人员近7万", 70000, "名"),
        ("这个所管着52公里江段", 52, "公里"),
        ("满意度提高2.4个点", 2.4, "个点"),
        ("延长期限不得超过25日", 25, "日"),
        ("以2名驻村民警为骨干", 2, "名"),
    ],
)
def test_a_count_keeps_its_unit(figures: Read, sentence: str, value: float, unit: str) -> None:
    (figure,) = figures(sentence)
    assert (figure.value, figure.unit) == (value, unit)


@pytest.mark.parametrize(
    "sentence",
    [
        "三个月后,老人收到了退款",
        "网格与警格一一对应",
        "遇8级以上大风停航",
        "他骑行40公里送回老人",
        "所里墙上挂着第三位所长的照片",
        "两天前,店主报了警",
        "调解员劝和了两户邻居和村民",
        "两家人握手言和",
        "两名男子在街头争吵",
        "家住6栋2单元",
        "门口停着两辆摩托",
        "近半年没有出过事",
    ],
)
def test_an_anecdote_s_times_homes_and_people_are_no_figures(figures: Read, sentence: str) -> None:
    assert figures(sentence) == []


@pytest.mark.parametrize("period", ["5个月来", "三个月来", "一年多来", "半年来", "两周以来", "前4个月"])
def test_a_time_since_is_the_period_of_a_figure_not_a_figure(figures: Read, period: str) -> None:
    (figure,) = figures(f"{period},共办理业务6200件")
    assert figure.value == 6200


def test_a_rank_that_is_reached_has_a_direction(figures: Read) -> None:
    found = figures("安全感在全省由第15位升至第6位")
    assert [(f.value, f.unit, f.direction) for f in found] == [(15, "位", None), (6, "位", "up")]
