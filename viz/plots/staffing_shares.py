"""The plot ``staffing-shares``: what share of the police staff stands at stations and in communities."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from ...queries.reader import Reader
from ...queries.result import Result, Row
from ...queries.table import plain
from ..asking import Asked, ask_for, iris_of
from .figures import MOST, kind_of, reporter
from .forest import Columns, Mark, Panel, forest
from .found import Found, asked_rows, iri_of
from .lettering import drawn
from .wording import Say


def find(reader: Reader, asked: Asked) -> Result:
    """Every share of the staff."""
    return ask_for(reader, asked, "staffing-shares", **{name: iris_of(asked, name) for name in ("place", "mechanism")})


def is_drawn(found: Found) -> bool:
    """Whether there is anything to draw."""
    return bool(found.data.rows)


def chart(found: Found, say: Say) -> tuple[Any, float, list[str]]:
    """A panel for each measure; its width; what the note says besides."""
    most = asked_rows(found.asked, MOST)
    rows = found.data.rows[:most]
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        groups[iri_of(row["measure"])].append(row)
    runs = "mechanism" in found.asked
    heads = ("subject", "period", *(["runs"] if runs else []))
    panels = [
        Panel(drawn(str(listed[0]["measure"]), 60), "%", tuple(_mark(found, row, runs, say) for row in listed))
        for listed in groups.values()
    ]
    columns = Columns(tuple(say("axes", h) for h in heads), (say("axes", "value"), say("axes", "reporter")))
    made, width = forest(panels, columns, say)
    every = len(found.data.rows)
    return made, width, [say("note", "drawn", drawn=len(rows), all=every)] if len(rows) < every else []


def _mark(found: Found, row: Row, runs: bool, say: Say) -> Mark:
    bound = {">=": "≥", "<=": "≤"}.get(str(row["bound"] or ""), "")
    words = (
        drawn(str(row["subject"]), 34),
        drawn(str(row["period"] or row["period_text"] or "") or say("values", "not_said"), 24),
        *([say("values", "yes" if row["runs"] else "no")] if runs else []),
        f"{bound}{plain(row['value'])}%",
        reporter(found.rests, [row], say),
    )
    return Mark(words, float(str(row["value"])), None, kind_of(row), False, found.documents(row))
