"""What stands folded in one box: nodes of one column, kind, sort and region, so that the picture can be read.

Groups nest from the widest to the narrowest (kind, sort, province, prefecture, county); the smallest are opened first,
as long as the boxes stay within what can be read, and each of the others opens at a click.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from .picture import Node, Picture
from .plan import Plan

FEW = 40  # nodes that a group shows at once when it opens; more are grouped again
SHARE = 0.4  # of the boxes that may be shown: where some must be folded, so many stay, and there is room for more


@dataclass(frozen=True, slots=True)
class Group:
    """A box for many nodes.

    Parameters
    ----------
    key : tuple of str
        What its nodes share.
    members : tuple of str
        IRIs of the nodes that it shows when it opens.
    groups : tuple of Group
        The groups that it shows.
    """

    key: tuple[str, ...]
    members: tuple[str, ...] = ()
    groups: tuple[Group, ...] = ()

    @property
    def all(self) -> tuple[str, ...]:
        """IRIs of all nodes in it, those of its groups too."""
        return (*self.members, *(iri for group in self.groups for iri in group.all))


@dataclass(frozen=True, slots=True)
class Folded:
    """What is shown at first: nodes by IRI in their order, and groups."""

    nodes: tuple[str, ...]
    groups: tuple[Group, ...]


def fold(found: Picture, plan: Plan, most: int) -> Folded:
    """Fold nodes into groups until no more boxes are shown than asked for.

    Parameters
    ----------
    found : Picture
    plan : Plan
    most : int
        Boxes at most; there is a box for each kind in each column and each node of the focus in any case.

    Returns
    -------
    Folded

    Examples
    --------
    >>> nodes = {n: Node(n, n, "police", sort="派出所", region=(n[0],)) for n in ("a1", "a2", "a3", "b1")}
    >>> folded = fold(Picture(nodes, ()), Plan(dict.fromkeys(nodes, 0), focus={"b1"}), 2)
    >>> folded.nodes, [(group.key, group.members) for group in folded.groups]
    (('b1',), [(('0', 'police', '派出所'), ('a1', 'a2', 'a3'))])
    """
    drawn = [iri for iri in found.nodes if iri not in plan.undrawn]
    if len(drawn) <= most:
        return Folded(tuple(drawn), ())
    shown = {iri for iri in drawn if iri in plan.focus}
    free = [found.nodes[iri] for iri in drawn if iri not in plan.focus]
    groups = _widest(free, plan)
    left: list[Group] = []
    boxes, most = len(shown) + len(groups), int(most * SHARE)
    while groups:
        groups.sort(key=lambda group: (len(group.all), group.key), reverse=True)
        group = groups.pop()
        more = len(group.members) + len(group.groups) - 1
        if boxes + more > most:
            left.append(group)
            continue
        boxes += more
        shown |= set(group.members)
        groups += group.groups
    return Folded(tuple(iri for iri in drawn if iri in shown), tuple(sorted(left, key=lambda g: g.key)))


def _widest(nodes: Sequence[Node], plan: Plan) -> list[Group]:
    """A group for each kind in each column."""
    kinds: dict[tuple[str, ...], list[Node]] = {}
    for node in nodes:
        kinds.setdefault(_path(node, plan)[: 3 if plan.bars else 2], []).append(node)
    return [_group(listed, plan, key) for key, listed in sorted(kinds.items())]


def _grouped(nodes: Sequence[Node], plan: Plan, key: tuple[str, ...]) -> list[Group]:
    """Groups of nodes by the next part of their paths."""
    parts: dict[str, list[Node]] = {}
    for node in nodes:
        path = _path(node, plan)
        parts.setdefault(path[len(key)] if len(path) > len(key) else "", []).append(node)
    return [_group(listed, plan, (*key, part)) for part, listed in sorted(parts.items())]


def _group(nodes: Sequence[Node], plan: Plan, key: tuple[str, ...]) -> Group:
    deepest = max(len(_path(node, plan)) for node in nodes)
    if len(key) >= deepest or (len(key) > 2 and len(nodes) <= FEW):
        return Group(key, tuple(node.iri for node in nodes))
    inner = _grouped(nodes, plan, key)
    if len(inner) == 1:
        return inner[0]
    alone = [group for group in inner if len(group.all) == 1]
    return replace(
        Group(key, groups=tuple(g for g in inner if len(g.all) > 1)),
        members=tuple(iri for group in alone for iri in group.all),
    )


def _path(node: Node, plan: Plan) -> tuple[str, ...]:
    """Column, kind, sort, and then the regions."""
    dated = ("dated" if plan.bars[node.iri].first else "undated",) if plan.bars else ()
    return (str(plan.columns[node.iri]), *dated, node.kind, node.sort, *node.region)
