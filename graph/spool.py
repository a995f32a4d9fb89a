"""What a build hands over, in a file until its commit: so memory does not grow with the documents of a build."""

from __future__ import annotations

import pickle
from dataclasses import fields
from operator import attrgetter
from pathlib import Path
from tempfile import SpooledTemporaryFile

from .claim import Claim, Evidence
from .disk import writing
from .entity import Entity
from .holding import Layer
from .sketch import Sketch, sketched

_IN_MEMORY = 8 * 2**20  # bytes that are kept without a file
_CLAIM, _EVIDENCE, _ENTITY = (attrgetter(*(f.name for f in fields(row))) for row in (Claim, Evidence, Entity))


class Spool:
    """Layers in the order in which they came.  The file has no name, so that nothing is left of a killed build.

    Parameters
    ----------
    folder : Path
        Of the dataset: the disk that has to have room anyway.
    """

    def __init__(self, folder: Path) -> None:
        self._folder, self._length = folder, 0
        self._file: SpooledTemporaryFile[bytes] = SpooledTemporaryFile(_IN_MEMORY, dir=str(folder))  # noqa: SIM115 - closed by `close`

    def put(self, layer: Layer) -> Sketch:
        """Keep a layer; what is returned knows where.

        Raises
        ------
        Unavailable
            If the disk is full or will not be written.
        """
        packed = pack(layer)
        with writing(self._folder):
            self._file.seek(self._length)
            self._file.write(packed)
        at = self._length, len(packed)
        self._length += len(packed)
        return sketched(layer, at)

    def packed(self, sketch: Sketch) -> bytes:
        """The layer of a sketch as `pack` made it; empty for one that was not put here."""
        if sketch.kept_at is None:
            return b""
        start, length = sketch.kept_at
        with writing(self._folder):
            self._file.seek(start)
            packed: bytes = self._file.read(length)
            return packed

    def close(self) -> None:
        """Give the room back."""
        self._file.close()


def pack(layer: Layer) -> bytes:
    """A layer as bytes, for this program and its own processes alone.

    Examples
    --------
    >>> from .document import Document
    >>> layer = Layer("read", Document("a"), "v", "m", (), (), (Evidence("c", "v", "f", 0, 1, 0, 1),), ())
    >>> unpacked(pack(layer)) == layer
    True
    """
    rows = (list(map(of, held)) for of, held in _parts(layer))
    head = (layer.name, layer.document, layer.version, layer.masked_version, layer.manifestations)
    return pickle.dumps((head, *rows, layer.signature), protocol=5)


def unpacked(packed: bytes) -> Layer:
    """The layer that `pack` made bytes of."""
    held = pickle.loads(packed)  # noqa: S301 - our own, never from a file
    (name, document, version, masked, files), claims, evidence, entities, signature = held
    return Layer(
        name,
        document,
        version,
        masked,
        files,
        tuple(Claim(*row) for row in claims),
        tuple(Evidence(*row) for row in evidence),
        tuple(Entity(*row) for row in entities),
        signature,
    )


def _parts(layer: Layer) -> tuple[tuple[attrgetter[tuple[object, ...]], tuple[object, ...]], ...]:
    return (_CLAIM, layer.claims), (_EVIDENCE, layer.evidence), (_ENTITY, layer.entities)
