"""What stands in the boxes and which are drawn."""

from __future__ import annotations

from typing import Any

import pytest
from policing_kg.queries import Reader, resolve_name
from policing_kg.viz import cross_department
from policing_kg.viz.drawing import Drawing, draw
from policing_kg.viz.labels import distinctions, stacked, wrapped, wrapped_words
from policing_kg.viz.picture import Picture

World = Any  # the class in conftest.py


@pytest.fixture(scope="module")
def drawn(reader: Reader) -> tuple[Picture, Drawing]:
    asked = {"place": (resolve_name(reader, "西青区", "place"),)}
    found = cross_department.find(reader, asked)
    return found, draw(found, cross_department.plan(found, asked), 150)


def box(drawing: Drawing, text: str) -> dict[str, Any]:
    (found,) = [n for n in drawing.nodes if n["zh"].replace("\n", "") == text]
    return found


def test_the_four_columns_stand_in_their_order(drawn: tuple[Picture, Drawing]) -> None:
    _, drawing = drawn
    texts = "派驻制度", "大寺派出所", "工作会商", "综治中心"
    spots = [box(drawing, text)["x"] for text in texts]
    assert spots == sorted(spots)
    headings = [n for n in drawing.nodes if n["kind"] == "heading"]
    assert len(headings) == 4
    assert max(h["y"] for h in headings) < min(n["y"] for n in drawing.nodes if n["kind"] != "heading")


def test_every_link_is_a_line_and_every_line_joins_boxes_that_are_drawn(drawn: tuple[Picture, Drawing]) -> None:
    found, drawing = drawn
    ids = {n["id"] for n in drawing.nodes}
    assert {i for e in drawing.edges for i in e["links"]} == set(range(len(found.links)))
    assert all({e["from"], e["to"]} <= ids for e in drawing.edges)


def test_a_meeting_says_how_often_in_both_languages(drawn: tuple[Picture, Drawing]) -> None:
    meeting = box(drawn[1], "工作会商")
    assert (meeting["note_zh"], meeting["note_en"]) == ("1次/周", "1× a week")


def test_a_posting_passes_through_a_tag_that_says_how_many_and_how_often(drawn: tuple[Picture, Drawing]) -> None:
    _, drawing = drawn
    tag = next(n for n in drawing.nodes if n["kind"] == "tag" and n["relation"] == "stationedIn")
    assert tag["zh"] == "派驻 · 2名 · 3半天/周"
    assert "2 in all" in tag["en"]
    assert "3 half-days a week" in tag["en"]
    into, out = [e for e in drawing.edges if tag["id"] in (e["from"], e["to"])]
    assert (into["arrow"], out["arrow"]) == (False, True)


def test_cooperation_has_no_arrow(drawn: tuple[Picture, Drawing]) -> None:
    lines = [e for e in drawn[1].edges if e["relations"] == ["cooperatesWith"]]
    assert lines
    assert not any(e["arrow"] or e["back"] for e in lines)


def test_a_posting_to_the_police_points_at_the_police(world: World) -> None:
    found = world.picture(("青禾法院", "stationedIn", "南河所"), kinds={"南河所": "police"})
    drawing = world.draw(found)
    by_text = {n["zh"]: n["id"] for n in drawing.nodes}
    arrows = [(e["from"], e["back"], e["arrow"]) for e in drawing.edges]
    assert (by_text["南河所"], True, False) in arrows
    assert not any(arrow for _, _, arrow in arrows)


def test_names_are_shortened_by_the_unit_above_and_the_place(drawn: tuple[Picture, Drawing]) -> None:
    texts = {n["zh"] for n in drawn[1].nodes}
    assert {"大寺派出所", "司法局", "信访局"} <= texts


def test_a_unit_stands_in_from_the_one_above_it(drawn: tuple[Picture, Drawing]) -> None:
    above, below = box(drawn[1], "天津市公安局西青分局"), box(drawn[1], "大寺派出所")
    assert below["x"] - below["width"] / 2 > above["x"] - above["width"] / 2
    assert below["y"] > above["y"]


