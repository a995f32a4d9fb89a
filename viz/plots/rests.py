"""What a plot rests on: claims, documents, their dates, and who reports on whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pyoxigraph import NamedNode

from ...graph.duplicate import NEAR_DUPLICATE
from ...graph.interval import edtf_days
from ...queries.reader import Reader
from ...queries.result import Row
from ...queries.statement import Source, read_sources
from .wording import Say


@dataclass(frozen=True, slots=True)
class Rests:
    """The claims and documents behind rows.

    Parameters
    ----------
    claims : int
    documents : mapping of str to Source
        Each document as it is coded, by IRI.
    repeats : mapping of str to str
        The document whose text another nearly repeats, by IRI of the other.
    """

    claims: int
    documents: Mapping[str, Source]
    repeats: Mapping[str, str]

    @property
    def sources(self) -> int:
        """Documents, near-duplicates counted once."""
        return len(self.sources_of(self.documents))

    def sources_of(self, documents: Iterable[str]) -> frozenset[str]:
        """The sources that some documents are."""
        return frozenset(self.repeats.get(iri, iri) for iri in documents)

    @property
    def dates(self) -> tuple[str, str] | None:
        """The first and the last date of the documents; none where none is dated."""
        dated = [s.published for s in self.documents.values() if edtf_days(s.published)[0]]
        return (min(dated), max(dated, key=lambda d: edtf_days(d)[1])) if dated else None

    def reporting(self) -> Counter[str]:
        """How many documents report on their own issuer (``self``), are by a ``third-party``, or are ``uncoded``."""
        return Counter(s.reporting or "uncoded" for s in self.documents.values())


def documents_of(row: Row) -> list[str]:
    """IRIs of the documents that carry a row, sorted."""
    return sorted({e.document.iri for e in row.evidence})


def rests_of(reader: Reader, rows: Iterable[Row]) -> Rests:
    """Look up what some rows rest on.

    Parameters
    ----------
    reader : Reader
    rows : iterable of Row
    """
    listed = list(rows)
    documents = sorted({iri for row in listed for iri in documents_of(row)})
    repeats = reader.graph.values(map(NamedNode, documents), NEAR_DUPLICATE)
    claims = {claim for row in listed for claim in row.claims}
    return Rests(len(claims), read_sources(reader, documents), repeats)


def note(rests: Rests, say: Say, *, as_of: str, reviewed: bool, digest: str) -> list[str]:
    """What every plot says of what it rests on.

    Parameters
    ----------
    rests : Rests
    say : Say
    as_of : str
        The day asked for, or empty.
    reviewed : bool
    digest : str
        Of the dataset.

    Returns
    -------
    list of str
        Paragraphs.
    """
    dates, reporting = rests.dates, rests.reporting()
    first = say("note", "rests", claims=rests.claims, documents=len(rests.documents), sources=rests.sources)
    first += say("note", "dated", first=dates[0], last=dates[1]) if dates else say("note", "undated")
    first += say("note", "as_of", day=as_of) if as_of else say("note", "all_dates")
    first += say("note", "reviewed") if reviewed else ""
    first += say(
        "note", "reporting", own=reporting["self"], other=reporting["third-party"], uncoded=reporting["uncoded"]
    )
    return [first, say("note", "dataset", digest=digest[:16])]
