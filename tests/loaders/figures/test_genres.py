"""Figures of whole texts of several genres, in words of our own."""

from __future__ import annotations

from collections.abc import Callable

from policing_kg.loaders.extraction import Indicator

Read = Callable[[str], tuple[Indicator, ...]]


def test_a_work_report_yields_each_figure_with_subject_measure_and_year(indicators: Read) -> None:
    found = indicators(
        "天津市公安局西青分局2022年工作总结\n以下数据均为2022年全年。全区共接报警情2.6万起,同比下降7.3%;其中刑事警情842起,下降15.6%。"
        "破获刑事案件305起,破案率46.2%,同比提高3.8个百分点。\n排查矛盾纠纷1900起,化解1880起,化解率98.9%。\n"
    )
    assert [i.value for i in found] == [26000, 7.3, 842, 15.6, 305, 46.2, 3.8, 1900, 1880, 98.9]
    assert {i.interval for i in found} == {"2022"}
    assert {i.subject for i in found} == {"天津市公安局西青分局"}
    assert (found[5].measure, found[9].measure) == ("刑事案件破案率", "矛盾纠纷化解率")


def test_the_numbers_of_a_bulletin_s_points_are_no_figures(indicators: Read) -> None:
    found = indicators(
        "西青区公安分局工作简报\n一是加强源头排查,走访群众5.2万户。二是压实责任,配备专职社区民警118名。三是提高效率,平均出警时间由12分钟缩短至7分钟。\n"
    )
    assert [(i.value, i.unit) for i in found] == [(52000, "户"), (118, "名"), (12, "分钟"), (7, "分钟")]
    assert [i.measure for i in found[2:]] == ["平均出警时间", "平均出警时间"]


def test_a_statute_gives_norms_and_neither_fines_nor_article_numbers(indicators: Read) -> None:
    found = indicators(
        "某省平安建设条例\n第十五条 社区民警占派出所警力的比例不低于百分之四十。\n第二十条 违反规定的,处二百元以上"
        "五百元以下罚款。\n"
    )
    (share,) = found
    assert (share.value, share.bound, share.modality) == (40, ">=", "required")
    assert share.measure == "社区民警占派出所警力的比例"


def test_an_abstract_names_the_outcome_that_changed(indicators: Read) -> None:
    found = indicators(
        "社区警务的成效\n摘要:结果表明,社区警务使盗窃案件发案数下降约11%,群众满意度提高0.8个百分点。见表3和图2,P<0.05。\n"
    )
    assert [(i.measure, i.value, i.direction) for i in found] == [
        ("盗窃案件发案数", 11, "down"),
        ("群众满意度", 0.8, "up"),
    ]


def test_an_anecdote_gives_no_prices_ages_or_clock_times(indicators: Read) -> None:
    found = indicators("5月8日15时20分,67岁的老人在菜场丢了钱包,里面有1200元,家住3号楼502室。")
    assert found == ()
