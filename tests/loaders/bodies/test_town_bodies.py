"""Classes of bodies that a township has, and other names that only their surroundings complete."""

from __future__ import annotations


def test_a_class_is_of_the_township_that_its_sentence_names_alone(found):
    assert found("建水县面甸镇每周请司法所、村委会碰头。", "Department") == ["建水县面甸镇司法所", "建水县面甸镇村委会"]


def test_of_two_townships_neither_has_the_class(found):
    assert found("建水县面甸镇、曲江镇每周请司法所碰头。", "Department") == ["建水县司法所"]


def test_a_prefectures_short_name_stays_in_its_bureaus_name(found):
    assert found("文山州公安局到丘北县调研。", "Unit") == ["文山州公安局"]


def test_bureaus_whose_offices_are_named(found):
    text = "建水县公安局压缩局机关,县局机关民警下沉。"
    assert found(text, "Unit")[1:] == ["建水县公安局机关"] * 2


def test_squads_of_a_list_are_of_one_station(found):
    text = "建水县公安局曲江派出所案件办理队与社区警务队分工。"
    assert found(text, "Unit")[1] == "建水县公安局曲江派出所社区警务队"


def test_a_hotline_is_a_body_of_its_place(found):
    assert found("建水县公安局向12345热线派员。", "Department") == ["建水县12345热线"]


def test_a_company_is_read_to_its_place(found):
    text = "建水县公安局与云南省曲江古驿道文化旅游发展有限公司签约。"
    assert found(text, "Organisation") == ["云南省曲江古驿道文化旅游发展有限公司"]


def test_counted_schools_are_no_school_of_that_name(found):
    assert "所学校" not in found("建水县在19所学校建起警务室。", "Organisation")


def test_a_whole_that_only_ranks_does_not_qualify(found):
    text = "建水县公安局发文,率先在全州推行轮训:派出所每周一次。"
    assert found(text, "Unit")[-1] == "建水县派出所"
