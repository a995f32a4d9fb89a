"""The page as a file: whole in itself, the same every time, safe, and honest about what it leaves out."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from policing_kg.errors import UsageError
from policing_kg.loaders.build import build
from policing_kg.queries import Reader
from policing_kg.viz import render_view, write_view
from policing_kg.viz.page import PARTS
from policing_kg.viz.wording import words

World = Any  # the class in conftest.py
PERSON = "钱志远"


class Tags(HTMLParser):
    """Every tag with its attributes, and the text of scripts and styles."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[str, str]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if self.cdata_elem:
            self.texts.append((self.cdata_elem, data))


def data(html: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', html, re.DOTALL)
    assert found
    held: dict[str, Any] = json.loads(found[1])
    return held


@pytest.fixture
def html(view: Path) -> str:
    return view.read_text("utf-8")


def test_the_page_names_no_other_file(html: str) -> None:
    assert html.lstrip().startswith("<!doctype html>")
    for tag, attributes in Tags(html).tags:
        assert "src" not in attributes, tag
        assert tag not in ("link", "iframe", "object", "embed", "base", "form")
        assert not any(name.startswith("on") or name == "style" for name in attributes), tag
        assert (attributes.get("href") or "#").startswith("#")
    styles = [text for tag, text in Tags(html).texts if tag == "style"]
    assert not re.search(r"@import|url\(", "".join(styles))
    assert "sourceMappingURL" not in html


def test_the_policy_forbids_the_network_and_lets_only_the_pages_own_scripts_run(html: str) -> None:
    (policy,) = [a["content"] for t, a in Tags(html).tags if a.get("http-equiv") == "Content-Security-Policy"]
    assert policy
    rules = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert rules["default-src"] == "'none'"
    assert "unsafe" not in policy
    scripts = re.findall(r"<script>(.*?)</script>", html, re.DOTALL)
    styles = re.findall(r"<style>(.*?)</style>", html, re.DOTALL)
    for rule, texts in (("script-src", scripts), ("style-src", styles)):
        digests = [base64.b64encode(hashlib.sha256(t.encode()).digest()).decode() for t in texts]
        assert rules[rule].split() == [f"'sha256-{d}'" for d in digests]
    assert len(scripts) == 2


def test_two_pages_of_one_dataset_are_the_same_bytes(reader: Reader, view: Path, tmp_path: Path) -> None:
    again = write_view(reader, "cross-department", {"place": "西青区"}, tmp_path / "again.html")
    assert again.read_bytes() == view.read_bytes()


def test_another_place_gives_another_page(reader: Reader, html: str) -> None:
    assert render_view(reader, "cross-department") != html
    assert data(render_view(reader, "cross-department"))["about"] == ""


def test_no_name_of_a_person_is_in_the_page(tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    text = f"""青禾区警务摘要

天津市公安局西青分局局长{PERSON}说,西青分局与西青区司法局协作调解纠纷。民警{PERSON}每周到西青区司法局上班。
西青分局选派民警{PERSON}到西青区信访局开展协作。
"""
    (tmp_path / "texts" / "own.txt").write_text(text, "utf-8")
    build([tmp_path / "texts"], tmp_path / "kg", base=False)
    with Reader(tmp_path / "kg") as reader:
        html = render_view(reader, "cross-department", {"place": "西青区"})
    assert "司法局" in html
    assert not [part for part in (PERSON, "志远", "qianzhiyuan") if part in html]


def test_the_table_holds_every_link_every_claim_and_every_span(html: str) -> None:
    held = data(html)
    rows = re.findall(r'<tr id="link-(\d+)">(.*?)</tr>', html, re.DOTALL)
    assert [int(number) for number, _ in rows] == [link["id"] for link in held["links"]]
    assert len(rows) == 10
    for (_, row), link in zip(rows, held["links"], strict=True):
        assert held["entities"][link["from"]]["label"] in row
        assert held["entities"][link["to"]]["label"] in row
        for statement in link["statements"]:
            assert f"<code>{statement['key']}</code>" in row
            assert all(f"{s['start']}–{s['end']}" in row for s in statement["spans"])


def test_a_span_leads_to_the_words_of_the_source(reader: Reader, html: str) -> None:
    held = data(html)
    text = (Path(reader.dataset.path).parent / "texts" / "own-words.txt").read_text("utf-8")
    ids = {e["label"]: i for i, e in held["entities"].items()}
    (link,) = [x for x in held["links"] if x["to"] == ids["天津市西青区信访局"]]
    (span,) = link["statements"][0]["spans"]
    assert text[span["start"] : span["end"]].startswith("大寺派出所选派")
    assert text[span["start"] : span["end"]].endswith("信访局")


def test_a_citation_names_document_place_claim_and_dataset(reader: Reader, html: str) -> None:
    for link in data(html)["links"]:
        for statement in link["statements"]:
            (span,) = statement["spans"]
            for part in ("青禾区警务协作摘要", f"characters {span['start']}–{span['end']}", statement["claim"][:16]):
                assert part in statement["cite"]
            assert reader.digest[:16] in statement["cite"]


def test_a_claim_without_offsets_is_of_the_whole_document_and_one_of_a_table_has_its_row(world: World) -> None:
    found = world.picture(("南河所", "supports", "法院"), kinds={"南河所": "police"})
    (link,) = found.links
    span = link.statements[0].spans[0]
    for change, said in (({"start": -1, "end": -1}, "whole"), ({"row": 3, "column": 2}, "row 3, column 2")):
        place = type(span)(**{f: getattr(span, f) for f in span.__slots__} | change)
        statement = type(link.statements[0])(
            **{f: getattr(link.statements[0], f) for f in link.statements[0].__slots__} | {"spans": (place,)}
        )
        changed = type(found)(found.nodes, (type(link)(link.subject, link.relation, link.object, (statement,)),))
        html = world.page(changed)
        assert said in data(html)["links"][0]["statements"][0]["cite"]
        assert "-1" not in re.findall(r'<tr id="link-0">(.*?)</tr>', html, re.DOTALL)[0]


def test_an_address_that_is_no_web_address_is_no_link(world: World) -> None:
    found = world.picture(("南河所", "supports", "法院"), kinds={"南河所": "police"}, address="javascript:alert(1)")
    assert data(world.page(found))["links"][0]["statements"][0]["address"] == ""


def test_the_search_knows_name_alias_pinyin_and_initials(html: str) -> None:
    by_label = {e["label"]: e["search"] for e in data(html)["entities"].values()}
    assert {"工作会商", "working consultation", "gongzuohuishang", "gzhs"} <= set(by_label["工作会商"])


def test_a_crowd_says_how_many_are_folded_and_the_table_has_them_all(world: World) -> None:
    ties = [("南河所", "cooperatesWith", f"部门{i:03}") for i in range(170)]
    html = world.page(world.picture(*ties, kinds={"南河所": "police"}))
    folded = re.search(r'<span>· <strong id="folded">(\d+)<', html)
    assert folded
    assert folded[1] == "170"
    assert len(re.findall(r'<tr id="link-', html)) == 170


def test_a_picture_that_draws_all_says_nothing_of_folding(html: str) -> None:
    assert re.search(r'<span hidden>· <strong id="folded">0<', html)


def test_every_word_of_the_interface_is_there_in_both_languages_and_is_used() -> None:
    assert all(zh and en for table in ("kinds", "relations", "interface") for zh, en in words(table).values())
    folder = Path(sys.modules["policing_kg.viz.page"].__file__ or "").parent
    texts = [(folder / "assets" / f"{part}.js").read_text("utf-8") for part in PARTS]
    texts += [(folder / "templates" / "view.html.j2").read_text("utf-8"), (folder / "diffusion.py").read_text("utf-8")]
    used = "".join(texts)
    asked = set(re.findall(r'(?:say|w)\("(\w+)"\)', used)) | set(re.findall(r"words\.(\w+)", used))
    asked |= set(re.findall(r'words\("interface"\)\["(\w+)"\]', used)) | {"png", "svg", "gexf", "csv"}
    assert asked == set(words("interface"))


def test_a_place_without_links_is_one_line_and_no_file(tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    text = "青禾区简报\n\n今年以来,天津市和平区矛盾纠纷化解率达91.5%。\n"
    (tmp_path / "texts" / "own.txt").write_text(text, "utf-8")
    build([tmp_path / "texts"], tmp_path / "kg", base=False)
    (tmp_path / "out").mkdir()
    with Reader(tmp_path / "kg") as reader, pytest.raises(UsageError) as caught:
        write_view(reader, "cross-department", {"place": "和平区"}, tmp_path / "out" / "none.html")
    assert "和平区: no link" in str(caught.value)
    assert "\n" not in str(caught.value)
    assert list((tmp_path / "out").iterdir()) == []


@pytest.mark.parametrize("out", ["missing/view.html", "folder"])
def test_a_file_that_cannot_be_written_is_a_users_mistake(reader: Reader, tmp_path: Path, out: str) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(UsageError) as caught:
        write_view(reader, "cross-department", {"place": "西青区"}, tmp_path / out)
    assert out in str(caught.value)
    assert "\n" not in str(caught.value)
    assert [p.name for p in tmp_path.rglob("*")] == ["folder"]


def test_a_file_that_is_there_is_replaced_whole(reader: Reader, view: Path, tmp_path: Path) -> None:
    out = tmp_path / "view.html"
    out.write_text("before", "utf-8")
    assert write_view(reader, "cross-department", {"place": "西青区"}, out) == out
    assert out.read_bytes() == view.read_bytes()
    assert [p.name for p in tmp_path.iterdir()] == ["view.html"]


def test_the_page_is_one_file_of_moderate_size(view: Path) -> None:
    assert view.stat().st_size < 1_000_000
    assert [p.name for p in view.parent.iterdir()] == [view.name]