def test_names_that_would_be_alike_are_not_shortened(world: World) -> None:
    kinds = {"青禾区南河所": "police", "松原区南河所": "police"}
    found = world.picture(("青禾区南河所", "supports", "法院"), ("松原区南河所", "supports", "法院"), kinds=kinds)
    texts = {n["zh"] for n in world.draw(found, "青禾区", "松原区").nodes}
    assert set(kinds) <= texts


def test_entities_of_one_name_say_who_reports_them(world: World) -> None:
    one = world.picture(("南河所", "supports", "综治中心@1"), kinds={"南河所": "police"}, publisher="甲报")
    two = world.picture(("南河所", "supports", "综治中心@2"), kinds={"南河所": "police"}, publisher="乙报")
    found = Picture({**one.nodes, **two.nodes}, (*one.links, *two.links))
    assert sorted(distinctions(found).values()) == ["乙报", "甲报"]
    notes = {n["note_zh"] for n in world.draw(found).nodes if n["zh"] == "综治中心"}
    assert notes == {"甲报", "乙报"}


def test_entities_of_one_name_in_one_document_are_numbered(world: World) -> None:
    found = world.picture(
        ("南河所", "supports", "综治中心@1"), ("南河所", "supports", "综治中心@2"), kinds={"南河所": "police"}
    )
    assert sorted(distinctions(found).values()) == ["#1", "#2"]


def test_units_each_under_the_other_are_still_drawn(world: World) -> None:
    found = world.picture(
        ("甲局", "unitOf", "乙局"),
        ("乙局", "unitOf", "甲局"),
        ("甲局", "supports", "法院"),
        ("乙局", "supports", "法院"),
        kinds={"甲局": "police", "乙局": "police"},
    )
    drawing = world.draw(found)
    assert {"甲局", "乙局"} <= {n["zh"] for n in drawing.nodes}
    assert sum(e["tree"] for e in drawing.edges) == 2


def test_the_drawing_does_not_depend_on_the_order_of_the_links(world: World) -> None:
    ties = [("南河所", "cooperatesWith", f"部门{i:03}") for i in range(12)]
    ties += [("南河所", "implements", f"机制{i:03}") for i in range(5)]
    kinds = {"南河所": "police"} | {f"机制{i:03}": "mechanism" for i in range(5)}
    found = world.picture(*ties, kinds=kinds)
    turned = Picture(found.nodes, found.links[::-1])
    places = {n["zh"]: (n["x"], n["y"]) for n in world.draw(found).nodes if n["kind"] != "tag"}
    assert places == {n["zh"]: (n["x"], n["y"]) for n in world.draw(turned).nodes if n["kind"] != "tag"}


def test_two_claims_of_one_pair_are_one_line_with_both(world: World) -> None:
    found = world.picture(
        ("南河所", "convenes", "会商"),
        ("南河所", "participatesIn", "会商"),
        kinds={"南河所": "police", "会商": "meeting"},
    )
    (line,) = world.draw(found).edges
    assert (line["links"], line["relations"], line["arrow"]) == ([0, 1], ["convenes", "participatesIn"], True)


def test_the_widest_name_fits_its_box_and_is_cut_visibly() -> None:
    lines = wrapped("很" * 60, 168).split("\n")
    assert len(lines) == 3
    assert lines[-1].endswith("…")
    assert max(map(len, lines)) * 14 <= 168


def test_lines_of_a_name_are_about_equally_long() -> None:
    assert wrapped("一二三四五六七八九十甲乙", 168) == "一二三四五六\n七八九十甲乙"


def test_words_are_not_broken_but_one_longer_than_the_box_is_cut() -> None:
    assert wrapped_words("membership of a joint team", 150).split("\n") == ["membership of a", "joint team"]
    assert wrapped_words("a" * 99, 150).endswith("…")


def test_parts_of_a_tag_are_not_broken() -> None:
    assert stacked(["派驻", "每单位12名", "4半天/周"], 190).split("\n")[-1] == "4半天/周"
