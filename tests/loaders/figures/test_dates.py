from __future__ import annotations

import pytest
from policing_kg.loaders.figures.dates import dates_in


@pytest.mark.parametrize(
    ("words", "edtf", "kind"),
    [
        ("2023年", "2023", "date"),
        ("2023年5月", "2023-05", "date"),
        ("2023年5月8日", "2023-05-08", "date"),
        ("2023-05-08", "2023-05-08", "date"),
        ("二〇二三年", "2023", "date"),
        ("2022年上半年", "2022-01/2022-06", "date"),
        ("2022年前三季度", "2022-01/2022-09", "date"),
        ("2022年底", "2022-12", "date"),
        ("2021年3月至6月", "2021-03/2021-06", "range"),
        ("2021年至2023年", "2021/2023", "range"),
        ("2021年3月以来", "2021-03/..", "since"),
        ("从2021年3月起", "2021-03/..", "since"),
        ("截至2023年7月", "2023-07", "until"),
        ("“十四五”期间", "2021/2025", "range"),
    ],
)
def test_a_stated_date_is_written_in_edtf(words: str, edtf: str, kind: str) -> None:
    (found,) = dates_in(f"{words},全县新建警务室")
    assert (found.edtf, found.kind, found.basis) == (edtf, kind, "stated")


@pytest.mark.parametrize(
    ("words", "edtf", "interval"),
    [
        ("今年3月", "2022-03", "2022-03"),
        ("去年", "2021", "2021"),
        ("前年5月", "2020-05", "2020-05"),
        ("今年以来", "2022/..", "2022-01-01/2022-12-11"),
        ("去年以来", "2021/..", "2021-01-01/2022-12-11"),
        ("上个月", "2022-11", "2022-11"),
        ("今年上半年", "2022-01/2022-06", "2022-01/2022-06"),
    ],
)
def test_a_relative_date_counts_from_the_document_date(words: str, edtf: str, interval: str) -> None:
    (found,) = dates_in(f"{words},全县新建警务室", base="2022-12-11")
    assert (found.edtf, found.interval, found.basis) == (edtf, interval, "relative")


def test_last_month_of_january_is_december_of_the_year_before() -> None:
    (found,) = dates_in("上个月", base="2023-01-05")
    assert found.edtf == "2022-12"


@pytest.mark.parametrize("words", ["今年3月", "去年以来", "上个月"])
def test_a_relative_date_of_an_undated_document_keeps_its_words_alone(words: str) -> None:
    (found,) = dates_in(words)
    assert (found.text, found.edtf, found.interval) == (words, "", "")


@pytest.mark.parametrize("words", ["2023年2月30日", "2022年13月", "2023-02-31"])
def test_a_day_that_no_calendar_has_is_no_date(words: str) -> None:
    assert [d.edtf for d in dates_in(words) if len(d.edtf) > 4] == []


@pytest.mark.parametrize("words", ["近年来", "目前", "近日", "长期以来", "自启动以来"])
def test_a_vague_period_is_a_phrase_without_a_date(words: str) -> None:
    (found,) = dates_in(f"{words},警情下降", base="2022-12-11")
    assert (found.text, found.edtf, found.kind) == (words, "", "phrase")


def test_a_month_without_a_year_gives_no_date_for_a_link_but_a_period_for_a_figure() -> None:
    (found,) = dates_in("3月14日,民警走访", base="2022-12-11")
    assert (found.edtf, found.interval) == ("", "2022-03-14")


def test_a_date_inside_a_name_dates_only_the_name() -> None:
    (found,) = dates_in("印发《三年行动方案(2023—2025年)》")
    assert (found.named, found.edtf) == (True, "")


@pytest.mark.parametrize("words", ["建成警务室2023个", "全长5月亮湾路", "年均", "编号20230508"])
def test_numbers_that_only_look_like_years_are_no_dates(words: str) -> None:
    assert [d.edtf for d in dates_in(words) if d.edtf] == []
