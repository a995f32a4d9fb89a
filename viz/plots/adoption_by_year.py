"""The plot ``adoption-by-year``: how many bodies are said to run a mechanism from each year, and how that is known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from ...graph.interval import edtf_span
from ...queries.reader import Reader
from ...queries.result import Result, Row
from ..asking import Asked, ask_for, iris_of
from .found import Found, check_panels, iri_of
from .key import Entry, key
from .lettering import drawn
from .style import BLUE, FAINT, GREY, SKY, heading
from .wording import Say

_COLOURS = (BLUE, SKY, GREY, FAINT)
BASES = ("stated", "relative", "first reported", "no date")


def find(reader: Reader, asked: Asked) -> Result:
    """Each body that a document says runs the mechanism, with the date that it states and its own."""
    check_panels(asked)
    return ask_for(reader, asked, "adopters", **{name: iris_of(asked, name) for name in ("mechanism", "place")})


def years(rows: Iterable[Row]) -> dict[tuple[str, str], tuple[str, str]]:
    """The year and its basis of each mechanism and body: by the best basis that any document gives, then the earliest.

    Returns
    -------
    dict
        Of (mechanism, body), by IRI, to (basis, year); the year is empty where there is no date.
    """
    found: dict[tuple[str, str], tuple[int, str]] = {}
    for row in rows:
        key = iri_of(row["mechanism"]), iri_of(row["body"])
        told = BASES.index(_basis(row)), _year(row)
        found[key] = min(told, found.get(key, told))
    return {key: (BASES[basis], year) for key, (basis, year) in found.items()}


def _basis(row: Row) -> str:
    if row["basis"] in BASES:
        return str(row["basis"])
    return "stated" if row["since"] else "first reported" if row["reported"] else "no date"


def _year(row: Row) -> str:
    first, last = edtf_span(str(row["since"] or row["reported"] or ""), began=True).bounds
    return (first or last or "")[:4]


def is_drawn(found: Found) -> bool:
    """Whether there is anything to draw."""
    return bool(found.data.rows)


def chart(found: Found, say: Say) -> tuple[Any, float, list[str]]:
    """A panel for each mechanism; its width; what the note says besides."""
    import altair as alt

    names = {iri_of(row["mechanism"]): str(row["mechanism"]) for row in found.data.rows}
    counted = Counter((mechanism, *told) for (mechanism, _), told in years(found.data.rows).items())
    bars = {(mechanism, year) for mechanism, _, year in counted}
    known = sorted({int(year) for _, _, year in counted if year})
    span = [str(year) for year in range(known[0], known[-1] + 1)] if known else []
    undated = say("series", "no_date")
    ticks = [*span, *([undated] if any(not year for _, _, year in counted) else [])]
    bases = [say("series", basis.replace(" ", "_")) for basis in BASES]
    most = max(sum(n for (of, _, at), n in counted.items() if (of, at) == bar) for bar in bars)
    wide = max(220, min(620, 26 * len(ticks)))
    used = [n for n, basis in enumerate(BASES) if any(basis == told for _, told, _ in counted)]
    marks = [Entry(bases[n], "square", _COLOURS[n]) for n in used]
    panels = []
    for mechanism, name in names.items():
        rows = [
            {"year": year or undated, "basis": bases[BASES.index(basis)], "order": BASES.index(basis), "bodies": n}
            for (of, basis, year), n in sorted(counted.items())
            if of == mechanism
        ]
        panel = (
            alt.Chart(alt.InlineData(values=rows))
            .mark_bar(stroke="#ffffff", strokeWidth=0.6)
            .encode(
                x=alt.X("year:O", title=say("axes", "year"), axis=alt.Axis(labelAngle=-90 if len(ticks) > 12 else 0))
                .scale(domain=ticks),
                y=alt.Y("bodies:Q", title=say("axes", "bodies"), axis=alt.Axis(format="d", tickCount=min(most, 5)))
                .scale(domain=[0, most]),
                color=alt.Color("basis:N", legend=None).scale(domain=bases, range=list(_COLOURS)),
                order="order:Q",
                tooltip=["year:N", "basis:N", "bodies:Q"],
            )
            .properties(width=wide, height=180, title=heading(drawn(name)))
        )  # fmt: skip
        panels.append(panel)
    room = max(wide, 440)
    return alt.vconcat(key(marks, room), alt.concat(*panels, columns=1)), room, []
