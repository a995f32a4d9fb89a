"""What stands in the boxes and which are drawn."""

from __future__ import annotations

from typing import Any

from policing_kg.queries import Reader, ask
from policing_kg.viz.drawing import Drawing, draw
from policing_kg.viz.labels import distinctions, stacked, wrapped
from policing_kg.viz.network import Link, Network, network

World = Any  # the class in conftest.py


def drawn(reader: Reader) -> tuple[Network, Drawing]:
    found = network(ask(reader, "cross-department-network", {"place": "西青区"}))
    return found, draw(found, ["天津市西青区"], 150)


def box(drawing: Drawing, text: str) -> dict[str, Any]:
    (found,) = [n for n in drawing.nodes if n["zh"].replace("\n", "") == text]
    return found


def test_the_four_columns_stand_in_their_order(reader: Reader) -> None:
    _, drawing = drawn(reader)
    texts = "派驻制度", "大寺派出所", "工作会商", "综治中心"
    spots = [box(drawing, text)["x"] for text in texts]
    assert spots == sorted(spots)
    headings = [n for n in drawing.nodes if n["kind"] == "heading"]
    assert len(headings) == 4
    assert max(h["y"] for h in headings) < min(n["y"] for n in drawing.nodes if n["kind"] != "heading")


def test_every_link_is_a_line_and_every_line_joins_boxes_that_are_drawn(reader: Reader) -> None:
    found, drawing = drawn(reader)
    ids = {n["id"] for n in drawing.nodes}
    assert {i for e in drawing.edges for i in e["links"]} == set(range(len(found.links)))
    assert all({e["from"], e["to"]} <= ids and len(e["path"]) >= 2 for e in drawing.edges)


def test_lines_touch_the_boxes_they_join(reader: Reader) -> None:
    _, drawing = drawn(reader)
    by_id = {n["id"]: n for n in drawing.nodes}
    for e in drawing.edges:
        for end, (x, y) in ((e["from"], e["path"][0]), (e["to"], e["path"][-1])):
            n = by_id[end]
            across, down = abs(x - n["x"]) - n["width"] / 2, abs(y - n["y"]) - n["height"] / 2
            assert max(across, down) <= 0.2, e
            assert max(across, down) >= -0.2, e


def test_a_meeting_says_how_often_in_both_languages(reader: Reader) -> None:
    _, drawing = drawn(reader)
    meeting = box(drawing, "工作会商")
    assert (meeting["note_zh"], meeting["note_en"]) == ("1次/周", "1× a week")


def test_a_posting_passes_through_a_tag_that_says_how_many_and_how_often(reader: Reader) -> None:
    _, drawing = drawn(reader)
    tag = next(n for n in drawing.nodes if n["kind"] == "tag" and n["relation"] == "stationedIn")
    assert tag["zh"] == "派驻 · 2名 · 3半天/周"
    assert "2 in all" in tag["en"]
    assert "3 half-days a week" in tag["en"]
    into, out = [e for e in drawing.edges if tag["id"] in (e["from"], e["to"])]
    assert (into["arrow"], out["arrow"]) == (False, True)


def test_cooperation_has_no_arrow(reader: Reader) -> None:
    _, drawing = drawn(reader)
    lines = [e for e in drawing.edges if e["relations"] == ["cooperatesWith"]]
    assert lines
    assert not any(e["arrow"] or e["back"] for e in lines)


def test_a_posting_to_the_police_points_at_the_police(world: World) -> None:
    found = world.network(("青禾法院", "stationedIn", "南河所"), kinds={"南河所": "police"})
    drawing = draw(found, [], 9)
    by_text = {n["zh"]: n["id"] for n in drawing.nodes}
    arrows = [(e["from"], e["back"], e["arrow"]) for e in drawing.edges]
    assert (by_text["南河所"], True, False) in arrows
    assert not any(arrow for _, _, arrow in arrows)


def test_names_are_shortened_by_the_unit_above_and_the_place(reader: Reader) -> None:
    _, drawing = drawn(reader)
    texts = {n["zh"] for n in drawing.nodes}
    assert {"大寺派出所", "司法局", "信访局"} <= texts


def test_a_unit_stands_in_from_the_one_above_it(reader: Reader) -> None:
    _, drawing = drawn(reader)
    above, below = box(drawing, "天津市公安局西青分局"), box(drawing, "大寺派出所")
    assert below["x"] - below["width"] / 2 > above["x"] - above["width"] / 2
    assert below["y"] > above["y"]


