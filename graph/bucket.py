"""Writing the segments of one bucket: what comes, what stays, and what of it is news.

A bucket is what one process works on at once, so that memory grows with its size and not with the dataset.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from .digest import document_digest
from .generation import MARKED, Segment, link, segment
from .holding import Holding, Layer
from .marks import marks_name, write_marks
from .parallel import each
from .segment import TABLES, bucket_of, buckets_for, carried_rows, read_holdings, write_tables
from .sketch import sketches
from .spool import unpacked

if TYPE_CHECKING:
    from .writer import Writer

_KINDS = (*TABLES, "marks")
_SIDE_BY_SIDE = 4  # buckets with changes; fewer are written in this process
_FEW = 500  # documents that change; so few are written in this process, whatever their buckets


@dataclass(frozen=True, slots=True)
class Bucket:
    """One bucket that changes.

    Parameters
    ----------
    number : int
    coming : mapping of str to tuple of (Layer, bytes), or None
        Document key to its layers after the change: each without its claims, and packed, or empty where the dataset
        holds it; None for a document that goes.
    """

    number: int
    coming: Mapping[str, tuple[tuple[Layer, bytes], ...] | None]


@dataclass(frozen=True, slots=True)
class Written:
    """What writing a bucket came to.

    Parameters
    ----------
    segments : tuple of Segment
    digests : mapping of str to str
        Document key to digest, of the documents that changed and are there.
    added, removed : int
        Claim ids new in a document, and gone from one.
    resigned : bool
        Whether what tells near-duplicates changed.
    """

    segments: tuple[Segment, ...]
    digests: Mapping[str, str]
    added: int
    removed: int
    resigned: bool


def write_buckets(
    writer: Writer, folder: Path, new: Mapping[str, Holding | None]
) -> tuple[int, list[Segment], list[Written]]:
    """Write the segments of the buckets that change, and link the others.

    Parameters
    ----------
    writer : Writer
    folder : Path
        Of the generation that is being written.
    new : mapping of str to Holding or None
        Documents that change, in sketches.

    Returns
    -------
    int
        Number of buckets of the generation.
    list of Segment
        All segments of documents.
    list of Written
    """
    base, source = writer.dataset.manifest, writer.dataset.folder
    numbered: dict[int, dict[str, Holding | None]] = {}
    coming = sum(s.number for h in new.values() if h for s in sketches(h.layers))
    buckets = buckets_for(base.counts.get("claims", 0) + coming, base.buckets)
    if buckets != base.buckets:
        numbered = {number: {} for number in range(buckets)}
    for key, holding in new.items():
        numbered.setdefault(bucket_of(key, buckets), {})[key] = holding

    def jobs() -> Iterator[Bucket]:
        for number in sorted(numbered):
            yield Bucket(number, {key: _packed(writer, h) for key, h in sorted(numbered[number].items())})

    write = partial(
        write_bucket, folder=folder, before=source if base.generation else None, sizes=(base.buckets, buckets)
    )
    many = len(numbered) >= _SIDE_BY_SIDE and len(new) > _FEW
    written = list(each(write, jobs(), fewest=1, together=1) if many else map(write, jobs()))
    segments = [s for w in written for s in w.segments]
    for s in base.segments:
        table, _, number = s.name.partition(".")[0].partition("-")
        if table in _KINDS and int(number) not in numbered:
            link(source / s.name, folder / s.name)
            segments.append(s)
            if base.format < MARKED and table == "documents":
                name = marks_name(int(number))
                segments.append(segment(folder, name, write_marks(folder, int(number))))
    return buckets, segments, written


def write_bucket(bucket: Bucket, folder: Path, before: Path | None, sizes: tuple[int, int]) -> Written:
    """Write the segments of one bucket.

    Parameters
    ----------
    bucket : Bucket
    folder, before : Path
        Of the generation that is being written, and of the one before, if there is one.
    sizes : tuple of int
        Numbers of buckets before and now.
    """
    number, coming = bucket.number, bucket.coming
    old = read_holdings(before, number % sizes[0], coming) if before else {}
    new = {key: _whole(key, layers, old.get(key)) for key, layers in coming.items() if layers is not None}
    others = carried_rows(before, number % sizes[0], coming, (number, sizes[1])) if before else {}
    named = write_tables(folder, number, new.values(), others)
    if named:
        named[marks_name(number)] = write_marks(folder, number)
    changed = [(_claims(old.get(key)), _claims(new.get(key))) for key in coming]
    return Written(
        tuple(segment(folder, name, rows) for name, rows in named.items()),
        {key: document_digest(holding) for key, holding in new.items()},
        sum(len(after - earlier) for earlier, after in changed),
        sum(len(earlier - after) for earlier, after in changed),
        any(_signed(old.get(key)) != _signed(new.get(key)) for key in coming),
    )


def _packed(writer: Writer, holding: Holding | None) -> tuple[tuple[Layer, bytes], ...] | None:
    return tuple((s, writer.packed(s)) for s in sketches(holding.layers)) if holding else None


def _whole(key: str, layers: tuple[tuple[Layer, bytes], ...], held: Holding | None) -> Holding:
    """A document with its claims: those handed over, else those held; files as they were settled."""
    found = []
    for sketch, packed in layers:
        layer = unpacked(packed) if packed else held and held.layer(sketch.name)
        if layer:
            found.append(replace(layer, manifestations=sketch.manifestations))
    return Holding(key, tuple(found))


def _claims(holding: Holding | None) -> set[str]:
    return {claim.id for layer in holding.layers for claim in layer.claims} if holding else set()


def _signed(holding: Holding | None) -> tuple[str, str]:
    """What of a document tells its near-duplicates."""
    return (holding.signature, holding.document.date) if holding else ("", "")
