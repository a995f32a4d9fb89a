"""Label Studio: tasks in JSON, with annotations or predictions.

It counts code points since version 1.7 and counted UTF-16 code units before: which, is told by the text that each
region repeats.

References
----------
https://labelstud.io/guide/task_format; github.com/HumanSignal/label-studio, issues 1347 and 1559, on offsets.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .annotated import SAID, AnnotatedText, Relation, Span
from .offsets import Units

_NAMES = {"from_name": "label", "to_name": "text"}


def write_label_studio(annotated: AnnotatedText) -> dict[str, Any]:
    """Annotated text as a task with one annotation.

    Examples
    --------
    >>> task = write_label_studio(AnnotatedText("a", "😀甲局", (Span("0", 1, 3, "Unit"),)))
    >>> task["annotations"][0]["result"][0]["value"]
    {'start': 1, 'end': 3, 'text': '甲局', 'labels': ['Unit']}
    """
    regions: list[dict[str, Any]] = []
    for s in annotated.spans:
        value = {"start": s.start, "end": s.end, "text": annotated.text[s.start : s.end], "labels": [s.label]}
        own = {"id": s.id, "type": "labels", **_NAMES, "value": value, "meta": {SAID: dict(s.features)}}
        regions.append(own)
    for r in annotated.relations:
        ends = {"from_id": r.source, "to_id": r.target, "direction": "right"}
        regions.append({"type": "relation", **ends, "labels": [r.label], "meta": {SAID: dict(r.features)}})
    data = {"id": annotated.id, "text": annotated.text, SAID: dict(annotated.features)}
    return {"data": data, "annotations": [{"result": regions}]}


def read_label_studio(task: Mapping[str, Any], name: str = "") -> AnnotatedText:
    """A task as annotated text: its first annotation, else its first prediction.

    Parameters
    ----------
    task : mapping
    name : str
        Id of the document where the task has none.

    Raises
    ------
    ValueError
        If an offset does not fit the text in either counting.
    """
    data = task["data"]
    text = str(data["text"])
    units = Units(text)
    parts = ("annotations", "completions", "predictions")
    made: Mapping[str, Any] = next((a for part in parts for a in task.get(part) or ()), {})
    spans, relations = [], []
    for region in made.get("result", ()):
        said = _said(region.get("meta") or {})
        if region["type"] == "relation":
            label = (region.get("labels") or ["relation"])[0]
            relations.append(Relation(region["from_id"], region["to_id"], label, said))
        elif region["type"] in ("labels", "hypertextlabels"):
            value = region["value"]
            start, end = _place(text, units, value)
            label = (value.get("labels") or value["hypertextlabels"])[0]
            spans.append(Span(str(region["id"]), start, end, label, said))
    own = data.get("id") or task.get("id") or name
    return AnnotatedText(str(own), text, tuple(spans), tuple(relations), data.get(SAID, {}))


def _said(meta: Mapping[str, Any]) -> dict[str, Any]:
    """Features as they were written; of a task of `policing-kg extract` the canonical name, which stands as a note."""
    if SAID in meta:
        return dict(meta[SAID])
    note = meta.get("text")
    return {"canonical": str(note[0])} if isinstance(note, list) and note else {}


def _place(text: str, units: Units, value: Mapping[str, Any]) -> tuple[int, int]:
    start, end = int(value["start"]), int(value["end"])
    words = value.get("text")
    if 0 <= start <= end <= len(text) and words in (None, text[start:end]):
        return start, end
    start, end = units.code_points(start), units.code_points(end)
    if words is not None and text[start:end] != words:
        raise ValueError(f"the region at {start} does not hold the words that it repeats")
    return start, end
