"""The plot ``figures``: what each place reports for a measure, with the period and the base of comparison of each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from ...queries.reader import Reader
from ...queries.result import Result, Row
from ...queries.table import plain
from ..asking import Asked, ask_for, iris_of
from .forest import Columns, Mark, Panel, forest
from .found import Found, asked_rows, iri_of
from .lettering import drawn
from .rests import Rests, documents_of
from .wording import Say

MOST = 200  # rows in one plot
Key = tuple[str, ...]
_LEFT, _RIGHT = ("subject", "period", "base"), ("value", "reporter")


def find(reader: Reader, asked: Asked) -> Result:
    """Every figure of the measure."""
    given = {name: iris_of(asked, name) for name in ("measure", "place", "subject")}
    typed = {name: [str(v) for v in asked.get(name, ())] for name in ("year", "unit")}
    return ask_for(reader, asked, "figures", **given, **typed)


def contradicted(reader: Reader, asked: Asked) -> frozenset[Key]:
    """Keys of the figures with which another cannot both hold."""
    given = {name: iris_of(asked, name) for name in ("measure", "place")}
    rows = ask_for(reader, asked, "contradictions", **given)
    return frozenset(key_of(row, value) for row in rows for value in ("value", "other_value"))


def key_of(row: Row, value: str = "value") -> Key:
    """By what a figure is known among contradictions: whose, of what, when, in which unit, on which base, how much."""
    ends = (iri_of(row[name]) for name in ("subject", "measure", "period", "unit", "comparison"))
    return (*ends, plain(row[value]))


def is_drawn(found: Found) -> bool:
    """Whether there is anything to draw."""
    return bool(found.data.rows)


def chart(found: Found, say: Say) -> tuple[Any, float, list[str]]:
    """A panel for each measure and unit; its width; what the note says besides."""
    most = asked_rows(found.asked, MOST)
    groups: dict[tuple[str, str, bool], dict[Key, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for row in found.data.rows:
        groups[iri_of(row["measure"]), str(row["unit"] or ""), is_change(row)][_alike(row)].append(row)
    kept = _shares([len(rows) for rows in groups.values()], most)
    panels = []
    for ((_, unit, changed), rows), number in zip(groups.items(), kept, strict=True):
        if number:
            title = drawn(str(next(iter(rows.values()))[0]["measure"]), 60)
            form = "changed" if changed else "measured"
            axis = say("values", form, name=title, unit=drawn(unit, 16) or say("values", "unitless"))
            marks = [_mark(found, alike, say) for alike in list(rows.values())[:number]]
            panels.append(Panel(axis, drawn(unit, 16) or say("values", "unitless"), tuple(marks)))
    made, width = forest(panels, Columns(*(tuple(say("axes", h) for h in heads) for heads in (_LEFT, _RIGHT))), say)
    every = sum(len(rows) for rows in groups.values())
    notes = [say("note", "drawn", drawn=sum(kept), all=every)] if sum(kept) < every else []
    return made, width, notes


def _alike(row: Row) -> Key:
    """What makes two rows one figure: all but the document and who reports it."""
    return tuple("" if name in ("document", "reported_by", "reporting") else iri_of(v) for name, v in row.items())


def _shares(sizes: list[int], most: int) -> list[int]:
    """How many rows of each panel are drawn: the first panels' first."""
    kept = []
    for size in sizes:
        kept.append(min(size, most))
        most -= kept[-1]
    return kept


def _mark(found: Found, alike: list[Row], say: Say) -> Mark:
    row = alike[0]
    words = (
        drawn(str(row["subject"]), 34),
        drawn(str(row["period"] or row["period_text"] or "") or say("values", "not_said"), 24),
        drawn(str(row["comparison"] or ""), 18) or say("values", "level"),
        _as_reported(row, say),
        reporter(found.rests, alike, say),
    )
    value, upper = (signed(row, name) for name in ("value", "value_max"))
    tip = found.documents(Row({}, (), tuple(e for r in alike for e in r.evidence)))
    known = key_of(row) in found.contradicted
    return Mark(words, value or 0.0, upper, kind_of(row), known, tip)


def is_change(row: Row) -> bool:
    """Whether a figure says by how much something rose or fell, or is compared with a base; levels stand apart."""
    return bool(row["direction"] or row["comparison"])


def signed(row: Row, name: str) -> float | None:
    """A value as it is drawn: a fall below zero."""
    value = row[name]
    return None if value is None else float(Decimal(str(value))) * (-1 if row["direction"] == "down" else 1)


def kind_of(row: Row) -> str:
    """How a figure is meant: exact, approximate, as a bound or as a range."""
    if row["bound"]:
        turned = row.get("direction") == "down"  # a fall of at least this much lies further below
        return "least" if (row["bound"] == ">=") != turned else "most"
    if row.get("value_max") is not None:
        return "range"
    return "approximate" if row.get("approximate") else "exact"


def _as_reported(row: Row, say: Say) -> str:
    """A figure in the words of its claim: direction, bound, range, unit."""
    value = plain(row["value"])
    text = f"{value}–{plain(row['value_max'])}" if row["value_max"] is not None else value
    bound = {">=": "≥", "<=": "≤"}.get(str(row["bound"] or ""), "")
    arrow = {"up": "↑", "down": "↓"}.get(str(row["direction"] or ""), "")
    said = f"{arrow}{bound}{text}{drawn(str(row['unit'] or ''), 12)}"
    return say("values", "approximately", value=said) if row["approximate"] else said


def reporter(rests: Rests, alike: Iterable[Row], say: Say) -> str:
    """Who reports a figure: its own issuer, a third party, or what is not coded; and in how many documents."""
    documents = sorted({iri for row in alike for iri in documents_of(row)})
    said = sorted({rests.documents[iri].reporting or "uncoded" for iri in documents})
    known = [say("values", key) if key in ("self", "third-party", "uncoded") else drawn(key, 16) for key in said]
    more = [say("values", "documents", n=len(documents))] if len(documents) > 1 else []
    return " · ".join([*known, *more])
