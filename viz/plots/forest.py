"""A table with a picture in it: one row a figure, its words beside it, its mark on an axis that panels do not share.

The form is that of a forest plot.  Bounds are arrows, round figures hollow, ranges lines, and what another source
contradicts has a colour of its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .key import Entry, key
from .lettering import pixels
from .style import BLUE, FAINT, INK, PAPER, QUIET, TEXT, VERMILLION, heading
from .wording import Say

if TYPE_CHECKING:
    import altair as alt

STEP, AXIS = 19, 250  # pixels of a row, and of the axis
SHAPES: Mapping[str, str] = {
    "exact": "circle", "approximate": "circle", "least": "triangle-right", "most": "triangle-left", "range": "circle",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mark:
    """One figure: its words by column, its value, and how it is meant.

    Parameters
    ----------
    words : tuple of str
        Texts left of the axis, then those right of it.
    value : float
    upper : float or None
        Upper end of a range.
    kind : str
        ``exact``, ``approximate``, ``least``, ``most`` or ``range``.
    contradicted : bool
    tip : str
        Documents, for the tooltip.
    """

    words: tuple[str, ...]
    value: float
    upper: float | None
    kind: str
    contradicted: bool
    tip: str


@dataclass(frozen=True, slots=True)
class Panel:
    """What may be compared: one measure in one unit."""

    title: str
    axis: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Columns:
    """Headings of the texts left and right of the axis."""

    left: tuple[str, ...]
    right: tuple[str, ...]


def forest(panels: Sequence[Panel], columns: Columns, say: Say) -> tuple[alt.VConcatChart, float]:
    """Draw panels one under the other, with columns of one width.

    Returns
    -------
    tuple of (chart, float)
        And its width in pixels.
    """
    import altair as alt

    heads = (*columns.left, *columns.right)
    marks = [mark for panel in panels for mark in panel.marks]
    widths = [12 + pixels([head, *(m.words[n] for m in marks)], TEXT) for n, head in enumerate(heads)]
    drawn = [_panel(panel, columns, widths, say, marks) for panel in panels]
    width = sum(widths) + AXIS + 10 * len(heads)
    kinds = [kind for kind in SHAPES if any(m.kind == kind for m in marks)]
    shown = [Entry(say("series", k), SHAPES[k], QUIET, PAPER if k == "approximate" else QUIET) for k in kinds]
    if any(m.contradicted for m in marks):
        standing = zip(("single", "contradicted"), (BLUE, VERMILLION), strict=True)
        shown += [Entry(say("series", name), "square", colour) for name, colour in standing]
    rows = [key(shown, width)] if len(shown) > 1 else []
    return alt.vconcat(*rows, *drawn, spacing=18), width


def _panel(panel: Panel, columns: Columns, widths: Sequence[float], say: Say, all_marks: Sequence[Mark]) -> Any:
    import altair as alt

    at = len(columns.left)
    heads = (*columns.left, *columns.right)
    texts = [_texts(panel, n, head, widths[n]) for n, head in enumerate(heads)]
    axis = _axis(panel, say, all_marks)
    row = alt.hconcat(*texts[:at], axis, *texts[at:], spacing=6)
    return row.properties(title=heading(panel.title))


def _rows(panel: Panel) -> alt.Y:
    import altair as alt

    return alt.Y("row:O", axis=None).scale(domain=list(range(len(panel.marks))))


def _texts(panel: Panel, number: int, head: str, width: float) -> Any:
    """One column of words; what stands above in the first column is not said again."""
    import altair as alt

    said = [mark.words[number] for mark in panel.marks]
    shown = [text if number or not n or said[n - 1] != text else "" for n, text in enumerate(said)]
    data = alt.InlineData(values=[{"row": n, "text": text} for n, text in enumerate(shown)])
    title = alt.TitleParams(head, anchor="start", fontSize=TEXT, fontWeight="normal", color=QUIET, offset=6)
    chart = alt.Chart(data).mark_text(align="left", x=0, color=INK).encode(y=_rows(panel), text="text:N")
    return chart.properties(width=width, height=STEP * len(panel.marks), title=title)


def _axis(panel: Panel, say: Say, all_marks: Sequence[Mark]) -> Any:
    import altair as alt

    standing = [say("series", "single"), say("series", "contradicted")]
    kinds = [kind for kind in SHAPES if any(m.kind == kind for m in all_marks)]
    names = {kind: say("series", kind) for kind in kinds}
    data = [
        {
            "row": n, "value": m.value, "upper": m.upper, "kind": names[m.kind], "hollow": m.kind == "approximate",
            "standing": standing[m.contradicted], "tip": m.tip,
        }
        for n, m in enumerate(panel.marks)
    ]  # fmt: skip
    base = alt.Chart(alt.InlineData(values=data)).encode(y=_rows(panel))
    across = alt.X("value:Q", title=panel.axis, axis=alt.Axis(tickCount=5, grid=True)).scale(domain=_domain(panel))
    lines = alt.Chart(alt.InlineData(values=[{"row": n} for n in range(len(data))])).mark_rule(color=FAINT, aria=False)
    colours = alt.Scale(domain=standing, range=[BLUE, VERMILLION])
    layers = [lines.encode(y=_rows(panel))]
    if any(m.upper is not None for m in panel.marks):
        ranges = base.transform_filter("datum.upper !== null").mark_rule(strokeWidth=2)
        layers.append(ranges.encode(x=across, x2="upper:Q", color=alt.Color("standing:N", scale=colours, legend=None)))
    filled = alt.Fill("standing:N", scale=colours, legend=None)
    points = base.mark_point(size=62, opacity=1, strokeWidth=1.6).encode(
        x=across,
        shape=alt.Shape("kind:N", legend=None).scale(
            domain=list(names.values()), range=[SHAPES[kind] for kind in kinds]
        ),
        stroke=alt.Stroke("standing:N", scale=colours, legend=None),
        fill=alt.when("datum.hollow").then(alt.value(PAPER)).otherwise(filled),
        tooltip=["value:Q", "kind:N", "standing:N", "tip:N"],
    )  # fmt: skip
    layers.append(points)
    return alt.layer(*layers).properties(width=AXIS, height=STEP * len(data))


def _domain(panel: Panel) -> list[float]:
    """A little more than from the least to the greatest figure."""
    ends = [v for m in panel.marks for v in (m.value, m.upper) if v is not None]
    low, high = min(ends), max(ends)
    room = (high - low) * 0.08 or abs(high) * 0.1 or 1.0
    return [low - room, high + room]