def test_names_that_would_be_alike_are_not_shortened(world: World) -> None:
    kinds = {"青禾区南河所": "police", "松原区南河所": "police"}
    found = world.network(("青禾区南河所", "supports", "法院"), ("松原区南河所", "supports", "法院"), kinds=kinds)
    texts = {n["zh"] for n in draw(found, ["青禾区", "松原区"], 9).nodes}
    assert set(kinds) <= texts


def test_entities_of_one_name_say_who_reports_them(world: World) -> None:
    one = world.network(("南河所", "supports", "综治中心@1"), kinds={"南河所": "police"}, publisher="甲报")
    two = world.network(("南河所", "supports", "综治中心@2"), kinds={"南河所": "police"}, publisher="乙报")
    found = Network({**one.nodes, **two.nodes}, (*one.links, *two.links))
    assert sorted(distinctions(found).values()) == ["乙报", "甲报"]
    notes = {n["note_zh"] for n in draw(found, [], 9).nodes if n["zh"] == "综治中心"}
    assert notes == {"甲报", "乙报"}


def test_entities_of_one_name_in_one_document_are_numbered(world: World) -> None:
    found = world.network(
        ("南河所", "supports", "综治中心@1"), ("南河所", "supports", "综治中心@2"), kinds={"南河所": "police"}
    )
    assert sorted(distinctions(found).values()) == ["#1", "#2"]


def test_units_each_under_the_other_are_still_drawn(world: World) -> None:
    found = world.network(
        ("甲局", "unitOf", "乙局"),
        ("乙局", "unitOf", "甲局"),
        ("甲局", "supports", "法院"),
        ("乙局", "supports", "法院"),
        kinds={"甲局": "police", "乙局": "police"},
    )
    drawing = draw(found, [], 9)
    assert {"甲局", "乙局"} <= {n["zh"] for n in drawing.nodes}
    assert sum(e["hierarchy"] for e in drawing.edges) == 2


def crowd(world: World, offices: int, own: int) -> Network:
    ties = [("南河所", "cooperatesWith", f"部门{i:03}") for i in range(offices)]
    ties += [("南河所", "implements", f"机制{i:03}") for i in range(own)]
    kinds = {"南河所": "police"} | {f"机制{i:03}": "mechanism" for i in range(own)}
    return world.network(*ties, kinds=kinds)


def test_no_more_boxes_are_drawn_than_stay_readable(world: World) -> None:
    drawing = draw(crowd(world, 200, 0), [], 150)
    assert (drawing.drawn, drawing.total) == (150, 201)
    assert sum(n["kind"] not in ("tag", "heading") for n in drawing.nodes) == 150


def test_what_ties_the_two_sides_is_drawn_before_what_the_police_run_alone(world: World) -> None:
    drawing = draw(crowd(world, 20, 60), [], 30)
    kinds = [n["kind"] for n in drawing.nodes]
    assert kinds.count("department") == 20
    assert kinds.count("mechanism") == 9


def test_the_drawing_does_not_depend_on_the_order_of_the_links(world: World) -> None:
    found = crowd(world, 12, 5)
    turned = Network(found.nodes, found.links[::-1])
    places = {n["zh"]: (n["x"], n["y"]) for n in draw(found, [], 99).nodes if n["kind"] != "tag"}
    assert places == {n["zh"]: (n["x"], n["y"]) for n in draw(turned, [], 99).nodes if n["kind"] != "tag"}


def test_two_claims_of_one_pair_are_one_line_with_both(world: World) -> None:
    found = world.network(
        ("南河所", "convenes", "会商"),
        ("南河所", "participatesIn", "会商"),
        kinds={"南河所": "police", "会商": "meeting"},
    )
    (line,) = draw(found, [], 9).edges
    assert (line["links"], line["relations"], line["arrow"]) == ([0, 1], ["convenes", "participatesIn"], True)


def test_the_widest_name_fits_its_box_and_is_cut_visibly() -> None:
    lines = wrapped("很" * 60, 168).split("\n")
    assert len(lines) == 3
    assert lines[-1].endswith("…")
    assert max(map(len, lines)) * 14 <= 168


def test_lines_of_a_name_are_about_equally_long() -> None:
    assert wrapped("一二三四五六七八九十甲乙", 168) == "一二三四五六\n七八九十甲乙"


def test_parts_of_a_tag_are_not_broken() -> None:
    assert stacked(["派驻", "每单位12名", "4半天/周"], 190).split("\n")[-1] == "4半天/周"


def test_a_link_needs_both_of_its_ends(world: World) -> None:
    found = crowd(world, 5, 0)
    assert found.only(list(found.nodes)[:1]).links == ()
    assert isinstance(found.links[0], Link)
