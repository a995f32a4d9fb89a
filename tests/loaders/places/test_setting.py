"""Where a text is set, and what 市, 县 and 省 mean there."""

from __future__ import annotations

import pytest
from policing_kg.loaders.places.setting import at_level


@pytest.mark.parametrize(
    ("code", "word", "expected"),
    [
        ("120111", "市", "120000"),
        ("120111", "区", "120111"),
        ("640323", "市", "640300"),
        ("640323", "省", ""),
        ("120111105000", "区", "120111"),
        ("000000", "市", ""),
    ],
)
def test_a_generic_level_means_the_place_or_the_nearest_above(code, word, expected):
    assert at_level(code, word) == expected


def test_the_whole_city_is_the_one_that_the_text_is_set_in(found):
    text = "绵阳市警务工作会议召开\n绵阳市公安局通报情况。全市公安机关要抓好落实。"
    assert found(text, "Unit")[-1] == "绵阳市公安机关"


def test_a_first_in_the_province_does_not_set_the_province(found):
    text = "北川羌族自治县公安局出台办法。在全省率先建立平台后,派出所情报指挥室接入平台。"
    assert found(text, "Unit")[-1].startswith("北川羌族自治县")
