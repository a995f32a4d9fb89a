"""A matrix of counts: darker where there is more, the number in each cell, nothing where nothing is recorded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .lettering import distinct, drawn, pixels
from .style import FAINT, INK, PAPER, SCALE, TEXT

CELL = 30  # pixels of a cell
Cell = tuple[str, str]  # keys of row and column


def matrix(
    counts: Mapping[Cell, int],
    rows: Mapping[str, str],
    columns: Mapping[str, str],
    titles: Sequence[str],
    tips: Mapping[Cell, str],
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
    ends = {"x": _across(list(across.values()), titles[0]), "y": _down(list(down.values()), titles[1])}
    other = titles[0] if titles[0] != titles[1] else f"× {titles[0]}"  # else a tooltip would show only one of the two
    named = zip(("row:N", "column:N", "n:Q", "tip:N"), (titles[1], other, titles[2], "…"), strict=True)
    under = alt.Chart(alt.InlineData(values=grid)).mark_rect(fill=PAPER, stroke=FAINT, strokeWidth=0.6, aria=False)
    base = alt.Chart(alt.InlineData(values=cells)).encode(
        **ends, tooltip=[alt.Tooltip(field, title=title) for field, title in named]
    )
    filled = base.mark_rect(stroke=PAPER, strokeWidth=0.6).encode(
        color=alt.Color("n:Q", legend=None).scale(range=list(SCALE), domain=[0, max(most, 2)])
    )
    numbers = base.mark_text(baseline="middle", aria=False).encode(
        text=alt.Text("n:Q", format="d"),
        color=alt.when("datum.light").then(alt.value(PAPER)).otherwise(alt.value(INK)),
    )
    made = alt.layer(under.encode(**ends), filled, numbers)
    made = made.properties(width=CELL * len(across), height=CELL * len(down))
    return made, CELL * len(across) + pixels(list(down.values()), TEXT) + 30


def _across(names: Sequence[str], title: str) -> Any:
    """Names above the columns, upright where they are longer than a cell is wide."""
    import altair as alt

    upright = pixels(names, TEXT) > CELL - 4
    axis = alt.Axis(
        orient="top",
        ticks=False,
        domain=False,
        labelPadding=6,
        labelAngle=-90 if upright else 0,
        labelAlign="left" if upright else "center",
        labelBaseline="middle" if upright else "bottom",
    )
    return alt.X("column:N", title=title, axis=axis).scale(domain=list(names))


def _down(names: Sequence[str], title: str) -> Any:
    """Names left of the rows, their title above them."""
    import altair as alt

    axis = alt.Axis(
        ticks=False, domain=False, labelPadding=6,
        titleAngle=0, titleAlign="right", titleAnchor="end", titleX=-6, titleY=-10,
    )  # fmt: skip
    return alt.Y("row:N", title=title, axis=axis).scale(domain=list(names))
