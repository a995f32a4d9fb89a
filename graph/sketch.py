"""A layer without its claims: what it takes to settle documents against each other, so that memory holds no claims."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from operator import attrgetter
from typing import Any

from .claim import Evidence
from .document import Document
from .entity import Entity
from .holding import CODED, Holding, Layer

_MADE = attrgetter("id", "origin", "rule")
_EVIDENCE = attrgetter(*(f.name for f in fields(Evidence)))
_ENTITY = attrgetter(*(f.name for f in fields(Entity)))
_DOCUMENT = attrgetter(*(f.name for f in fields(Document)))


@dataclass(frozen=True, slots=True)
class Sketch(Layer):
    """A layer whose claims, evidence, entities and signature lie elsewhere.

    Parameters
    ----------
    said : str
        Hash of claims, entities, coding and signature.
    placed : str
        Hash of the evidence.
    evidenced : frozenset of str
        Hashes of the files that the evidence points into.
    number : int
        Of claims.
    kept_at : tuple of int, optional
        Where a `Spool` keeps the layer: start and length; None for one that the dataset holds.
    """

    said: str = ""
    placed: str = ""
    evidenced: frozenset[str] = frozenset()
    number: int = 0
    kept_at: tuple[int, int] | None = field(default=None, compare=False)

    def carried(self) -> bool:
        """Whether the file that the evidence points into is still there."""
        return self.name == CODED or self.evidenced <= {m.sha256 for m in self.manifestations}

    def says(self) -> object:
        """What two readings of one body are compared by."""
        return self.said


def sketched(layer: Layer, kept_at: tuple[int, int] | None = None) -> Sketch:
    """Leave out of a layer what settling does not look at.

    Examples
    --------
    >>> a = Layer("read", Document("a"), "v", "m", (), (), (Evidence("c", "v", "f", 0, 1, 0, 1),), ())
    >>> sketched(a) == sketched(a, (0, 9)), sketched(a).carried(), sketched(a).evidence
    (True, False, ())
    """
    claims, entities = map(_MADE, layer.claims), map(_ENTITY, layer.entities)
    return Sketch(
        layer.name, layer.document, layer.version, layer.masked_version, layer.manifestations, (), (), (), "",
        _hash([list(claims), list(entities), _DOCUMENT(layer.document), layer.signature]),
        _hash(list(map(_EVIDENCE, layer.evidence))),
        frozenset(e.manifestation for e in layer.evidence),
        len(layer.claims),
        kept_at,
    )  # fmt: skip


def sketched_holding(holding: Holding) -> Holding:
    """The same document with its layers as sketches."""
    return Holding(holding.key, tuple(map(sketched, holding.layers)))


def sketches(layers: Iterable[Layer]) -> list[Sketch]:
    """Those of some layers that are sketches."""
    return [layer for layer in layers if isinstance(layer, Sketch)]


def _hash(said: list[Any]) -> str:
    return hashlib.sha256(json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()
