"""The same structure has the same identifier, whatever its spelling; what is open is the document's own."""

from __future__ import annotations

import pytest
from policing_kg.loaders.resolution import (
    ancestors_of,
    body_entity,
    mechanism_entity,
    place_entity,
    role_entity,
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("利通区公安分局", "宁夏回族自治区吴忠市公安局利通分局"),
        ("天津市公安局西青分局大寺派出所", "天津市西青区公安分局大寺派出所"),
        ("盐池县公安局", "宁夏回族自治区吴忠市盐池县公安局"),
        ("吉林省公安厅", "吉林省省公安厅"),
        ("盐池县人民政府", "盐池县政府"),
        ("盐池县委政法委员会", "盐池县委政法委"),
    ],
)
def test_two_spellings_of_one_body_are_one_entity(one, other):
    kind = "Department" if "政" in one else "Unit"
    assert body_entity(one, type=kind).id == body_entity(other, type=kind).id


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("临洮县公安局城关派出所", "陇西县公安局城关派出所"),
        ("天津市公安局西青分局", "天津市公安局东丽分局"),
        ("天津市公安局西青分局", "天津市公安局"),
    ],
)
def test_like_names_of_two_bodies_are_two_entities(one, other):
    assert body_entity(one, type="Unit").id != body_entity(other, type="Unit").id


def test_an_open_name_is_one_entity_in_a_document_and_another_elsewhere():
    here = body_entity("城关派出所", type="Unit", resolved=False, document="a")
    again = body_entity("城关派出所", type="Unit", resolved=False, document="a")
    elsewhere = body_entity("城关派出所", type="Unit", resolved=False, document="b")
    assert here.id == again.id != elsewhere.id
    assert not here.resolved


def test_a_class_is_a_population_and_no_unit():
    assert body_entity("天津市派出所", type="Unit", generic=True).kind == "population"
    assert body_entity("天津市公安局西青分局大寺派出所", type="Unit").kind == "unit"


def test_a_type_that_no_body_has_is_refused_with_those_that_one_has():
    with pytest.raises(ValueError, match="Unit, Department, Organisation"):
        body_entity("两队一室", type="Mechanism")


def test_ancestors_follow_the_name_and_a_county_s_bureau_has_none():
    station = body_entity("天津市公安局西青分局大寺派出所", type="Unit")
    assert [e.name for e in ancestors_of(station)] == ["天津市公安局", "天津市公安局西青分局"]
    assert ancestors_of(body_entity("盐池县公安局", type="Unit")) == ()


def test_quotation_marks_make_no_other_mechanism_but_an_issuer_does():
    assert mechanism_entity("“红黄绿”").id == mechanism_entity("红黄绿").id
    assert mechanism_entity("红黄绿", scope="a").id != mechanism_entity("红黄绿", scope="b").id


def test_one_post_is_one_entity_everywhere():
    assert role_entity("派出所所长").id == role_entity("派出所所长").id


def test_a_place_below_the_divisions_lies_in_its_division():
    place = place_entity("120104", "天津市南开区碧华里社区")
    assert place.chain == ("120000", "120104", "碧华里社区")
    assert place.id != place_entity("120104").id


def test_a_place_without_code_and_name_is_refused():
    with pytest.raises(KeyError):
        place_entity("999999")
