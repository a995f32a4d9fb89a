from __future__ import annotations

from collections.abc import Callable

import pytest
from policing_kg.loaders.extraction import Indicator
from policing_kg.loaders.figures.figure import Figure
from policing_kg.loaders.figures.measure_terms import suits
from policing_kg.loaders.vocabulary import read_lexicon, read_terms

Read = Callable[[str], tuple[Indicator, ...]]


def measures(found: tuple[Indicator, ...]) -> list[str]:
    return [i.measure for i in found]


@pytest.mark.parametrize(
    ("sentence", "measure", "term"),
    [
        ("全市刑事警情下降8.2%。", "刑事警情", "criminal-incidents"),
        ("去年全市群众安全感达97.5%。", "群众安全感", "security"),
        ("累计破获刑事案件310起。", "破获刑事案件", "criminal-cases-solved"),
        ("累计破获310起刑事案件。", "破获刑事案件", "criminal-cases-solved"),
        ("建成警务室120个。", "建成警务室", "police-rooms"),
        ("抓获犯罪嫌疑人52名。", "抓获犯罪嫌疑人", "suspects-caught"),
        ("社区民警占派出所总警力的41%。", "社区民警占派出所总警力比", "community-force-share"),
        ("平均出警时间缩短至6分钟。", "平均出警时间", "response-time"),
        ("命案破案率100%。", "命案破案率", "homicide-detection-rate"),
        ("挽回经济损失460余万元。", "挽回经济损失", "losses-recovered"),
        ("街面见警率提升12%。", "街面见警率", "visibility-rate"),
        ("调解成功率达百分之九十六。", "调解成功率", "mediation-success-rate"),
    ],
)
def test_a_measure_is_the_noun_phrase_of_its_clause_and_a_term_of_the_vocabulary(
    indicators: Read, sentence: str, measure: str, term: str
) -> None:
    (found,) = indicators(sentence)
    assert (found.measure, found.measure_id) == (measure, f"measure.{term}")


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("全县排查矛盾纠纷300起,化解率达98%。", ["排查矛盾纠纷", "矛盾纠纷化解率"]),
        ("受理信访事项80件,化解率为95%。", ["受理信访事项", "信访事项化解率"]),
        ("破获命案5起,破案率100%。", ["破获命案", "命案破案率"]),
        ("排查矛盾纠纷300起,化解290起。", ["排查矛盾纠纷", "化解矛盾纠纷"]),
    ],
)
def test_a_bare_rate_or_verb_takes_the_thing_named_before_it(
    indicators: Read, sentence: str, expected: list[str]
) -> None:
    assert measures(indicators(sentence)) == expected


def test_a_change_after_a_level_is_of_the_same_measure(indicators: Read) -> None:
    level, change = indicators("盗窃警情860起,同比下降14.2%。")
    assert level.measure_id == change.measure_id == "measure.theft-incidents"
    assert (change.unit, change.comparison, change.direction) == ("%", "同比", "down")


def test_percentage_points_keep_the_name_of_the_rate(indicators: Read) -> None:
    level, points = indicators("刑事案件破案率为52%,提高4.5个百分点。")
    assert level.measure_id == points.measure_id == "measure.detection-rate"
    assert (level.unit, points.unit) == ("%", "个百分点")


def test_a_list_after_respectively_parts_its_measures(indicators: Read) -> None:
    found = indicators("刑事警情、治安警情同比分别下降11%、9%。")
    assert [i.measure_id for i in found] == ["measure.criminal-incidents", "measure.public-order-incidents"]


def test_a_shared_head_is_given_to_each_item_of_a_list(indicators: Read) -> None:
    assert measures(indicators("刑事、治安警情分别下降11%、9%。")) == ["刑事警情", "治安警情"]
    assert measures(indicators("涉校园警情和发案同比分别下降11%、9%。")) == ["涉校园警情", "涉校园发案"]


def test_what_counted_people_do_defines_their_measure(indicators: Read) -> None:
    (found,) = indicators("全市有320名社区民警进入村(社区)“两委”班子。")
    assert found.measure == "进入村(社区)两委班子的社区民警"


def test_a_share_of_bodies_names_the_bodies_and_what_they_did(indicators: Read) -> None:
    (found,) = indicators("全省超过七成的县级公安机关设立了反诈中心。")
    assert found.measure.startswith("设立反诈中心的")
    assert found.measure.endswith("占比")


def test_a_frequency_measures_the_thing_that_is_held(indicators: Read) -> None:
    (found,) = indicators("派出所每周召开工作例会。")
    assert (found.measure, found.unit) == ("工作例会", "次/周")


def test_a_run_measures_how_long_a_thing_has_gone_on(indicators: Read) -> None:
    (found,) = indicators("盗窃案件发案数连续5个月下降。")
    assert found.measure == "盗窃案件发案数连续下降月数"


def test_a_time_until_a_deed_is_measured_by_the_deed(indicators: Read) -> None:
    (found,) = indicators("巡防民警3分钟到达现场。")
    assert found.measure.endswith("到达现场用时")


