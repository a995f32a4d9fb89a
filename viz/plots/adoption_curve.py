"""The plot ``adoption-curve``: the cumulative share of places that run a mechanism, with bounds.

One panel for each mechanism, on one axis of time.  The band is what the dates leave open; the truth lies in it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ...graph.interval import EVER, NEVER, Span, edtf_days
from ...queries.definition import selecting
from ...queries.measures import measure
from ...queries.reader import Reader
from ...queries.result import Result, Row
from ..asking import Asked, iris_of
from .curve import Point, curve
from .found import Found, check_panels, iri_of
from .key import Entry, key
from .lettering import drawn
from .style import BAND, BLUE, GREY, INK, heading
from .wording import Say

if TYPE_CHECKING:
    import altair as alt

_SERIES = ("lower", "upper", "reported")
_COLOURS, _WIDTHS = (INK, BLUE, GREY), (2.2, 1.4, 1.4)


def find(reader: Reader, asked: Asked) -> Result:
    """Each body that runs a mechanism, and between which days it began."""
    check_panels(asked)
    given = {name: iris_of(asked, name) for name in ("mechanism", "place")}
    chosen = {key: [str(v) for v in asked.get(key, ())] for key in ("dates", *selecting())}
    found = measure(reader, "adoption", {k: v for k, v in (given | chosen).items() if v})
    levels = set(map(str, asked.get("level", ())))
    return replace(found, rows=tuple(row for row in found.rows if not levels or row["level"] in levels))


def span_of(row: Row) -> Span:
    """Between which days the adopter of a row began."""
    return Span(str(row["earliest"] or EVER), str(row["latest"] or NEVER))


def beginnings(rows: Sequence[Row]) -> tuple[dict[str, Span], dict[str, str]]:
    """When each place began, with the first of its bodies, and the last day of its first report.

    An undated body leaves the beginning of its place open below.

    Returns
    -------
    tuple of dict
        By IRI of the place; adopters without a place are left out.
    """
    spans: dict[str, list[Span]] = defaultdict(list)
    reported: dict[str, str] = {}
    for row in rows:
        place = iri_of(row["place"])
        if place:
            spans[place].append(span_of(row))
            told = edtf_days(str(row["first_reported"] or ""))[1] or NEVER
            reported[place] = min(told, reported.get(place, NEVER))
    began = {p: Span(min(s.began_first for s in of), min(s.began_last for s in of)) for p, of in spans.items()}
    return began, reported


def panels_of(rows: Sequence[Row]) -> dict[str, tuple[int, list[Point]]]:
    """For each mechanism, by IRI, how many places run it, and the curve."""
    by_mechanism: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_mechanism[iri_of(row["mechanism"])].append(row)
    found = {}
    for mechanism, listed in by_mechanism.items():
        began, reported = beginnings(listed)
        points = curve(began.values(), reported.values())
        if points:
            found[mechanism] = (len(began), points)
    return found


def is_drawn(found: Found) -> bool:
    """Whether any place has a date, stated or of a report."""
    return bool(panels_of(found.data.rows))


def chart(found: Found, say: Say) -> tuple[Any, float, list[str]]:
    """A panel for each mechanism; its width; what the note says besides."""
    import altair as alt

    panels = panels_of(found.data.rows)
    names = {iri_of(row["mechanism"]): str(row["mechanism"]) for row in found.data.rows}
    days = [point.day for _, points in panels.values() for point in points]
    last = f"{max(days)[:4]}-04-01"  # so that a step at the end of the last year is seen
    wide = 520 if len(panels) == 1 else 300
    made = [
        _panel(_extended(points, min(days), last), number, say).properties(
            width=wide,
            height=260 if len(panels) == 1 else 170,
            title=heading(say("values", "places", name=drawn(names[mechanism]), n=number)),
        )
        for mechanism, (number, points) in panels.items()
    ]
    wide = wide + 60 if len(made) == 1 else 2 * wide + 160
    unplaced = sum(not iri_of(row["place"]) for row in found.data.rows)
    notes = [say("note", "unplaced", n=unplaced)] if unplaced else []
    return alt.vconcat(key(_entries(say), wide), alt.concat(*made, columns=2)), wide, notes


def _entries(say: Say) -> list[Entry]:
    styles = zip(_SERIES, ("line", "line", "dashed"), _COLOURS, _WIDTHS, strict=True)
    lines = [Entry(say("series", name), form, colour, stroke=wide) for name, form, colour, wide in styles]
    return [lines[0], lines[1], Entry(say("series", "between"), "band", BAND), lines[2]]


def _extended(points: list[Point], first: str, last: str) -> list[Point]:
    """A curve on the days of all panels: what holds before its first point and after its last."""
    before = [] if points[0].day == first else [points[0]._replace(day=first)]
    return [*before, *points, *([] if points[-1].day == last else [points[-1]._replace(day=last)])]


def _panel(points: Sequence[Point], number: int, say: Say) -> Any:
    import altair as alt

    names = [say("series", key) for key in _SERIES]
    band = [{"day": p.day, "lower": p.lower / number, "upper": p.upper / number} for p in points]
    lines = [
        {"day": p.day, "share": getattr(p, key) / number, "series": name, "places": getattr(p, key)}
        for key, name in zip(_SERIES, names, strict=True)
        for p in points
    ]
    first, last = (f"{p.day}T00:00:00Z" for p in (points[0], points[-1]))
    axis: Mapping[str, Any] = {
        "format": "%Y",
        "grid": False,
        "labelFlush": False,
        "tickCount": {"interval": "year", "step": _step(points)},
    }
    across = alt.X("day:T", title=say("axes", "year"), axis=alt.Axis(**axis)).scale(type="utc", domain=[first, last])
    up = alt.Scale(domain=[0, 1])
    title = say("axes", "share_of_places")
    base = alt.Chart().encode(x=across)
    area = base.mark_area(interpolate="step-after", color=BAND).encode(
        y=alt.Y("lower:Q", scale=up, title=title, axis=alt.Axis(format="%", tickCount=5)), y2="upper:Q"
    )
    drawn_lines = base.mark_line(interpolate="step-after").encode(
        y=alt.Y("share:Q", scale=up, title=title),
        color=alt.Color("series:N", legend=None).scale(domain=names, range=list(_COLOURS)),
        strokeDash=alt.StrokeDash("series:N", legend=None).scale(domain=names, range=[[1, 0], [1, 0], [4, 3]]),
        strokeWidth=alt.StrokeWidth("series:O", legend=None).scale(domain=names, range=list(_WIDTHS)),
        tooltip=["day:N", "series:N", "places:Q"],
    )
    return alt.layer(area.properties(data=_values(band)), drawn_lines.properties(data=_values(lines)))


def _step(points: Sequence[Point]) -> int:
    """Years between two ticks."""
    return max(1, (int(points[-1].day[:4]) - int(points[0].day[:4])) // 8)


def _values(rows: list[dict[str, Any]]) -> alt.InlineData:
    import altair as alt

    dated = [{**row, "day": f"{row['day']}T00:00:00Z"} for row in rows]
    return alt.InlineData(values=dated)
