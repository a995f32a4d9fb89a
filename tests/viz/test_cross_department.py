"""Who and what gets into the picture of police and departments."""

from __future__ import annotations

import pytest
from policing_kg.queries import Reader
from policing_kg.queries.described import Described
from policing_kg.viz import cross_department
from policing_kg.viz.cross_department import across
from policing_kg.viz.picture import Link, Node, Picture, meetings_marked, node_of

NODES = {
    "station": Node("station", "南河所", "police"),
    "bureau": Node("bureau", "青禾分局", "police"),
    "court": Node("court", "青禾法院", "department"),
    "centre": Node("centre", "青禾中心", "department"),
    "talks": Node("talks", "青禾会商", "mechanism"),
    "plan": Node("plan", "青禾计划", "mechanism"),
}


def kept(*links: tuple[str, str, str]) -> set[tuple[str, str, str]]:
    found = across(NODES, [Link(*ends) for ends in links])
    return {(x.subject, x.relation, x.object) for x in found.links}


def test_links_across_the_two_sides_are_kept_and_those_within_the_other_side_are_not() -> None:
    across_ = ("station", "cooperatesWith", "court")
    assert kept(across_, ("court", "cooperatesWith", "centre")) == {across_}


def test_a_meeting_brings_all_who_take_part_when_the_police_do() -> None:
    links = [(who, "participatesIn", "talks") for who in ("station", "court", "centre")]
    assert kept(*links) == set(links)
    assert kept(*links[1:]) == set()


def test_a_mechanism_that_somebody_convenes_is_a_meeting() -> None:
    nodes = meetings_marked(NODES, [Link("station", "convenes", "talks"), Link("station", "implements", "plan")])
    assert (nodes["talks"].kind, nodes["plan"].kind) == ("meeting", "mechanism")


def test_the_hierarchy_is_shown_between_units_that_are_tied_and_brings_no_others() -> None:
    tied, under = ("station", "cooperatesWith", "court"), ("station", "unitOf", "bureau")
    assert under not in kept(tied, under)
    assert under in kept(tied, under, ("bureau", "supports", "centre"))


@pytest.mark.parametrize(
    ("of_class", "sector", "sort", "kind"),
    [
        ("pk:PoliceBody", "police", "派出所", "police"),
        ("pk:PoliceBody", "", "", "police"),
        ("pk:Population", "police", "派出所", "police-kind"),
        ("pk:Post", "police", "", "police-kind"),
        ("pk:Post", "government", "", "post"),
        ("pk:Organisation", "", "", "organisation"),
        ("pk:Population", "organisation", "", "organisation"),
        ("pk:Population", "department", "司法所", "department"),
        ("pk:Department", "department", "人民政府", "government"),
        ("pk:Mechanism", "", "system", "mechanism"),
    ],
)
def test_the_kind_of_a_box_follows_class_and_sector(of_class: str, sector: str, sort: str, kind: str) -> None:
    assert node_of(Described("urn:x", "某处", of_class, sector, sort)).kind == kind


def found(reader: Reader, **asked: str) -> Picture:
    from policing_kg.queries.names import resolve_name

    return cross_department.find(reader, {k: (resolve_name(reader, v),) for k, v in asked.items()})


def test_the_dataset_is_asked_for_the_links_of_a_place(reader: Reader) -> None:
    picture = found(reader, place="西青区")
    relations = {x.relation for x in picture.links}
    assert {"cooperatesWith", "stationedIn", "convenes", "participatesIn", "implements", "unitOf"} <= relations
    assert len(picture.links) == 10
    assert all(x.statements for x in picture.links)


def test_claims_of_one_link_stand_together_by_their_place_in_the_document(reader: Reader) -> None:
    for link in found(reader, place="西青区").links:
        starts = [s.spans[0].start for s in link.statements]
        assert starts == sorted(starts)
