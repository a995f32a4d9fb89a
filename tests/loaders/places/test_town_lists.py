"""Townships by their short names."""

from __future__ import annotations

import pytest
from policing_kg.loaders.places.toponym import division_spans
from policing_kg.loaders.texts.article import SourceText
from policing_kg.loaders.texts.structure import read_article


def divisions(text: str) -> list[tuple[str, str]]:
    article = read_article(SourceText("own-words.txt", text, ""))
    return [(text[s.start : s.end], s.code) for s in division_spans(article)]


@pytest.mark.parametrize("end", ["两镇", "等镇", "等5个乡镇", "二镇"])
def test_items_of_a_closed_list_are_the_countys_townships(end):
    found = divisions(f"建水县在曲江、面甸{end}试点。")
    assert [name for name, _ in found] == ["建水县", "曲江", "面甸"]


def test_an_open_list_holds_none():
    assert [name for name, _ in divisions("建水县的曲江、面甸试点。")] == ["建水县"]


def test_of_another_county_they_are_unknown():
    assert [name for name, _ in divisions("石屏县在曲江、面甸两镇试点。")] == ["石屏县"]


def test_a_township_is_no_city_of_its_short_name():
    assert ("三沙", "460300") not in divisions("霞浦县三沙镇的渔民说,三沙变了。")
    assert ("海南三沙", "460300") in divisions("海南三沙的渔民说,潮水变了。")
