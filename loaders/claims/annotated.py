"""From an annotated document to coded rows: annotation made elsewhere becomes claims whose origin is the coder."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from typing import Any

from ...graph.claim import QUALIFIERS, RELATIONS, canonical_number, fingerprint
from ..extraction import Extraction
from ..persons.masking import masked_clean_text
from ..persons.privacy import person_names
from ..texts.article import Span
from .coded import CLASS, FIGURE
from .coded_claims import mention_of

COLUMNS = (
    "document", "subject", "subject_type", "relation", "object", "object_type", "value",
    "start", "end", "sentence_start", "sentence_end", "sentence",
    *(q for q in QUALIFIERS if q not in ("article",)),
)  # fmt: skip
_LONGEST_MEASURE = 18  # characters; what is longer is a phrase of the text
_SECTORS = ("Unit", "Department", "Organisation")
_FIGURE_FIELDS = ("unit", "comparison", "direction", "bound")


def code_annotations(extraction: Extraction, record: Mapping[str, Any], key: str) -> Iterator[dict[str, str]]:
    """Write the links and indicators of an annotated document as rows of a coded table.

    Parameters
    ----------
    extraction : Extraction
        Of the very text that was annotated: it gives sentences, the mask, and the intervals of periods.
    record : mapping
        An annotated document in GUIDE's format; offsets in the stored text.
    key : str
        Document key.

    Yields
    ------
    dict of str to str
        By `COLUMNS`.  Rows that hold a person's name, a phrase of the text where a name should stand, or an end whose
        type nothing tells, are left out.
    """
    places = _Places(extraction)
    record = _with_names_as_read(record, extraction)
    names = person_names(extraction.article, extraction.persons) | _people(record)
    classes = {(m.canonical, m.type) for m in extraction.mentions if m.generic and m.resolved}
    types = {e["canonical"]: e["type"] for e in record["entities"]}
    types = {n: f"{t}{CLASS}" if (n, t) in classes and t in _SECTORS else t for n, t in types.items()}
    for link in record["links"]:
        ends = link["subject"], link["object"]
        if link["relation"] not in RELATIONS or not all(types.get(e) or mention_of(e) for e in ends):
            continue
        row = dict.fromkeys(COLUMNS, "") | places.of(link["start"], link["end"])
        row |= {"document": key, "subject": ends[0], "relation": link["relation"], "object": ends[1]}
        row |= {"subject_type": types.get(ends[0], ""), "object_type": types.get(ends[1], "")}
        row |= {k: str(v) for k, v in link.get("qualifiers", {}).items() if not (k == "place" and _lists(str(v)))}
        if not (_holds(row, names) or any(map(_lists, ends))):
            yield row
    found = {extraction.article.clean.stored(i.start, i.end): i for i in extraction.indicators}
    for figure in record["indicators"]:
        subject, measure = figure.get("subject"), figure.get("measure")
        if not subject or not measure or not (types.get(subject) or mention_of(subject)):
            continue
        if len(measure) > _LONGEST_MEASURE or _lists(measure):
            continue
        row = dict.fromkeys(COLUMNS, "") | places.of(figure["start"], figure["end"])
        row |= {"document": key, "subject": subject, "subject_type": types.get(subject, ""), "relation": FIGURE}
        row |= {"measure": measure, "value": canonical_number(str(figure["value"]))}
        row |= {k: figure.get(k) or "" for k in _FIGURE_FIELDS}
        row |= {"period_text": figure.get("period") or "", "approx": "true" if figure.get("approx") else ""}
        if figure.get("value_max") is not None:
            row["value_max"] = canonical_number(str(figure["value_max"]))
        read = found.get((figure["start"], figure["end"]))
        row["period"] = read.interval if read and row["period_text"] else ""
        if not _holds(row, names):
            yield row


def _with_names_as_read(record: Mapping[str, Any], extraction: Extraction) -> Mapping[str, Any]:
    """The record with each name as the recognisers give it where they read the same name in full (西青区|综治中心).

    A name is looked for where the link or figure stands, else in the whole document, and taken only where one full
    name ends in it.  An annotated claim and the same claim read from the text are then one claim of two origins.
    """
    stored = extraction.article.clean.stored
    read = [(*stored(m.start, m.end), m) for m in extraction.mentions if m.resolved]

    def full(name: str, start: int, end: int) -> str:
        for low, high in ((start, end), (0, len(extraction.article.source.text))):
            names = {m.canonical for a, z, m in read if a < high and low < z and m.canonical.endswith(name)}
            if name not in names and len(names) == 1:
                return next(iter(names))
            if names:
                break
        return name

    def renamed(item: Mapping[str, Any]) -> dict[str, Any]:
        ends = [k for k in ("subject", "object", "canonical") if item.get(k)]
        return {**item, **{k: full(item[k], item["start"], item["end"]) for k in ends}}

    named = {field: [renamed(item) for item in record[field]] for field in ("links", "indicators")}
    types = [{**e, "canonical": full(e["canonical"], e["start"], e["end"])} for e in record["entities"]]
    return {**record, **named, "entities": [*record["entities"], *types]}


class _Places:
    """Spans of the stored text with the sentences that hold them and their masked fingerprints."""

    def __init__(self, extraction: Extraction) -> None:
        article = extraction.article
        self._clean = article.clean
        self._masked = masked_clean_text(article, extraction.persons)
        self._sentences = [(s.start, s.end) for s in article.sentences]
        self._starts = [start for start, _ in self._sentences]

    def of(self, start: int, end: int) -> dict[str, str]:
        first, last = self._cleaned(start, end)
        low = max(bisect_right(self._starts, first) - 1, 0)
        high = max(bisect_right(self._starts, last - 1) - 1, low)
        sentence = min(self._sentences[low][0], first), max(self._sentences[high][1], last)
        stored = self._clean.stored(*sentence)
        return {
            "start": str(start),
            "end": str(end),
            "sentence_start": str(stored[0]),
            "sentence_end": str(stored[1]),
            "sentence": fingerprint(self._masked[slice(*sentence)]),
        }

    def _cleaned(self, start: int, end: int) -> Span:
        """The clean span of a stored one."""
        first = min(bisect_right(self._clean.ends, start), len(self._clean.text) - 1)
        return first, max(bisect_left(self._clean.starts, end), first + 1)


def _lists(name: str) -> bool:
    """Whether a name is a list of things, told in the words of the text."""
    return "、" in name


def _people(record: Mapping[str, Any]) -> frozenset[str]:
    return frozenset((*record.get("private", ()), *record.get("officials", ())))


def _holds(row: Mapping[str, str], names: frozenset[str]) -> bool:
    shown = [v for k, v in row.items() if k not in ("document", "sentence")]
    return any(name and name in value for name in names for value in shown)
