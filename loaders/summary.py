"""One extraction as a few lines for a person at a terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any


def summary_lines(record: Mapping[str, Any]) -> Iterator[str]:
    r"""Summarise one record: how much of each kind, then every link and figure with its place.

    Parameters
    ----------
    record : mapping
        What `document_record` writes.

    Yields
    ------
    str

    Examples
    --------
    >>> link = {"subject": "甲派出所", "relation": "partOf", "object": "甲分局", "start": 3, "end": 9}
    >>> print("\n".join(summary_lines({"id": "a", "entities": [], "indicators": [], "links": [link]})))
    a: 0 mentions, 0 figures, 1 links
      甲派出所 partOf 甲分局 [3–9]
    """
    entities, indicators, links = (record[k] for k in ("entities", "indicators", "links"))
    kinds = ", ".join(f"{n} {kind}" for kind, n in sorted(Counter(e["type"] for e in entities).items()))
    counted = f"{len(entities)} mentions" + (f" ({kinds})" if kinds else "")
    yield f"{record['id']}: {counted}, {len(indicators)} figures, {len(links)} links"
    offered = record.get("more", {}).get("offered")
    if offered:
        counts = (len(offered[k]) for k in ("entities", "indicators", "links"))
        yield "  offered by recognisers, unreviewed: {} mentions, {} figures, {} links".format(*counts)
    for link in links:
        qualifiers = ", ".join(f"{k} {v}" for k, v in link.get("qualifiers", {}).items())
        shown = f" ({qualifiers})" if qualifiers else ""
        yield f"  {link['subject']} {link['relation']} {link['object']}{shown} [{link['start']}–{link['end']}]"
    for i in indicators:
        measure = f"{i['measure']} " if i.get("measure") else ""
        yield f"  {i.get('subject') or '?'}: {measure}{i['value']:g} {i['unit']} [{i['start']}–{i['end']}]"
