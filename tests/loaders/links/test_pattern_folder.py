"""Another folder of patterns reads other relations, with word lists of its own and those of the links."""

from __future__ import annotations

from pathlib import Path

import pytest
from policing_kg.loaders.links.discourse import read_discourse
from policing_kg.loaders.links.find import distinct, links_of
from policing_kg.loaders.links.pattern import read_link_patterns
from policing_kg.loaders.pipeline import extract_article
from policing_kg.loaders.texts.article import SourceText

TEXT = "甲市公安局督导了大寺派出所。甲市公安局推行“两队一室”改革。"
PATTERN = """
[[pattern]]
id = "oversees.by@1"
match = '(?P<s>{bodies})(?:{oversee})了(?P<o>{bodies})'
links = ["s oversees o"]

[[pattern]]
id = "adopts.any@1"
match = '(?P<s>{bodies})(?:{adopt})(?P<m>{mechs})'
links = ["s adopts m"]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "oversight.toml").write_text(PATTERN, "utf-8")
    (tmp_path / "cues.toml").write_text('oversee = ["督办", "督导"]\n', "utf-8")
    return tmp_path


def test_patterns_of_another_folder_read_their_relations_and_no_others(folder: Path) -> None:
    extraction = extract_article(SourceText("a.txt", TEXT, "0" * 64))
    discourse = read_discourse(extraction.article, extraction.mentions, extraction.persons)
    patterns = read_link_patterns(folder)
    found = distinct(link for s in discourse.telling() for link in links_of(s, patterns, discourse))
    assert [(x.subject, x.relation, x.object, x.rule) for x in found] == [
        ("甲市公安局", "oversees", "大寺派出所", "oversees.by@1"),
        ("甲市公安局", "adopts", "两队一室", "adopts.any@1"),
    ]


def test_patterns_of_another_folder_leave_the_links_as_they_are(folder: Path) -> None:
    read_link_patterns(folder)
    relations = {e.relation for p in read_link_patterns() for e in p.links}
    assert "oversees" not in relations
    assert "implements" in relations


def test_a_folder_without_word_lists_uses_those_of_the_links(folder: Path) -> None:
    (folder / "cues.toml").unlink()
    (folder / "oversight.toml").write_text(PATTERN.replace("{oversee}", "{adopt}"), "utf-8")
    assert [p.id for p in read_link_patterns(folder)] == ["oversees.by@1", "adopts.any@1"]
