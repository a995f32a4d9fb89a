"""From a network to boxes and lines with places: what pyvis is given."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .labels import distinctions, short_labels, stacked, wrapped, wrapped_words
from .layout import Box, place
from .network import UNIT_OF, Link, Network, Node
from .ports import STEP, branch, curves
from .wording import COLUMNS, RELATIONS, VALUES, schedule_words

OWN, POLICE, TIES, OTHERS = range(4)
WIDTHS = (168, 196, 190, 168)
LINE, PADDING = 18, 16  # pixels: height of a line of type, and what a box adds to its lines
TAG_LINE, TAG_PADDING = 16, 12
DEEPEST = 4

Item = dict[str, Any]
Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """Boxes and lines as vis-network takes them, and how many entities were drawn of how many."""

    nodes: list[Item]
    edges: list[Item]
    drawn: int
    total: int


def draw(found: Network, places: Sequence[str], most: int) -> Drawing:
    """Draw the most linked part of a network.

    Parameters
    ----------
    found : Network
    places : sequence of str
        Labels of the places asked for: names are shortened by them.
    most : int
        Boxes at most.

    Returns
    -------
    Drawing
    """
    shown = _most_linked(found, most)
    ids = {iri: f"n{i}" for i, iri in enumerate(found.nodes)}
    parents = _parents(shown)
    labels, notes = short_labels(shown, parents, places), distinctions(found)
    both = _both_sides(shown)
    items: dict[str, Item] = {}
    boxes: list[Box] = []
    for iri, node in shown.nodes.items():
        column = _column(node, iri in both)
        depth = _depth(iri, parents) if node.is_police else 0
        width = WIDTHS[column] - STEP * depth
        label = wrapped(labels[iri], width)
        often = _frequency(shown.links, iri) if node.is_mechanism else None
        zh, en = often or ("", "")
        if iri in notes:
            zh, en = (wrapped(t, width, 1) for t in (f"{zh} {notes[iri]}".strip(), f"{en} {notes[iri]}".strip()))
        height = PADDING + LINE * (len(label.split("\n")) + bool(zh))
        parent = ids[parents[iri]] if iri in parents else ""
        boxes.append(Box(ids[iri], column, width, height, parent))
        items[ids[iri]] = {"id": ids[iri], "kind": node.kind, "zh": label, "en": label, "width": width}
        items[ids[iri]] |= {"height": height, "note_zh": zh, "note_en": en}
    lines = _lines(found, shown, ids, items, boxes)
    spots = place(boxes, [(e["from"], e["to"]) for e in lines if not e["hierarchy"]])
    for key, (x, y) in spots.items():
        items[key] |= {"x": x, "y": y, "label": items[key]["zh"]}
    _lead(lines, {b.id: b for b in boxes}, spots)
    nodes = [*items.values(), *_headings(boxes, spots)]
    return Drawing(nodes, lines, len(shown.nodes), len(found.nodes))


def _most_linked(found: Network, most: int) -> Network:
    """Those who are tied across the two sides before those of the police alone, the most linked first."""
    degrees, crossing = found.degrees(), _crossing(found)
    ranked = sorted(found.nodes, key=lambda i: (i not in crossing, -degrees[i], found.nodes[i].label, i))
    kept = found.only(ranked[:most])
    linked = {iri for link in kept.links for iri in (link.subject, link.object)}
    return kept.only(linked)


def _crossing(found: Network) -> set[str]:
    """Everybody in a link across the two sides, or in a mechanism or meeting of both."""
    both = _both_sides(found)
    return {
        iri
        for link in found.links
        if link.relation != UNIT_OF and (not found.nodes[link.object].is_mechanism or link.object in both)
        for iri in (link.subject, link.object)
    }


def _parents(shown: Network) -> dict[str, str]:
    """The unit above each police body, if it is drawn; the longest name where several are said."""
    out: dict[str, str] = {}
    for link in shown.links:
        if link.relation == UNIT_OF:
            other = out.get(link.subject)
            if other is None or len(shown.nodes[link.object].label) > len(shown.nodes[other].label):
                out[link.subject] = link.object
    return {child: above for child, above in out.items() if child not in _above(above, out)}


def _above(iri: str, parents: Mapping[str, str]) -> list[str]:
    chain = [iri]
    while (upper := parents.get(chain[-1])) and upper not in chain:
        chain.append(upper)
    return chain


def _depth(iri: str, parents: Mapping[str, str]) -> int:
    return min(len(_above(iri, parents)) - 1, DEEPEST)


def _both_sides(shown: Network) -> set[str]:
    """Mechanisms and meetings in which somebody other than the police takes part."""
    return {
        link.object
        for link in shown.links
        if shown.nodes[link.object].is_mechanism and not shown.nodes[link.subject].is_police
    }


def _column(node: Node, both: bool) -> int:
    if node.is_police:
        return POLICE
    if node.is_mechanism:
        return TIES if both else OWN
    return OTHERS


def _frequency(links: Iterable[Link], mechanism: str) -> tuple[str, str] | None:
    for link in links:
        if link.object == mechanism:
            for statement in link.statements:
                for name, value in statement.qualifiers:
                    if name == "frequency":
                        return schedule_words(value)
    return None


def _lines(
    found: Network, shown: Network, ids: Mapping[str, str], items: dict[str, Item], boxes: list[Box]
) -> list[Item]:
    """Lines between boxes; a link across the two sides passes through a tag that says what it is."""
    lines: dict[tuple[str, str], Item] = {}

    def line(start: str, end: str, link: int, relation: str, arrow: bool, tag: str = "") -> None:
        held = lines.setdefault(
            (start, end),
            {"id": f"e{len(lines)}", "from": start, "to": end, "links": [], "relations": []}
            | {"arrow": False, "back": False, "hierarchy": relation == UNIT_OF, "tag": tag},
        )
        held["links"].append(link)
        held["arrow"] = held["arrow"] or arrow
        if relation not in held["relations"]:
            held["relations"].append(relation)

    tags: dict[tuple[str, str, bool, tuple[Words, Words]], str] = {}
    for number, link in enumerate(found.links):
        if link.subject not in shown.nodes or link.object not in shown.nodes:
            continue
        start, end = ids[link.subject], ids[link.object]
        if link.relation == UNIT_OF:
            line(end, start, number, UNIT_OF, arrow=False)
        elif shown.nodes[link.object].is_mechanism:
            line(start, end, number, link.relation, arrow=link.relation in ("convenes", "leads", "established"))
        else:
            ours, theirs = (start, end) if shown.nodes[link.subject].is_police else (end, start)
            words = _tag_words(link)
            tag = tags.setdefault((ours, link.relation, ours == start, words), f"t{number}")
            if tag not in items:
                _add_tag(tag, link.relation, words, items, boxes)
            items[tag]["links"].append(number)
            arrow = link.relation != "cooperatesWith"
            line(ours, tag, number, link.relation, arrow=False, tag=tag)
            line(tag, theirs, number, link.relation, arrow=arrow and ours == start, tag=tag)
            if arrow and ours == end:
                lines[ours, tag]["back"] = True
    return list(lines.values())


def _add_tag(tag: str, relation: str, words: tuple[Words, Words], items: dict[str, Item], boxes: list[Box]) -> None:
    width = WIDTHS[TIES]
    zh, en = (stacked(parts, width) for parts in words)
    height = TAG_PADDING + TAG_LINE * max(len(zh.split("\n")), len(en.split("\n")))
    boxes.append(Box(tag, TIES, width, height))
    items[tag] = {"id": tag, "kind": "tag", "zh": zh, "en": en, "width": width, "height": height}
    items[tag] |= {"links": [], "relation": relation, "note_zh": "", "note_en": ""}


def _tag_words(link: Link) -> tuple[Words, Words]:
    """The relation, how many and how often, in both languages."""
    zh, en = [RELATIONS[link.relation][0]], [RELATIONS[link.relation][1]]
    held = dict(pair for statement in reversed(link.statements) for pair in statement.qualifiers)
    if "headcount" in held:
        scope = VALUES.get(held.get("each", ""), ("", ""))
        each = held.get("each") == "each"
        zh.append(f"{'每单位' if each else ''}{held['headcount']}{held.get('unit', '')}")
        en.append(f"{held['headcount']} {scope[1]}".strip())
    if "frequency" in held:
        words = schedule_words(held["frequency"])
        zh.append(words[0])
        en.append(words[1])
    return tuple(zh), tuple(en)


def _lead(lines: Sequence[Item], boxes: Mapping[str, Box], spots: Mapping[str, tuple[float, float]]) -> None:
    """Give each line its corners: two for a curve between columns, more for a branch of the hierarchy."""
    across = [e for e in lines if not e["hierarchy"]]
    for item, ends in zip(across, curves(boxes, spots, [(e["from"], e["to"]) for e in across]), strict=True):
        item["path"] = list(ends)
    for item in lines:
        if item["hierarchy"]:
            column = boxes[item["from"]].column
            left = min(spots[b.id][0] - b.width / 2 for b in boxes.values() if b.column == column)
            item["path"] = branch(boxes[item["from"]], boxes[item["to"]], spots, left)


def _headings(boxes: Sequence[Box], spots: Mapping[str, tuple[float, float]]) -> list[Item]:
    """A heading over each column."""
    if not boxes:
        return []
    top = min(spots[b.id][1] - b.height / 2 for b in boxes) - 34
    out: list[Item] = []
    for column, key in enumerate(COLUMNS):
        ours = [b for b in boxes if b.column == column]
        if not ours:
            continue
        left = min(spots[b.id][0] - b.width / 2 for b in ours)
        right = max(spots[b.id][0] + b.width / 2 for b in ours)
        zh, en = (wrapped_words(words, WIDTHS[column] + 60) for words in COLUMNS[key])
        out.append({"id": f"h{column}", "kind": "heading", "zh": zh, "en": en, "label": zh})
        out[-1] |= {"x": round((left + right) / 2, 1), "y": round(top, 1), "width": int(right - left), "height": 34}
    return out
