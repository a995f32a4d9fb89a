"""A matrix of counts: darker where there is more, the number in each cell, nothing where nothing is recorded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .lettering import distinct, drawn, pixels
from .style import FAINT, INK, PAPER, SCALE, TEXT

CELL = 30  # pixels of a cell
Counts = Mapping[tuple[str, str], int]  # (row, column), by key


def matrix(
    counts: Counts,
    rows: Mapping[str, str],
    columns: Mapping[str, str],
    titles: Sequence[str],
    tips: Mapping[tuple[str, str], str],
) -> tuple[Any, float]:
    """Draw counts by row and column.

    Parameters
    ----------
    counts : mapping of (str, str) to int
        By key of row and column; what is not in it is left empty.
    rows, columns : mapping of str to str
        Key to name, in order.
    titles : sequence of str
        Of the columns, of the rows, and of what is counted, which tooltips say.
    tips : mapping of (str, str) to str
        What a tooltip adds.

    Returns
    -------
    tuple of (chart, float)
        And its width in pixels.
    """
    import altair as alt

    down = dict(zip(rows, distinct(drawn(name) for name in rows.values()), strict=True))
    across = dict(zip(columns, distinct(drawn(name, 28) for name in columns.values()), strict=True))
    most = max(counts.values())
    cells = [
        {"row": down[r], "column": across[c], "n": n, "tip": tips.get((r, c), ""), "light": most > 1 and n * 2 > most}
        for (r, c), n in sorted(counts.items())
        if r in down and c in across
    ]
    grid = [{"row": r, "column": c} for r in down.values() for c in across.values()]
    angle = -90 if pixels(list(across.values()), TEXT) > CELL - 4 else 0
    wide = alt.X(
        "column:N",
        title=titles[0],
        axis=alt.Axis(
            orient="top",
            labelAngle=angle,
            ticks=False,
            domain=False,
            labelAlign="left" if angle else "center",
            labelBaseline="middle" if angle else "bottom",
            labelPadding=6,
        ),
    ).scale(domain=list(across.values()))
    high = alt.Y(
        "row:N",
        title=titles[1],
        axis=alt.Axis(
            ticks=False,
            domain=False,
            labelPadding=6,
            titleAngle=0,
            titleAlign="right",
            titleAnchor="end",
            titleX=-6,
            titleY=-10,
        ),
    ).scale(domain=list(down.values()))
    under = alt.Chart(alt.InlineData(values=grid)).mark_rect(fill=PAPER, stroke=FAINT, strokeWidth=0.6)
    base = alt.Chart(alt.InlineData(values=cells))
    colour = alt.Color("n:Q", legend=None).scale(range=list(SCALE), domain=[0, max(most, 2)])
    filled = base.mark_rect(stroke=PAPER, strokeWidth=0.6).encode(
        x=wide,
        y=high,
        color=colour,
        tooltip=[
            alt.Tooltip("row:N", title=titles[1]),
            alt.Tooltip("column:N", title=titles[0]),
            alt.Tooltip("n:Q", title=titles[2]),
            alt.Tooltip("tip:N", title="…"),
        ],
    )
    numbers = base.mark_text(baseline="middle").encode(
        x=wide,
        y=high,
        text=alt.Text("n:Q", format="d"),
        color=alt.when("datum.light").then(alt.value(PAPER)).otherwise(alt.value(INK)),
    )
    made = alt.layer(under.encode(x=wide, y=high), filled, numbers).properties(
        width=CELL * len(across), height=CELL * len(down)
    )
    return made, CELL * len(across) + pixels(list(down.values()), TEXT) + 110
