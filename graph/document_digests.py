"""The digests of a dataset's documents, as columns: so that a change of one writes no line for each of the others."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from .segment import among, read_table, write_columns

FILE = "digests.parquet"
_BYTES = 32  # of a SHA-256
_AT_ONCE = 65_536  # documents whose digests are written as text
_ESCAPED = r'["\\\x00-\x1f]'  # what JSON does not write as it is


class DocumentDigests(Mapping[str, str]):
    """Document key to digest, sorted by key; read when it is first asked.

    Parameters
    ----------
    file : Path, optional
        That `write` made; none for no documents.
    """

    def __init__(self, file: Path | None = None) -> None:
        self._file = file

    @classmethod
    def of(cls, digests: Mapping[str, str]) -> DocumentDigests:
        """The digests of a mapping.

        Examples
        --------
        >>> held = DocumentDigests.of({"b": "1" * 64, "a": "2" * 64})
        >>> list(held), held["b"][:3], held == {"a": "2" * 64, "b": "1" * 64}
        (['a', 'b'], '111', True)
        """
        return digests if isinstance(digests, DocumentDigests) else cls().changed(digests, ())

    @cached_property
    def _columns(self) -> Any:
        """Table of ``key`` and ``digest``, sorted by key."""
        import pyarrow as pa

        if self._file is not None:
            return read_table(self._file).combine_chunks()
        return pa.table({"key": pa.array([], pa.string()), "digest": pa.array([], pa.binary(_BYTES))})

    @cached_property
    def _rows(self) -> Mapping[str, bytes]:
        return dict(zip(*(column.to_pylist() for column in self._columns.columns), strict=True))

    def __getitem__(self, key: str) -> str:
        return self._rows[key].hex()

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return int(self._columns.num_rows)

    def __repr__(self) -> str:
        return f"DocumentDigests({len(self)})"

    def changed(self, put: Mapping[str, str], gone: Collection[str]) -> DocumentDigests:
        """The digests with some put in or replaced, and others gone.

        Examples
        --------
        >>> held = DocumentDigests.of({"a": "1" * 64, "b": "2" * 64})
        >>> dict(held.changed({"c": "3" * 64}, ["a", "b"])) == {"c": "3" * 64}
        True
        """
        import pyarrow as pa
        import pyarrow.compute as pc

        kept = self._columns
        if touched := [*put, *gone]:
            kept = kept.filter(pc.invert(among(kept.column("key"), touched)))
        digests = pa.array([bytes.fromhex(digest) for digest in put.values()], pa.binary(_BYTES))
        more = pa.table({"key": pa.array(list(put), pa.string()), "digest": digests})
        found = DocumentDigests()
        found._columns = pa.concat_tables([kept, more]).sort_by("key").combine_chunks()
        return found

    def write(self, file: Path) -> int:
        """Write them; returns how many they are."""
        return write_columns(self._columns, file)

    def digest(self, decisions: str) -> str:
        r"""Combine them with the digest of the decisions; see `digest.dataset_digest`.

        Examples
        --------
        >>> from .digest import dataset_digest
        >>> held = {'a"': "1" * 64, "甲": "2" * 64, "b\n": "3" * 64}
        >>> DocumentDigests.of(held).digest("d") == dataset_digest(held, "d")
        True
        """
        whole, first = hashlib.sha256(b"[["), True
        for at in range(0, len(self), _AT_ONCE):
            piece = self._columns.slice(at, _AT_ONCE)
            text = memoryview(_pairs(piece.column("key").combine_chunks(), piece.column("digest").to_pylist()))
            whole.update(text[1:] if first else text)  # a comma stands before each pair
            first = False
        whole.update(b"]," + json.dumps(decisions, ensure_ascii=False).encode() + b"]")
        return whole.hexdigest()


def _pairs(keys: Any, digests: list[bytes]) -> Any:
    """Keys and digests as JSON writes them in pairs, a comma before each, as one buffer."""
    import pyarrow as pa
    import pyarrow.compute as pc

    size = 2 * _BYTES
    ends = pa.array(range(0, size * len(digests) + 1, size), pa.int32())
    written = pa.py_buffer(b"".join(digests).hex().encode())
    hexadecimal = pa.StringArray.from_buffers(len(digests), ends.buffers()[1], written)
    pairs = pc.binary_join_element_wise(",[", _quoted(keys), ',"', hexadecimal, '"]', "")
    return pairs.buffers()[2].slice(0, int(pc.sum(pc.binary_length(pairs)).as_py()))


def _quoted(keys: Any) -> Any:
    import pyarrow as pa
    import pyarrow.compute as pc

    quoted = pc.binary_join_element_wise('"', keys, '"', "")
    unlike = pc.match_substring_regex(keys, _ESCAPED)
    if not pc.any(unlike).as_py():
        return quoted
    written = [json.dumps(key, ensure_ascii=False) for key in keys.filter(unlike).to_pylist()]
    return pc.replace_with_mask(quoted, unlike, pa.array(written, pa.string()))
