from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from policing_kg.loaders.figures.numerals import chinese_number, find_numerals


@pytest.mark.parametrize(
    ("words", "value", "approx"),
    [
        ("28万余", 280000, True),
        ("14.8万", 148000, False),
        ("1.3亿余", 130000000, True),
        ("12,345", 12345, False),
        ("近千", 1000, True),
        ("上千", 1000, True),
        ("万余", 10000, True),
        ("约300", 300, True),
        ("300多", 300, True),
        ("十五", 15, False),
        ("二十三", 23, False),
        ("一百零五", 105, False),
        ("两千三百", 2300, False),
        ("三万", 30000, False),
    ],
)
def test_a_number_is_read_with_its_scale_and_blur(words: str, value: float, approx: bool) -> None:
    (numeral,) = find_numerals(words)
    assert (numeral.value, numeral.approx, numeral.percent) == (value, approx, False)


@pytest.mark.parametrize(
    ("words", "value", "approx"),
    [
        ("五分之一", 20, False),
        ("三分之二", 66.666667, False),
        ("百分之九十五", 95, False),
        ("百分之百", 100, False),
        ("百分之三点五", 3.5, False),
        ("千分之五", 0.5, False),
        ("近九成", 90, True),
        ("七成五", 75, False),
        ("四成半", 45, False),
        ("一半", 50, False),
    ],
)
def test_a_fraction_is_a_percentage(words: str, value: float, approx: bool) -> None:
    (numeral,) = find_numerals(words)
    assert (numeral.value, numeral.approx, numeral.percent) == (value, approx, True)


@pytest.mark.parametrize(
    ("words", "value", "bound"),
    [
        ("不少于40", 40, ">="),
        ("至少3", 3, ">="),
        ("超过500", 500, ">="),
        ("逾八成", 80, ">="),
        ("不到20", 20, "<="),
        ("不足5", 5, "<="),
        ("低于3", 3, "<="),
        ("不低于85", 85, ">="),
        ("不超过30", 30, "<="),
        ("过半", 50, ">="),
    ],
)
def test_a_word_before_a_number_bounds_it(words: str, value: float, bound: str) -> None:
    (numeral,) = find_numerals(words)
    assert (numeral.value, numeral.bound) == (value, bound)


@pytest.mark.parametrize(
    ("words", "low", "high"),
    [("3至5", 3, 5), ("10—15", 10, 15), ("3到5万", 30000, 50000), ("两三百名", 200, 300), ("七八名", 7, 8)],
)
def test_a_range_has_both_ends(words: str, low: float, high: float) -> None:
    (numeral,) = find_numerals(words)
    assert (numeral.value, numeral.value_max) == (low, high)


@pytest.mark.parametrize("words", ["成立专班", "成果丰硕", "千方百计", "全年", "五分之九"])
def test_words_that_only_hold_a_numeral_sign_have_no_value(words: str) -> None:
    assert find_numerals(words) == []


def test_a_number_of_digit_words_without_a_unit_digit_is_none() -> None:
    assert chinese_number("千百") is None
    assert chinese_number("十十") is None


@given(st.integers(min_value=1, max_value=9999))
def test_every_whole_number_in_digits_is_read_as_itself(number: int) -> None:
    (numeral,) = find_numerals(f"化解纠纷{number}起")
    assert (numeral.value, numeral.approx, numeral.bound, numeral.digits) == (number, False, None, True)
