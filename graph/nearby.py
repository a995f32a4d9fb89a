"""Near-duplicates after a change of few documents, without comparing all the others anew.

Which document repeats which is settled among those that share a band of their signatures, and those that share one
with them, and so on.  So what a change can alter are the documents that are tied to it that way, before or after.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from .duplicate import SignedDocument
from .scan import signatures, signed_documents
from .signature import BANDS, ROWS, read_signature

_BAND = 4 * ROWS  # hexadecimal digits of a band
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
    columns = [(keys, signed, _bands(signed)) for keys, signed in signatures(folder)]
    found: set[str] = set()
    wanted = {band for signature in changed if signature for band in _bands_of(signature)}
    while wanted:
        near: dict[str, str] = {}
        for keys, signed, bands in columns:
            near |= {keys[at].as_py(): signed[at].as_py() for at in _sharing(bands, wanted)}
        wanted = {band for key in near.keys() - found for band in _bands_of(near[key])}
        found |= near.keys()
    return list(signed_documents(folder, found)) if found else []


def _bands_of(signature: str) -> Iterator[Band]:
    return ((number, "".join(bins).encode()) for number, bins in read_signature(signature).bands)


def _bands(signed: Any) -> Any:
    """The bands of signatures, one after the other, as an Arrow array that shares their bytes."""
    import pyarrow as pa
    import pyarrow.compute as pc

    bins = pc.list_element(pc.split_pattern(signed, ":"), 1)  # a new array: its bytes hold nothing else
    return pa.Array.from_buffers(pa.binary(_BAND), BANDS * len(bins), [None, bins.buffers()[2]])


def _sharing(bands: Any, wanted: set[Band]) -> set[int]:
    """Numbers of the signatures with one of some bands."""
    import pyarrow as pa
    import pyarrow.compute as pc

    digits = pa.array(sorted({band for _, band in wanted}), pa.binary(_BAND))
    hits = pc.indices_nonzero(pc.is_in(bands, value_set=digits))
    return {at // BANDS for at in hits.to_pylist() if (at % BANDS, bands[at].as_py()) in wanted}
