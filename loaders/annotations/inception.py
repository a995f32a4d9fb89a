"""INCEpTION: UIMA CAS in JSON, version 0.4.0 of the format, which it imports and exports as `UIMA CAS JSON`.

Offsets are UTF-16 code units, as Java counts.  Spans are of the layer ``custom.Span`` and relations of the layer
``custom.Relation``, with the features ``label`` and ``features`` (JSON); a CAS whose layers are others is read by its
own names.

References
----------
https://github.com/apache/uima-uimaj-io-jsoncas, specification of the JSON serialisation of the Apache UIMA CAS.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from .annotated import SAID, AnnotatedText, Relation, Span
from .offsets import Units

ANNOTATION, SOFA, VIEW = "uima.tcas.Annotation", "uima.cas.Sofa", "_InitialView"
DOCUMENT = "uima.tcas.DocumentAnnotation"
SPANS, RELATIONS, WHOLE = "custom.Span", "custom.Relation", "custom.Document"
METADATA = "de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData"
_LABELS = ("label", "value", "Label", "PosValue", "DependencyType")
_IDS = ("@Governor", "@Dependent")
_STRING = "uima.cas.String"
_TYPES: Mapping[str, Any] = {
    SPANS: {
        "%NAME": SPANS,
        "%SUPER_TYPE": ANNOTATION,
        "label": {"%NAME": "label", "%RANGE": _STRING},
        "features": {"%NAME": "features", "%RANGE": _STRING},
    },
    RELATIONS: {
        "%NAME": RELATIONS,
        "%SUPER_TYPE": ANNOTATION,
        "Governor": {"%NAME": "Governor", "%RANGE": SPANS},
        "Dependent": {"%NAME": "Dependent", "%RANGE": SPANS},
        "label": {"%NAME": "label", "%RANGE": _STRING},
        "features": {"%NAME": "features", "%RANGE": _STRING},
    },
    WHOLE: {
        "%NAME": WHOLE,
        "%SUPER_TYPE": ANNOTATION,
        "features": {"%NAME": "features", "%RANGE": _STRING},
    },
    METADATA: {
        "%NAME": METADATA,
        "%SUPER_TYPE": DOCUMENT,
        "documentTitle": {"%NAME": "documentTitle", "%RANGE": _STRING},
        "documentId": {"%NAME": "documentId", "%RANGE": _STRING},
    },
}


def write_inception(annotated: AnnotatedText) -> dict[str, Any]:
    """Annotated text as a CAS.

    Examples
    --------
    >>> cas = write_inception(AnnotatedText("a", "😀甲局", (Span("0", 1, 3, "Unit"),)))
    >>> [(f["begin"], f["end"]) for f in cas["%FEATURE_STRUCTURES"] if f["%TYPE"] == "custom.Span"]
    [(2, 4)]
    """
    units = Units(annotated.text)
    features = json.dumps(dict(annotated.features), ensure_ascii=False)
    whole = {"begin": 0, "end": units.utf16(len(annotated.text)), "language": "zh"}
    structures: list[dict[str, Any]] = [
        {"%ID": 1, "%TYPE": SOFA, "sofaNum": 1, "sofaID": VIEW, "mimeType": "text", "sofaString": annotated.text},
        {
            "%ID": 2, "%TYPE": METADATA, "%FLAGS": ["DocumentAnnotation"], "@sofa": 1, **whole,
            "documentId": annotated.id, "documentTitle": annotated.id,
        },
        {"%ID": 3, "%TYPE": WHOLE, "@sofa": 1, "begin": 0, "end": whole["end"], "features": features},
    ]  # fmt: skip
    ids = {span.id: n for n, span in enumerate(annotated.spans, 4)}
    for span in annotated.spans:
        place = {"begin": units.utf16(span.start), "end": units.utf16(span.end)}
        said = json.dumps({SAID: span.id, **span.features}, ensure_ascii=False)
        structures.append(
            {"%ID": ids[span.id], "%TYPE": SPANS, "@sofa": 1, **place, "label": span.label, "features": said}
        )
    places = {f["%ID"]: (f["begin"], f["end"]) for f in structures[3:]}
    for n, relation in enumerate(annotated.relations, len(ids) + 4):
        one, other = ids[relation.source], ids[relation.target]
        begin, end = places[other]  # INCEpTION lets a relation cover its dependent
        structures.append({
            "%ID": n, "%TYPE": RELATIONS, "@sofa": 1, "begin": begin, "end": end, "@Governor": one,
            "@Dependent": other, "label": relation.label,
            "features": json.dumps(dict(relation.features), ensure_ascii=False),
        })  # fmt: skip
    members = [f["%ID"] for f in structures[1:]]
    return {
        "%TYPES": dict(_TYPES),
        "%FEATURE_STRUCTURES": structures,
        "%VIEWS": {VIEW: {"%SOFA": 1, "%MEMBERS": members}},
    }


def read_inception(cas: Mapping[str, Any], name: str = "") -> AnnotatedText:
    """A CAS as annotated text.

    Parameters
    ----------
    cas : mapping
    name : str
        Id of the document where the CAS has none.

    Raises
    ------
    ValueError
        If it holds no text, or an offset lies outside it.
    """
    held = cas["%FEATURE_STRUCTURES"]
    structures = [{"%ID": int(i), **f} for i, f in held.items()] if isinstance(held, dict) else list(held)
    text = next((f["sofaString"] for f in structures if f["%TYPE"] == SOFA and "sofaString" in f), None)
    if text is None:
        raise ValueError("the CAS holds no text")
    units = Units(text)
    about = next((f for f in structures if f["%TYPE"] == METADATA), {})
    features = _features(next((f["features"] for f in structures if f["%TYPE"] == WHOLE), None))
    spans, relations, names = [], [], {}
    for f in structures:
        if not {"begin", "end"} <= f.keys() or f["%TYPE"] in (METADATA, DOCUMENT, WHOLE) or any(i in f for i in _IDS):
            continue
        if f["%TYPE"].split(".")[-1] in ("Sentence", "Token"):
            continue
        said = _features(f.get("features"))
        names[f["%ID"]] = own = str(said.pop(SAID, f["%ID"]))
        label, more = _read(f)
        start, end = units.code_points(f["begin"]), units.code_points(f["end"])
        spans.append(Span(own, start, end, label, more | said))
    for f in structures:
        if all(i in f for i in _IDS):
            label, more = _read(f)
            one, other = (names[f[i]] for i in _IDS)
            relations.append(Relation(one, other, label, more | _features(f.get("features"))))
    return AnnotatedText(str(about.get("documentId") or name), text, tuple(spans), tuple(relations), features)


def _read(structure: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The label of an annotation, and its other features."""
    label = next((structure[k] for k in _LABELS if structure.get(k)), structure["%TYPE"].split(".")[-1])
    skipped = (*_LABELS, "begin", "end", "features")
    more = {k: v for k, v in structure.items() if k not in skipped and k[0] not in "%@^#"}
    return str(label), more


def _features(text: object) -> dict[str, Any]:
    """Features that were written as JSON; none where a person wrote other words there."""
    try:
        found = json.loads(text) if isinstance(text, str) else {}
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
