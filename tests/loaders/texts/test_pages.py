"""The article is told from the page around it, whatever the page."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from policing_kg.errors import InputRefused
from policing_kg.loaders.texts.article import Article, SourceText
from policing_kg.loaders.texts.reading import read_source
from policing_kg.loaders.texts.structure import read_article

ARTICLE = """平川县深化派出所警务改革
来源：平川日报 时间：2023-05-06
平川县公安局在柳林派出所设立两队一室，警情由综合指挥室统一调度，民警下沉到网格。
一、织密基层治理一张网
社区民警每周走访群众，与网格员共同化解邻里纠纷；疑难纠纷移交综治中心办理。
二、建好群众身边的队伍
全县组建义警队伍三十支，去年夜间发案下降两成，群众安全感进一步提升。
"""
MENU = "网站首页\n新闻中心 | 警务公开 | 互动交流\n您当前的位置：首页 > 新闻中心 > 基层动态\n"
TEASERS = "相关新闻\n石岭县举办消防演练\n远山县开展禁毒宣传\n免责声明：本网转载内容仅供参考。\n版权所有 平川网\n"


def article(text: str, **more: str) -> Article:
    return read_article(SourceText("a.txt", text, "", **more))


def body(found: Article) -> str:
    return "\n".join(found.text[start:end] for start, end in found.body)


def body_hash(found: Article) -> str:
    return hashlib.sha256("".join(body(found).split()).encode()).hexdigest()


@pytest.mark.parametrize("before", ["", MENU, "关怀版 | 无障碍\n今天是2024年3月1日 星期五\n"])
@pytest.mark.parametrize("after", ["", TEASERS, "上一篇：远山县开展宣传\n下一篇：无\n", "责任编辑：柴静怡\n分享到：\n"])
def test_the_same_body_under_another_page_is_the_same_body(before: str, after: str) -> None:
    found = article(before + ARTICLE + after)
    assert body_hash(found) == body_hash(article(ARTICLE))
    assert "石岭" not in body(found)
    assert "来源" not in body(found)


def test_title_sections_and_sentences_are_those_of_the_article() -> None:
    found = article(MENU + ARTICLE + TEASERS)
    assert found.title
    assert found.text[slice(*found.title)] == "平川县深化派出所警务改革"
    headings = [found.text[slice(*s.heading)] for s in found.sections if s.heading and s.level == 2]
    assert headings == ["一、织密基层治理一张网", "二、建好群众身边的队伍"]
    written = [found.text[s.start : s.end] for s in found.sentences]
    assert "疑难纠纷移交综治中心办理。" in written
    inner = [s.section for s in found.sentences if "义警" in found.text[s.start : s.end]]
    assert [found.text[slice(*found.sections[i].heading or (0, 0))] for i in inner] == ["二、建好群众身边的队伍"]


def test_sentences_cover_the_body_but_for_white_space_and_do_not_overlap() -> None:
    found = article(MENU + ARTICLE + TEASERS)
    held = [i for s in found.sentences for i in range(s.start, s.end)]
    assert len(held) == len(set(held))
    inside = {i for start, end in found.body for i in range(start, end) if not found.text[i].isspace()}
    assert inside <= set(held)


OFFICIAL = (
    "索引号：XA000/2023-00017 发文机关：平川县公安局 公开范围：公开\n平川县公安局关于深化派出所改革的通知\n"
    "平公通〔2023〕17号\n\n各派出所：\n为深化改革，现将有关事项通知如下，请认真落实。\n各派出所每月召开会商会一次。\n"
    "\n联系人：某某\n平川县公安局\n2023年7月28日\n打印本页\n"
)


def test_an_official_document_has_its_title_and_the_date_of_its_signature() -> None:
    found = article(OFFICIAL)
    assert found.title
    assert found.text[slice(*found.title)] == "平川县公安局关于深化派出所改革的通知"
    assert "〔2023〕" not in body(found)
    assert (found.date.edtf, found.date.basis) == ("2023-07-28", "signed")


@pytest.mark.parametrize(
    "head",
    [
        "平川县人民政府门户网站 政务公开 计划总结\n",
        "平川新闻网 | 政法\n",
        "",
    ],
)
@pytest.mark.parametrize("meta", ["记者 谭若谷 通讯员 平公宣 2024-04-18 16:02\n", "2024-04-18 16:02 来源：平川日报\n"])
def test_a_sites_name_and_a_byline_with_its_time_are_no_headline(head: str, meta: str) -> None:
    found = article(head + "平川警务再提速 群众点赞\n" + meta + ARTICLE.split("\n", 2)[2])
    assert found.title
    assert found.text[slice(*found.title)] == "平川警务再提速 群众点赞"
    assert found.date.edtf == "2024-04-18"


@pytest.mark.parametrize(
    ("head", "tail"),
    [
        ("{t}\n平川警方在线\n2023-05-06 09:00·平川官方账号\n关注\n", "举报\n评论 3\n"),
        (
            "甘肃省公安厅 > 基层动态\n[平川] {t}\n日期：2023-05-06 作者：平川县局 点击：32次\n",
            "分享：\n友情链接\n公安部 省政府\n",
        ),
        ("{t}\n2023-05-06 10:20:30 来源:平川法治\n□ 平川法治记者 谭若谷 □ 通讯员 邹启明\n", "编辑：谭若谷\n"),
        ("视频 | {t}\n时长：02:31\n00:00 / 02:31\n倍速 1.0x\n", ""),
        ("平川公安\n{t}\nPosted on 2023-05-06 by admin\n", "Copyright © 2023 All Rights Reserved.\n"),
        ("{t}\n(2023年5月6日)\n", "—END—\n"),
        ("{t}\n(节选)\n第一部分\n", ""),
    ],
)
def test_the_article_is_the_same_under_the_furniture_of_any_medium(head: str, tail: str) -> None:
    title, lines = "平川县推行两队一室 基层警务出活力", ARTICLE.split("\n", 2)[2]
    found = article(head.format(t=title) + lines + tail)
    assert found.title
    assert found.text[slice(*found.title)] == title
    kept = [line for line in body(found).split("\n") if line.strip()]
    expected = [title, *lines.strip().split("\n")]
    assert [line for line in kept if line not in ("(节选)", "第一部分")] == expected


def test_a_label_before_a_paragraph_leaves_it_a_paragraph() -> None:
    found = article("【摘要】" + ARTICLE.split("\n")[2] + "\n" + ARTICLE.split("\n")[4] + "\n")
    assert "平川县公安局在柳林派出所" in body(found)
    assert "社区民警每周走访群众" in body(found)


def test_a_headline_above_a_byline_alone_is_the_articles() -> None:
    found = article("从老办法到新警务\n平川县公安局改出活力\n记者 谭若谷\n\n" + ARTICLE.split("\n", 2)[2])
    assert found.title
    assert found.text[slice(*found.title)] == "从老办法到新警务"
    assert "谭若谷" not in body(found)


def test_each_article_of_a_page_is_a_section_with_its_agency() -> None:
    text = (
        "打造融合警务新机制\n平川县公安局\n民警进村入户，排查矛盾纠纷，做到底数清楚。\n"
        "深化派出所勤务改革\n石岭县公安局\n民警驻村服务，群众办事就近，做到有求必应。\n"
    )
    found = article(text)
    outer = [s for s in found.sections if s.level == 1]
    assert [found.text[slice(*s.agency)] for s in outer if s.agency] == ["平川县公安局", "石岭县公安局"]


@pytest.mark.parametrize("mark", ["", "●", "◆ "])
def test_agencies_that_stand_over_their_paragraphs_alone_open_sections(mark: str) -> None:
    text = (
        f"全省公安机关经验交流\n{mark}平川县公安局\n民警进村入户，排查矛盾纠纷，做到底数清楚。\n"
        f"{mark}石岭县公安局\n民警驻村服务，群众办事就近，做到有求必应。\n"
    )
    found = article(text)
    outer = [found.text[slice(*s.agency)] for s in found.sections if s.level == 1 and s.agency]
    assert [name.lstrip("●◆ ") for name in outer] == ["平川县公安局", "石岭县公安局"]
    assert found.text[slice(*found.title or (0, 0))] == "全省公安机关经验交流"


@pytest.mark.parametrize(
    ("text", "edtf", "basis"),
    [
        (ARTICLE, "2023-05-06", "page"),
        (ARTICLE.replace("平川县公安局在", "新华社平川3月10日电 平川县公安局在2022年"), "2023-03-10", "dateline"),
        (ARTICLE.replace(" 时间：2023-05-06", ""), "", "none"),
        (ARTICLE.replace("2023-05-06", "2023-13-46"), "", "none"),
    ],
)
def test_a_document_is_dated_by_its_dateline_before_its_page_and_never_by_guess(
    text: str, edtf: str, basis: str
) -> None:
    found = article(text)
    assert (found.date.edtf, found.date.basis) == (edtf, basis)


def test_the_publisher_is_the_medium_of_the_source_line_and_never_a_person() -> None:
    assert article(ARTICLE).publisher == "平川日报"
    assert article(ARTICLE.replace("平川日报", "傅志刚")).publisher == ""


PAGE = """<!doctype html><html><head><meta charset="{charset}"><title>平川县深化派出所警务改革 - 平川网</title>
<script>var tracker = "石岭县公安局";</script><style>.a {{color: red}}</style></head><body>
<nav><a href="/">首页</a><a href="/n">新闻</a><a href="/z">专题</a></nav>
<article><h1>平川县深化派出所警务改革</h1><div>来源：平川日报 发布时间：2023-05-06</div>{paragraphs}</article>
<div class="comments"><p>评论：远山县公安局也不错</p></div><footer>版权所有 平川网</footer></body></html>"""
PARAGRAPHS = "".join(f"<p>{line}</p>" for line in ARTICLE.splitlines()[2:])


@pytest.mark.parametrize(("charset", "encoding"), [("utf-8", "utf-8"), ("gb2312", "gb18030"), ("GBK", "gb18030")])
def test_a_page_gives_its_article_without_scripts_menus_and_comments(
    tmp_path: Path, charset: str, encoding: str
) -> None:
    file = tmp_path / "page.html"
    file.write_bytes(PAGE.format(charset=charset, paragraphs=PARAGRAPHS).encode(encoding))
    source = read_source(file)
    assert source.encoding == encoding
    assert "两队一室" in source.text
    assert not any(word in source.text for word in ("石岭", "tracker", "color", "专题"))
    assert source.title.startswith("平川县深化派出所警务改革")
    assert (source.date, source.publisher) == ("2023-05-06", "平川日报")
    assert source.extractor.startswith("trafilatura ")


def test_a_page_with_broken_tags_is_read(tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    page = PAGE.format(charset="utf-8", paragraphs=PARAGRAPHS).replace("</p>", "").replace("</article>", "</div></b>")
    file.write_text(page, "utf-8")
    assert "两队一室" in read_source(file).text


def test_a_hundred_thousand_nested_tags_are_read_or_refused(tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text(f"<html><body>{'<div>' * 100_000}<p>{PARAGRAPHS}</p></body></html>", "utf-8")
    try:
        assert "两队一室" in read_source(file).text
    except InputRefused as refused:
        assert str(refused).startswith(str(file))  # noqa: PT017


def test_a_page_without_an_article_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text("<html><body><script>var a = 1;</script></body></html>", "utf-8")
    with pytest.raises(InputRefused, match="holds no article"):
        read_source(file)
