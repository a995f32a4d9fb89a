"""Reading policy documents and further relations takes time that grows as the text does."""

from __future__ import annotations

import pytest
from growth import check_growth, repeated

HOSTILE = {
    "titles": "《甲县派出所工作办法》",
    "open title marks": "《",
    "short names": "《甲县派出所工作办法》（以下简称《办法》）《办法》",
    "numbers": "甲公通〔2021〕5号",
    "references back": "该办法",
    "who refers": "综治中心派单给派出所",
    "made of nobody": "由由由",
    "teams": "由派出所、司法所组成的调解队",
    "posts": "派出所所长兼任副书记",
    "houses": "派出所与司法所合署办公",
    "mergers": "将城东派出所并入城西派出所",
    "bases": "根据《人民调解法》派出所",
    "issuers": "县公安局印发《甲县派出所工作办法》，",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_time_grows_as_the_text_does(name: str) -> None:
    check_growth(repeated(HOSTILE[name]))
