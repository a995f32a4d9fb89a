"""Fingerprints of a graph: each subject falls into a bucket, and a bucket's fingerprint changes with what it holds.

Whatever a node or a relationship that starts at it depends on counts for the bucket of its IRI: the subject's quads in
every graph, and what claims say of it.  Fingerprints are sums, so that no order and no engine matters.
"""

from __future__ import annotations

import hashlib
import zlib
from array import array
from collections.abc import Iterable, Iterator, Sequence

from .term import term

BITS = 64
UNKNOWN = 2**BITS - 1  # fingerprint of a bucket of which nobody knows what it holds
LEAST, MOST = 2**8, 2**20  # buckets
_ABOUT = f" {term('rdf:subject')} <".encode()
_CLAIM = (_ABOUT, *(f" {term(name)} ".encode() for name in ("rdf:predicate", "rdf:object", "pk:status")))


def buckets_for(subjects: int) -> int:
    """How many buckets a graph has: a power of two, about one for each subject.

    Examples
    --------
    >>> buckets_for(3), buckets_for(100_000), buckets_for(10**9)
    (256, 131072, 1048576)
    """
    return min(max(1 << max(subjects - 1, 0).bit_length(), LEAST), MOST)


def bucket_of(iri: str, buckets: int) -> int:
    """The bucket of a subject.

    Examples
    --------
    >>> bucket_of("urn:a", 256)
    107
    """
    return _bucket(iri.encode(), buckets)


def _bucket(iri: bytes, buckets: int) -> int:
    return zlib.crc32(iri) * buckets >> 32


class Fingerprints:
    r"""The fingerprint of each bucket.

    Parameters
    ----------
    buckets : int
    values : array of unsigned 64-bit integers, optional
        Of which each is a fingerprint; by default of an empty graph.

    Examples
    --------
    >>> one, other = Fingerprints(256), Fingerprints(256)
    >>> one.add([b"<urn:a> <urn:p> <urn:b> .\n", b"<urn:a> <urn:p> <urn:c> .\n"])
    >>> other.add([b"<urn:a> <urn:p> <urn:c> .\n", b"<urn:a> <urn:p> <urn:b> .\n"])
    >>> one.different(other), one.different(Fingerprints(256))
    ([], [107])
    """

    def __init__(self, buckets: int, values: array[int] | None = None) -> None:
        self.values = array("Q", bytes(8 * buckets)) if values is None else values

    def __len__(self) -> int:
        return len(self.values)

    def add(self, lines: Sequence[bytes], sign: int = 1) -> None:
        """Count all lines of N-Quads of one subject in one graph; with -1, count them no more."""
        ordered = sorted(lines)
        said = b"".join(ordered)
        self._count(subject_of(lines), said, sign)
        for end in _ends(lines) if _ABOUT in said else ():
            self._count(end, b"".join(line for line in ordered if any(part in line for part in _CLAIM)), sign)

    def _count(self, iri: bytes, said: bytes, sign: int) -> None:
        at = _bucket(iri, len(self.values))
        more = int.from_bytes(hashlib.blake2b(said, digest_size=8).digest(), "little")
        self.values[at] = (self.values[at] + sign * more) % UNKNOWN

    def different(self, other: Fingerprints) -> list[int]:
        """The buckets in which two graphs differ."""
        if self.values == other.values:
            return []
        return [n for n, (a, b) in enumerate(zip(self.values, other.values, strict=True)) if a != b]


def _ends(lines: Iterable[bytes]) -> Iterator[bytes]:
    """IRIs of which the lines of a claim say something."""
    for line in lines:
        _, found, rest = line.partition(_ABOUT)
        if found:
            yield rest[: rest.index(b">")]


def subject_of(lines: Sequence[bytes]) -> bytes:
    r"""The IRI of the subject that some lines have.

    Examples
    --------
    >>> subject_of([b"<urn:a> <urn:p> <urn:b> .\n"])
    b'urn:a'
    """
    return lines[0][1 : lines[0].index(b" ") - 1]
