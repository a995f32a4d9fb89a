"""Media types of answers, and which of them a client prefers."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from pyoxigraph import QueryResultsFormat, RdfFormat

# What a client may name → format; of a format the first is what the answer is labelled with.
ROWS: Mapping[str, QueryResultsFormat] = MappingProxyType(
    {
        "application/sparql-results+json": QueryResultsFormat.JSON,
        "application/sparql-results+xml": QueryResultsFormat.XML,
        "text/csv": QueryResultsFormat.CSV,
        "text/tab-separated-values": QueryResultsFormat.TSV,
        "application/json": QueryResultsFormat.JSON,
        "application/xml": QueryResultsFormat.XML,
        "text/xml": QueryResultsFormat.XML,
    }
)
GRAPHS: Mapping[str, RdfFormat] = MappingProxyType(
    {
        "text/turtle": RdfFormat.TURTLE,
        "application/n-triples": RdfFormat.N_TRIPLES,
        "application/rdf+xml": RdfFormat.RDF_XML,
        "application/ld+json": RdfFormat.JSON_LD,
        "application/x-turtle": RdfFormat.TURTLE,
        "application/json": RdfFormat.JSON_LD,
        "application/xml": RdfFormat.RDF_XML,
        "text/xml": RdfFormat.RDF_XML,
        "text/plain": RdfFormat.N_TRIPLES,
    }
)


def negotiated(accept: str, offered: Sequence[str]) -> str:
    """The offered media type that a client prefers (RFC 9110, 12.5.1); of types alike the one offered first.

    Parameters
    ----------
    accept : str
        The request's ``Accept``; empty where there is none, which accepts all.
    offered : sequence of str
        Media types, the best first.

    Returns
    -------
    str
        Empty if none is acceptable.

    Examples
    --------
    >>> negotiated("text/*;q=0.5, application/json", ["text/csv", "application/json"])
    'application/json'
    >>> negotiated("text/csv;q=0, */*", ["text/csv", "text/turtle"]), negotiated("image/png", ["text/csv"])
    ('text/turtle', '')
    """
    ranges = [_range(part) for part in accept.split(",") if part.strip()] or [("*/*", 1.0)]
    weights = [_weight(ranges, media) for media in offered]
    best = max(weights, default=0.0)
    return offered[weights.index(best)] if best > 0 else ""


def _range(part: str) -> tuple[str, float]:
    media, *parameters = (piece.strip().lower() for piece in part.split(";"))
    quality = next((p[2:] for p in parameters if p.startswith("q=")), "1")
    try:
        weight = float(quality)
    except ValueError:
        weight = 0.0
    return media, weight if math.isfinite(weight) and 0 <= weight <= 1 else 0.0


def _weight(ranges: Sequence[tuple[str, float]], media: str) -> float:
    """The weight of the most specific range that fits a type."""
    for fits in (media, media.partition("/")[0] + "/*", "*/*"):
        found = [weight for named, weight in ranges if named == fits]
        if found:
            return max(found)
    return 0.0
