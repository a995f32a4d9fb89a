from __future__ import annotations

from typing import Any

import pytest
from invented_world import entities, iri_of
from policing_kg.errors import AmbiguousName, UnknownName, UsageError
from policing_kg.graph.dataset import Dataset
from policing_kg.queries import Named, Reader, ask, find_query, resolve_name

ATTACKS = (
    '" } } DROP ALL #',
    "> } INSERT DATA { <urn:a> <urn:b> <urn:c> } #",
    "%' OR 1=1 --",
    "'; DROP TABLE name; --",
    "{ UNDEF }",
    "VALUES ?in { UNDEF }",
    "\\u0022 } #",
    "\n} SELECT * { ?s ?p ?o",
    'x" NEAR "y* ^ (',
    "\x00",
)


@pytest.mark.parametrize(
    ("typed", "kind", "key"),
    [
        ("云川市公安局东岭分局", "body", "branch"),
        ("东岭分局", "body", "branch"),
        ("河口所", "body", "station"),
        ("Yunchuan Public Security Bureau", "body", "bureau"),
        ("yunchuan public security bureau", "body", "bureau"),
        ("yunchuanshigonganju", "body", "bureau"),
        ("社区民警", "party", "officer"),
        ("Dongling District", "place", "dongling"),
        ("donglingqu", "place", "dongling"),
        ("东岭区", "place", "dongling"),
        ("990102", "place", "dongling"),
        ("990102003000", "place", "hekou"),
        ("三队一台", "mechanism", "teams"),
        ("Three teams, one desk", "mechanism", "teams"),
        ("纠纷化解率", "measure", "rate"),
        ("  河口派出所 ", "entity", "station"),
    ],
)
def test_a_name_is_resolved_as_people_type_it(reader: Reader, typed: str, kind: str, key: str) -> None:
    assert resolve_name(reader, typed, kind).iri == iri_of(key)


@pytest.mark.parametrize("form", ["{iri}", "id:{id}", "{id}"])
def test_an_iri_or_id_stands_for_its_entity(reader: Reader, form: str) -> None:
    typed = form.format(iri=iri_of("station"), id=entities()["station"].id)
    assert resolve_name(reader, typed, "body").label == "云川市公安局东岭分局河口派出所"


@pytest.mark.parametrize("typed", ["news/east.txt", "东岭的碰头会", "碰头会"])
def test_a_document_is_named_by_its_key_or_a_part_of_its_title(reader: Reader, typed: str) -> None:
    named = resolve_name(reader, typed, "document")
    assert named.label == "东岭的碰头会"
    assert resolve_name(reader, named.iri, "document") == named


def test_an_ambiguous_name_lists_its_candidates(reader: Reader) -> None:
    with pytest.raises(AmbiguousName, match="城关区: ambiguous; name one of ") as caught:
        ask(reader, "figures", {"place": "城关区"})
    assert {iri for iri, _ in caught.value.candidates} == {iri_of("chengguan"), iri_of("nanping-chengguan")}
    assert {label for _, label in caught.value.candidates} == {"云省云川市城关区", "海原省南屏市城关区"}


def test_an_unknown_measure_lists_the_nearest_and_is_never_guessed(reader: Reader) -> None:
    with pytest.raises(UnknownName, match="化解率: unknown measure; did you mean 纠纷化解率") as caught:
        ask(reader, "figures", {"measure": "化解率"})
    assert caught.value.nearest == ("纠纷化解率",)


def test_the_nearest_names_are_of_the_kind_asked_for(reader: Reader) -> None:
    with pytest.raises(UnknownName) as caught:
        resolve_name(reader, "东岭分", "body")
    assert caught.value.nearest[0] == "云川市公安局东岭分局"
    assert not any(name.endswith("区") for name in caught.value.nearest)


def test_an_unknown_query_lists_the_nearest() -> None:
    with pytest.raises(UnknownName, match=r"who-meet-whom: unknown query.*did you mean who-meets-whom"):
        find_query("who-meet-whom")


def test_an_unknown_document_lists_the_nearest(reader: Reader) -> None:
    with pytest.raises(UnknownName, match=r"did you mean news/east.txt"):
        ask(reader, "document-claims", {"document": "news/easts.txt"})


