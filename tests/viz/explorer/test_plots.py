"""Plots in the explorer: offered on the answer that they show, drawn in a process apart, text whatever names are."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlencode
from xml.etree import ElementTree

import pytest
from hostile_world import HOSTILE


def at(path: str, **asked: str) -> str:
    return f"{path}?{urlencode(asked)}"


SVG = re.compile(r"<svg.*</svg>", re.DOTALL)


def test_an_answer_leads_to_its_plot_and_one_that_no_plot_shows_does_not(site: Any) -> None:
    page = site.get(at("/queries/figures", measure="纠纷化解率")).text
    (address,) = re.findall(r'href="(/plots/figures\?[^"]+)"', page)
    plot = site.get(address.replace("&amp;", "&"))
    assert plot.status == 200
    assert "纠纷化解率" in "".join(ElementTree.fromstring(SVG.findall(plot.text)[0]).itertext())
    assert "/plots/" not in site.get(at("/queries/figures", measure="纠纷化解率", as_of="1990")).text
    assert "/plots/" not in site.get(at("/queries/chain", unit="东岭分局")).text


def test_a_plot_is_a_file_too_and_speaks_the_readers_language(site: Any) -> None:
    file = site.get("/plots/postings?format=svg&lang=zh")
    assert file.headers["content-type"].startswith("image/svg+xml")
    assert "派驻的人数与频率" in "".join(ElementTree.fromstring(file.text).itertext())


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/plots/posting", "did you mean postings"),
        ("/plots/figures", "the parameter measure is missing"),
        (at("/plots/postings", place="西坪县"), "no posting is recorded"),
    ],
)
def test_a_plot_that_cannot_be_drawn_says_why(site: Any, path: str, said: str) -> None:
    answer = site.get(path, accept="text/plain")
    assert 400 <= answer.status < 500
    assert said in answer.text


def test_hostile_names_in_a_plot_are_text_on_the_page(hostile: Any) -> None:
    page = hostile.get("/plots/meetings").text
    assert "<img" not in page
    root = ElementTree.fromstring(SVG.findall(page)[0])
    assert not {e.tag.rpartition("}")[2] for e in root.iter()} & {"script", "image", "a", "foreignObject"}
    assert HOSTILE[:9] in "".join(root.itertext())
