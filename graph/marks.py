"""Marks of the documents of a bucket, so that a body or a like text is looked up in the buckets that may hold it alone.

A mark is a hash, of 32 bits, of a body's hash or of a band of a signature.  Different things may have one mark: what
marks lead to is read and compared.
"""

from __future__ import annotations

import hashlib
import struct
import sys
from array import array
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator
from itertools import cycle
from pathlib import Path
from typing import Any
from zlib import crc32

from .damage import damaged, reading
from .segment import columns_there, read_table, segment_name, segments_of
from .signature import BANDS, ROWS

BAND = 4 * ROWS  # hexadecimal digits of a band
_READ, _MASKED = BANDS, BANDS + 1  # what the hash of a body begins with; that of a band with its number
_FEW = 5000  # marks that are looked up one by one; of more, those of a bucket are looked up among them
_SUM = 32  # bytes of the sum that a file begins with
Marks = frozenset[int]


def marks_name(bucket: int) -> str:
    """The file of a bucket.

    Examples
    --------
    >>> marks_name(3)
    'marks-0003.bin'
    """
    return f"marks-{bucket:04d}.bin"


def body_marks(versions: Iterable[str], masked: Iterable[str]) -> Marks:
    """Marks of bodies by their hashes, and by those of masked bodies; empty ones have none.

    Examples
    --------
    >>> len(body_marks(["1" * 64, ""], ["1" * 64]))
    2
    """
    found = {crc32(text.encode(), _READ) for text in versions if text}
    return frozenset(found | {crc32(text.encode(), _MASKED) for text in masked if text})


def band_marks(bands: bytes) -> Marks:
    """Marks of the bands of signatures, one after the other, each of `BAND` bytes."""
    pieces = (bands[at : at + BAND] for at in range(0, len(bands), BAND))
    return frozenset(map(crc32, pieces, cycle(range(BANDS))))


def bands_of(signed: Any) -> Any:
    """The bands of some signatures, none of them empty, as one Arrow buffer."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if not len(signed):
        return pa.py_buffer(b"")
    bins = pc.list_element(pc.split_pattern(signed, ":"), 1)  # a new array: its bytes hold nothing else
    return bins.buffers()[2].slice(0, len(signed) * BANDS * BAND)


def signed_rows(segment: Path, *columns: str) -> Any:
    """Some columns of the documents of a segment that are signed; no rows of an older format, which signs none."""
    import pyarrow.compute as pc

    rows = read_table(segment, columns_there(segment, [*columns, "signature"]))
    if "signature" not in rows.column_names:
        return rows.slice(0, 0).append_column("signature", rows.column(0).slice(0, 0))
    return rows.filter(pc.greater(pc.binary_length(rows.column("signature")), 0)).combine_chunks()


def write_marks(folder: Path, bucket: int) -> int:
    """Write the marks of a bucket whose documents are written; returns how many they are."""
    segment = folder / segment_name("documents", bucket)
    bodies = read_table(segment, ["version", "masked_version"])
    bands = bands_of(signed_rows(segment, "key").column("signature").combine_chunks())
    marks = body_marks(*(column.to_pylist() for column in bodies.columns)) | band_marks(bands.to_pybytes())
    packed = struct.pack(f"<{len(marks)}I", *sorted(marks))
    (folder / marks_name(bucket)).write_bytes(hashlib.sha256(packed).digest() + packed)
    return len(marks)


def read_marks(folder: Path) -> list[tuple[Path, memoryview | None]]:
    """The segment of documents of each bucket, and its marks; None of an older format, which has none.

    Raises
    ------
    DataError
        If a file of marks is damaged.
    """
    numbered = ((segment, int(segment.stem.rpartition("-")[2])) for segment in segments_of(folder, "documents"))
    return [(segment, _read(folder / marks_name(number))) for segment, number in numbered]


def holding(marks: Iterable[tuple[Path, memoryview | None]], wanted: Collection[int]) -> Iterator[Path]:
    """The segments of documents that may hold something with one of some marks."""
    sought = sorted(wanted)
    for segment, held in marks:
        if held is None or _any(held, sought):
            yield segment


def _any(held: memoryview, sought: list[int]) -> bool:
    """Whether two sorted lists have something in common: where few are sought, each is looked up."""
    if len(sought) > _FEW:
        return not frozenset(sought).isdisjoint(held)
    places = (bisect_left(held, mark) for mark in sought)
    return any(at < len(held) and held[at] == mark for at, mark in zip(places, sought, strict=True))


def _read(file: Path) -> memoryview | None:
    if not file.exists():
        return None
    with reading(file):
        raw = file.read_bytes()
    if hashlib.sha256(raw[_SUM:]).digest() != raw[:_SUM]:
        raise damaged(file)
    if sys.byteorder == "big":
        return memoryview(array("I", struct.unpack(f"<{(len(raw) - _SUM) // 4}I", raw[_SUM:])))
    return memoryview(raw)[_SUM:].cast("I")
