"""What coders judged, as units with one value a coder for each variable; units are found first, apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ...graph.claim import QUALIFIERS
from ..agreement import plain
from .alpha import Value
from .unitising import Span

INTERVAL = ("value", "value_max", "headcount")  # numbers; every other variable is a choice or a name
NONE = "—"  # what a coder leaves empty where it is a choice to leave it so
_OF_FIGURES = ("value", "unit", "measure", "subject", "period", "comparison", "direction", "bound", "approx")
Key = tuple[str, ...]


@dataclass
class Coding:
    """One coder's work in one form.

    Parameters
    ----------
    coder : str
    spans : dict
        Category → document → spans: what the coder drew on texts.
    units : dict
        Kind of unit → its key, which begins with the document → variable → value.
    lengths : dict of str to int
        Of each document, as far as it is known.
    """

    coder: str
    spans: dict[str, dict[str, list[Span]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(list)))
    units: dict[str, dict[Key, dict[str, Value]]] = field(default_factory=lambda: defaultdict(dict))
    lengths: dict[str, int] = field(default_factory=dict)


def of_review(coder: str, rows: Iterable[Mapping[str, str]]) -> Coding:
    """The decisions of a filled review sheet: the rows are the units, given to all."""
    coding = Coding(coder)
    for row in rows:
        if row.get("decision"):
            key = (row.get("document", ""), row["id"])
            coding.units["row"][key] = {"decision": row["decision"].strip().casefold()}
    return coding


def of_table(coder: str, rows: Iterable[Mapping[str, str]]) -> Coding:
    """A coded table: each link is a unit by its ends, each figure by its subject and measure."""
    coding = Coding(coder)
    for row in rows:
        document = row.get("document", "")
        qualifiers = {q: row[q] for q in QUALIFIERS if q in row and q not in ("measure", "article")}
        types = {t: row[t] for t in ("subject_type", "object_type") if t in row}
        if row["relation"] == "figure":
            key = (document, plain(row["subject"]), plain(row.get("measure")), row.get("period", ""))
            _add(coding, "figure", key, {"value": row.get("value", ""), **qualifiers, **types})
        else:
            end = row.get("object") or row.get("value", "")
            _add_link(coding, document, row["subject"], row["relation"], end, qualifiers | types)
        if row.get("start") and row.get("end"):
            coding.spans["statement"][document].append((int(row["start"]), int(row["end"])))
    return coding


def of_records(coder: str, records: Iterable[Mapping[str, Any]]) -> Coding:
    """Annotated documents: mentions and figures are drawn on the text, links are units by their ends."""
    coding = Coding(coder)
    for record in records:
        document = str(record["id"])
        ends = [int(e["end"]) for part in ("entities", "indicators", "links") for e in record.get(part, ())]
        ends += [int(end) for _, end in record.get("body", ())]
        coding.lengths[document] = max(ends, default=0)
        for mention in record.get("entities", ()):
            span = int(mention["start"]), int(mention["end"])
            coding.spans[f"mention: {mention['type']}"][document].append(span)
            _draw(coding, "mention", document, span, {"type": mention["type"], "name": plain(mention.get("canonical"))})
        for figure in record.get("indicators", ()):
            span = int(figure["start"]), int(figure["end"])
            coding.spans["figure"][document].append(span)
            _draw(coding, "figure", document, span, {k: _shown(figure.get(k)) for k in _OF_FIGURES})
        for link in record.get("links", ()):
            said = link.get("qualifiers") or {}
            qualifiers = {q: _shown(said.get(q)) for q in QUALIFIERS if q not in _OF_FIGURES}
            _add_link(coding, document, link["subject"], link["relation"], link["object"], qualifiers)
    return coding


def _draw(coding: Coding, kind: str, document: str, span: Span, values: Mapping[str, str]) -> None:
    _add(coding, kind, (document, f"{span[0]}", f"{span[1]}"), values)


def _add_link(
    coding: Coding, document: str, subject: object, relation: str, end: object, more: Mapping[str, str]
) -> None:
    """A link: which relation ties two ends is a variable of the pair; its qualifiers are variables of the link."""
    ends = (document, plain(subject), plain(end))
    pair = coding.units["pair"].setdefault(ends, {})
    pair["relation"] = "; ".join(sorted({*str(pair.get("relation", relation)).split("; "), relation}))
    _add(coding, "link", (document, plain(subject), relation, plain(end)), more)


def _add(coding: Coding, kind: str, key: Key, values: Mapping[str, str]) -> None:
    read = {name: _value(name, text) for name, text in values.items()}
    coding.units[kind].setdefault(key, {name: value for name, value in read.items() if value is not None})


def _value(name: str, text: str) -> Value | None:
    if name not in INTERVAL:
        return plain(text) or NONE
    try:
        return float(text)
    except ValueError:
        return None


def _shown(value: object) -> str:
    return "" if value is None or value is False else str(value).lower() if value is True else str(value)


def aligned(codings: Sequence[Coding], kind: str) -> dict[Key, list[dict[str, Value] | None]]:
    """Units of one kind that two coders at least have, each with the values of every coder.

    Mentions and figures drawn on a text stand for each other where their spans overlap; others by their keys.
    """
    if kind in ("mention", "figure") and any(_drawn(c) for c in codings):
        groups = _overlapping(codings, kind)
    else:
        keys = {key for c in codings for key in c.units[kind]}
        groups = {key: [c.units[kind].get(key) for c in codings] for key in sorted(keys)}
    return {key: values for key, values in groups.items() if sum(v is not None for v in values) > 1}


def _drawn(coding: Coding) -> bool:
    return bool(coding.lengths)


def _overlapping(codings: Sequence[Coding], kind: str) -> dict[Key, list[dict[str, Value] | None]]:
    groups: dict[str, list[tuple[Span, list[dict[str, Value] | None]]]] = defaultdict(list)
    for at, coding in enumerate(codings):
        for (document, start, end), values in sorted(coding.units[kind].items(), key=lambda u: (u[0][0], int(u[0][1]))):
            span = int(start), int(end)
            free = [(g, v) for g, v in groups[document] if v[at] is None and _overlap(g, span) > 0]
            if free:
                max(free, key=lambda group: _overlap(group[0], span))[1][at] = values
            else:
                own: list[dict[str, Value] | None] = [None] * len(codings)
                own[at] = values
                groups[document].append((span, own))
    return {(d, str(s[0]), str(s[1]), str(n)): v for d, held in groups.items() for n, (s, v) in enumerate(held)}


def _overlap(a: Span, b: Span) -> int:
    return min(a[1], b[1]) - max(a[0], b[0])
