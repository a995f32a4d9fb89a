"""Who and what gets into the picture."""

from __future__ import annotations

from typing import Any

import pytest
from policing_kg.graph.location import Location, Named
from policing_kg.queries import Reader, ask
from policing_kg.queries.result import Row
from policing_kg.viz.network import Network, network

POLICE = ("pk:PoliceBody", "police")
OFFICE = ("pk:Department", "government")
MECHANISM = ("pk:Mechanism", "")


def row(subject: tuple[str, tuple[str, str]], relation: str, object_: tuple[str, tuple[str, str]], **more: Any) -> Row:
    document = Named("https://example.org/d", "摘要")
    claim = f"{subject[0]}-{relation}-{object_[0]}-{more.get('start', 3)}"
    fields: dict[str, Any] = dict.fromkeys(
        ("frequency", "headcount", "unit", "each", "when", "stage", "initiator", "at", "scope", "publisher")
    )
    fields |= {"published": None, "address": None, "document": document, "relation": f"pk:{relation}"}
    for end, (name, (of_class, sector)) in {"subject": subject, "object": object_}.items():
        fields[end] = Named(f"https://example.org/{name}", name)
        fields |= {f"{end}_class": of_class, f"{end}_sector": sector, f"{end}_place": None}
    fields |= {k: v for k, v in more.items() if k in fields}
    span = Location(claim, document, more.get("start", 3), 9, 0, 20)
    return Row(fields, (claim,), (span,))


def said(found: Network) -> set[tuple[str, str, str]]:
    return {(found.nodes[x.subject].label, x.relation, found.nodes[x.object].label) for x in found.links}


STATION, BUREAU, COURT, CENTRE = ("南河所", POLICE), ("青禾分局", POLICE), ("青禾法院", OFFICE), ("青禾中心", OFFICE)
TALKS, PLAN = ("青禾会商", MECHANISM), ("青禾计划", MECHANISM)


def test_links_across_the_two_sides_are_kept_and_those_within_the_other_side_are_not() -> None:
    found = network([row(STATION, "cooperatesWith", COURT), row(COURT, "cooperatesWith", CENTRE)])
    assert said(found) == {("南河所", "cooperatesWith", "青禾法院")}


def test_a_meeting_brings_all_who_take_part_when_the_police_do() -> None:
    rows = [row(who, "participatesIn", TALKS) for who in (STATION, COURT, CENTRE)]
    assert len(said(network(rows))) == 3
    assert said(network(rows[1:])) == set()


def test_a_mechanism_that_somebody_convenes_is_a_meeting() -> None:
    found = network([row(STATION, "convenes", TALKS), row(STATION, "implements", PLAN)])
    assert {n.label: n.kind for n in found.nodes.values()} == {
        "南河所": "police",
        "青禾会商": "meeting",
        "青禾计划": "mechanism",
    }


def test_the_hierarchy_is_shown_between_units_that_are_tied_and_brings_no_others() -> None:
    rows = [row(STATION, "cooperatesWith", COURT), row(STATION, "unitOf", BUREAU)]
    assert ("南河所", "unitOf", "青禾分局") not in said(network(rows))
    assert ("南河所", "unitOf", "青禾分局") in said(network([*rows, row(BUREAU, "supports", CENTRE)]))


def test_claims_of_one_link_stand_together_by_their_place_in_the_document() -> None:
    rows = [row(STATION, "cooperatesWith", COURT, start=s, frequency=f"{s}次/周") for s in (7, 5, 6)]
    (link,) = network([*rows, rows[0]]).links
    assert [s.spans[0].start for s in link.statements] == [5, 6, 7]
    assert [dict(s.qualifiers)["frequency"] for s in link.statements] == ["5次/周", "6次/周", "7次/周"]


@pytest.mark.parametrize(
    ("of_class", "sector", "kind"),
    [
        ("pk:PoliceBody", "police", "police"),
        ("pk:PoliceBody", "", "police"),
        ("pk:Population", "police", "police-kind"),
        ("pk:Post", "police", "police-kind"),
        ("pk:Post", "government", "post"),
        ("pk:Organisation", "", "organisation"),
        ("pk:Population", "organisation", "organisation"),
        ("pk:Population", "government", "department"),
    ],
)
def test_the_kind_of_a_box_follows_class_and_sector(of_class: str, sector: str, kind: str) -> None:
    other = COURT if kind.startswith("police") else STATION
    found = network([row(("某处", (of_class, sector)), "cooperatesWith", other)])
    assert {n.kind for n in found.nodes.values() if n.label == "某处"} == {kind}


def test_the_order_of_rows_does_not_matter(reader: Reader) -> None:
    rows = list(ask(reader, "cross-department-network", {"place": "西青区"}))
    assert len(rows) > 5
    assert network(rows) == network(rows[::-1])


def test_degrees_count_links_but_not_the_hierarchy() -> None:
    found = network(
        [row(STATION, "cooperatesWith", COURT), row(BUREAU, "supports", COURT), row(STATION, "unitOf", BUREAU)]
    )
    degrees = {found.nodes[i].label: n for i, n in found.degrees().items()}
    assert degrees == {"南河所": 1, "青禾分局": 1, "青禾法院": 2}
