"""A measured figure beside what is asked of it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Figure:
    """What was measured, and what is asked.

    Parameters
    ----------
    what : str
    measured : float or None
        None where it was not measured.
    least, most : float or None
        What is asked; neither where the figure is told for its own sake.
    unit : str
    lower_bound : bool
        Whether it is at least this much, since a peer was ended before it was done.

    Examples
    --------
    >>> Figure("load, beside Oxigraph", 0.78, least=0.55, unit="times as fast").row()
    ['load, beside Oxigraph', '≥ 0.55 times as fast', '0.78', 'yes']
    >>> Figure("growth of time: build", None, most=1.1).row()
    ['growth of time: build', '≤ 1.1', '–', 'not measured']
    >>> Figure("view / stock pyvis", 12.5, unit="times as fast", lower_bound=True).row()
    ['view / stock pyvis', '', '≥ 12.5 times as fast', '']
    """

    what: str
    measured: float | None
    least: float | None = None
    most: float | None = None
    unit: str = ""
    lower_bound: bool = False

    @property
    def holds(self) -> bool | None:
        """Whether it is as asked; None where nothing is asked or nothing was measured."""
        if self.measured is None or (self.least is None and self.most is None):
            return None
        return (self.least is None or self.measured >= self.least) and (self.most is None or self.measured <= self.most)

    @property
    def asked(self) -> str:
        """As a reader sees it."""
        bounds = [f"{sign} {bound:g}" for sign, bound in (("≥", self.least), ("≤", self.most)) if bound is not None]
        return " ".join([*bounds, self.unit]).strip() if bounds else ""

    def row(self) -> list[str]:
        """Cells of a table: what, asked, measured, whether it holds."""
        shown = "–" if self.measured is None else ("≥ " if self.lower_bound else "") + f"{self.measured:.4g}"
        outcome = {True: "yes", False: "no", None: "not measured" if self.asked else ""}[self.holds]
        return [self.what, self.asked, shown if self.asked else f"{shown} {self.unit}".strip(), outcome]

    def told(self) -> dict[str, object]:
        """As JSON."""
        return {**vars(self), "holds": self.holds}


def table(head: Iterable[str], rows: Iterable[Iterable[object]]) -> list[str]:
    """Lines of a Markdown table; the first column to the left, the others to the right.

    Examples
    --------
    >>> table(["a", "b"], [["x", 1.25], ["y", None]])
    ['| a | b |', '|---|--:|', '| x | 1.25 |', '| y | – |']
    """
    named = list(head)
    lines = [f"| {' | '.join(named)} |", "|---|" + "--:|" * (len(named) - 1)]
    return lines + [f"| {' | '.join(map(_cell, row))} |" for row in rows]


def flat(found: Mapping[str, Any], before: str = "") -> list[tuple[str, object]]:
    """Names and values of nested mappings, for a table.

    Examples
    --------
    >>> flat({"a": {"b": 1}, "c": [1, 2]})
    [('a: b', 1), ('c', '1, 2')]
    """
    out: list[tuple[str, object]] = []
    for name, value in found.items():
        if isinstance(value, Mapping):
            out += flat(value, f"{before}{name}: ")
        else:
            out.append((before + name, ", ".join(map(str, value)) if isinstance(value, list) else value))
    return out


def _cell(value: object) -> str:
    if value is None:
        return "–"
    if isinstance(value, float):
        return f"{value:.4g}" if abs(value) < 1000 and math.isfinite(value) else f"{value:,.0f}"
    return f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else str(value).replace("|", "\\|")
