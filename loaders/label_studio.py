"""One extraction as a task of Label Studio: its mentions and figures drawn on the masked text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

Span = Mapping[str, Any]


def label_studio_task(record: Mapping[str, Any]) -> dict[str, Any]:
    """Write one record as a Label Studio task with predictions.

    Parameters
    ----------
    record : mapping
        What `document_record` writes.

    Returns
    -------
    dict
        ``data.text`` is made of the found spans alone, each at its offset, with spaces between them, so that a
        text that may not be passed on is not; offsets are code points of the stored text, as everywhere.

    Examples
    --------
    >>> task = label_studio_task({"id": "a", "entities": [{"text": "甲局", "start": 2, "end": 4, "type": "Unit"}]})
    >>> task["data"]["text"], task["predictions"][0]["result"][0]["value"]["labels"]
    ('  甲局', ['Unit'])
    """
    entities: Iterable[Span] = record.get("entities", ())
    indicators: Iterable[Span] = record.get("indicators", ())
    links: Iterable[Span] = record.get("links", ())
    drawn = [(span, span["type"]) for span in entities] + [(span, "Indicator") for span in indicators]
    spans = [_region(record["id"], n, span, label) for n, (span, label) in enumerate(drawn)]
    of_name: dict[str, str] = {}
    for (span, _), region in zip(drawn, spans, strict=True):
        of_name.setdefault(span.get("canonical", ""), region["id"])
    relations = [
        {
            "type": "relation",
            "from_id": of_name[link["subject"]],
            "to_id": of_name[link["object"]],
            "direction": "right",
            "labels": [link["relation"]],
        }
        for link in links
        if link["subject"] in of_name and link["object"] in of_name
    ]
    size = max((span["end"] for span, _ in drawn), default=0)
    text = [" "] * size
    for span, _ in drawn:
        text[span["start"] : span["end"]] = span["text"]
    return {
        "data": {"id": record["id"], "text": "".join(text)},
        "predictions": [{"model_version": "policing-kg", "result": [*spans, *relations]}],
    }


def _region(document: str, number: int, span: Span, label: str) -> dict[str, Any]:
    value = {"start": span["start"], "end": span["end"], "text": span["text"], "labels": [label]}
    return {
        "id": f"{document}-{number}",
        "type": "labels",
        "from_name": "label",
        "to_name": "text",
        "value": value,
        "meta": {"text": [span["canonical"]]} if span.get("canonical") else {},
    }
