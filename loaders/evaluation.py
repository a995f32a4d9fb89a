"""How well an extraction agrees with annotated documents: precision, recall and F1 by row.

The rows and what counts as equal follow the annotation guide: links as a set of each document, names with a shorter one
accepted where it ends the longer one, indicators by value, unit and overlap.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Record = Mapping[str, Any]
Item = Mapping[str, Any]

_DROPPED = str.maketrans("", "", "“”\"'‘’「」『』《》〈〉 \t\n\u3000")
_UNITS = {"人": "名", "位": "名", "次": "起", "起/件": "起", "百分点": "个百分点", "％": "%", "小时": "时"}


@dataclass(frozen=True, slots=True)
class Score:
    """Agreement on one row, over all documents together."""

    row: str
    precision: float
    recall: float
    f1: float
    gold: int
    found: int


def evaluate_records(gold: Mapping[str, Record], found: Mapping[str, Record]) -> list[Score]:
    """Score extractions against annotated documents.

    Parameters
    ----------
    gold : mapping
        Annotated documents by id; a document without an extraction scores zero.
    found : mapping
        Extractions by id.

    Returns
    -------
    list of Score
        Rows ``overlap``, ``names``, ``indicators``, ``readings`` and ``links``.

    Examples
    --------
    >>> doc = {"links": [{"subject": "甲市公安局", "relation": "leads", "object": "工作组"}]}
    >>> [s.f1 for s in evaluate_records({"a": doc}, {"a": doc}) if s.row == "links"]
    [1.0]
    """
    return [_score(row, gold, found) for row in _ROWS]


def _score(row: str, gold: Mapping[str, Record], found: Mapping[str, Record]) -> Score:
    field, key, same = _ROWS[row]
    hits = golds = founds = 0
    for name, annotated in gold.items():
        want = list(annotated.get(field) or ())
        got = list((found.get(name) or {}).get(field) or ())
        if key:
            want, got = _distinct(want, key), _distinct(got, key)
        hits, golds, founds = hits + _pairs(want, got, same), golds + len(want), founds + len(got)
    precision, recall = (hits / founds if founds else 0.0), (hits / golds if golds else 0.0)
    f1 = 2 * precision * recall / (precision + recall) if hits else 0.0
    return Score(row, precision, recall, f1, golds, founds)


def _distinct(items: Iterable[Item], key: Callable[[Item], object]) -> list[Item]:
    return list({key(item): item for item in items}.values())


def _pairs(want: Sequence[Item], got: Sequence[Item], same: Callable[[Item, Item], bool]) -> int:
    """Pair greedily, one to one."""
    left = list(got)
    hits = 0
    for item in want:
        match = next((other for other in left if same(item, other)), None)
        if match is not None:
            left.remove(match)
            hits += 1
    return hits


def _plain(name: object) -> str:
    return unicodedata.normalize("NFKC", str(name or "")).translate(_DROPPED)


def _same_name(a: object, b: object) -> bool:
    x, y = _plain(a), _plain(b)
    return bool(x and y) and (x.endswith(y) or y.endswith(x))


def _overlap(a: Item, b: Item) -> bool:
    return bool(a["start"] < b["end"] and b["start"] < a["end"])


def _same_indicator(a: Item, b: Item) -> bool:
    x, y = a.get("value"), b.get("value")
    if x is None or y is None or abs(float(x) - float(y)) > 0.002 * max(abs(float(x)), abs(float(y))):
        return False
    return _unit(a) == _unit(b) and _overlap(a, b)


def _unit(item: Item) -> str:
    unit = _plain(item.get("unit"))
    return _UNITS.get(unit, unit)


def _same_reading(a: Item, b: Item) -> bool:
    basis = [_plain(i.get("comparison")).lstrip("比较与") for i in (a, b)]
    return (
        _same_indicator(a, b)
        and all(_plain(a.get(k)) == _plain(b.get(k)) for k in ("direction", "bound"))
        and basis[0] == basis[1]
        and _same_name(a.get("subject"), b.get("subject"))
    )


def _same_link(a: Item, b: Item) -> bool:
    if a.get("relation") != b.get("relation"):
        return False
    ends = [(b.get("subject"), b.get("object"))]
    if a["relation"] == "cooperatesWith":
        ends.append((b.get("object"), b.get("subject")))
    return any(_same_name(a.get("subject"), s) and _same_name(a.get("object"), o) for s, o in ends)


def _same_entity(a: Item, b: Item) -> bool:
    return a.get("type") == b.get("type") and _same_name(a.get("canonical"), b.get("canonical"))


_ROWS: dict[str, tuple[str, Callable[[Item], object] | None, Callable[[Item, Item], bool]]] = {
    "overlap": ("entities", None, lambda a, b: a.get("type") == b.get("type") and _overlap(a, b)),
    "names": ("entities", lambda e: (e.get("type"), _plain(e.get("canonical"))), _same_entity),
    "indicators": ("indicators", None, _same_indicator),
    "readings": ("indicators", None, _same_reading),
    "links": ("links", lambda x: (_plain(x["subject"]), x["relation"], _plain(x["object"])), _same_link),
}
