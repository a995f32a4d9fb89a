"""Where a row stands in its sources: every form of an answer says it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from .result import Evidence, Row

Place = tuple[str | int, ...]  # key, document IRI, start, end, row, column, page, paragraph, article


def sources_of(row: Row) -> list[Evidence]:
    """The places of a row, each once, in order of document and offset.

    Parameters
    ----------
    row : Row

    Examples
    --------
    >>> from .result import Named
    >>> said = Evidence("c", Named("urn:d", "摘要"), 10, 24, 0, 40, key="a.txt")
    >>> len(sources_of(Row({}, ("c",), (said, said))))
    1
    """
    return [e for _, e in sorted({_place(e): e for e in row.evidence}.items())]


def _place(e: Evidence) -> Place:
    return e.key, e.document.iri, e.start, e.end, e.row, e.column, e.page, e.paragraph, e.article


def json_sources(row: Row) -> list[dict[str, Any]]:
    """The places of a row as JSON: document, its key, and the span or the table's row.

    Examples
    --------
    >>> from .result import Named
    >>> said = Evidence("c", Named("urn:d", "摘要"), 10, 24, 0, 40, key="a.txt")
    >>> json_sources(Row({}, ("c",), (said,)))
    [{'document': {'iri': 'urn:d', 'label': '摘要'}, 'key': 'a.txt', 'start': 10, 'end': 24}]
    """
    return [_json_place(e) for e in sources_of(row)]


def json_evidence(e: Evidence) -> dict[str, Any]:
    """One claim's place as JSON, with its sentence and the file that carries the text."""
    shown = {"claim": e.claim, **_json_place(e)}
    if e.sentence_start >= 0:
        shown |= {"sentence_start": e.sentence_start, "sentence_end": e.sentence_end}
    if e.manifestation:
        shown["file"] = e.manifestation
    return shown


def _json_place(e: Evidence) -> dict[str, Any]:
    shown: dict[str, Any] = {"document": {"iri": e.document.iri, "label": e.document.label}, "key": e.key}
    if e.start >= 0:
        shown |= {"start": e.start, "end": e.end}
    if e.row:
        shown |= {"row": e.row, "column": e.column}
    shown |= {name: value for name in ("page", "paragraph", "article") if (value := getattr(e, name))}
    return shown


def source_text(row: Row, most: int = 0) -> str:
    """The places of a row as people read them, by document key.

    Parameters
    ----------
    row : Row
    most : int
        Places shown at most; 0 for all.

    Examples
    --------
    >>> from .result import Named
    >>> said = [Evidence("c", Named("urn:d", "摘要"), n, n + 5, 0, 40, key="a.txt") for n in (10, 30)]
    >>> source_text(Row({}, ("c",), tuple(said))), source_text(Row({}, ("c",), tuple(said)), most=1)
    ('a.txt [10–15; 30–35]', 'a.txt [10–15] +1')
    """
    places = sources_of(row)
    shown = places[:most] if most else places
    documents: dict[str, list[str]] = {}
    for e in shown:
        said = f"{e.where} {e.article}".strip()
        documents.setdefault(e.key or e.document.label, []).append(said)
    text = "; ".join(f"{key} [{'; '.join(said)}]" for key, said in documents.items())
    return f"{text} +{len(places) - len(shown)}" if len(places) > len(shown) else text


def evidence_text(evidence: Iterable[Evidence]) -> str:
    """Each claim and its sentence as people read them.

    Examples
    --------
    >>> from .result import Named
    >>> evidence_text([Evidence("c0ffee" * 8, Named("urn:d", "摘要"), 10, 24, 0, 40, key="a.txt")])
    'c0ffeec0ffee a.txt [10–24] in [0–40]'
    """
    return "; ".join(
        f"{e.claim[:12]} {e.key or e.document.label} [{e.where}]"
        + (f" in [{e.sentence_start}–{e.sentence_end}]" if e.sentence_start >= 0 else "")
        for e in evidence
    )
