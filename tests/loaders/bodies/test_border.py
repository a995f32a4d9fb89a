"""The border police stand in a chain of their own."""

from __future__ import annotations


def test_a_brigade_and_its_stations_have_the_detachment_that_the_article_names(found):
    text = "黑河边境管理支队孙吴边境管理大队开会。沿江边境派出所民警到会,孙吴边境管理大队作了部署。"
    assert found(text, "Unit") == [
        "黑河边境管理支队孙吴边境管理大队",
        "黑河边境管理支队孙吴边境管理大队沿江边境派出所",
        "黑河边境管理支队孙吴边境管理大队",
    ]


def test_a_border_station_is_never_of_the_countys_bureau(found):
    text = "孙吴县公安局沿江派出所出警。霍尔边境派出所民警随后赶到。"
    assert found(text, "Unit") == ["孙吴县公安局沿江派出所", "霍尔边境派出所"]


def test_the_general_station_of_a_province_is_named_as_written(found):
    assert found("孙吴县的经验得到黑龙江出入境边防检查总站肯定。", "Unit") == ["黑龙江出入境边防检查总站"]


def test_a_coast_guard_bureau_is_of_no_local_police(found):
    assert found("晋江市公安局会同泉州海警局巡逻。", "Unit") == ["晋江市公安局", "泉州海警局"]
