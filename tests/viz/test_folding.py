"""What is folded into one box where there is too much to read, and that nothing is lost in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from policing_kg.viz.folding import FEW, SHARE, Group, fold
from policing_kg.viz.picture import Node, Picture
from policing_kg.viz.plan import Bar, Plan

World = Any  # the class in conftest.py
SORTS, REGIONS = ("派出所", "分局", ""), ("甲省", "乙省", "丙省")


def crowd(count: int, **more: Any) -> Picture:
    """Bodies of a few sorts in some provinces and counties."""
    nodes = (
        Node(
            f"urn:{i:04}",
            f"机构{i:04}",
            ("police", "department")[i % 2],
            sort=SORTS[i % 3],
            region=(REGIONS[i % 3], f"{REGIONS[i % 3]}{i % 7}县")[: i % 4],
            **more,
        )
        for i in range(count)
    )
    return Picture({node.iri: node for node in nodes}, ())


def plan_of(found: Picture, **more: Any) -> Plan:
    return Plan({iri: i % 2 for i, iri in enumerate(found.nodes)}, **more)


def nested(groups: tuple[Group, ...]) -> Iterator[Group]:
    for group in groups:
        yield group
        yield from nested(group.groups)


@given(st.integers(1, 900), st.integers(1, 300))
@settings(max_examples=60, deadline=None)
def test_every_node_is_shown_once_or_stands_in_one_group(count: int, most: int) -> None:
    found = crowd(count)
    folded = fold(found, plan_of(found), most)
    held = [*folded.nodes, *(iri for group in folded.groups for iri in group.all)]
    assert sorted(held) == sorted(found.nodes)
    assert all(len(group.all) > 1 or group.key for group in folded.groups)


@given(st.integers(200, 900), st.integers(60, 150))
@settings(max_examples=30, deadline=None)
def test_no_more_boxes_are_shown_than_stay_readable(count: int, most: int) -> None:
    found = crowd(count)
    folded = fold(found, plan_of(found), most)
    assert len(folded.nodes) + len(folded.groups) <= most * SHARE


def test_what_can_be_read_is_not_folded() -> None:
    found = crowd(150)
    assert fold(found, plan_of(found), 150).groups == ()


def test_what_was_asked_for_is_never_folded() -> None:
    found = crowd(500)
    assert "urn:0123" in fold(found, plan_of(found, focus={"urn:0123"}), 60).nodes


def test_a_group_holds_nodes_of_one_column_and_kind() -> None:
    found = crowd(700)
    plan = plan_of(found)
    groups = list(nested(fold(found, plan, 80).groups))
    assert groups
    for group in groups:
        assert len({plan.columns[iri] for iri in group.all}) == len({found.nodes[iri].kind for iri in group.all}) == 1


def test_a_group_that_opens_shows_few_boxes_and_groups_again_what_is_many() -> None:
    nodes = {
        f"urn:{i}": Node(f"urn:{i}", str(i), "police", sort="派出所", region=(f"{i % 4}省", f"{i % 40}县"))
        for i in range(400)
    }
    (group,) = fold(Picture(nodes, ()), Plan(dict.fromkeys(nodes, 0)), 5).groups
    assert [g.key[-1] for g in group.groups] == ["0省", "1省", "2省", "3省"]
    assert all(len(inner.members) + len(inner.groups) <= FEW for inner in nested((group,)))


def test_on_a_time_axis_what_has_no_date_is_folded_apart() -> None:
    found = crowd(300)
    bars = {iri: Bar("2020-01-01", "2020-12-31") if i % 3 else Bar() for i, iri in enumerate(found.nodes)}
    for group in nested(fold(found, plan_of(found, bars=bars), 60).groups):
        assert len({bool(bars[iri].first) for iri in group.all}) == 1


def test_a_link_of_a_folded_box_has_a_line_but_no_tag(world: World) -> None:
    ties = [("南河所", "cooperatesWith", f"部门{i:03}") for i in range(200)]
    found = world.picture(*ties, kinds={"南河所": "police"})
    drawing = world.draw(found, most=50)
    (group,) = [n for n in drawing.nodes if "members" in n]
    assert group["zh"] == "部门 ×200"
    assert {n["in"] for n in drawing.nodes if n["kind"] == "department" and "members" not in n} == {group["id"]}
    assert not [n for n in drawing.nodes if n["kind"] == "tag"]
    assert sorted(i for e in drawing.edges for i in e["links"]) == list(range(200))
    assert (drawing.drawn, drawing.total) == (1, 201)
