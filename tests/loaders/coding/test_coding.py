"""A document is coded from what its page says: genre, issuer, self-report or third party, original or reprint."""

from __future__ import annotations

import pytest
from policing_kg.loaders.coding.coding import Coding, code_article
from policing_kg.loaders.pipeline import extract_article
from policing_kg.loaders.record import document_record
from policing_kg.loaders.texts.article import SourceText
from policing_kg.loaders.texts.structure import read_article

BODY = (
    "平川县公安局在柳林派出所设立综合指挥室，社区民警每周走访群众，与网格员共同化解邻里纠纷。\n"
    "去年以来，全县发案下降两成。\n"
)
REPORT = "平川县公安局2023年工作总结\n一年来，我局坚持大抓基层，化解纠纷30起。\n下一步，我局将继续推进。\n"
STATUTE = (
    "平川市社区警务条例\n2023年5月26日平川市人大常委会第十次会议通过\n第一条 为了规范社区警务，制定本条例。\n"
    "第二条 市公安局指导社区警务。\n第三条 派出所应当设立警务室。\n"
)
NOTICE = (
    "平川县公安局关于开展评选活动的通知\n各派出所：\n现将有关事项通知如下，请认真落实。\n"
    "各派出所每月召开会商会一次，并于月底前报送名单。\n平川县公安局\n2023年7月28日\n"
)
PLAN = "平川县公安局关于推进社区警务的实施方案\n为夯实基层基础，制定本方案。\n一、目标\n年底前，警务室覆盖全部社区。\n"
BRIEF = (
    "平川警务简报\n第12期\n平川县公安局改革办编 2022年11月18日\n"
    "柳林派出所：警务室开到家门口\n柳林派出所在社区设立警务室。\n"
)
PAPER = (
    "摘要：以平川县为个案，考察农村警务的运行逻辑，并提出优化路径。\n关键词：农村警务；社区\n基金项目：平川学院课题\n"
)
TALK = (
    "小积分撬动大治理\n——对话平川县公安局有关负责人\n问：积分从何而来？\n答：群众参加巡防就得积分。\n问：下一步呢？\n"
    "答：继续推广。\n"
)
PRESS = "平川县举行派出所改革新闻发布会\n" + "".join(
    f"平川{m}记者：请介绍成效。\n答：发案下降。\n" for m in ("日报", "网")
)
TABLE = "派出所\t警情\t纠纷\n柳林\t12\t30\n石桥\t15\t28\n河口\t9\t17\n"
EXPERIENCE = (
    "全县公安工作交流材料选登\n做实社区警务室 服务到家门口\n平川县公安局柳林派出所\n"
    "柳林派出所在社区设立警务室，民警常驻。\n"
)


def coded(text: str, **more: str) -> Coding:
    return code_article(read_article(SourceText("a.txt", text, "", **more)))


def news(head: str = "", source: str = "", foot: str = "") -> str:
    return f"{head}平川县警务再提速 群众点赞\n{source}{BODY}{foot}"


@pytest.mark.parametrize(
    ("text", "genre"),
    [
        (news(), "news"),
        (news(source="来源：平川日报 时间：2023-05-06\n"), "news"),
        (REPORT, "work-report"),
        (EXPERIENCE, "work-report"),
        ("做实社区警务室 服务到家门口\n平川县公安局\n" + BODY, "work-report"),
        (STATUTE, "statute"),
        (NOTICE, "bulletin"),
        (PLAN, "plan"),
        (BRIEF, "brief"),
        (PAPER, "abstract"),
        (TALK, "interview"),
        (PRESS, "interview"),
        (TABLE, "table"),
    ],
)
def test_each_genre_is_told(text: str, genre: str) -> None:
    assert coded(text).genre == genre


@pytest.mark.parametrize(
    "headline",
    [
        "平川县出台社区警务实施方案",
        "平川县公安局发布警情通报，提醒群众防范诈骗",
        "县人大常委会听取公安工作报告",
        "平川公安先进事迹报告会举行",
        "第一条经验：抓好基层",
        "平川县召开派出所改革新闻发布会",
    ],
)
def test_news_about_a_paper_is_no_paper(headline: str) -> None:
    assert coded(f"{headline}\n来源：平川日报\n{BODY}").genre == "news"


def test_tables_are_told_by_their_medium_too() -> None:
    assert code_article(read_article(SourceText("a.csv", "派出所,警情\n柳林,12\n", "", "table"))).genre == "table"


