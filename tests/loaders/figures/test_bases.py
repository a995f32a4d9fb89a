"""Bases of comparison that a paragraph goes on with."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from policing_kg.loaders.extraction import Indicator

Read = Callable[[str], tuple[Indicator, ...]]

FIRST = "桐柏县立案520起,比上年下降7%。"


@pytest.mark.parametrize(
    ("text", "bases"),
    [
        (FIRST + "其中,盗窃案80起,下降11%。", [None, "同比", None, "同比"]),
        (FIRST + "\n盗窃案80起,下降11%。", [None, "同比", None, None]),
        (FIRST + "防范宣传覆盖面广,发案下降11%。", [None, "同比", None]),
        ("发案最多的是城关所(上升6%)、北街所(下降2%),以上均为环比。", ["环比", "环比"]),
    ],
)
def test_a_change_right_behind_its_count_takes_the_base_of_its_paragraph(
    indicators: Read, text: str, bases: list[str | None]
) -> None:
    assert [i.comparison for i in indicators(text + "\n")] == bases
