"""doccano: JSON lines of sequence labelling with relations.

It counts UTF-16 code units, as JavaScript does, unless a project counts grapheme clusters, which is not read.

References
----------
https://doccano.github.io/doccano; github.com/doccano/doccano, issue 2290, on offsets.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .annotated import SAID, AnnotatedText, Relation, Span
from .offsets import Units


def write_doccano(annotated: AnnotatedText) -> dict[str, Any]:
    """Annotated text as one line of doccano; what it knows no field for stands in ``meta``, which it keeps.

    Examples
    --------
    >>> write_doccano(AnnotatedText("a", "😀甲局", (Span("0", 1, 3, "Unit"),)))["entities"]
    [{'id': 0, 'label': 'Unit', 'start_offset': 2, 'end_offset': 4}]
    """
    units = Units(annotated.text)
    numbers = {s.id: n for n, s in enumerate(annotated.spans)}
    entities = [
        {"id": n, "label": s.label, "start_offset": units.utf16(s.start), "end_offset": units.utf16(s.end)}
        for n, s in enumerate(annotated.spans)
    ]
    relations = [
        {"id": n, "from_id": numbers[r.source], "to_id": numbers[r.target], "type": r.label}
        for n, r in enumerate(annotated.relations)
    ]
    said = {
        "id": annotated.id,
        "features": dict(annotated.features),
        "spans": {str(n): {SAID: s.id, **s.features} for n, s in enumerate(annotated.spans)},
        "relations": {str(n): dict(r.features) for n, r in enumerate(annotated.relations) if r.features},
    }
    return {"text": annotated.text, "entities": entities, "relations": relations, "meta": {SAID: said}}


def read_doccano(line: Mapping[str, Any], name: str = "") -> AnnotatedText:
    """A line of doccano as annotated text; of projects without relations too.

    Parameters
    ----------
    line : mapping
    name : str
        Id of the document where the line has none of ours.

    Raises
    ------
    ValueError
        If an offset lies outside the text, or inside a character.
    """
    text = str(line["text"])
    units = Units(text)
    said = (line.get("meta") or {}).get(SAID) or line.get(SAID) or {}
    kept, tied = said.get("spans", {}), said.get("relations", {})
    entities = line.get("entities")
    if entities is None:  # sequence labelling without relations
        listed = enumerate(line.get("label") or line.get("labels") or ())
        entities = [{"id": n, "start_offset": a, "end_offset": b, "label": label} for n, (a, b, label) in listed]
    spans, names = [], {}
    for e in entities:
        features = dict(kept.get(str(e["id"]), {}))
        names[e["id"]] = own = str(features.pop(SAID, e["id"]))
        start, end = units.code_points(int(e["start_offset"])), units.code_points(int(e["end_offset"]))
        spans.append(Span(own, start, end, e["label"], features))
    relations = [
        Relation(names[r["from_id"]], names[r["to_id"]], r["type"], tied.get(str(r["id"]), {}))
        for r in line.get("relations") or ()
    ]
    own = said.get("id") or line.get("id", name)
    return AnnotatedText(str(own), text, tuple(spans), tuple(relations), said.get("features", {}))
