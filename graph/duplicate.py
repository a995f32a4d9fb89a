"""Near-duplicates: one text carried by several outlets, with edits, another title or date, or a cut ending.

Both documents keep their claims; only where sources are counted does a cluster count as its first document.  What
clusters is a function of all documents' signatures and dates, whatever the order in which they came.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pyoxigraph import Quad

from .signature import Signature, containment, read_signature, resemblance, shared_figures
from .term import document_iri, term

NEAR_DUPLICATE = "pk:nearDuplicateOf"
ALIKE = 0.45  # Jaccard similarity from which two bodies are one text; see decision 14 in docs/decisions
CUT_ALIKE, CONTAINED = 0.3, 0.8  # or from which they are, if the longer holds so much of the shorter
SAME_FIGURES = 0.5  # share of its figures that the one with fewer must share
FEW_FIGURES = 4  # fewer than these tell nothing
MOST_FIRSTS = 64  # documents that one band is looked up in: boilerplate would make the search quadratic


@dataclass(frozen=True, slots=True)
class SignedDocument:
    """What of a document tells its near-duplicates: key, date (EDTF, or empty), signature (or empty)."""

    key: str
    date: str
    signature: str


def near_duplicates(documents: Iterable[SignedDocument]) -> dict[str, str]:
    """Find the documents that repeat another one.

    Documents are taken by date, undated ones last, then by key.  Each is compared with the first documents of the
    clusters that share a band of its signature, and joins the earliest that it resembles; else it is the first of a
    cluster of its own.  So no chain of edits ties together what is not alike, and the time is linear.

    Parameters
    ----------
    documents : iterable of SignedDocument
        Of the whole dataset, each key once.

    Returns
    -------
    dict of str to str
        Key of each document that repeats another to the key of the first of its cluster.

    References
    ----------
    Leskovec, Rajaraman and Ullman, Mining of Massive Datasets, 3.4 (locality-sensitive hashing by bands).

    Examples
    --------
    >>> from .signature import body_signature
    >>> text = "".join(chr(0x4E00 + 7 * n) for n in range(300))
    >>> signed = [SignedDocument(k, d, body_signature(text[cut:])) for k, d, cut in (("a", "", 0), ("b", "2023", 9))]
    >>> near_duplicates(signed)
    {'a': 'b'}
    """
    firsts: dict[tuple[int, tuple[str, ...]], list[int]] = defaultdict(list)
    of_first: list[tuple[str, Signature]] = []
    found: dict[str, str] = {}
    for document in sorted(documents, key=lambda d: (d.date or "~", d.key)):
        if not document.signature:
            continue
        signature = read_signature(document.signature)
        bands = signature.bands
        near = sorted({n for band in bands for n in firsts.get(band, ())})
        first = next((n for n in near if alike(of_first[n][1], signature)), None)
        if first is not None:
            found[document.key] = of_first[first][0]
            continue
        for band in bands:
            if len(firsts[band]) < MOST_FIRSTS:
                firsts[band].append(len(of_first))
        of_first.append((document.key, signature))
    return found


def alike(one: Signature, other: Signature) -> bool:
    """Whether two bodies are one text: most shingles shared, or the shorter held by the longer; figures shared.

    Parameters
    ----------
    one, other : Signature
    """
    jaccard = resemblance(one, other)
    if jaccard < CUT_ALIKE or (jaccard < ALIKE and containment(one, other) < CONTAINED):
        return False
    shared = shared_figures(one, other)
    told = min(len(one.figures), len(other.figures)) >= FEW_FIGURES
    return not told or shared is None or shared >= SAME_FIGURES


def duplicate_quads(duplicates: Mapping[str, str]) -> set[Quad]:
    """The statements that a document repeats another one, for the default graph.

    Parameters
    ----------
    duplicates : mapping of str to str
        As `near_duplicates` gives them.
    """
    return {Quad(document_iri(key), term(NEAR_DUPLICATE), document_iri(first)) for key, first in duplicates.items()}
