"""W3C Web Annotation: one annotation for each span or relation, in JSON-LD.

Positions are code points, as the standard demands of the text position selector.

References
----------
W3C Recommendation, Web Annotation Data Model, 23 February 2017, https://www.w3.org/TR/annotation-model/
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .annotated import SAID, AnnotatedText, Relation, Span

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_AROUND = 16  # characters of prefix and suffix


def write_web_annotation(annotated: AnnotatedText) -> dict[str, Any]:
    """Annotated text as a collection of annotations with the text that they are of.

    Examples
    --------
    >>> made = write_web_annotation(AnnotatedText("a", "😀甲局", (Span("0", 1, 3, "Unit"),)))
    >>> made["items"][0]["target"]["selector"][0]
    {'type': 'TextPositionSelector', 'start': 1, 'end': 3}
    """
    text, source = annotated.text, f"urn:policing-kg:document:{annotated.id}"
    items: list[dict[str, Any]] = []
    for s in annotated.spans:
        quote = {"type": "TextQuoteSelector", "exact": text[s.start : s.end]}
        quote |= {"prefix": text[max(s.start - _AROUND, 0) : s.start], "suffix": text[s.end : s.end + _AROUND]}
        position = {"type": "TextPositionSelector", "start": s.start, "end": s.end}
        items.append({
            "id": _iri(annotated, "span", s.id), "type": "Annotation", "motivation": "classifying",
            "body": {"type": "TextualBody", "purpose": "classifying", "value": s.label, SAID: dict(s.features)},
            "target": {"source": source, "selector": [position, quote]},
        })  # fmt: skip
    for n, r in enumerate(annotated.relations):
        ends = [_iri(annotated, "span", end) for end in (r.source, r.target)]
        items.append({
            "id": _iri(annotated, "relation", str(n)), "type": "Annotation", "motivation": "linking",
            "body": {"type": "TextualBody", "purpose": "linking", "value": r.label, SAID: dict(r.features)},
            "target": {"type": "List", "items": ends},
        })  # fmt: skip
    about = {"id": annotated.id, "text": text, "features": dict(annotated.features)}
    return {
        "@context": [CONTEXT, {SAID: {"@id": "https://w3id.org/policing-kg/ontology#guide", "@type": "@json"}}],
        "id": f"{source}:annotations", "type": "AnnotationPage", SAID: about, "items": items,
    }  # fmt: skip


def read_web_annotation(page: Mapping[str, Any], name: str = "", text: str = "") -> AnnotatedText:
    """A page of annotations, or one annotation, as annotated text.

    Parameters
    ----------
    page : mapping
    name : str
        Id of the document where the page has none of ours.
    text : str
        The text, where the page does not hold it.

    Raises
    ------
    ValueError
        If an annotation of a text has no position, or its position does not hold the words that it quotes.
    """
    about = page.get(SAID, {})
    text = about.get("text", text)
    items = page.get("items", [page] if page.get("type") == "Annotation" else [])
    spans, relations = [], []
    for item in items:
        body = item.get("body", {})
        body = body[0] if isinstance(body, list) else body
        body = {"value": body} if isinstance(body, str) else body
        target = item["target"]
        if isinstance(target, dict) and target.get("type") == "List":
            one, other = (_last(end) for end in target["items"])
            relations.append(Relation(one, other, body.get("value", ""), body.get(SAID, {})))
        else:
            start, end = _place(target, text)
            spans.append(Span(_last(item.get("id", f"{start}")), start, end, body.get("value", ""), body.get(SAID, {})))
    return AnnotatedText(str(about.get("id") or name), text, tuple(spans), tuple(relations), about.get("features", {}))


def _place(target: Mapping[str, Any], text: str) -> tuple[int, int]:
    selectors = target.get("selector", ())
    found = {s["type"]: s for s in (selectors if isinstance(selectors, list) else [selectors])}
    if "TextPositionSelector" not in found:
        raise ValueError("an annotation has no TextPositionSelector")
    start, end = (int(found["TextPositionSelector"][k]) for k in ("start", "end"))
    words = found.get("TextQuoteSelector", {}).get("exact")
    if text and words is not None and text[start:end] != words:
        raise ValueError(f"the position {start} does not hold the words that the annotation quotes")
    return start, end


def _iri(annotated: AnnotatedText, kind: str, own: str) -> str:
    return f"urn:policing-kg:document:{annotated.id}:{kind}:{own}"


def _last(iri: str) -> str:
    return iri.rsplit(":", 1)[-1].rsplit("/", 1)[-1]