def test_a_kind_of_incident_is_no_other_measure_than_its_own(indicators: Read) -> None:
    (narrow,) = indicators("涉校园刑事警情下降8%。")
    (scoped,) = indicators("辖区刑事警情下降8%。")
    assert (narrow.measure, narrow.measure_id) == ("涉校园刑事警情", "")
    assert scoped.measure_id == "measure.criminal-incidents"


def test_a_person_never_enters_a_measure(indicators: Read) -> None:
    found = indicators("社区民警郑启航说:“辖区警情下降8%。”郑启航调解纠纷30起,郑启航一年走访群众500户。")
    assert found
    assert not any("郑启航" in i.measure for i in found)


@pytest.mark.parametrize(
    ("sentence", "modality"),
    [
        ("社区民警占派出所警力的比例应当不低于40%。", "required"),
        ("力争到2030年,矛盾纠纷化解率达到99%。", "planned"),
        ("明年将新建警务室30个。", "planned"),
        ("今年建成警务室12个。", ""),
    ],
)
def test_a_norm_or_a_target_is_not_a_report(indicators: Read, sentence: str, modality: str) -> None:
    (found,) = indicators(sentence)
    assert found.modality == modality


def test_the_period_that_a_report_states_once_holds_for_its_later_figures(indicators: Read) -> None:
    found = indicators("以下年度数字均为2022年全年。\n全市破获刑事案件310起。\n2021年,破获刑事案件280起。")
    assert [(i.value, i.interval) for i in found] == [(310, "2022"), (280, "2021")]


@pytest.mark.parametrize(
    ("unit", "fits"), [("%", True), ("个百分点", True), ("起", False), ("分钟", False), ("名", False)]
)
def test_a_rate_takes_no_count(unit: str, fits: bool) -> None:
    rate = read_lexicon("measures").term("矛盾纠纷化解率")
    assert rate is not None
    assert suits(rate, Figure(0, 1, 0, 1, 5, unit)) is fits


def test_each_name_of_the_vocabulary_is_one_entry_alone() -> None:
    terms = read_terms("measures")
    names = [n for t in terms for n in (t.name, *t.aliases)]
    assert sorted(names) == sorted(set(names))
    assert len({t.id for t in terms}) == len(terms)
    assert all(t.name_en and t.definition and t.source for t in terms)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("5分钟到场率达93%。", [("5分钟到场率", 93)]),
        ("110接警量日均620起。", [("110接警量", 620)]),
        ("新建警务室20个,累计达到160个。", [("新建警务室", 20), ("警务室", 160)]),
        ("按期办结率99%,群众满意率98%,分别提高1.2、2.3个百分点。",
         [("按期办结率", 99), ("群众满意率", 98), ("按期办结率", 1.2), ("群众满意率", 2.3)]),
        ("命案连续3年全破。", [("命案连续全破年数", 3)]),
        ("零发案小区占92%。", [("零发案小区占比", 92)]),
    ],
)  # fmt: skip
def test_totals_averages_and_names_of_rates_keep_their_measure(
    indicators: Read, sentence: str, expected: list[tuple[str, float]]
) -> None:
    assert [(i.measure, i.value) for i in indicators(sentence)] == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("涉水事故零发生。", ["涉水事故"]),
        ("辖区零发案。", ["辖区发案"]),
        ("向各派出所推送风险提示,日均90条。", ["推送风险提示"]),
        ("街面盗窃警情环比、同比实现双下降,降幅分别为7%和18%。", ["街面盗窃警情", "街面盗窃警情"]),
        ("每周四,县委政法委组织召开研判会商会。", ["研判会商会"]),
        ("警长每月至少进企业三次。", ["进企业"]),
        ("抢水纠纷一天能有七八起。", ["抢水纠纷"]),
        ("盗窃警情连降4个月。", ["盗窃警情连续下降月数"]),
        ("窗口共受理纠纷310件,化解290件。", ["窗口共受理纠纷", "化解纠纷"]),
        ("县矛调中心共受理矛盾纠纷310件。", ["受理矛盾纠纷"]),
        ("共享数据15万条。", ["共享数据"]),
        ("调处纠纷52起,成功率达100%。", ["调处纠纷", "纠纷成功率"]),
        ("在乡镇综治中心派驻联络员14名。", ["派驻联络员"]),
        ("命案破案率连续六年保持100%。", ["命案破案率连续保持年数", "命案破案率"]),
        ("38座重点桥梁中已有九成装上监控。", ["重点桥梁", "重点桥梁"]),
    ],
)
def test_a_measure_is_told_by_its_own_clause_or_the_one_beside_it(
    indicators: Read, sentence: str, expected: list[str]
) -> None:
    assert measures(indicators(sentence)) == expected


def test_a_label_beside_a_figure_is_its_measure_where_the_clause_only_says_how_often(indicators: Read) -> None:
    found = indicators("县公安局推行“院坝会”,每月至少召开2次。")
    assert measures(found)[-1] == "院坝会"