@pytest.mark.parametrize(
    ("query", "given", "says"),
    [
        ("figures", {"plaice": "东岭区"}, "plaice: unknown parameter of figures, which takes measure, place"),
        ("chain", {}, "chain: the parameter unit is missing; add unit="),
        ("chain", {"unit": []}, "chain: the parameter unit is missing"),
        ("chain", {"unit": "  "}, "unit=: the value is empty"),
        ("figures", {"year": "twenty"}, "year=twenty: not an integer"),
        ("figures", {"year": "２０２３"}, "not an integer"),
        ("figures", {"year": "9" * 40}, "not an integer"),
        ("evidence", {"name": "东岭区", "status": "alive"}, "status=alive: no such choice; use live, planned"),
        ("figures", {"place": "999999"}, "999999: unknown IRI or code"),
        ("figures", {"place": "https://w3id.org/policing-kg/id/a b>"}, "not an IRI"),
        ("figures", {"unit": "\udcff"}, "not valid text"),
        ("figures", {"year": 2023.5}, "year=2023.5: a float; give a text, a whole number"),
        ("figures", {"place": [None]}, "place=None: a NoneType; give a text"),
        ("chain", {"unit": None}, "chain: the parameter unit is missing"),
    ],
)
def test_a_mistake_is_one_line_that_names_the_mend(
    reader: Reader, query: str, given: dict[str, Any], says: str
) -> None:
    with pytest.raises(UsageError) as caught:
        ask(reader, query, given)
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)
    assert caught.value.exit_status == 2


def test_an_iri_of_another_type_is_refused(reader: Reader) -> None:
    with pytest.raises(UsageError, match="a mechanism, not a place"):
        ask(reader, "figures", {"place": iri_of("teams")})


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_string_is_bound_and_never_becomes_a_part_of_the_query(reader: Reader, attack: str) -> None:
    before = len(reader.graph)
    if attack.strip():
        assert len(ask(reader, "figures", {"unit": attack})) == 0
    for parameter in ("measure", "place", "subject"):
        with pytest.raises(UsageError):
            ask(reader, "figures", {parameter: attack})
    assert len(reader.graph) == before


def test_a_list_means_any_of_its_values(reader: Reader) -> None:
    one, other = (len(ask(reader, "figures", {"measure": m})) for m in ("纠纷化解率", "报警数"))
    assert len(ask(reader, "figures", {"measure": ["纠纷化解率", "报警数"]})) == one + other


def test_a_value_may_be_a_whole_number_an_entity_or_none(reader: Reader) -> None:
    (named,) = ask(reader, "figures", {"place": "东岭区", "year": "2023"}).parameters["place"]
    assert isinstance(named, Named)
    typed = ask(reader, "figures", {"place": "东岭区", "year": "2023", "as_of": "2023"})
    assert len(typed) > 0
    assert ask(reader, "figures", {"place": named, "year": 2023, "as_of": 2023, "unit": None}) == typed
    assert ask(reader, "figures", {"place": [named], "year": [2023], "as_of": 2023}) == typed


def test_a_default_holds_where_nothing_is_given_and_is_shown(reader: Reader) -> None:
    result = ask(reader, "contradictions")
    assert result.parameters == {"apart": (0,)}
    assert len(result) == 1


def test_parameters_are_shown_as_they_were_resolved(reader: Reader) -> None:
    shown = ask(reader, "figures", {"place": "东岭区", "year": "2023", "unit": "%"}).parameters
    assert [str(v) for values in shown.values() for v in values] == ["云省云川市东岭区", "2023", "%"]
    assert shown["year"] == (2023,)


def test_a_place_includes_what_lies_in_it_and_nothing_without_a_place(reader: Reader) -> None:
    within = {str(row["place"]) for row in ask(reader, "mechanisms-of", {"place": "云川市"})}
    assert within == {"云省云川市东岭区", "云省云川市东岭区河口镇", "云省云川市西坪县"}


def test_the_result_names_the_dataset_that_answered(world: object, reader: Reader) -> None:
    with Dataset.open(str(world)) as dataset:
        assert ask(reader, "coverage").dataset == dataset.digest
