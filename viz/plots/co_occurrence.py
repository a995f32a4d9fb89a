"""The plot ``co-occurrence``: which bodies are tied to each other, or stand in one meeting or mechanism.

Two bodies co-occur in a document if a statement of it ties them to each other, or if statements of it say of both that
they convene, join, run, lead, support or set up the same meeting or mechanism.  That one is a unit of the other ties
nobody.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import combinations
from typing import Any

from ...queries.definition import Column
from ...queries.described import Described, described
from ...queries.reader import Reader
from ...queries.result import Named, Result, Row, Value
from ...queries.support import evidence_of_claims
from ..asking import Asked, ask_for, iris_of
from .found import Found, asked_rows, iri_of, listed
from .kinds import kind_named, kind_of
from .matrix import matrix
from .wording import Say

MOST = 60  # rows in one plot
HIERARCHY, MECHANISM = "org:unitOf", "pk:Mechanism"
_NAMED = ("pk:PoliceBody", "pk:Department", "pk:Organisation")
_SECTORS = ("police", "department", "organisation")
Pair = tuple[str, str]  # IRIs, sorted


def find(reader: Reader, asked: Asked) -> Result:
    """Every two bodies, or kinds of bodies, that co-occur in a document, with the claims that say so."""
    given = {name: iris_of(asked, name) for name in ("place", "department")}
    answer = ask_for(reader, asked, "cross-department-network", **given)
    pairs = pairs_of(answer)
    told = described(reader, {iri for pair, _ in pairs for iri in pair})
    by_kind = str(asked["by"][0]) == "kind"
    cells: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for ((first, second), document), claims in pairs.items():
        one, other = sorted(_key(told[iri], by_kind) for iri in (first, second))
        if one:
            cells[one, other, document] |= claims
    titles = {iri_of(row["document"]): str(row["document"]) for row in answer.rows}
    sectors = _sectors(told.values(), by_kind)
    places = evidence_of_claims(reader, {claim for claims in cells.values() for claim in claims})
    rows = tuple(
        Row(
            {
                "first": _shown(first, told), "first_sector": sectors[first] or None,
                "second": _shown(second, told), "second_sector": sectors[second] or None,
                "document": Named(document, titles[document]),
            },
            tuple(sorted(claims)),
            tuple(e for claim in sorted(claims) for e in places.get(claim, ())),
        )
        for (first, second, document), claims in sorted(cells.items())
    )  # fmt: skip
    return Result("co-occurrence", answer.parameters, _columns(by_kind), answer.dataset, rows)


def pairs_of(rows: Iterable[Row]) -> dict[tuple[Pair, str], set[str]]:
    """Claims by pair of bodies and document."""
    members: dict[tuple[str, str], dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    found: dict[tuple[Pair, str], set[str]] = defaultdict(set)
    for row in rows:
        document, subject, object_ = (iri_of(row[name]) for name in ("document", "subject", "object"))
        mechanisms = [str(row[f"{end}_class"]) == MECHANISM for end in ("subject", "object")]
        if str(row["relation"]) == HIERARCHY or all(mechanisms):
            continue
        if any(mechanisms):
            body, mechanism = (subject, object_) if mechanisms[1] else (object_, subject)
            members[document, mechanism][body] |= set(row.claims)
        elif subject != object_:
            found[_pair(subject, object_), document] |= set(row.claims)
    for (document, _), bodies in members.items():
        for one, other in combinations(sorted(bodies), 2):
            found[(one, other), document] |= bodies[one] | bodies[other]
    return found


def _pair(one: str, other: str) -> Pair:
    return (one, other) if one < other else (other, one)


def _key(told: Described, by_kind: bool) -> str:
    """What a body counts as: its kind, or itself; nothing where only named bodies count and it is none."""
    if by_kind:
        return kind_of(told)
    return told.iri if told.of_class in _NAMED else ""


def _sectors(told: Iterable[Described], by_kind: bool) -> dict[str, str]:
    """Sector of each kind or body: of a kind the first of the order that any of its bodies has."""
    found: dict[str, str] = {}
    for one in told:
        key = _key(one, by_kind)
        found[key] = min(one.sector, found.get(key, one.sector), key=_rank)
    return found


def _rank(sector: str) -> int:
    return _SECTORS.index(sector) if sector in _SECTORS else len(_SECTORS)


def _shown(key: str, told: Mapping[str, Described]) -> Value:
    return Named(key, told[key].label) if key in told else key


def _columns(by_kind: bool) -> tuple[Column, ...]:
    type = "string" if by_kind else "entity"
    return (
        Column("first", type, "First", "其一"),
        Column("first_sector", "string", "Sector of the first", "其一系统"),
        Column("second", type, "Second", "其二"),
        Column("second_sector", "string", "Sector of the second", "其二系统"),
        Column("document", "document", "Document", "文献"),
    )


def counted(found: Found) -> dict[Pair, int]:
    """Sources in which each two co-occur."""
    sources: dict[Pair, set[str]] = defaultdict(set)
    for row in found.data.rows:
        key = iri_of(row["first"]), iri_of(row["second"])
        sources[key] |= found.rests.sources_of([iri_of(row["document"])])
    return {pair: len(listed) for pair, listed in sources.items()}


def is_drawn(found: Found) -> bool:
    """Whether there is anything to draw."""
    return bool(found.data.rows)


def chart(found: Found, say: Say) -> tuple[Any, float, list[str]]:
    """The same bodies down and across: the police first, then those that co-occur the most."""
    most, counts = asked_rows(found.asked, MOST), counted(found)
    names: dict[str, str] = {}
    sectors: dict[str, str] = {}
    totals: dict[str, int] = defaultdict(int)
    for row in found.data.rows:
        for end in ("first", "second"):
            key = iri_of(row[end])
            names[key], sectors[key] = kind_named(str(row[end] or ""), say), str(row[f"{end}_sector"] or "")
    for (one, other), number in counts.items():
        for key in {one, other}:
            totals[key] += number
    kept = sorted(totals, key=lambda key: (-totals[key], names[key], key))[:most]
    kept.sort(key=lambda key: (_rank(sectors[key]), -totals[key], names[key], key))
    axis = {key: names[key] for key in kept}
    both = {cell: n for (one, other), n in counts.items() for cell in ((one, other), (other, one))}
    title = say("axes", found.text("by"))
    drawn = {cell: n for cell, n in both.items() if cell[0] in axis and cell[1] in axis}
    made, width = matrix(drawn, axis, axis, [title, title, say("axes", "sources")], _tips(found))
    notes = [say("note", "drawn", drawn=len(kept), all=len(totals))] if len(kept) < len(totals) else []
    return made, max(width, 460), notes


def _tips(found: Found) -> dict[Pair, str]:
    """Titles of the documents of each cell."""
    titles: dict[Pair, set[str]] = defaultdict(set)
    for row in found.data.rows:
        one, other = iri_of(row["first"]), iri_of(row["second"])
        titles[one, other].add(str(row["document"]))
        titles[other, one].add(str(row["document"]))
    return {cell: listed(names) for cell, names in titles.items()}
