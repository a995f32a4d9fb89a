"""Reading takes time that grows as the text does, whatever the text is made of."""

from __future__ import annotations

from pathlib import Path

import pytest
from growth import Maker, check_growth, processor_seconds, repeated
from policing_kg.loaders.texts.lines import split_lines

CORPUS = Path(__file__).parents[1] / "corpus"


def prose(size: int) -> str:
    """Paragraphs of the corpus that hold no byline and no date of their own, over and over."""
    lines = [
        line
        for path in sorted(CORPUS.glob("*.txt"))
        for line in path.read_text("utf-8").splitlines()
        if len(line) > 60 and [found.kind for found in split_lines(line)] == ["prose"] and "记者" not in line
    ]
    return repeated("\n".join(lines[::7]) + "\n")(size)


def headed(size: int) -> str:
    return repeated("一、深化联动机制建设\n天津市公安局西青分局大寺派出所推行“两队一室”改革，化解纠纷35起。\n")(size)


def one_paragraph(size: int) -> str:
    return prose(size).translate({ord(c): "，" for c in "。！？；!?;\n"})


HOSTILE: dict[str, Maker] = {
    "prose": prose,
    "headings": headed,
    "one paragraph without a stop": one_paragraph,
    "one character": repeated("中"),
    "brackets": repeated("（"),
    "quotation marks": repeated("“"),
    "semicolons": repeated("；"),
    "blanks inside a line": lambda size: "民警" + " " * size + "入户。",
    "blanks": repeated(" "),
    "newlines": repeated("\n"),
    "digits": repeated("1"),
    "numerals": repeated("一"),
    "bodies": repeated("公安局派出所"),
    "divisions": repeated("西青区"),
    "names": repeated("张伟民警"),
    "names without end": repeated("石磊"),
    "names with blanks": repeated("石 磊 "),
    "a list": repeated("石头、"),
    "speakers": repeated("王建国："),
    "quotations": repeated("“枫桥”"),
    "list of quotations": repeated("建立“警网融合”、“两队一室”、"),
    "head nouns": repeated("机制"),
    "dates": repeated("2023年5月1日"),
    "strokes": repeated("|"),
    "columns of a site": repeated("打印  "),
    "bylines": repeated("（记者 王军）"),
    "labels": repeated("标题："),
    "short lines": repeated("民警走访社区\n"),
    "Latin": repeated("The police station works with the community to resolve 35 disputes. "),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_time_grows_as_the_text_does(name: str) -> None:
    check_growth(HOSTILE[name])


@pytest.mark.parametrize(
    "text",
    [
        "|" * 60 + "a" * 10,
        "打印  " * 40 + "。",
        "某某门户网站" + ("a" + " " * 20) * 6 + "!。",
        "交警" + "和" * 60 + "。",
        "法院、政法" + "政法" * 60 + "。",
    ],
    ids=["strokes", "blanks between columns", "a site's columns", "joints after a corps", "words of a list's tail"],
)
def test_no_pattern_tries_every_parting(text: str) -> None:
    assert processor_seconds(text) < 5.0
