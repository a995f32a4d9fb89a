"""One annotated text, whatever tool it comes from: spans with labels and features, relations between them.

Offsets are code points of the text, half-open.  A record of the annotation guide goes in and comes out unchanged.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

FIGURE, LINK = "Indicator", "Link"
SAID = "GUIDE"  # feature that keeps what has no place of its own in a tool


@dataclass(frozen=True, slots=True)
class Span:
    """A span of the text.

    Parameters
    ----------
    id : str
        Of this span in this text.
    start, end : int
        Code points, half-open.
    label : str
        Type of mention, ``Indicator`` for a figure, ``Link`` for the statement of a link.
    features : dict
        What else is said of it: canonical name, value, unit …; texts, numbers, truth values, or None.
    """

    id: str
    start: int
    end: int
    label: str
    features: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation between two spans."""

    source: str
    target: str
    label: str
    features: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AnnotatedText:
    """One text with its annotations.

    Parameters
    ----------
    id : str
        Name of the document.
    text : str
        As it was annotated: masked, or blank where it is not at hand.
    spans : tuple of Span
    relations : tuple of Relation
        In a text from elsewhere; links of a record are spans, since their ends need not stand in their sentence.
    features : dict
        Of the whole document: ``body`` and what else a record holds.
    """

    id: str
    text: str
    spans: tuple[Span, ...] = ()
    relations: tuple[Relation, ...] = ()
    features: Mapping[str, Any] = field(default_factory=dict)


def from_record(record: Mapping[str, Any], text: str = "") -> AnnotatedText:
    """An annotated document of the guide's format as annotated text.

    Parameters
    ----------
    record : mapping
        With ``id``, ``entities``, ``indicators``, ``links``.
    text : str
        The text, masked; where it is not at hand, each annotated span at its place with spaces between.

    Examples
    --------
    >>> record = {"id": "a", "entities": [{"text": "甲局", "start": 2, "end": 4, "type": "Unit"}]}
    >>> made = from_record(record)
    >>> made.text, to_record(made) == record
    ('  甲局', True)
    """
    spans = [
        Span(f"e{n}", e["start"], e["end"], e["type"], _rest(e, "start", "end", "type"))
        for n, e in enumerate(record.get("entities", ()))
    ]
    for prefix, part, label in (("i", "indicators", FIGURE), ("l", "links", LINK)):
        spans += [
            Span(f"{prefix}{n}", x["start"], x["end"], label, _rest(x, "start", "end"))
            for n, x in enumerate(record.get(part, ()))
        ]
    parts = [part for part in ("entities", "indicators", "links") if part in record]
    features = _rest(record, "id", "entities", "indicators", "links") | {"parts": parts}
    return AnnotatedText(record["id"], text or _blank(spans), tuple(spans), (), features)


def to_record(annotated: AnnotatedText) -> dict[str, Any]:
    """Annotated text as an annotated document of the guide's format.

    Relations between spans become links between their canonical names, whose span reaches from one to the other.  What
    comes from elsewhere has ``indicators`` and ``links`` only if any are drawn: that there are none is not said.
    """
    by_id = {s.id: s for s in annotated.spans}
    features = dict(annotated.features)
    ours, parts = "parts" in features, list(features.pop("parts", ["entities"]))
    held: dict[str, list[dict[str, Any]]] = {"entities": [], "indicators": [], "links": []}
    for s in annotated.spans:
        place = {"start": s.start, "end": s.end}
        if s.label == FIGURE:
            held["indicators"].append({**_first(s.features, "text"), **place, **s.features})
        elif s.label == LINK:
            held["links"].append({**_first(s.features, "subject", "relation", "object"), **place, **s.features})
        else:
            words = s.features.get("text", annotated.text[s.start : s.end])
            own = {"text": words, **place, "type": s.label} | ({} if ours else {"canonical": words})
            held["entities"].append(own | dict(s.features))
    for r in annotated.relations:
        one, other = by_id[r.source], by_id[r.target]
        ends = {"subject": _name(annotated, one), "relation": r.label, "object": _name(annotated, other)}
        place = {"start": min(one.start, other.start), "end": max(one.end, other.end)}
        held["links"].append({**ends, **place, **r.features})
    parts += [part for part in held if held[part] and part not in parts]
    return {"id": annotated.id, **{part: held[part] for part in held if part in parts}, **features}


def _name(annotated: AnnotatedText, span: Span) -> str:
    return str(span.features.get("canonical") or span.features.get("text") or annotated.text[span.start : span.end])


def _rest(item: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {k: v for k, v in item.items() if k not in names}


def _first(features: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {name: features[name] for name in names if name in features}


def _blank(spans: list[Span]) -> str:
    """A text that holds the annotated words alone, each at its offset."""
    text = [" "] * max((s.end for s in spans), default=0)
    for s in spans:
        words = s.features.get("text")
        if isinstance(words, str) and len(words) == s.end - s.start:
            text[s.start : s.end] = words
    return "".join(text)
