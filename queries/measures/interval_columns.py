"""The columns in which a measure shows its intervals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from ..definition import Column
from ..result import Value
from .bootstrap import Interval
from .definition import Measure

_ENDS = (("low", "下限", "2.5th percentile"), ("high", "上限", "97.5th percentile"))


def interval_columns(asked: Measure, drawn: Sequence[Mapping[str, Interval]]) -> tuple[Column, ...]:
    """Two columns for each figure that has intervals, and for the rank where rows are ranked.

    Examples
    --------
    >>> from .definition import find_measure
    >>> [c.name for c in interval_columns(find_measure("degree"), [{"degree": (1.0, 2.0), "rank": (1.0, 1.0)}])]
    ['degree_low', 'degree_high', 'rank_low', 'rank_high']
    """
    there = {name for row in drawn for name in row}
    shown = [(c.name, c.label_en, c.label_zh) for c, f in zip(asked.columns, asked.fields, strict=True) if f in there]
    shown += [("rank", "Rank", "排名")] if "rank" in there else []
    return tuple(
        Column(f"{name}_{end}", "decimal", f"{en}, {end}", f"{zh}{of}", f"{what} over draws of sources", "自助抽样区间")
        for name, en, zh in shown
        for end, of, what in _ENDS
    )


def interval_cells(columns: Sequence[Column], drawn: Mapping[str, Interval]) -> dict[str, Value]:
    """The cells of one row; empty where a figure is not defined.

    Examples
    --------
    >>> column = Column("degree_low", "decimal", "", "")
    >>> interval_cells([column], {"degree": (1.0, 2.5)})
    {'degree_low': Decimal('1.0')}
    """
    cells: dict[str, Value] = {}
    for column in columns:
        name, _, end = column.name.rpartition("_")
        held = drawn.get(name)
        cells[column.name] = Decimal(repr(round(held[end == "high"], 9))) if held else None
    return cells
