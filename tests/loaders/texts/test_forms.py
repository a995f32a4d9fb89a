"""Characters written in two forms are read in one, and every offset still leads to the stored text."""

from __future__ import annotations

import pytest
from policing_kg.loaders.texts.forms import plain_forms
from policing_kg.loaders.texts.repair import clean_text


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("水镇推行ＡＰＰ３个,达９５％", "水镇推行APP3个,达95%"),
        ('把"点单"办好.村民满意.', "把“点单”办好。村民满意。"),
        ("增至30个.村民满意", "增至30个。村民满意"),
        ("2023.5.6发布 3.5万人 v1.2", "2023.5.6发布 3.5万人 v1.2"),
        ("1.推行\n2.落实", "1.推行\n2.落实"),
        ('一个"孤单的引号', '一个"孤单的引号'),
    ],
)
def test_two_forms_of_a_character_are_one_and_the_length_stays(text: str, plain: str) -> None:
    assert plain_forms(text) == plain
    assert len(plain) == len(text)


def test_an_entity_and_spaced_out_words_lead_back_to_their_place() -> None:
    text = "推行&ldquo;点单&rdquo;,水 镇 派 出 所 落实"
    clean = clean_text(text)
    assert clean.text == "推行“点单”,水镇派出所 落实"
    start = clean.text.index("派出所")
    first, last = clean.stored(start, start + 3)
    assert text[first:last] == "派 出 所"
    first, last = clean.stored(2, 6)
    assert text[first:last] == "&ldquo;点单&rdquo;"


def test_two_characters_with_a_space_are_left_apart() -> None:
    assert clean_text("首 页 通知").text == "首 页 通知"
