"""What counts as the same, between an annotated document and an extraction of it.

The rows and what counts as equal follow the annotation guide: links as a set of each document, names with a shorter one
accepted where it ends the longer one, indicators by value, unit and overlap, qualifiers each with its link.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

Record = Mapping[str, Any]
Item = Mapping[str, Any]

QUALIFIERS = (
    "when", "frequency", "headcount", "headcount_scope", "stage", "initiator", "modality", "polarity", "place",
)  # fmt: skip
_UNSAID = {"modality": "reported", "polarity": "affirmative"}
_DROPPED = str.maketrans("", "", "“”\"'‘’「」『』《》〈〉 \t\n\u3000")
_UNITS = {"人": "名", "位": "名", "次": "起", "起/件": "起", "百分点": "个百分点", "％": "%", "小时": "时"}


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a report: which items it takes of a record, as what set, and when two are the same.

    Parameters
    ----------
    field : str
        Of the record.
    same : callable
        Whether an annotated and a found item agree.
    key : callable or None
        By which items count once a document; None where each counts.
    kind : str
        The field of an item by which a report is broken down.
    """

    field: str
    same: Callable[[Item, Item], bool]
    key: Callable[[Item], object] | None = None
    kind: str = "type"

    def items(self, record: Record | None) -> list[Item]:
        """The items of a record, each with the rule that found it where the record says so."""
        held = list((record or {}).get(self.field) or ())
        rules = ((record or {}).get("more") or {}).get("rules", {}).get(self.field) or [""] * len(held)
        ruled: list[Item] = [{**item, "rule": rule} for item, rule in zip(held, rules, strict=False)]
        if self.kind == "key":
            ruled = list(qualified(ruled))
        return list({self.key(item): item for item in ruled}.values()) if self.key else ruled


def qualified(links: Iterable[Item]) -> Iterable[Item]:
    """One item for each qualifier of each link; what a reader takes for granted is left out.

    Examples
    --------
    >>> link = {"subject": "a", "qualifiers": {"frequency": "1次/周", "modality": "reported"}}
    >>> [(q["key"], q["value"]) for q in qualified([link])]
    [('frequency', '1次/周')]
    """
    for link in links:
        for key, value in (link.get("qualifiers") or {}).items():
            if key in QUALIFIERS and value is not None and value != _UNSAID.get(key):
                yield {**link, "key": key, "value": value}


def plain(name: object) -> str:
    """A name as it is compared: one width, no quotation marks, no white space.

    Examples
    --------
    >>> plain("“１+X+N”")
    '1+X+N'
    """
    return unicodedata.normalize("NFKC", str(name or "")).translate(_DROPPED)


def same_name(a: object, b: object) -> bool:
    """Whether two names agree: the shorter ends the longer.

    Examples
    --------
    >>> same_name("西青分局", "天津市公安局西青分局"), same_name("分局", "")
    (True, False)
    """
    x, y = plain(a), plain(b)
    return bool(x and y) and (x.endswith(y) or y.endswith(x))


def _overlap(a: Item, b: Item) -> bool:
    return bool(a["start"] < b["end"] and b["start"] < a["end"])


def _same_number(x: object, y: object) -> bool:
    try:
        a, b = float(x), float(y)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return False
    return abs(a - b) <= 0.002 * max(abs(a), abs(b))


def _unit(item: Item) -> str:
    unit = plain(item.get("unit"))
    return _UNITS.get(unit, unit)


def _same_indicator(a: Item, b: Item) -> bool:
    return _same_number(a.get("value"), b.get("value")) and _unit(a) == _unit(b) and _overlap(a, b)


def _same_reading(a: Item, b: Item) -> bool:
    basis = [plain(i.get("comparison")).lstrip("比较与") for i in (a, b)]
    return (
        _same_indicator(a, b)
        and all(plain(a.get(k)) == plain(b.get(k)) for k in ("direction", "bound"))
        and basis[0] == basis[1]
        and same_name(a.get("subject"), b.get("subject"))
    )


def _same_ends(a: Item, b: Item, *, either: bool) -> bool:
    ends = [(b.get("subject"), b.get("object"))]
    if either:
        ends.append((b.get("object"), b.get("subject")))
    return any(same_name(a.get("subject"), s) and same_name(a.get("object"), o) for s, o in ends)


def _same_link(a: Item, b: Item) -> bool:
    return a.get("relation") == b.get("relation") and _same_ends(a, b, either=a["relation"] == "cooperatesWith")


def _same_qualifier(a: Item, b: Item) -> bool:
    if a["key"] != b["key"] or not _same_link(a, b):
        return False
    if a["key"] == "headcount":
        return _same_number(a["value"], b["value"])
    return same_name(a["value"], b["value"]) if a["key"] == "place" else plain(a["value"]) == plain(b["value"])


def _same_type(a: Item, b: Item) -> bool:
    return bool(a.get("type") == b.get("type"))


def _name_key(item: Item) -> object:
    return item.get("type"), plain(item.get("canonical"))


ROWS: Mapping[str, Row] = {
    "mentions": Row("entities", lambda a, b: _same_type(a, b) and (a["start"], a["end"]) == (b["start"], b["end"])),
    "overlap": Row("entities", lambda a, b: _same_type(a, b) and _overlap(a, b)),
    "names": Row(
        "entities", lambda a, b: _same_type(a, b) and same_name(a.get("canonical"), b.get("canonical")), _name_key
    ),
    "indicators": Row("indicators", _same_indicator, kind="unit"),
    "readings": Row("indicators", _same_reading, kind="unit"),
    "links": Row(
        "links", _same_link, lambda x: (plain(x["subject"]), x["relation"], plain(x["object"])), kind="relation"
    ),
    "pairs": Row(
        "links",
        lambda a, b: _same_ends(a, b, either=True),
        lambda x: (plain(x["subject"]), plain(x["object"])),
        kind="relation",
    ),
    "qualifiers": Row("links", _same_qualifier, kind="key"),
}
