"""The key of a plot: samples of its marks with their names, in rows under the title.

Vega would put a legend that panels share above the title or below the note, and draw hollow marks as nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from .lettering import pixels
from .style import TEXT

SAMPLE, HIGH = 24, 16  # pixels of a sample
_GAP = 18  # between two entries


@dataclass(frozen=True, slots=True)
class Entry:
    """One mark with its name: a ``line``, a ``dashed`` line, a ``band``, a ``square``, or a point of Vega's shapes."""

    name: str
    form: str
    colour: str
    fill: str = ""
    stroke: float = 1.6

    @property
    def width(self) -> float:
        """Pixels of sample and name."""
        return SAMPLE + 10 + pixels([self.name], TEXT)


def key(entries: Iterable[Entry], width: float) -> Any:
    """Draw a key in rows of at most a width in pixels."""
    import altair as alt

    rows: list[list[Entry]] = [[]]
    for entry in entries:
        if rows[-1] and sum(e.width + _GAP for e in rows[-1]) + entry.width > width:
            rows.append([])
        rows[-1].append(entry)
    return alt.vconcat(*(alt.hconcat(*map(_entry, row), spacing=_GAP) for row in rows), spacing=2)


def _entry(entry: Entry) -> Any:
    import altair as alt

    data = alt.InlineData(values=[{"name": entry.name}])
    name = alt.Chart(data).mark_text(align="left", baseline="middle", x=SAMPLE + 6, y=HIGH / 2).encode(text="name:N")
    return alt.layer(_sample(alt.Chart(data), entry), name).properties(width=entry.width, height=HIGH)


def _sample(chart: Any, entry: Entry) -> Any:
    import altair as alt

    middle = HIGH / 2
    if entry.form in ("line", "dashed"):
        dash = [4, 3] if entry.form == "dashed" else [1, 0]
        ends = {"x": alt.value(0), "x2": alt.value(SAMPLE), "y": alt.value(middle)}  # a rule needs an encoding
        return chart.mark_rule(color=entry.colour, strokeWidth=entry.stroke, strokeDash=dash, aria=False).encode(**ends)
    if entry.form in ("band", "square"):
        left = 0 if entry.form == "band" else 8
        return chart.mark_rect(x=left, x2=SAMPLE, y=2, y2=HIGH - 2, color=entry.colour, aria=False)
    return chart.mark_point(
        x=SAMPLE / 2, y=middle, shape=entry.form, size=62, opacity=1, stroke=entry.colour,
        fill=entry.fill or entry.colour, strokeWidth=entry.stroke, aria=False,
    )  # fmt: skip
