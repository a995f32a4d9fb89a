"""The plot ``postings``: how many postings are reported of each headcount and frequency."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from typing import Any

from ...queries.reader import Reader
from ...queries.result import Result, Row
from ..asking import Asked, ask_for, iris_of
from .found import Found, iri_of, listed
from .lettering import drawn
from .matrix import matrix
from .schedules import in_order, shown
from .wording import Say

_SCOPES = ("each", "total", "")
_CLASSES = (6, 11, 21, 51, 101, 501, 1001)  # from this many on, headcounts are put together up to the next


def find(reader: Reader, asked: Asked) -> Result:
    """Every posting."""
    return ask_for(reader, asked, "postings", **{name: iris_of(asked, name) for name in ("place", "body")})


def class_of(headcount: int) -> tuple[int, int | None]:
    """The least and the greatest headcount that are counted together; none where there is no greatest.

    Examples
    --------
    >>> class_of(2), class_of(14), class_of(3880)
    ((2, 2), (11, 20), (1001, None))
    """
    at = bisect_right(_CLASSES, headcount)
    if at == 0:
        return headcount, headcount
    return _CLASSES[at - 1], _CLASSES[at] - 1 if at < len(_CLASSES) else None


def headcount_of(row: Row) -> str:
    """A key for how many are posted, in the order of the axis: of each host, in all, without saying which, not said."""
    if row["headcount"] is None:
        return "9"
    scope = str(row["scope"] or "")
    least = class_of(int(str(row["headcount"])))[0]
    return f"{_SCOPES.index(scope) if scope in _SCOPES else 2} {least:06d} {row['unit'] or ''}"


def counted(rows: Result) -> dict[tuple[str, str], set[tuple[str, ...]]]:
    """The postings of each headcount and frequency: sender, host and document of each."""
    cells: dict[tuple[str, str], set[tuple[str, ...]]] = defaultdict(set)
    for row in rows:
        posting = tuple(iri_of(row[name]) for name in ("sender", "host", "document"))
        cells[headcount_of(row), str(row["frequency"] or "")].add(posting)
    return cells


def is_drawn(found: Found) -> bool:
    """Whether there is anything to draw."""
    return bool(found.data.rows)


def chart(found: Found, say: Say) -> tuple[Any, float, list[str]]:
    """Headcounts down, frequencies across."""
    cells = counted(found.data)
    labels = {headcount_of(row): _headcount(row, say) for row in found.data.rows}
    names = {(iri_of(r["sender"]), iri_of(r["host"])): f"{r['sender']} → {r['host']}" for r in found.data.rows}
    tips = {cell: listed(names[posting[0], posting[1]] for posting in postings) for cell, postings in cells.items()}
    made, width = matrix(
        {cell: len(postings) for cell, postings in cells.items()},
        dict(sorted(labels.items())),
        {often: shown(often, say) for often in in_order(often for _, often in cells)},
        [say("axes", "frequency"), say("axes", "headcount"), say("axes", "postings")],
        tips,
    )
    return made, max(width, 460), []


def _headcount(row: Row, say: Say) -> str:
    if row["headcount"] is None:
        return say("values", "not_said")
    scope = str(row["scope"] or "")
    form = scope if scope in ("each", "total") else "people"
    least, most = class_of(int(str(row["headcount"])))
    number = str(least) if most == least else f"{least}–{most}" if most else f"≥{least}"
    return say("values", form, n=number, unit=drawn(str(row["unit"] or ""), 12))
