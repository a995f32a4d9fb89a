"""From a network to boxes and lines with places: what pyvis is given."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .layout import Box, place
from .network import UNIT_OF, Link, Network, Node
from .wording import COLUMNS, RELATIONS, VALUES, schedule_words

OWN, POLICE, TIES, OTHERS = range(4)
WIDTHS = (168, 196, 190, 168)
STEP = 16  # pixels a unit stands in from the one above it
SIZE, LINE, PADDING = 14, 19, 15
DEEPEST = 4

Item = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Drawing:
    """Boxes and lines as vis-network takes them, and how many entities were drawn of how many."""

    nodes: list[Item]
    edges: list[Item]
    drawn: int
    total: int


def draw(found: Network, named: Mapping[str, Sequence[str]], places: Sequence[str], most: int) -> Drawing:
    """Draw the most linked part of a network.

    Parameters
    ----------
    found : Network
    named : mapping
        Other names by IRI, for the search.
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
    labels = _short_labels(shown, parents, places)
    both = _both_sides(shown)
    items: dict[str, Item] = {}
    boxes: list[Box] = []
    for iri, node in shown.nodes.items():
        column = _column(node, iri in both)
        depth = _depth(iri, parents) if node.is_police else 0
        width = WIDTHS[column] - STEP * depth
        label = _wrapped(labels[iri], width)
        zh, en = label, label
        if node.is_mechanism and (often := _frequency(shown.links, iri)):
            zh, en = f"{label}\n{often[0]}", f"{label}\n{often[1]}"
        height = PADDING + LINE * len(zh.split("\n"))
        parent = ids[parents[iri]] if iri in parents else ""
        boxes.append(Box(ids[iri], column, width, height, parent))
        items[ids[iri]] = {"id": ids[iri], "kind": node.kind, "zh": zh, "en": en, "width": width, "height": height}
    lines = _lines(found, shown, ids, items, boxes)
    spots = place(boxes, [(e["from"], e["to"]) for e in lines if not e["hierarchy"]])
    for key, (x, y) in spots.items():
        items[key] |= {"x": x, "y": y, "label": items[key]["zh"]}
    nodes = [*items.values(), *_headings(boxes, spots)]
    return Drawing(nodes, lines, len(shown.nodes), len(found.nodes))


def _most_linked(found: Network, most: int) -> Network:
    degrees = found.degrees()
    ranked = sorted(found.nodes, key=lambda i: (-degrees[i], found.nodes[i].label, i))
    kept = found.only(ranked[:most])
    linked = {iri for link in kept.links for iri in (link.subject, link.object)}
    return kept.only(linked)


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


def _short_labels(shown: Network, parents: Mapping[str, str], places: Sequence[str]) -> dict[str, str]:
    """Names without what the unit above or the place asked for says already, where they stay different."""
    out = {}
    bodies = [node.label for node in shown.nodes.values() if node.kind == "police"]
    for iri, node in shown.nodes.items():
        rest = node.label
        starts = sorted((b for b in bodies if b != rest and rest.startswith(b)), key=len, reverse=True)
        for start in (*starts, *places):
            if rest.startswith(start) and len(rest) - len(start) >= 3:
                rest = rest[len(start) :]
                break
        out[iri] = rest
    borne: dict[str, list[str]] = {}
    for iri, label in out.items():
        borne.setdefault(label, []).append(iri)
    alike = {i for label, group in borne.items() if len(group) > 1 for i in group if not _told_apart(group, parents)}
    return {iri: shown.nodes[iri].label if iri in alike else label for iri, label in out.items()}


def _told_apart(group: Sequence[str], parents: Mapping[str, str]) -> bool:
    above = [parents.get(iri, "") for iri in group]
    return "" not in above and len(set(above)) == len(group)


def _wrapped(text: str, width: int, most: int = 3) -> str:
    """A label in lines that fit a box; a Chinese character is as wide as the type is high."""
    room = (width - 18) / SIZE
    lines, used = [""], 0.0
    for c in text:
        wide = 1.0 if ord(c) > 0x2E7F else 0.58
        if used + wide > room:
            if len(lines) == most:
                lines[-1] = lines[-1][:-1] + "…"
                break
            lines.append("")
            used = 0.0
        lines[-1] += c
        used += wide
    return "\n".join(lines)


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

    tags: dict[tuple[str, str, bool, tuple[str, str]], str] = {}
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


def _add_tag(tag: str, relation: str, words: tuple[str, str], items: dict[str, Item], boxes: list[Box]) -> None:
    width = WIDTHS[TIES]
    zh, en = _wrapped(words[0], width, 2), _wrapped_words(words[1], width)
    height = PADDING - 3 + 17 * max(len(zh.split("\n")), len(en.split("\n")))
    boxes.append(Box(tag, TIES, width, height))
    items[tag] = {"id": tag, "kind": "tag", "zh": zh, "en": en, "width": width, "height": height}
    items[tag] |= {"links": [], "relation": relation}


def _tag_words(link: Link) -> tuple[str, str]:
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
    return " · ".join(zh), " · ".join(en)


def _wrapped_words(text: str, width: int) -> str:
    """An English label in lines, broken between words."""
    room = (width - 18) / (SIZE * 0.5)
    lines = [""]
    for word in text.split(" "):
        if lines[-1] and len(lines[-1]) + 1 + len(word) > room:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return "\n".join(lines)


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
        zh, en = (_wrapped_words(words, WIDTHS[column] + 60) for words in COLUMNS[key])
        out.append({"id": f"h{column}", "kind": "heading", "zh": zh, "en": en, "label": zh})
        out[-1] |= {"x": round((left + right) / 2, 1), "y": round(top, 1), "width": int(right - left), "height": 34}
    return out
