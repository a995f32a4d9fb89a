"""Where boxes and lines stand."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st
from policing_kg.viz.layout import GAP, Box, place
from policing_kg.viz.ports import APART, branch, curves


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


def test_lines_begin_and_end_at_the_facing_sides_of_their_boxes() -> None:
    boxes = {i: Box(i, c, 100, 40) for i, c in {"a": 0, "b": 1}.items()}
    spots = {"a": (50.0, 0.0), "b": (250.0, 80.0)}
    there, back = curves(boxes, spots, [("a", "b"), ("b", "a")])
    assert (there[0][0], there[1][0]) == (100, 200)
    assert (back[0][0], back[1][0]) == (200, 100)


def test_lines_of_one_side_stand_apart_in_the_order_of_their_other_ends() -> None:
    boxes = {i: Box(i, int(i != "a"), 100, 40) for i in "abcd"}
    spots = {"a": (50.0, 0.0), "b": (250.0, 90.0), "c": (250.0, -90.0), "d": (250.0, 0.0)}
    starts = [ends[0][1] for ends in curves(boxes, spots, [("a", "b"), ("a", "c"), ("a", "d")])]
    assert starts == [APART, -APART, 0]


def test_many_lines_of_one_side_stay_within_it() -> None:
    many = [f"b{i}" for i in range(30)]
    boxes = {i: Box(i, int(i != "a"), 100, 40) for i in ("a", *many)}
    spots = {"a": (50.0, 0.0)} | {b: (250.0, 50.0 * i) for i, b in enumerate(many)}
    starts = [ends[0][1] for ends in curves(boxes, spots, [("a", b) for b in many])]
    assert max(map(abs, starts)) < 20
    assert len(set(starts)) == 30


def test_a_branch_runs_left_of_every_box_between_its_ends() -> None:
    above, below = Box("a", 0, 100, 30), Box("c", 0, 84, 30, "a")
    path = branch(above, below, {"a": (50, 0), "c": (58, 200)}, 0)
    down = path[0][0]
    assert path[1] == (down, 200)
    assert 0 < down < 100 - 84  # a sibling between them begins at 16
    assert path[-1] == (16, 200)


def test_a_second_superior_is_reached_around_the_column() -> None:
    above, below = Box("a", 0, 100, 30), Box("c", 0, 84, 30, "other")
    path = branch(above, below, {"a": (50, 0), "c": (58, 200)}, 0)
    assert min(x for x, _ in path) < 0
    assert (path[0], path[-1]) == ((0, 0), (16, 200))
