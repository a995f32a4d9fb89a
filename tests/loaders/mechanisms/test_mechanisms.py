"""Mechanisms in texts of our own: listed, quoted, coined, headed; and what is none."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("各所推行“两队一室”。", "两队一室"),
        ("各所推行「兩隊一室」。", "两队一室"),
        ("各所推行“一警十联”工作法。", "一警十联"),
        ("大家建立三所联动机制。", "三所联动"),
        ("大家落实“警格+网格”,人手充足。", "警格+网格"),
        ("大家配置1+X+N力量。", "1+X+N"),
        ("大家深化“情指行”一体化实战化警务运行机制。", "情指行一体化"),
        ("大家实施雪亮工程。", "雪亮工程"),
        ("大家开展“春雷”专项行动。", "春雷"),
        ("大家上线“小蜂快跑”平台。", "小蜂快跑"),
        ("大家建立矛盾纠纷分级预警机制。", "矛盾纠纷分级预警机制"),
        ("大家召开警企恳谈会。", "警企恳谈会"),
        ("会议审议了《水乡平安三年行动计划》。", "水乡平安三年行动计划"),
        ("这是山区的“治安户长制”。", "治安户长制"),
        ("大家多次召开“所长与店主面对面”座谈会。", "所长与店主面对面"),
        ("大家深入开展企业大走访。", "企业大走访"),
        ('各所推行"一警十联"工作法。', "一警十联"),
        ("大家这样组织“四员共治”。", "四员共治"),
        ("那里的“三官一日”刚刚启动。", "三官一日"),
        ("大家围坐在“火塘会”边。", "火塘会"),
        ("所里把“晒谷场点单”作为载体。", "晒谷场点单"),
        ("大家加入水乡平安联盟。", "水乡平安联盟"),
        ("大家开展网吧联合整治。", "网吧联合整治"),
    ],
)
def test_a_mechanism_has_its_shortest_established_name(text, canonical, found):
    assert found(text, "Mechanism") == [canonical]


def test_every_quotation_of_a_list_that_a_head_noun_closes_is_a_name(found):
    text = "全市相继开展“净水护河”“夜行者”等专项行动。"
    assert found(text, "Mechanism") == ["净水护河", "夜行者"]


def test_a_quotation_that_only_modifies_keeps_its_whole_name(mentions):
    text = "大家推行“接巡处”一体化工作模式。"
    (one,) = (m for m in mentions(text) if m.type == "Mechanism")
    assert (text[one.start : one.end], one.canonical) == ("“接巡处”一体化工作模式", "接巡处一体化")


@pytest.mark.parametrize(
    "text",
    [
        "要让群众“看得见、摸得着、信得过”。",
        "各所开展“拉网式”排查。",
        "大家采取点面相结合模式。",
        "大家守好“最后一公里”。",
        "大家落实《中华人民共和国治安管理处罚法》。",
        "会议学习了《关于加强水域治安的意见》。",
        "值班台“7×24小时”有人。",
        "传统调解模式存在短板。",
        "该区首创试点以来,成效明显。",
        "这是一项基础性工程。",
        "人大代表出席会议。",
        "大家要完善工作机制。",
        "警方打掉一个网络赌博平台。",
        "这项工作机制要坚持。",
        "“渔业协会”也来了。",
        "大家“一心一意”服务。",
    ],
)
def test_slogans_pictures_laws_figures_and_bare_heads_are_none(text, found):
    assert found(text, "Mechanism") == []


def test_a_name_that_marks_gave_is_found_again_without_them_but_not_inside_a_body(found):
    text = "大家开好“晒谷场会”。今年召开晒谷场会三场,晒谷场会站也在建。"
    assert found(text, "Mechanism") == ["晒谷场会", "晒谷场会"]


def test_a_quotation_that_recurs_is_a_name_unless_it_is_a_post_or_a_picture(found):
    text = "村里说起“敲门问安”,都点头。“敲门问安”管用,“领头雁”“领头雁”和“包片员”“包片员”都出力。"
    assert found(text, "Mechanism") == ["敲门问安", "敲门问安"]


def test_the_mechanism_in_the_name_of_a_body_is_none(found):
    assert found("天津市公安局合成作战中心启用。", "Mechanism") == []


def test_distinct_mechanisms_of_like_words_are_not_one(mentions):
    text = "一地推行三所联动,一地推行三所联调,一地推行两所一庭。"
    ids = [m.vocabulary for m in mentions(text) if m.type == "Mechanism"]
    assert len(ids) == len(set(ids)) == 3


def test_two_spellings_of_one_mechanism_have_one_entry(mentions):
    text = "一地推行“街乡吹哨、部门报到”,一地推行吹哨报到机制。"
    assert len({m.vocabulary for m in mentions(text) if m.type == "Mechanism"}) == 1


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("大家建立渔场纠纷联调机制。", "渔场纠纷联调机制"),
        ("大家建立警情通报制度。", "警情通报制度"),
        ("大家深化社区警务改革。", "社区警务改革"),
        ("大家以情指行一体化改革牵引流程。", "情指行一体化"),
        ("大家停止实行以案件数为主的考核办法。", "考核办法"),
        ("大家制定派出所考核细则。", "派出所考核细则"),
        ("大家召开视频会商。", "视频会商"),
        ("大家开展联合整治行动。", "联合整治行动"),
        ("山村首创的“晒谷派单制”使人信服。", "晒谷派单制"),
    ],
)
def test_an_unmarked_name_keeps_its_head(text, canonical, found):
    assert found(text, "Mechanism") == [canonical]


@pytest.mark.parametrize(
    "text",
    [
        "大家统筹推进防风险、保安全、护稳定各项措施。",
        "大家实行12小时值守。",
        "大家看到“两升一降”。",
        "这是“一把手”工程。",
        "第九次会议召开了。",
        "今年全年会商80次。",
        "所长进班子率达到九成。",
        "大家做好社区警务相关工作。",
        "(三)联动机制运转不畅。",
    ],
)
def test_aims_spells_trends_and_rates_are_none(text, found):
    assert found(text, "Mechanism") == []


def test_numbered_headings_that_a_label_counts_are_mechanisms(found):
    text = "沂源县推行“三访”机制。\n一、入户走访。民警上门。\n二、电话回访。民警去电。\n三、夜间巡访。民警夜巡。\n"
    assert {"入户走访", "电话回访", "夜间巡访"} <= set(found(text))


def test_headings_that_no_label_counts_are_none(found):
    text = "沂源县推行“三访”机制。\n一、入户走访。民警上门。\n二、电话回访。民警去电。\n"
    assert not {"入户走访", "电话回访"} & set(found(text))


def test_a_count_is_no_part_of_a_name(found):
    assert found("全城40个接警调度平台投入运行。") == ["接警调度平台"]


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("大家办理业务,容缺办很受欢迎。", "容缺办"),
        ("大家推行容缺受理机制。", "容缺受理"),
        ("大家深化情报指挥行动一体化。", "情报指挥行动一体化"),
    ],
)
def test_an_alias_stays_as_written_and_its_entry_tells_which_mechanism_it_is(text, canonical, mentions):
    (one,) = (m for m in mentions(text) if m.type == "Mechanism")
    assert one.canonical == canonical
    assert one.vocabulary in ("mechanism.rong-que-shou-li", "mechanism.qing-zhi-xing-yi-ti-hua")


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("各队开展“红星拉练”,成效好。", "红星拉练"),
        ("骑手加入“桥头瞭望哨”。", "桥头瞭望哨"),
        ("县里落实省公安厅关于“沅水警网”的部署。", "沅水警网"),
        ("财政按“以奖代补”拨款。", "以奖代补"),
        ("一名民警、六名网格员,人称“一带六”。", "一带六"),
        ("坚持“群众第一”,改进作风。", "群众第一"),
    ],
)
def test_a_quotation_is_a_name_by_what_is_done_with_it_or_by_its_shape(text, canonical, found):
    assert found(text, "Mechanism") == [canonical]


@pytest.mark.parametrize("text", ["队里的老陈人称“老钟头”。", "大家关于“谁来管”的意见不一。", "大家组建“沅水义警”。"])
def test_a_quotation_that_is_called_or_asked_is_no_mechanism(text, found):
    assert found(text, "Mechanism") == []


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("大家推进两队一室改革。", "两队一室"),
        ("大家开展主题党日活动。", "主题党日活动"),
        ("大家践行新时代枫桥经验。", "枫桥经验"),
    ],
)
def test_only_a_generic_tail_falls_away_from_a_listed_name(text, canonical, found):
    assert found(text, "Mechanism") == [canonical]


def test_a_quotation_that_lists_letters_or_workers_only_modifies(found):
    assert found("县局拿出“清、并、提”三步方案。", "Mechanism") == ["清、并、提三步方案"]
    assert found("镇里建立“网格员—辅导员—民警”三方联络群。", "Mechanism") == ["网格员—辅导员—民警三方联络群"]


def test_local_measures_and_agreements_in_title_marks_are_mechanisms_and_regulations_none(found):
    assert found("两县签订《草场警务协作协议》。", "Mechanism") == ["草场警务协作协议"]
    assert found("根据《某省边境管理条例》执法。", "Mechanism") == []
