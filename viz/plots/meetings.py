"""The plot ``meetings``: which meetings, or which kinds of bodies, meet how often."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from ...queries.described import described
from ...queries.reader import Reader
from ...queries.result import Result, Row
from ..asking import Asked, ask_for, iris_of
from .found import Found, asked_rows, iri_of, listed
from .kinds import kind_named, with_kinds
from .matrix import matrix
from .rests import Rests
from .schedules import in_order, shown
from .wording import Say

MOST = 60  # rows in one plot
Cells = dict[tuple[str, str], set[tuple[str, ...]]]


def find(reader: Reader, asked: Asked) -> Result:
    """Everybody who convenes a meeting or takes part in one, with the kind of body."""
    given = {name: iris_of(asked, name) for name in ("place", "body", "meeting")}
    found = ask_for(reader, asked, "who-meets-whom", **given)
    return with_kinds(found, "body", described(reader, {iri_of(row["body"]) for row in found.rows}))


def held(rows: Result) -> Mapping[tuple[str, str], frozenset[str]]:
    """How often each meeting is held, by what each document says: by IRIs of meeting and document.

    What one claim says of it goes for all who take part in it; ``""`` where no claim of the document says.
    """
    said: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in rows:
        said[_meeting(row)] |= {str(row["frequency"])} if row["frequency"] else set()
    return {meeting: frozenset(often) or frozenset({""}) for meeting, often in said.items()}


def counted(rows: Result, rests: Rests, by: str) -> Cells:
    """Sources of each row and frequency; of kinds of bodies each meeting of a source counts by itself."""
    often = held(rows)
    cells: Cells = defaultdict(set)
    for row in rows:
        meeting, document = _meeting(row)
        (source,) = rests.sources_of([document])
        key = meeting if by == "meeting" else str(row["kind"])
        for frequency in often[meeting, document]:
            cells[key, frequency].add((source,) if by == "meeting" else (source, meeting))
    return cells


def _meeting(row: Row) -> tuple[str, str]:
    return iri_of(row["meeting"]), iri_of(row["document"])


def is_drawn(found: Found) -> bool:
    """Whether there is anything to draw."""
    return bool(found.data.rows)


def chart(found: Found, say: Say) -> tuple[Any, float, list[str]]:
    """Meetings or kinds down, frequencies across."""
    by, most = found.text("by"), asked_rows(found.asked, MOST)
    cells = counted(found.data, found.rests, by)
    totals: dict[str, int] = defaultdict(int)
    for (key, _), sources in cells.items():
        totals[key] += len(sources)
    names = {iri_of(row["meeting"]): str(row["meeting"]) for row in found.data.rows}
    names = names if by == "meeting" else {key: kind_named(key, say) for key in totals}
    ordered = sorted(totals, key=lambda key: (-totals[key], names[key], key))
    kept = {key: names[key] for key in ordered[:most]}
    counts = {cell: len(sources) for cell, sources in cells.items() if cell[0] in kept}
    titles = [say("axes", "frequency"), say("axes", by), say("axes", "sources")]
    across = {often: shown(often, say) for often in in_order(often for _, often in counts)}
    titled = {iri: source.document.label for iri, source in found.rests.documents.items()}
    tips = {cell: listed(titled[of[0]] for of in cells[cell] if of[0] in titled) for cell in counts}
    made, width = matrix(counts, kept, across, titles, tips)
    notes = [say("note", "drawn", drawn=len(kept), all=len(ordered))] if len(kept) < len(ordered) else []
    return made, max(width, 460), notes
