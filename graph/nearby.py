"""Near-duplicates after a change of few documents, without comparing all the others anew.

Which document repeats which is settled among those that share a band of their signatures, and those that share one
with them, and so on.  So what a change can alter are the documents that are tied to it that way, before or after.
They are read from the buckets whose marks tell that they may hold one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from .duplicate import SignedDocument
from .marks import BAND, band_marks, bands_of, holding, read_marks, signed_rows
from .scan import signed_documents
from .signature import BANDS, read_signature

Band = tuple[int, bytes]  # its number, and its digits


def documents_nearby(folder: Path, changed: Iterable[str]) -> list[SignedDocument]:
    """The documents of which some signatures can alter whether they repeat another one.

    Parameters
    ----------
    folder : Path
        Of the generation after the change.
    changed : iterable of str
        Signatures that the documents that change had, and have; empty ones are passed over.
    """
    signed = {signature for signature in changed if signature}
    marks = read_marks(folder) if signed else []
    read: dict[Path, tuple[Any, Any, Any]] = {}
    found: set[str] = set()
    while signed:
        wanted = {band for signature in signed for band in _bands_of(signature)}
        bands = b"".join(digits for signature in signed for _, digits in _bands_of(signature))
        near: dict[str, str] = {}
        for file in holding(marks, band_marks(bands)):
            if file not in read:
                read[file] = _columns(file)
            keys, those, held = read[file]
            near |= {keys[at].as_py(): those[at].as_py() for at in _sharing(held, wanted)}
        signed = {near[key] for key in near.keys() - found}
        found |= near.keys()
    return list(signed_documents(sorted(read), found)) if found else []


def _bands_of(signature: str) -> Iterator[Band]:
    return ((number, "".join(bins).encode()) for number, bins in read_signature(signature).bands)


def _columns(file: Path) -> tuple[Any, Any, Any]:
    """Keys, signatures and bands of the documents of a segment that are signed, as Arrow arrays."""
    import pyarrow as pa

    keys, signed = (column.combine_chunks() for column in signed_rows(file, "key").columns)
    return keys, signed, pa.Array.from_buffers(pa.binary(BAND), BANDS * len(signed), [None, bands_of(signed)])


def _sharing(bands: Any, wanted: set[Band]) -> set[int]:
    """Numbers of the signatures with one of some bands."""
    import pyarrow as pa
    import pyarrow.compute as pc

    digits = pa.array(sorted({band for _, band in wanted}), pa.binary(BAND))
    hits = pc.indices_nonzero(pc.is_in(bands, value_set=digits))
    return {at // BANDS for at in hits.to_pylist() if (at % BANDS, bands[at].as_py()) in wanted}
