"""A PNG with the same pixels in fewer bytes: vl-convert deflates for speed, a file for print is kept for long."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

_LEVEL = 6  # of zlib; 9 took four times as long for 6 % less
_HEAD = 8  # bytes of the signature


def deflated(png: bytes) -> bytes:
    """Deflate the image data of a PNG anew (ISO/IEC 15948); every other chunk stays as it is.

    Parameters
    ----------
    png : bytes
        A whole PNG.

    Returns
    -------
    bytes
        One that is no longer.
    """
    kept: list[tuple[bytes, bytes]] = []
    data = b"".join(body for kind, body in _chunks(png) if kind == b"IDAT")
    for kind, body in _chunks(png):
        if kind != b"IDAT":
            kept.append((kind, body))
        elif all(k != b"IDAT" for k, _ in kept):
            kept.append((kind, zlib.compress(zlib.decompress(data), _LEVEL)))
    made = png[:_HEAD] + b"".join(_chunk(kind, body) for kind, body in kept)
    return min(made, png, key=len)


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = _HEAD
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        yield png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        at += 12 + length


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
