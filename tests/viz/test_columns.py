"""Where boxes stand in their columns."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st
from policing_kg.viz.columns import GAP, Box, place


@st.composite
def drawings(draw: st.DrawFn) -> tuple[list[Box], list[tuple[str, str]]]:
    count = draw(st.integers(1, 25))
    boxes = [
        Box(
            f"b{i}",
            draw(st.integers(0, 3)),
            draw(st.floats(60, 200)),
            draw(st.floats(20, 90)),
            draw(st.sampled_from(["", *(f"b{k}" for k in range(count))])),
        )
        for i in range(count)
    ]
    ids = st.sampled_from([b.id for b in boxes])
    return boxes, draw(st.lists(st.tuples(ids, ids), max_size=40))


@given(drawings())
@settings(max_examples=150, deadline=None)
def test_every_box_has_a_place_and_no_two_overlap(drawn: tuple[list[Box], list[tuple[str, str]]]) -> None:
    boxes, edges = drawn
    spots = place(boxes, edges)
    assert set(spots) == {b.id for b in boxes}
    for a, b in combinations(boxes, 2):
        apart_across = abs(spots[a.id][0] - spots[b.id][0]) - (a.width + b.width) / 2
        apart_down = abs(spots[a.id][1] - spots[b.id][1]) - (a.height + b.height) / 2
        assert max(apart_across, apart_down) >= (GAP if a.column == b.column else 0) - 0.2, (a, b)


@given(drawings())
@settings(max_examples=60, deadline=None)
def test_the_same_network_gives_the_same_places(drawn: tuple[list[Box], list[tuple[str, str]]]) -> None:
    boxes, edges = drawn
    assert place(boxes, edges) == place(boxes, edges)


def test_columns_stand_from_left_to_right_and_apart() -> None:
    spots = place([Box("b", 2, 80, 30), Box("a", 0, 120, 30), Box("c", 3, 80, 30)], [], gutter=50)
    assert [spots[i][0] for i in "abc"] == [60, 120 + 50 + 40, 120 + 50 + 80 + 50 + 40]


def test_a_unit_stands_under_the_one_above_it_before_the_next_tree_begins() -> None:
    boxes = [Box("x", 0, 90, 30), Box("a", 0, 90, 30), Box("child", 0, 74, 30, "a"), Box("y", 0, 90, 30)]
    order = sorted(boxes, key=lambda b: place(boxes, [])[b.id][1])
    ids = [b.id for b in order]
    assert ids.index("child") == ids.index("a") + 1


def test_boxes_that_are_tied_stand_level() -> None:
    left = [Box(f"l{i}", 0, 90, 30) for i in range(4)]
    right = [Box(f"r{i}", 1, 90, 30) for i in range(4)]
    spots = place([*left, *right], [(f"l{i}", f"r{3 - i}") for i in range(4)])
    assert [spots[f"l{i}"][1] for i in range(4)] == [spots[f"r{3 - i}"][1] for i in range(4)]


def test_units_that_are_each_under_the_other_are_placed_once_each() -> None:
    spots = place([Box("a", 0, 90, 30, "b"), Box("b", 0, 90, 30, "a")], [])
    assert abs(spots["a"][1] - spots["b"][1]) == 30 + GAP