@pytest.mark.parametrize(
    ("text", "issuer"),
    [
        (REPORT, "平川县公安局"),
        (NOTICE, "平川县公安局"),
        (PLAN, "平川县公安局"),
        (STATUTE, "平川市人大常委会"),
        (BRIEF, "平川县公安局"),
        (
            "发文机关：平川县公安局 公开范围：公开\n关于评选的通知\n各派出所：\n现将事项通知如下，请落实。\n",
            "平川县公安局",
        ),
        ("警务室开到家门口\n平川县公安局\n" + BODY, "平川县公安局"),
        (news(source="来源：平安平川\n"), "平安平川"),
        (news(source="信息来源：平川县公安局\n"), "平川县公安局"),
        (news(source="来源：平川日报\n"), ""),
        (news(), ""),
    ],
)
def test_the_issuer_is_the_body_that_wrote_it(text: str, issuer: str) -> None:
    assert coded(text).issuer == issuer


def test_what_several_bodies_wrote_has_no_single_issuer_and_is_a_self_report() -> None:
    text = "".join(
        f"{title}\n{body}\n民警进村入户，排查矛盾纠纷，做到底数清楚。\n"
        for title, body in (("打造融合警务新机制", "平川县公安局"), ("深化派出所勤务改革", "石岭县公安局"))
    )
    assert coded(text) == Coding("work-report", reporting="self")


@pytest.mark.parametrize(
    ("text", "reporting"),
    [
        (REPORT, "self"),
        (NOTICE, "self"),
        (EXPERIENCE, "self"),
        (news(source="来源：平安平川\n"), "self"),
        (news(source="来源：平川县公安局办公室\n"), "self"),
        (news(source="来源：平川日报\n"), "third-party"),
        (news(source="本报记者 谭若谷\n"), "third-party"),
        (PAPER, "third-party"),
        (news(source="来源：平川县人民政府网\n"), ""),
        (news(source="来源：石岭县公安局\n"), ""),
        (news(), ""),
    ],
)
def test_a_body_that_speaks_of_itself_is_told_from_a_third_party(text: str, reporting: str) -> None:
    assert coded(text).reporting == reporting


@pytest.mark.parametrize(
    ("text", "copy", "publisher", "carrier"),
    [
        (news("水县法治网\n", "来源：平川日报\n"), "reprint", "平川日报", "水县法治网"),
        (news("首页 > 要闻\n", "来源：平川日报\n", "主办：水县新闻网\n"), "reprint", "平川日报", "水县新闻网"),
        (news(source="转自：平川日报\n"), "reprint", "平川日报", ""),
        (news("水县法治网\n", "信息来源：平川县公安局\n"), "reprint", "平川县公安局", "水县法治网"),
        (news("水县法治网\n", "", "（新华社平川3月10日电）\n"), "reprint", "新华社", "水县法治网"),
        (news("平川日报\n", "来源：平川日报\n"), "original", "平川日报", "平川日报"),
        (news("平川网\n", "来源：本网\n"), "original", "平川网", "平川网"),
        (news(source="来源：平川日报\n", foot="主办：平川日报社\n"), "original", "平川日报", "平川日报社"),
        (news(source="本报记者 谭若谷\n"), "original", "", ""),
        (news(source="来源：平川日报\n"), "", "平川日报", ""),
        (news("平川网\n"), "", "平川网", "平川网"),
        (news(), "", "", ""),
    ],
)
def test_a_reprint_is_told_from_an_original_where_the_page_tells(
    text: str, copy: str, publisher: str, carrier: str
) -> None:
    found = coded(text)
    assert (found.copy, found.publisher, found.carrier) == (copy, publisher, carrier)


def test_the_site_of_a_page_s_data_is_its_carrier() -> None:
    found = coded(news(source="来源：平川日报\n"), site="水县新闻网")
    assert (found.copy, found.carrier) == ("reprint", "水县新闻网")
    assert coded(news(), site="www.example.org").carrier == ""


def test_a_person_is_neither_issuer_nor_publisher() -> None:
    text = news(source="来源：傅志刚新闻\n") + "民警傅志刚走访。\n"
    record = document_record(extract_article(SourceText("a.txt", text, "")))
    assert "傅志刚" not in str(record)


def test_the_coding_stands_in_what_extract_prints() -> None:
    text = news("水县法治网\n", "来源：平川日报 时间：2023-05-06\n")
    more = document_record(extract_article(SourceText("a.txt", text, "")))["more"]
    shown = {name: more[name] for name in ("genre", "issuer", "publisher", "carrier", "reporting", "copy", "date")}
    assert shown == {
        "genre": "news",
        "issuer": "",
        "publisher": "平川日报",
        "carrier": "水县法治网",
        "reporting": "third-party",
        "copy": "reprint",
        "date": "2023-05-06",
    }
