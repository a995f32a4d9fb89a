"""From a picture to boxes and lines with places: what pyvis is given."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any

from .columns import Box, place
from .folding import Folded, Group, fold
from .labels import distinctions, short_labels, stacked, wrapped, wrapped_words
from .picture import Link, Node, Picture
from .plan import Plan, upwards
from .time_axis import Hanging, hang
from .wording import Words, words

LINE, PADDING = 18, 16  # pixels: height of a line of type, and what a box adds to its lines
TAG_LINE, TAG_PADDING = 16, 12
STEP = 16  # pixels a box stands in from the one that it stands under
DEEPEST = 4
NOTE = 1.27  # a note's type is smaller, so that more of it fits

Item = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Drawing:
    """Boxes and lines as the page takes them.

    A box that is folded away at first has no ``y``; ``in`` names the group that shows it.

    Parameters
    ----------
    nodes, edges : list of dict
    ticks : list of dict
        Of a time axis: where, and the year.
    start : int
        The column at whose left edge the reader begins, where the whole cannot be read.
    drawn, total : int
        Entities that are shown at first, and all.
    """

    nodes: list[Item]
    edges: list[Item]
    ticks: list[Item]
    start: int
    drawn: int
    total: int


def draw(found: Picture, plan: Plan, most: int) -> Drawing:
    """Draw a picture.

    Parameters
    ----------
    found : Picture
    plan : Plan
    most : int
        Boxes at most before any group is opened; tags are not counted.

    Returns
    -------
    Drawing
    """
    ids = {iri: f"n{i}" for i, iri in enumerate(found.nodes)}
    folded = fold(found, plan, most)
    boxes = _Boxes(found, plan, ids)
    for iri in folded.nodes:
        boxes.node(iri)
    for group in folded.groups:
        boxes.group(group)
    edges = _lines(found, plan, ids, boxes, folded)
    spots, ticks = _spots(boxes, plan, edges)
    for item in boxes.items.values():
        if item["id"] in spots:
            item["x"], item["y"] = spots[item["id"]]
            item["label"] = item["zh"]
    nodes = [*boxes.items.values(), *_headings(boxes, plan, spots)]
    return Drawing(nodes, edges, ticks, plan.start, len(folded.nodes), len(found.nodes) - len(set(plan.undrawn)))


class _Boxes:
    """The boxes of one drawing, by id in the order in which they were made."""

    def __init__(self, found: Picture, plan: Plan, ids: Mapping[str, str]) -> None:
        self.found, self.plan, self.ids = found, plan, ids
        self.items: dict[str, Item] = {}
        self.boxes: list[Box] = []
        self.depths = {iri: min(len(upwards(iri, plan.parents)) - 1, DEEPEST) for iri in found.nodes}
        self._labels, self._notes = short_labels(found, plan), distinctions(found)
        self._numbers = count()

    def node(self, iri: str, inside: str = "") -> None:
        """A box for one node."""
        node, plan, key = self.found.nodes[iri], self.plan, self.ids[iri]
        column = plan.columns[iri]
        width = plan.width(column) - STEP * (0 if inside else self.depths[iri])
        zh = wrapped(self._labels[iri], width)
        en = wrapped_words(node.english, width, 3) if node.english else zh
        note = plan.notes.get(iri, ("", ""))
        if iri in self._notes:
            note = (f"{note[0]} {self._notes[iri]}".strip(), f"{note[1]} {self._notes[iri]}".strip())
        parent = plan.parents.get(iri, "")
        flags = {"dashed": iri in plan.dashed, "asked": iri in plan.focus}
        self._add(key, column, width, (zh, en), note, node.kind, inside, self.ids.get(parent, ""), **flags)

    def group(self, group: Group, inside: str = "") -> None:
        """A box for a group, and the boxes that it shows when it opens."""
        members = [self.found.nodes[iri] for iri in group.all]
        column = self.plan.columns[group.all[0]]
        key = f"g{next(self._numbers)}"
        width = self.plan.width(column)
        name, note = _group_words(group, members)
        zh, en = (f"{wrapped(text, width - 40, 1)} ×{len(members)}" for text in name)
        self._add(key, column, width, (zh, en), (note, note), members[0].kind, inside, "")
        self.items[key] |= {"members": [self.ids[iri] for iri in group.all], "name_zh": name[0], "name_en": name[1]}
        for iri in group.members:
            self.node(iri, key)
        for inner in group.groups:
            self.group(inner, key)

    def tag(self, key: str, relation: str, lines: tuple[Words, ...]) -> None:
        """A box that says what a link is, in the middle of its line."""
        column = self.plan.tag_column
        width = self.plan.width(column)
        zh, en = (stacked([line[i] for line in lines], width) for i in (0, 1))
        height = TAG_PADDING + TAG_LINE * max(len(zh.split("\n")), len(en.split("\n")))
        self.boxes.append(Box(key, column, width, height))
        self.items[key] = {"id": key, "kind": "tag", "zh": zh, "en": en, "width": width, "height": height}
        self.items[key] |= {"links": [], "relation": relation, "note_zh": "", "note_en": "", "stack": column}

    def _add(
        self,
        key: str,
        column: int,
        width: int,
        label: Words,
        note: Words,
        kind: str,
        inside: str,
        parent: str,
        *,
        dashed: bool = False,
        asked: bool = False,
    ) -> None:
        zh, en = (wrapped(text, width * NOTE, 1) for text in note)
        lines = max(len(text.split("\n")) for text in label)
        height = PADDING + LINE * (lines + bool(zh or en))
        self.items[key] = {"id": key, "kind": kind, "zh": label[0], "en": label[1], "width": width, "height": height}
        self.items[key] |= {"note_zh": zh, "note_en": en, "stack": 0 if self.plan.bars else column}
        if asked:
            self.items[key]["asked"] = True
        if dashed:
            self.items[key]["dashed"] = True
        if inside:
            self.items[key]["in"] = inside
        else:
            self.boxes.append(Box(key, column, width, height, parent))


def _group_words(group: Group, members: Sequence[Node]) -> tuple[Words, str]:
    """What a group is of, and where."""
    sorts = {node.sort for node in members}
    sort = next(iter(sorts)) if len(sorts) == 1 else ""
    regions = [node.region for node in members]
    shared = [parts[0] for parts in zip(*regions, strict=False) if len(set(parts)) == 1]
    return (sort, sort) if sort else words("kinds")[members[0].kind], shared[-1] if shared else ""


def _lines(found: Picture, plan: Plan, ids: Mapping[str, str], boxes: _Boxes, folded: Folded) -> list[Item]:
    """Lines between boxes, one for each pair; a link with a tag passes through it where neither end is folded."""
    lines: dict[tuple[str, str], Item] = {}
    shown, tags = set(folded.nodes), dict[tuple[str, str, bool, tuple[Words, ...]], str]()
    for number, link in enumerate(found.links):
        if link.subject in plan.undrawn or link.object in plan.undrawn:
            continue
        start, end = ids[link.subject], ids[link.object]
        arrow = link.relation in plan.arrows
        said = plan.tags.get(link)
        if said is not None and {link.subject, link.object} <= shown:
            forth = link.subject in plan.left or link.object not in plan.left
            left, right = (start, end) if forth else (end, start)
            tag = tags.setdefault((left, link.relation, forth, said), f"t{number}")
            if tag not in boxes.items:
                boxes.tag(tag, link.relation, said)
            boxes.items[tag]["links"].append(number)
            _line(lines, left, tag, number, link, back=arrow and not forth)
            _line(lines, tag, right, number, link, arrow=arrow and forth)
        elif link.relation in plan.flipped:
            _line(lines, end, start, number, link, back=arrow)
        else:
            _line(lines, start, end, number, link, arrow=arrow)
    under = {ids[child]: ids[above] for child, above in plan.parents.items()}
    for line in lines.values():
        relations = line["relations"]
        line["label"] = any(r in plan.labelled for r in relations)
        line["quiet"] = all(r in plan.quiet for r in relations)
        line["tree"] = all(r in plan.flipped for r in relations) or under.get(line["to"]) == line["from"]
    return list(lines.values())


def _line(
    lines: dict[tuple[str, str], Item],
    start: str,
    end: str,
    number: int,
    link: Link,
    *,
    arrow: bool = False,
    back: bool = False,
) -> None:
    item = lines.setdefault(
        (start, end),
        {"id": f"e{len(lines)}", "from": start, "to": end, "links": [], "relations": [], "arrow": False, "back": False},
    )
    item["links"].append(number)
    item["arrow"], item["back"] = item["arrow"] or arrow, item["back"] or back
    if link.relation not in item["relations"]:
        item["relations"].append(link.relation)


def _spots(
    boxes: _Boxes, plan: Plan, edges: Iterable[Item]
) -> tuple[dict[str, tuple[float, float]], list[dict[str, Any]]]:
    if not plan.bars:
        drawn = {box.id for box in boxes.boxes}
        group_of = _shown_by(boxes.items)
        joined = ((group_of(e["from"]), group_of(e["to"])) for e in edges)
        return place(boxes.boxes, [pair for pair in joined if drawn.issuperset(pair)]), []
    iris = {key: iri for iri, key in boxes.ids.items()}
    hanging = []
    for item in boxes.items.values():
        bars = [plan.bars[iris[key]] for key in item.get("members", [item["id"]])]
        lane = plan.columns[iris[item.get("members", [item["id"]])[0]]]
        hanging.append(Hanging(item["id"], lane, item["width"], item["height"], tuple(bars), "in" in item))
    hung = hang(hanging)
    for key, bar in hung.bars.items():
        boxes.items[key]["bar"] = bar
    for key, x in hung.across.items():
        boxes.items[key]["x"] = x
    return hung.spots, hung.ticks


def _shown_by(items: Mapping[str, Item]) -> Callable[[str], str]:
    """From a box to the one that shows it at first: itself, or its outermost group."""

    def outermost(key: str) -> str:
        while inside := items[key].get("in"):
            key = inside
        return key

    return outermost


def _headings(boxes: _Boxes, plan: Plan, spots: Mapping[str, tuple[float, float]]) -> Iterator[Item]:
    """A heading over each column, or over each lane."""
    listed = [box for box in boxes.boxes if box.id in spots]
    if not listed:
        return
    top = min(spots[b.id][1] - b.height / 2 for b in listed) - 34
    for column, pair in sorted(plan.headings.items()):
        ours = [b for b in listed if b.column == column]
        if not ours:
            continue
        left = min(spots[b.id][0] - b.width / 2 for b in ours)
        right = max(spots[b.id][0] + b.width / 2 for b in ours)
        zh, en = (wrapped_words(text, plan.width(column) + 60) for text in pair)
        item = {"id": f"h{column}", "kind": "heading", "zh": zh, "en": en, "label": zh, "height": 34}
        if plan.bars:
            first = min(spots[b.id][1] - b.height / 2 for b in ours)
            yield item | {"kind": "lane", "x": 0, "y": round(first - 20, 1), "width": 0, "stack": 0}
        else:
            yield item | {"x": round((left + right) / 2, 1), "y": round(top, 1), "width": int(right - left)}
